"""The marketplace as a web application: the requester API at `/`, the workers' API under `/worker`, and `/health`."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Flask, Response, abort, g, json, request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from questionforms.marketplace.api.auth import Received
from questionforms.marketplace.api.dispatch import Handled, answer
from questionforms.marketplace.api.model import written
from questionforms.marketplace.worker.routes import worker_api
from questionforms.mturk.client.endpoints import is_on_this_machine

if TYPE_CHECKING:
    from questionforms.marketplace.context import Marketplace

#: The largest API request: two documents of 64 KB each, escaped, with room to spare. Uploads have their own limit.
LARGEST = 8 * 1024 * 1024
_LOG = logging.getLogger("questionforms.marketplace")
#: A record for each request, with the attributes `requester`, `operation`, `status` and `request_id`.
_REQUESTS = logging.getLogger("questionforms.marketplace.requests")
#: What a proxy adds to a request.
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Real-IP")
#: What is open to everybody who can reach the service: each of these checks a token or an identifier of its own.
_PUBLIC = ("worker.submit_form", "worker.upload")


def create_app(marketplace: Marketplace, *, local: bool = False) -> Flask:
    """Create the WSGI application for a marketplace.

    With `local`, which is only for a server that no other machine can reach, requests need no key until one is created,
    and the workers' API is open. A request that came through a proxy is never local.
    """
    app = Flask("questionforms.marketplace", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    app.extensions["questionforms"] = marketplace

    @app.before_request
    def begin() -> None:
        through_proxy = any(name in request.headers for name in _FORWARDED)
        g.handled = Handled(str(uuid4()), local and not through_proxy)
        if g.handled.local and not is_on_this_machine(request.host_url):
            # a page of another site can name this machine as it likes, by DNS rebinding
            abort(400, f"The host {request.host!a} is not this machine.")
        if request.blueprint == "worker":
            g.handled.operation = str(request.endpoint)
            if not g.handled.local and request.endpoint not in _PUBLIC:
                abort(403, "The workers' API has no login, so it is only open to the machine that it runs on.")

    @app.post("/")
    def answer_call() -> Response:
        # not `request.url`, which is spelt differently from the one that was signed
        url = f"{request.base_url}?{request.query_string.decode('latin-1')}"
        received = Received(url, request.headers, request.get_data())
        address = marketplace.options.public_address or request.host_url.rstrip("/")
        status, body, headers = answer(marketplace, received, address, g.handled)
        return Response(written(body), status, headers, content_type="application/x-amz-json-1.1")

    @app.get("/health")
    def health() -> Response:
        g.handled.operation = "health"
        try:
            with marketplace.database.reading() as session:  # which waits for no writer
                session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            _LOG.exception("the database does not answer")
            return Response('{"status": "no database"}', 503, content_type="application/json")
        return Response('{"status": "ok"}', content_type="application/json")

    app.register_blueprint(worker_api(marketplace))
    app.register_error_handler(HTTPException, _failed)
    app.register_error_handler(Exception, _crashed)
    app.after_request(_log)
    return app


def _log(response: Response) -> Response:
    """Log a request, without anything that was in it: its address and its body can hold secrets and answers."""
    handled: Handled | None = g.get("handled")
    if handled is not None:
        response.headers["x-amzn-RequestId"] = handled.request_id
        _REQUESTS.info(
            "%s %s %s %s",
            handled.requester,
            handled.operation,
            response.status_code,
            handled.request_id,
            extra={
                "requester": handled.requester,
                "operation": handled.operation,
                "status": response.status_code,
                "request_id": handled.request_id,
            },
        )
    return response


def _failed(error: HTTPException) -> Response:
    """The response to a bad request, such as one that is too large, for both boto3 and workers' programs."""
    kind = type(error).__name__
    body = {"__type": kind, "Code": kind, "Message": error.description, "message": error.description}
    return Response(json.dumps(body), error.code, content_type="application/json")


def _crashed(_: Exception) -> Response:
    """The response to a request that failed outside the requester API. The log has its traceback, not its path."""
    number = g.handled.request_id if "handled" in g else "-"
    _LOG.exception("request %s failed", number)
    message = f"The service failed; see request {number} in its log."
    body = {"Code": "AWS.ServiceUnavailable", "Message": message}
    return Response(json.dumps(body), 500, content_type="application/json")
