"""Workers' requests for qualifications, with or without a test."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from questionforms.exceptions import InvalidArgument
from questionforms.marketplace.errors import Refusal, invalid, missing
from questionforms.marketplace.store import Qualification, QualificationRequest, QualificationType
from questionforms.reading import read_valid
from questionforms.words import counted

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from questionforms import AnswerKey
    from questionforms.marketplace.store import Worker


def request(session: Session, worker: Worker, type_id: str, answer: str | None, now: datetime) -> QualificationRequest:
    """Request a qualification, with the answers to the test if the type has one.

    The request is granted immediately if the type is granted automatically, or if its test has an answer key, with the
    score as the value. Otherwise the requester decides. Raises a Refusal if the worker may not ask, or not yet again.
    """
    kind = session.get(QualificationType, type_id)
    if kind is None or kind.deleted_at is not None:
        raise missing("QualificationType", type_id)
    _check(session, worker, kind, answer, now)
    found = QualificationRequest(
        type_id=type_id, worker_id=worker.id, status="Pending", test=kind.test, answer=answer, submit_time=now
    )
    session.add(found)
    session.flush()
    if kind.auto_granted:
        accept(session, found, kind.auto_granted_value, now)
    elif kind.answer_key is not None and (score := _score(kind.answer_key, answer)) is not None:
        accept(session, found, score, now)
    return found


def _score(answer_key: str, answer: str | None) -> int | None:
    """The score of the answers to a test; None if the key leaves it undefined, so that the requester decides.

    A test without answers has no text.
    """
    key: AnswerKey = read_valid(answer_key)
    try:
        value = key.score(read_valid(answer) if answer else None).value
    except InvalidArgument:
        return None
    return value if -(2**31) <= value < 2**31 else None


def accept(session: Session, found: QualificationRequest, value: int, now: datetime) -> None:
    """Grant a request with a value."""
    found.status = "Granted"
    grant(session, found.type_id, found.worker_id, value, now)


def grant(session: Session, type_id: str, worker_id: str, value: int, now: datetime) -> None:
    """Give a worker a qualification, or change its value."""
    held = session.get(Qualification, (type_id, worker_id), with_for_update=True)
    if held is None:
        session.add(Qualification(type_id=type_id, worker_id=worker_id, value=value, grant_time=now, status="Granted"))
    else:
        held.value, held.grant_time, held.status, held.reason = value, now, "Granted", None
    session.flush()


def _check(session: Session, worker: Worker, kind: QualificationType, answer: str | None, now: datetime) -> None:
    """Raise a Refusal unless the worker may request the qualification now."""
    if kind.status != "Active":
        raise Refusal("InvalidQualificationTypeState", f"The QualificationType {kind.id} is inactive.")
    if kind.test is not None and answer is None:
        raise invalid(f"The QualificationType {kind.id} has a test, but no answers were sent.")
    query = select(QualificationRequest).where(
        QualificationRequest.type_id == kind.id, QualificationRequest.worker_id == worker.id
    )
    last = session.scalars(query.order_by(QualificationRequest.submit_time.desc()).limit(1)).first()
    if last is None:
        return
    if last.status == "Pending":
        raise Refusal(
            "InvalidQualificationRequestState",
            f"Worker {worker.id} has already requested the QualificationType {kind.id}.",
        )
    if kind.retry_delay is None:
        raise Refusal("QualificationTypeDoesNotAllowRetake", f"The QualificationType {kind.id} allows one attempt.")
    if now < last.submit_time + timedelta(seconds=kind.retry_delay):
        delay = counted(kind.retry_delay, "second")
        message = f"The QualificationType {kind.id} allows the next attempt {delay} after the last."
        raise Refusal("QualificationTypeRetryDelayNotElapsed", message)
