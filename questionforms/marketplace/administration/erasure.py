"""Erases a worker: what can be traced to the person goes, the ledger and the counts stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, or_, select, text, update

from questionforms.exceptions import InvalidArgument
from questionforms.marketplace.core.assignments import give_back
from questionforms.marketplace.store import (
    Assignment,
    Bonus,
    Notification,
    Payment,
    PurgedWork,
    Qualification,
    QualificationRequest,
    Upload,
    Worker,
    WorkerBlock,
)
from questionforms.marketplace.store.locks import lock_hits_of_worker
from questionforms.words import did_you_mean, nearest, quoted

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from questionforms.marketplace.store import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What is stored about a worker."""

    worker_id: str
    assignments: int
    files: int
    qualifications: int
    requests: int
    blocks: int
    messages: int


def traces(session: Session, worker_id: str) -> Traces:
    """What is stored about a worker. Raises InvalidArgument if there is no such worker."""
    if session.get(Worker, worker_id) is None:
        meant = did_you_mean(nearest(worker_id, session.scalars(select(Worker.id))))
        raise InvalidArgument("workers erase", "WORKERID", f"there is no worker {quoted(worker_id)}{meant}")

    def count(*conditions: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count()).where(*conditions)) or 0

    return Traces(
        worker_id=worker_id,
        assignments=count(Assignment.worker_id == worker_id),
        files=count(Upload.assignment_id == Assignment.id, Assignment.worker_id == worker_id),
        qualifications=count(Qualification.worker_id == worker_id),
        requests=count(QualificationRequest.worker_id == worker_id),
        blocks=count(WorkerBlock.worker_id == worker_id),
        messages=count(_messages(worker_id)),
    )


def erase_worker(session: Session, worker_id: str, now: datetime, *, keep_answers: bool = False) -> str:
    """Give everything that the worker did to a new, anonymous worker, and delete the rest; return the new id.

    Answers and uploaded files are deleted too, unless `keep_answers` is set. An assignment in progress is returned.
    Raises InvalidArgument if there is no such worker.
    """
    lock_hits_of_worker(session, worker_id)
    worker = session.get(Worker, worker_id, with_for_update=True)
    if worker is None:
        traces(session, worker_id)  # raises
        raise AssertionError
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete=ON"))  # overwrite what is deleted, instead of leaving it in the file
    in_progress = select(Assignment).where(Assignment.worker_id == worker_id, Assignment.status == "Accepted")
    for assignment in session.scalars(in_progress.order_by(Assignment.id)).all():
        give_back(session, assignment, now)
    anonymous = Worker(created=now)
    session.add(anonymous)
    session.flush()
    if not keep_answers:
        _delete_answers(session, worker_id)
    session.execute(delete(Notification).where(_messages(worker_id)))
    for table in (Assignment, Bonus, Payment, Notification, PurgedWork):
        session.execute(update(table).where(table.worker_id == worker_id).values(worker_id=anonymous.id))
    for lost in (Qualification, QualificationRequest, WorkerBlock):
        session.execute(delete(lost).where(lost.worker_id == worker_id))
    session.execute(delete(Worker).where(Worker.id == worker_id))
    return anonymous.id


def empty_journal(database: Database) -> None:
    """Move everything from SQLite's write-ahead log, which contains old pages, to the database."""
    if database.engine.dialect.name == "sqlite":
        with database.engine.connect() as connection:
            raw = connection.connection.driver_connection
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # type: ignore[union-attr]


def _delete_answers(session: Session, worker_id: str) -> None:
    mine = select(Assignment.id).where(Assignment.worker_id == worker_id).scalar_subquery()
    session.execute(delete(Upload).where(Upload.assignment_id.in_(mine)))
    answered = update(Assignment).where(Assignment.worker_id == worker_id, Assignment.answer.is_not(None))
    session.execute(answered.values(answer="", feedback=None))


def _messages(worker_id: str) -> ColumnElement[bool]:
    """Messages of requesters to the worker."""
    return or_(
        Notification.destination == worker_id,
        (Notification.event == "WorkerMessage") & (Notification.worker_id == worker_id),
    )
