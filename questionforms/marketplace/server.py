"""A running marketplace on a port of this machine, in a thread; for tests, and for `questionforms serve`."""

from __future__ import annotations

import logging
import socket
from threading import Thread
from typing import TYPE_CHECKING, Any

from flask import abort, request
from werkzeug.serving import WSGIRequestHandler, make_server

from questionforms.marketplace.app import Marketplace, create_app
from questionforms.marketplace.store import Database
from questionforms.mturk.client.endpoints import is_on_this_machine

if TYPE_CHECKING:
    from types import TracebackType

_LOG = logging.getLogger("questionforms.marketplace.requests")


class _Handler(WSGIRequestHandler):
    """One connection; its requests are logged for who asks for the level DEBUG."""

    #: A connection on which nothing comes for so many seconds is closed.
    timeout = 5

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: ARG002
        _LOG.debug(message, *args)


def _refuse_other_names() -> None:
    """Refuse a request that took this machine for another one, as a page does whose site's name leads here."""
    if not is_on_this_machine(request.host_url):
        abort(400, f"The host {request.host!a} is not this machine.")


class Server:
    """A marketplace that answers at `address` from its start to its end; a context manager does both.

    It is given as the URL of its database, such as `sqlite:///marketplace.sqlite`, or as a `Marketplace`. `port=0`
    takes a free one. Nothing but this machine can reach it unless `host` says otherwise. Raises OSError where it cannot
    listen there.
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
        with socket.create_server((host, port), family=family) as listening:  # werkzeug would exit where it cannot be
            self._server = make_server(host, port, app, threaded=True, request_handler=_Handler, fd=listening.fileno())
        # a request that is under way is waited for at the end
        self._server.daemon_threads = False  # type: ignore[attr-defined]
        self._thread = Thread(
            target=self._server.serve_forever, args=(0.05,), name="questionforms-marketplace", daemon=True
        )
        #: The URL for boto3's `endpoint_url`.
        self.address = f"http://{shown}:{self._server.port}"

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more, once what is under way was answered, and leave the database."""
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
