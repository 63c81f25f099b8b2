"""A worker who asks for a qualification, and may have taken its test."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from questionforms.marketplace.errors import Refusal, invalid, missing
from questionforms.marketplace.store import Qualification, QualificationRequest, QualificationType
from questionforms.reading import read_valid

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from questionforms import AnswerKey
    from questionforms.marketplace.store import Worker


def request(session: Session, worker: Worker, type_id: str, answer: str | None, now: datetime) -> QualificationRequest:
    """A worker's request, with the answers to the test where the type has one.

    It is granted at once where the type is granted automatically, or where its test has an answer key, with the score
    as the value. Else its requester decides. Raises a Refusal where the worker may not ask (again).
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
    elif kind.answer_key is not None:
        accept(session, found, _score(kind.answer_key, answer), now)
    return found


def _score(answer_key: str, answer: str | None) -> int:
    """What the answers to a test are worth; no answers are no text."""
    key: AnswerKey = read_valid(answer_key)
    return key.score(read_valid(answer) if answer else None).value


def accept(session: Session, found: QualificationRequest, value: int, now: datetime) -> None:
    """Grant what was asked for."""
    found.status = "Granted"
    grant(session, found.type_id, found.worker_id, value, now)


def grant(session: Session, type_id: str, worker_id: str, value: int, now: datetime) -> None:
    """Give a worker a qualification, or another value of one."""
    held = session.get(Qualification, (type_id, worker_id), with_for_update=True)
    if held is None:
        session.add(Qualification(type_id=type_id, worker_id=worker_id, value=value, grant_time=now, status="Granted"))
    else:
        held.value, held.grant_time, held.status, held.reason = value, now, "Granted", None
    session.flush()


def _check(session: Session, worker: Worker, kind: QualificationType, answer: str | None, now: datetime) -> None:
    """Nothing where a worker may ask for a qualification now."""
    if kind.status != "Active":
        raise Refusal("InvalidQualificationTypeState", f"The QualificationType {kind.id} is inactive.")
    if kind.test is not None and answer is None:
        raise invalid(f"The QualificationType {kind.id} has a test, and no answers were sent.")
    query = select(QualificationRequest).where(
        QualificationRequest.type_id == kind.id, QualificationRequest.worker_id == worker.id
    )
    last = session.scalars(query.order_by(QualificationRequest.submit_time.desc()).limit(1)).first()
    if last is None:
        return
    if last.status == "Pending":
        raise Refusal("InvalidQualificationRequestState", f"The worker {worker.id} has asked for it already.")
    if kind.retry_delay is None:
        raise Refusal("QualificationTypeDoesNotAllowRetake", f"The QualificationType {kind.id} allows one try.")
    if now < last.submit_time + timedelta(seconds=kind.retry_delay):
        message = f"The QualificationType {kind.id} allows the next try {kind.retry_delay} seconds after the last."
        raise Refusal("QualificationTypeRetryDelayNotElapsed", message)
