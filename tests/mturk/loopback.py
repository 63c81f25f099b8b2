"""A loopback server that records what boto3 sends, and responds as a test says, or with the requested HIT."""

from __future__ import annotations

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Request(NamedTuple):
    """A call as received."""

    operation: str
    parameters: dict[str, Any]
    headers: Mapping[str, str]


class Reply(NamedTuple):
    """A response; without a body, the connection is closed."""

    body: dict[str, Any] | bytes | None
    status: int = 200
    kind: str = "application/x-amz-json-1.1"


class Loopback:
    """The server: its URL, the calls that it received, and its next responses."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.requests: list[Request] = []
        self.replies: list[Reply] = []

    @property
    def sent(self) -> dict[str, Any]:
        """The parameters of the only call."""
        [request] = self.requests
        return request.parameters

    def refuse(self, message: str, code: str | None = None, *, shape: str = "RequestError", status: int = 400) -> None:
        """Answer the next call with an error, as the service writes it."""
        named = {"TurkErrorCode": code} if code else {}
        self.replies.append(Reply({"__type": shape, "Message": message, **named}, status))

    def answer(self, request: Request) -> Reply:
        """Record a call, and return the reply to it."""
        self.requests.append(request)
        return self.replies.pop(0) if self.replies else Reply(usual(request))


def usual(request: Request) -> dict[str, Any]:
    """The service's successful responses, as far as these tests use them."""
    if request.operation == "CreateHITType":
        return {"HITTypeId": "3TYPE"}
    made = {"HITId": "3HIT", "HITTypeId": "3TYPE", "HITGroupId": "3GROUP", "HITStatus": "Assignable"}
    times = {"CreationTime": 1_600_000_000.0, "Expiration": 1_600_086_400.0}
    state = {"HITReviewStatus": "NotReviewed", "NumberOfAssignmentsPending": 0, "NumberOfAssignmentsCompleted": 0}
    return {"HIT": {**request.parameters, **made, **times, **state, "NumberOfAssignmentsAvailable": 1}}


@contextmanager
def serving() -> Iterator[Loopback]:
    """A server that runs until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            operation = self.headers["X-Amz-Target"].partition(".")[2]
            reply = loopback.answer(Request(operation, body, dict(self.headers)))
            if reply.body is None:
                self.close_connection = True
                return
            data = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        loopback = Loopback(f"http://127.0.0.1:{server.server_port}")
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield loopback
        finally:
            server.shutdown()
            thread.join()
