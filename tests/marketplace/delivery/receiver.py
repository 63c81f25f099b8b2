"""A web server that receives notifications, and answers as a test says."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any

from tests.long_runs import FOR_EVER

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class Receiver:
    """What was received at `url`; `statuses` are those of the next responses, and then 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    arrived: Condition = field(default_factory=Condition)

    def wait(self, count: int) -> None:
        """Wait until this many messages have arrived."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.bodies) >= count, FOR_EVER)

    @property
    def events(self) -> list[dict[str, Any]]:
        """The received events, in order."""
        return [event for body in self.bodies for event in json.loads(body)["Events"]]

    @property
    def types(self) -> list[str]:
        """Their EventTypes."""
        return [event["EventType"] for event in self.events]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver on a free port of this machine."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.headers.append(dict(self.headers))
            with receiver.arrived:
                receiver.bodies.append(body)
                receiver.arrived.notify_all()
            status = receiver.statuses.pop(0) if receiver.statuses else 200
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_: Any) -> None:
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.url = f"http://127.0.0.1:{server.server_address[1]}/events"
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()
