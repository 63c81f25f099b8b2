"""A marketplace running in a thread on a port of this machine, for tests and for `questionforms serve`."""

from __future__ import annotations

import logging
import socket
from threading import Thread
from typing import TYPE_CHECKING, Any

from flask import abort, request
from werkzeug.serving import WSGIRequestHandler, make_server

from questionforms.marketplace.app import create_app
from questionforms.marketplace.context import Marketplace
from questionforms.marketplace.store import Database
from questionforms.mturk.client.endpoints import is_on_this_machine

if TYPE_CHECKING:
    from types import TracebackType

_LOG = logging.getLogger("questionforms.marketplace.requests")


class _Handler(WSGIRequestHandler):
    """One connection; its requests are logged at the level DEBUG."""

    #: The seconds after which an idle connection is closed.
    timeout = 5

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: ARG002
        _LOG.debug(message, *args)


def _refuse_other_names() -> None:
    """Reject requests for other host names, which pages of other sites can send by DNS rebinding."""
    if not is_on_this_machine(request.host_url):
        abort(400, f"The host {request.host!a} is not this machine.")


class Server:
    """A marketplace server at `address`. Use it as a context manager, or call `start` and `stop`.

    Pass the URL of the database, such as `sqlite:///marketplace.sqlite`, or a `Marketplace`. `port=0` picks a free one.
    Only this machine can reach it unless you set `host`. Raises OSError if it cannot listen there.
    """

    def __init__(self, marketplace: Marketplace | str, *, host: str = "127.0.0.1", port: int = 0) -> None:
        if isinstance(marketplace, str):
            marketplace = Marketplace(Database(marketplace))
        self.marketplace = marketplace
        shown = f"[{host}]" if ":" in host else host
        app = create_app(marketplace)
        if is_on_this_machine(f"http://{shown}"):
            app.before_request(_refuse_other_names)
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.create_server((host, port), family=family) as listening:  # werkzeug would exit if this failed
            self._server = make_server(host, port, app, threaded=True, request_handler=_Handler, fd=listening.fileno())
        # stopping waits for requests in progress
        self._server.daemon_threads = False  # type: ignore[attr-defined]
        self._thread = Thread(
            target=self._server.serve_forever, args=(0.05,), name="questionforms-marketplace", daemon=True
        )
        #: The URL for boto3's `endpoint_url`.
        self.address = f"http://{shown}:{self._server.port}"

    def start(self) -> None:
        """Start handling requests."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the requests in progress, and close the database."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()
        self.marketplace.database.close()

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
