"""A marketplace running in threads on a port of this machine, for tests and for `questionforms serve`."""

from __future__ import annotations

import logging
import select
import socket
from threading import Event, Thread
from typing import TYPE_CHECKING

from waitress.server import create_server  # type: ignore[import-untyped]
from waitress.wasyncore import close_all, loop  # type: ignore[import-untyped]

from questionforms.marketplace.app import create_app
from questionforms.marketplace.context import Marketplace
from questionforms.marketplace.faults.injector import FaultInjector
from questionforms.marketplace.store import Database
from questionforms.marketplace.worker.routes import LARGEST_FORM
from questionforms.mturk.client.endpoints import is_on_this_machine

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from questionforms.marketplace.faults.fault_plan import FaultPlan

#: How many requests are handled at the same time.
_THREADS = 8
#: The most seconds for which stopping waits for requests in progress, and then for their responses to be sent.
_PATIENCE = 10
#: How many connections may be open; each takes one or two file descriptors.
_CONNECTIONS = 400


class Server:
    """A marketplace server at `address`. Use it as a context manager, or call `start` and `stop`.

    Pass a `Marketplace`, the URL of a database, such as `sqlite:///marketplace.sqlite`, or a function that returns a
    `Marketplace`, which is called once the port is taken. `port=0` picks a free one. Only this machine can reach it
    unless you set `host`; then requests need a key, and the workers' API is closed. With `faults`, some calls fail as
    the plan says, for tests. Raises OSError if it cannot listen there.
    """

    def __init__(
        self,
        marketplace: Marketplace | str | Callable[[], Marketplace],
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        faults: FaultPlan | None = None,
    ) -> None:
        shown = f"[{host}]" if ":" in host else host
        #: Whether no other machine can reach it.
        self.local = is_on_this_machine(f"http://{shown}")
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family)
        try:
            self.marketplace = _opened(marketplace)
        except BaseException:
            listening.close()
            raise
        #: The URL for boto3's `endpoint_url`.
        self.address = f"http://{shown}:{listening.getsockname()[1]}"
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns whenever a request has to wait
        app = create_app(self.marketplace, local=self.local)
        #: What makes calls fail, if there is a plan, even an empty one, which can be replaced.
        self.faults = None if faults is None else FaultInjector(app, self.marketplace.database.engine, faults)
        self._server = create_server(
            app if self.faults is None else self.faults,
            sockets=[listening if self.faults is None else self.faults.listening(listening)],
            threads=_THREADS,
            connection_limit=_CONNECTIONS,
            max_request_body_size=LARGEST_FORM,
            clear_untrusted_proxy_headers=False,  # their presence tells that a request is not local
            ident=None,
        )
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="questionforms-marketplace", daemon=True)

    def start(self) -> None:
        """Start handling requests."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the requests in progress, whoever is still connected, and close the database."""
        if self.faults is not None:
            self.faults.stop()
        dispatcher = self._server.task_dispatcher
        if self._thread.is_alive():
            self._server.trigger.pull_trigger(self._refuse_connections)
            dispatcher.shutdown(timeout=_PATIENCE)
            self._stopping.set()
            self._server.pull_trigger()
            self._thread.join(_PATIENCE)
        else:
            dispatcher.shutdown()
        close_all(self._server._map)
        self.marketplace.database.close()

    def _run(self) -> None:
        """Handle events until the server is stopped and all responses are sent."""
        while not self._stopping.is_set() or self._is_sending():
            loop(timeout=1, use_poll=hasattr(select, "poll"), map=self._server._map, count=1)

    def _refuse_connections(self) -> None:
        """Close the listening socket, in the thread that handles events."""
        self._server.accepting = False
        self._server.del_channel()
        self._server.socket.close()

    def _is_sending(self) -> bool:
        return any(channel.total_outbufs_len for channel in list(self._server.active_channels.values()))

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _opened(marketplace: Marketplace | str | Callable[[], Marketplace]) -> Marketplace:
    if isinstance(marketplace, str):
        return Marketplace(Database(marketplace))
    return marketplace if isinstance(marketplace, Marketplace) else marketplace()
