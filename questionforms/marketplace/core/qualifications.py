"""Workers' requests for qualifications, with or without a test; the service's own qualification types."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from questionforms.exceptions import InvalidArgument
from questionforms.marketplace.errors import Refusal, invalid, missing
from questionforms.marketplace.store import Qualification, QualificationRequest, QualificationType
from questionforms.marketplace.store.locks import NO_KEY, SHARED, inserted
from questionforms.mturk.qualifications.system import DESCRIPTIONS, MASTERS, SYSTEM_IDS
from questionforms.reading import read_valid
from questionforms.words import counted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from questionforms import AnswerKey
    from questionforms.marketplace.store import Worker

#: The values of a qualification are integers of 32 bits, in botocore's model too.
_VALUES = 2**31


def request(session: Session, worker: Worker, type_id: str, answer: str | None, now: datetime) -> QualificationRequest:
    """Request a qualification, with the answers to the test if the type has one.

    The request is granted immediately if the type is granted automatically, or if its test has an answer key, with the
    score as the value. Otherwise, and if the key has no value for the answers, the requester decides. Raises a Refusal
    if the worker may not ask, or not yet again. The caller has locked the worker, so that there is one attempt at a
    time.
    """
    kind = session.get(QualificationType, type_id, with_for_update=SHARED, populate_existing=True)
    if kind is None or kind.deleted_at is not None:
        raise missing("QualificationType", type_id)
    _check(session, worker, kind, answer, now)
    found = QualificationRequest(
        type_id=type_id, worker_id=worker.id, status="Pending", test=kind.test, answer=answer, submit_time=now
    )
    if not inserted(session, found):
        raise _pending(worker, kind)
    if kind.auto_granted:
        accept(session, found, kind.auto_granted_value, now)
    elif kind.answer_key is not None and (score := _score(kind.answer_key, answer)) is not None:
        accept(session, found, score, now)
    return found


def _score(answer_key: str, answer: str | None) -> int | None:
    """The score of the answers to a test; a test without answers has no text.

    None if the key defines no value, as with ranges that overlap or a multiplier that is not finite, or if the value is
    larger than a qualification's can be.
    """
    key: AnswerKey = read_valid(answer_key)
    try:
        value = key.score(read_valid(answer) if answer else None).value
    except InvalidArgument:
        return None
    return value if abs(value) < _VALUES else None


def accept(session: Session, found: QualificationRequest, value: int, now: datetime) -> None:
    """Grant a request with a value."""
    found.status = "Granted"
    grant(session, found.type_id, found.worker_id, value, now)


def grant(session: Session, type_id: str, worker_id: str, value: int, now: datetime) -> None:
    """Give a worker a qualification, or change its value."""
    key = (type_id, worker_id)
    held = session.get(Qualification, key, with_for_update=NO_KEY)
    made = Qualification(type_id=type_id, worker_id=worker_id, value=value, grant_time=now, status="Granted")
    if held is None and not inserted(session, made):
        held = session.get_one(Qualification, key, with_for_update=NO_KEY)
    if held is not None:
        held.value, held.grant_time, held.status, held.reason = value, now, "Granted", None
        session.flush()


def inactive(kind: QualificationType) -> Refusal:
    """The refusal of an inactive type, which workers cannot request and new HITs cannot require."""
    return Refusal("InvalidQualificationTypeState", f"The QualificationType {kind.id} is inactive.")


def _check(session: Session, worker: Worker, kind: QualificationType, answer: str | None, now: datetime) -> None:
    """Raise a Refusal unless the worker may request the qualification now."""
    if kind.status != "Active":
        raise inactive(kind)
    if kind.test is not None and answer is None:
        raise invalid(f"The QualificationType {kind.id} has a test, but no answers were sent.")
    query = select(QualificationRequest).where(
        QualificationRequest.type_id == kind.id, QualificationRequest.worker_id == worker.id
    )
    last = session.scalars(query.order_by(QualificationRequest.submit_time.desc()).limit(1)).first()
    if last is None:
        return
    if last.status == "Pending":
        raise _pending(worker, kind)
    if kind.retry_delay is None:
        raise Refusal("QualificationTypeDoesNotAllowRetake", f"The QualificationType {kind.id} allows one attempt.")
    if now < last.submit_time + timedelta(seconds=kind.retry_delay):
        delay = counted(kind.retry_delay, "second")
        message = f"The QualificationType {kind.id} allows the next attempt {delay} after the last."
        raise Refusal("QualificationTypeRetryDelayNotElapsed", message)


def _pending(worker: Worker, kind: QualificationType) -> Refusal:
    message = f"Worker {worker.id} has already requested the QualificationType {kind.id}."
    return Refusal("InvalidQualificationRequestState", message)


#: Responses must have a CreationTime; this is the date of the API's version.
_CREATED = datetime(2017, 1, 17, tzinfo=UTC)


def _made(identifier: str, name: str) -> QualificationType:
    return QualificationType(
        id=identifier,
        requester_id="",
        name=name,
        description=DESCRIPTIONS[name],
        status="Active",
        auto_granted=False,
        created=_CREATED,
    )


#: The service's own types, which every requester can look up and nobody can request or change; not in the database.
SYSTEM_TYPES = tuple(_made(identifier, name) for name, identifier in SYSTEM_IDS.items())
_BY_ID = {kind.id: kind for kind in SYSTEM_TYPES} | {MASTERS["sandbox"]: _made(MASTERS["sandbox"], "Masters")}


def system_type(identifier: str) -> QualificationType | None:
    """The service's type with an identifier; None if it is not one of them. Masters also has its id in the sandbox."""
    return _BY_ID.get(identifier)
