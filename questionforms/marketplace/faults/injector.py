"""Carries out a plan of faults: a WSGI application around the marketplace's, on a socket that can be cut."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections import Counter
from threading import Event, Lock, local
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from questionforms.marketplace.faults.cut_sockets import Cut, CutListener
from questionforms.marketplace.faults.fault_plan import Fault, FaultPlan

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterable, Iterator

    from flask import Flask
    from sqlalchemy.engine import Engine

    Environ = dict[str, Any]
    StartResponse = Callable[..., Any]

_LOG = logging.getLogger("questionforms.marketplace.faults")
#: In how many parts `slow` sends a response.
_PARTS = 10
_ERRORS = {
    "error": ("500 Internal Server Error", "ServiceFault", "AWS.ServiceUnavailable"),
    "error-after": ("500 Internal Server Error", "ServiceFault", "AWS.ServiceUnavailable"),
    "throttle": ("400 Bad Request", "ThrottlingException", "AWS.Throttling"),
}


class HappenedFault(NamedTuple):
    """A fault that has happened."""

    kind: str
    operation: str
    #: The number of the call, counted from 1 for each operation.
    call: int


class RunningPlan:
    """A plan in progress: it counts calls, and `happened` lists the faults so far. As a context manager, it ends."""

    def __init__(self, plan: FaultPlan, end: Callable[[RunningPlan], None]) -> None:
        self.plan = plan
        #: The faults that have happened, in order.
        self.happened: list[HappenedFault] = []
        self._end = end
        self._calls: Counter[str] = Counter()
        self._lock = Lock()
        self._ended = Event()

    def next(self, operation: str) -> tuple[Fault, float] | None:
        """The fault of the next call of an operation, with a random number from 0 to 1; None if it does not fail."""
        with self._lock:
            self._calls[operation] += 1
            call = self._calls[operation]
            struck = self.plan.fault(operation, call)
            if struck is not None:
                self.happened.append(HappenedFault(struck[0].kind, operation, call))
                _LOG.warning("fault %s: call %s of %s", struck[0].kind, call, operation)
        return struck

    def wait(self, seconds: float | None) -> None:
        """Wait for so long, or until the plan ends."""
        self._ended.wait(seconds)

    def stop(self) -> None:
        """End the plan: nothing fails from now on, and nothing waits."""
        self._ended.set()
        self._end(self)

    def __enter__(self) -> RunningPlan:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class FaultInjector:
    """The application of a marketplace, with the faults of a plan."""

    def __init__(self, app: Flask, engine: Engine, plan: FaultPlan) -> None:
        self._app = app
        self._listener: CutListener | None = None
        self._thread = local()
        self._running: RunningPlan | None = None
        # before the marketplace's own, which locks an SQLite database
        event.listen(engine, "begin", self._begin, insert=True)
        self.use(plan)

    def listening(self, listening: socket.socket) -> socket.socket:
        """The socket for the server to listen on."""
        self._listener = CutListener(listening)
        return self._listener

    def use(self, plan: FaultPlan) -> RunningPlan:
        """Follow a plan from now on, instead of the one before."""
        self.stop()
        self._running = RunningPlan(plan, self._ended)
        return self._running

    def stop(self) -> None:
        """Let nothing fail or wait from now on."""
        if self._running is not None:
            self._running.stop()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, unless it fails."""
        running = self._running
        struck = running.next(self._operation(environ)) if running is not None and running.plan.faults else None
        if running is None or struck is None:
            return self._app(environ, start_response)
        fault, share = struck
        match fault.kind:
            case "cut-before":
                self._cut(environ, Cut(0, 0, 0))
                return _answered(start_response, "500 Internal Server Error", b"")
            case "error" | "throttle":
                return _failed(start_response, fault.kind)
            case "delay":
                running.wait(fault.seconds)
            case "locked":
                self._thread.is_locked = True
        try:
            answer = _Answer(self._app, environ)
        finally:
            self._thread.is_locked = False
        match fault.kind:
            case "error-after":
                return _failed(start_response, fault.kind)
            case "cut-after":
                self._cut(environ, Cut(0, 0, 0))
            case "cut-response":
                self._cut(environ, Cut(fault.byte, share, len(answer.body)))
        start_response(answer.status, answer.headers)
        return _slowly(answer.body, running, fault.seconds or 0) if fault.kind == "slow" else [answer.body]

    def _ended(self, running: RunningPlan) -> None:
        if self._running is running:
            self._running = None

    def _operation(self, environ: Environ) -> str:
        """The operation that a request calls, of the requester API or of the workers'."""
        target: str = environ.get("HTTP_X_AMZ_TARGET", "")
        if target:
            return target.rpartition(".")[2]
        try:
            return str(self._app.url_map.bind_to_environ(environ).match()[0])
        except HTTPException:
            return "-"

    def _cut(self, environ: Environ, cut: Cut) -> None:
        assert self._listener is not None
        self._listener.connections[environ["REMOTE_ADDR"], environ["REMOTE_PORT"]].cut = cut

    def _begin(self, _: object) -> None:
        """Fail as SQLite does if another program has locked the database for too long."""
        if getattr(self._thread, "is_locked", False):
            raise OperationalError("BEGIN", {}, sqlite3.OperationalError("database is locked"))


class _Answer:
    """The whole response of an application."""

    def __init__(self, app: Flask, environ: Environ) -> None:
        self.status, self.headers = "", list[tuple[str, str]]()
        parts = app(environ, self._start)
        self.body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()

    def _start(self, status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return bytes  # the marketplace never writes by this function


def _slowly(body: bytes, running: RunningPlan, seconds: float) -> Iterator[bytes]:
    """Yield the parts of a body, with pauses that together take this long."""
    size = len(body) // _PARTS + 1
    for at in range(0, max(len(body), 1), size):
        running.wait(seconds / _PARTS)
        yield body[at : at + size]


def _failed(start_response: StartResponse, kind: str) -> list[bytes]:
    status, name, code = _ERRORS[kind]
    number = str(uuid4())
    message = "Rate exceeded" if kind == "throttle" else f"The service failed; see request {number} in its log."
    body = {"__type": name, "Code": code, "Message": message, "message": message, "TurkErrorCode": code}
    return _answered(start_response, status, json.dumps(body).encode(), ("x-amzn-RequestId", number))


def _answered(start_response: StartResponse, status: str, body: bytes, *headers: tuple[str, str]) -> list[bytes]:
    own = [("Content-Type", "application/x-amz-json-1.1"), ("Content-Length", str(len(body)))]
    start_response(status, [*own, *headers])
    return [body]
