"""The marketplace as a web application: the requester API at `/`, the workers' API under `/worker`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response, json, request
from werkzeug.exceptions import HTTPException

from questionforms.marketplace.api.auth import Received
from questionforms.marketplace.api.dispatch import answer
from questionforms.marketplace.worker.routes import worker_api

if TYPE_CHECKING:
    from questionforms.marketplace.context import Marketplace

#: The largest API request: two documents of 64 KB each, escaped, with room to spare. Uploads have their own limit.
LARGEST = 8 * 1024 * 1024


def create_app(marketplace: Marketplace) -> Flask:
    """Create the WSGI application for a marketplace."""
    app = Flask("questionforms.marketplace", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    app.extensions["questionforms"] = marketplace

    @app.post("/")
    def answer_call() -> Response:
        # not `request.url`, which is spelt differently from the one that was signed
        url = f"{request.base_url}?{request.query_string.decode('latin-1')}"
        received = Received(url, request.headers, request.get_data())
        reply = answer(marketplace, received, request.host_url.rstrip("/"))
        return Response(json.dumps(reply.body), reply.status, reply.headers, content_type="application/x-amz-json-1.1")

    app.register_blueprint(worker_api(marketplace))
    app.register_error_handler(HTTPException, _failed)
    return app


def _failed(error: HTTPException) -> Response:
    """The response to a bad request, such as one that is too large, for both boto3 and workers' programs."""
    kind = type(error).__name__
    body = {"__type": kind, "Code": kind, "Message": error.description, "message": error.description}
    return Response(json.dumps(body), error.code, content_type="application/json")
