"""The workers' API over HTTP: JSON under `/worker`, and the forms that pages post to `/mturk/externalSubmit`.

There is no login: anyone who can reach it can act as any worker. So it is only for this machine.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from questionforms.marketplace.core import assignments as work
from questionforms.marketplace.core import qualifications as qualification_tests
from questionforms.marketplace.core.accounts import register_worker
from questionforms.marketplace.core.eligibility import open_to
from questionforms.marketplace.core.expiry import settle
from questionforms.marketplace.core.uploads import check_uploads, read_upload, store_uploads, upload_answers
from questionforms.marketplace.errors import Refusal, missing, too_large
from questionforms.marketplace.store import HIT, Assignment, QualificationType, Worker
from questionforms.marketplace.worker.forms import Posted, answers_of, check_answer, posted
from questionforms.marketplace.worker.requests import (
    address,
    assignment_id,
    fields,
    given,
    identifier,
    is_prefetch,
    limit,
)
from questionforms.marketplace.worker.views import in_full, of_assignment, summary
from questionforms.reading import read_valid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from questionforms.marketplace.context import Marketplace
    from questionforms.marketplace.worker.forms import Values

#: The largest form with files; it is held in memory.
LARGEST_FORM = 64 * 1024 * 1024
_SUBMITTED = '<!DOCTYPE html><html lang="en"><title>Submitted</title><p>Your answers were submitted.'
_STATUSES = {
    "SubmissionTooLarge": 413,
    "PermissionDeniedException": 403,
    "DoesNotMeetRequirements": 403,
    "AssignmentAlreadyExists": 409,
}


def worker_api(marketplace: Marketplace) -> Blueprint:
    """Create the workers' routes."""
    routes = Blueprint("worker", __name__)
    api = _WorkerApi(marketplace)
    routes.register_error_handler(Refusal, _refused)
    routes.register_error_handler(HTTPException, _failed)
    routes.after_request(_uncached)
    for method, path, view in (
        ("POST", "/worker", api.register),
        ("GET", "/worker/<worker_id>/hits", api.list_hits),
        ("GET", "/worker/<worker_id>/hits/<hit_id>", api.preview),
        ("POST", "/worker/<worker_id>/hits/<hit_id>/accept", api.accept),
        ("GET", "/worker/<worker_id>/assignments/<assignment_id>", api.assignment),
        ("POST", "/worker/<worker_id>/assignments/<assignment_id>/submit", api.submit),
        ("POST", "/worker/<worker_id>/assignments/<assignment_id>/return", api.give_back),
        ("GET", "/worker/<worker_id>/qualifications/<type_id>", api.qualification_test),
        ("POST", "/worker/<worker_id>/qualifications/<type_id>/request", api.request_qualification),
        ("GET POST", "/mturk/externalSubmit", api.submit_form),
        ("GET", "/uploads/<token>", api.upload),
    ):
        routes.add_url_rule(path, view.__name__, view, methods=method.split())
    return routes


class _WorkerApi:
    def __init__(self, marketplace: Marketplace) -> None:
        self.marketplace = marketplace

    @contextmanager
    def _transaction(self) -> Iterator[tuple[Session, datetime]]:
        """A transaction and its time, after a separate transaction for everything that was due."""
        now = self.marketplace.clock()
        with self.marketplace.database.transaction() as session:
            settle(session, now)
        with self.marketplace.database.transaction() as session:
            yield session, now

    def register(self) -> dict[str, Any]:
        said = given()
        with self._transaction() as (session, now):
            worker = register_worker(session, said, now)
            return {"WorkerId": worker.id}

    def list_hits(self, worker_id: str) -> dict[str, Any]:
        most, after = limit(), request.args.get("after")
        after = None if after is None else identifier("HIT", after)
        with self._transaction() as (session, now):
            found = open_to(session, _worker(session, worker_id), now, limit=most, after=after)
            return {"HITs": [summary(session, hit) for hit in found]}

    def preview(self, worker_id: str, hit_id: str) -> dict[str, Any]:
        with self._transaction() as (session, _):
            worker = _worker(session, worker_id)
            hit = session.get(HIT, identifier("HIT", hit_id))
            if hit is None or hit.disposed:
                raise missing("HIT", hit_id)
            work.require(session, worker, hit, "Preview")
            return in_full(session, hit, worker.id, address(), None)

    def accept(self, worker_id: str, hit_id: str) -> dict[str, Any]:
        given()
        with self._transaction() as (session, now):
            worker = _worker(session, worker_id)
            return of_assignment(work.accept(session, worker, identifier("HIT", hit_id), now))

    def assignment(self, worker_id: str, assignment_id: str) -> dict[str, Any]:
        with self._transaction() as (session, _):
            worker = _worker(session, worker_id)
            found = session.get(Assignment, identifier("Assignment", assignment_id))
            if found is None or found.worker_id != worker.id:
                raise missing("Assignment", assignment_id)
            return of_assignment(found) | in_full(session, found.hit, worker.id, address(), found)

    def submit(self, worker_id: str, assignment_id: str) -> dict[str, Any]:
        form = Posted(fields(given()), [])
        with self.marketplace.database.reading() as session:
            worker = _worker(session, worker_id)
        return self._submit(identifier("Assignment", assignment_id), form, worker)

    def give_back(self, worker_id: str, assignment_id: str) -> dict[str, Any]:
        given()
        with self._transaction() as (session, now):
            worker = _worker(session, worker_id)
            found = work.lock_accepted(session, worker, identifier("Assignment", assignment_id), now)
            work.give_back(session, found, now)
            return of_assignment(found)

    def qualification_test(self, worker_id: str, type_id: str) -> dict[str, Any]:
        with self._transaction() as (session, _):
            _worker(session, worker_id)
            found = _type(session, type_id)
            return {
                "QualificationTypeId": found.id,
                "Name": found.name,
                "Description": found.description,
                "Test": found.test,
                "TestDurationInSeconds": found.test_duration,
            }

    def request_qualification(self, worker_id: str, type_id: str) -> dict[str, Any]:
        sent = fields(given())
        with self.marketplace.database.reading() as session:
            test = _type(session, type_id).test
        answer = _answer(test, sent)
        with self._transaction() as (session, now):
            worker, kind = _worker(session, worker_id, lock=True), _type(session, type_id)
            if kind.test != test:  # it was replaced a moment ago
                answer = _answer(kind.test, sent)
            found = qualification_tests.request(session, worker, kind.id, answer, now)
            return {"QualificationRequestId": found.id, "Status": found.status}

    def submit_form(self) -> Response:
        if request.method == "HEAD":
            raise MethodNotAllowed(["GET", "POST"])
        if is_prefetch():
            abort(403, "This request was only a prefetch, so nothing was submitted.")
        request.max_content_length = LARGEST_FORM
        body = b"" if request.method == "GET" else request.get_data()
        form = posted(request.query_string, request.headers.get("Content-Type", ""), body)
        done = self._submit(identifier("Assignment", assignment_id(form)), form)
        if request.accept_mimetypes.best == "application/json":
            return Response(json.dumps(done), content_type="application/json")
        return Response(_SUBMITTED, mimetype="text/html")

    def _submit(self, assignment_id: str, form: Posted, worker: Worker | None = None) -> dict[str, Any]:
        """Submit an assignment, of any worker or of this one, with its files.

        The answers can be large, so they are made into XML while nothing is locked.
        """
        with self.marketplace.database.reading() as session:
            found = session.get(Assignment, assignment_id)
            if found is None or (worker is not None and found.worker_id != worker.id):
                raise missing("Assignment", assignment_id)
            work.check_accepted(found, self.marketplace.clock())
            hit_id, question = found.hit_id, read_valid(found.hit.question)
            worker = session.get_one(Worker, found.worker_id)
        check_uploads(question, form.files)
        answer = answers_of(question, form.texts, upload_answers(hit_id, assignment_id, form.files))
        check_answer(answer)
        with self._transaction() as (session, now):
            found = work.lock_accepted(session, worker, assignment_id, now)
            store_uploads(session, found, form.files)
            work.submit(session, found, answer, now)
            return of_assignment(found)

    def upload(self, token: str) -> Response:
        with self._transaction() as (session, now):
            content = read_upload(session, token, now)
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return Response(content, headers=headers, content_type="application/octet-stream")


def _answer(test: str | None, fields: Values) -> str | None:
    """The answers to a qualification test; None without a test."""
    if test is None:
        return None
    answer = answers_of(read_valid(test), fields)
    check_answer(answer)
    return answer


def _worker(session: Session, worker_id: str, *, lock: bool = False) -> Worker:
    """The worker, locked so that two requests of the same worker wait for each other."""
    found = session.get(Worker, identifier("Worker", worker_id), with_for_update={"key_share": True} if lock else None)
    if found is None:
        raise missing("Worker", worker_id)
    return found


def _type(session: Session, type_id: str) -> QualificationType:
    found = session.get(QualificationType, identifier("QualificationType", type_id))
    if found is None or found.deleted_at is not None:
        raise missing("QualificationType", type_id)
    return found


def _refused(refusal: Refusal) -> Response:
    """The response to a refusal, with a matching status."""
    code = refusal.code.rsplit(".", 1)[1]
    status = _STATUSES.get(code) or (404 if code.endswith("DoesNotExist") else 409 if code.endswith("State") else 400)
    return _error(refusal.code, refusal.message, status)


def _failed(error: HTTPException) -> Response:
    """The response to a bad request, such as one that is too large."""
    if isinstance(error, RequestEntityTooLarge):
        return _refused(too_large(f"The request has more than {(request.max_content_length or 0) // 2**20} MB."))
    response = _error(type(error).__name__, error.description or "", error.code or 500)
    response.headers.extend(name for name in error.get_headers() if name[0] not in ("Content-Type", "Content-Length"))
    return response


def _error(code: str, message: str, status: int) -> Response:
    """An error as JSON, or as text for people whose page posted a form."""
    if request.path.startswith("/mturk/") and request.accept_mimetypes.best != "application/json":
        return Response(f"{message}\n", status, content_type="text/plain; charset=utf-8")
    body = json.dumps({"Code": code, "Message": message})
    return Response(body, status, content_type="application/json")


def _uncached(response: Response) -> Response:
    """A response that no browser or proxy keeps: it is for one worker, and a GET may have submitted a form."""
    response.headers["Cache-Control"] = "no-store"
    return response
