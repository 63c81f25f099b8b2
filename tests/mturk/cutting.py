"""A proxy in front of a marketplace that cuts responses at a given byte, as a lost connection does."""

from __future__ import annotations

import json
import socket
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Operation -> the parameter by which the service knows that a call is repeated.
_KEYS = {
    "CreateHIT": "UniqueRequestToken",
    "CreateHITWithHITType": "UniqueRequestToken",
    "CreateQualificationType": "Name",
}


class CuttingProxy:
    """The proxy: its URL, where it cuts the next responses, and what it has seen.

    It can also replay what the marketplace answered: much faster, and of the same bytes each time.
    """

    def __init__(self, url: str, upstream: str) -> None:
        self.url = url
        self._upstream = urlsplit(upstream)
        self._recorded: dict[tuple[str, bool, str | None], bytes] = {}
        #: For each of the next responses, how many bytes arrive, or if negative, do not; None for a whole one, as all
        #: later ones are.
        self.cuts: list[int | None] = []
        #: The size of each response.
        self.sizes: list[int] = []
        #: The token or the name of each HIT or qualification type that the calls asked for.
        self.created: set[str] = set()
        self.is_replaying = False

    def respond(self, head: bytes, body: bytes) -> bytes:
        """Return what arrives of the response to a request."""
        lines = [line for line in head.split(b"\r\n") if line and not line.lower().startswith(b"connection:")]
        target = next(line for line in lines if line.lower().startswith(b"x-amz-target:"))
        operation = target.rpartition(b".")[2].decode()
        parameters = json.loads(body)
        call = operation, self._is_repeated(operation, parameters), parameters.get("NextToken")
        if not self.is_replaying:
            self._recorded[call] = self._forward(b"\r\n".join([*lines, b"Connection: close", b"", body]))
        response = self._recorded[call]
        self.sizes.append(len(response))
        return response[: self.cuts.pop(0) if self.cuts else None]

    def _is_repeated(self, operation: str, parameters: dict[str, Any]) -> bool:
        if operation not in _KEYS:
            return False
        key = parameters[_KEYS[operation]]
        is_repeated = key in self.created
        self.created.add(key)
        return is_repeated

    def _forward(self, request: bytes) -> bytes:
        with socket.create_connection((self._upstream.hostname or "", self._upstream.port or 80)) as upstream:
            upstream.sendall(request)
            return b"".join(iter(lambda: upstream.recv(1 << 16), b""))


@contextmanager
def cutting(upstream: str) -> Iterator[CuttingProxy]:
    """A proxy in front of the server at a URL, until the end of the block."""

    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            head = b"".join(iter(self.rfile.readline, b"\r\n"))
            length = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
            self.wfile.write(proxy.respond(head, self.rfile.read(int(length.partition(b":")[2]))))

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        proxy = CuttingProxy(f"http://127.0.0.1:{server.server_address[1]}", upstream)
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield proxy
        finally:
            server.shutdown()
            thread.join()
