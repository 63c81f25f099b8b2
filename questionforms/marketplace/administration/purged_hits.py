"""Deletes HITs that were disposed of long ago, with everything that belongs to them; sums and counts stay."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, or_, select, text, update

from questionforms.marketplace.api.idempotency import LIFE
from questionforms.marketplace.store import (
    HIT,
    Assignment,
    Bonus,
    Notification,
    Payment,
    PurgedWork,
    ReviewAction,
    ReviewResult,
    Token,
    Upload,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import InstrumentedAttribute, Session

    from questionforms.marketplace.store import Database

#: The most HITs to delete in one transaction, so that the marketplace can be used in between.
BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """What a purge deletes: rows by table, and the size of files and answers."""

    hits: int = 0
    assignments: int = 0
    uploads: int = 0
    bonuses: int = 0
    review_results: int = 0
    review_actions: int = 0
    notifications: int = 0
    tokens: int = 0
    #: The bytes of files and answers.
    size: int = 0

    def __add__(self, other: Purge) -> Purge:
        mine, more = asdict(self), asdict(other)
        return Purge(**{name: mine[name] + more[name] for name in mine})


def find_purgeable(session: Session, before: datetime, now: datetime) -> Purge:
    """What would be deleted: the HITs that were disposed of before a time, and what belongs to them."""
    return _counts(session, _disposed(before)) + Purge(tokens=_count(session, Token.token, _forgotten(before, now)))


def purge(database: Database, before: datetime, now: datetime) -> Iterator[Purge]:
    """Delete the HITs that were disposed of before a time, in batches, each in a transaction; yield what was deleted.

    The ledger stays, without the assignments that its entries were for, and so do workers' numbers of approved and
    rejected assignments. Tokens that no longer have any effect are deleted as well.
    """
    with database.transaction() as session:
        tokens = _count(session, Token.token, _forgotten(before, now))
        session.execute(delete(Token).where(_forgotten(before, now)))
    yield Purge(tokens=tokens)
    while True:
        with database.transaction() as session:
            batch = _disposed(before).order_by(HIT.disposal_time, HIT.id).limit(BATCH).with_for_update()
            hits = session.scalars(batch).all()
            if not hits:
                return
            found = _counts(session, hits)
            _delete(session, hits)
        yield found


def _disposed(before: datetime) -> Select[str]:
    return select(HIT.id).where(HIT.disposed.is_(True), HIT.disposal_time < before)


def _forgotten(before: datetime, now: datetime) -> ColumnElement[bool]:
    return Token.time < min(before, now - LIFE)


def _counts(session: Session, hits: Select[str] | Sequence[str]) -> Purge:
    mine = select(Assignment.id).where(Assignment.hit_id.in_(hits))
    files = select(func.sum(func.length(Upload.content))).where(Upload.assignment_id.in_(mine))
    answers = select(func.sum(func.length(Assignment.answer))).where(Assignment.hit_id.in_(hits))
    return Purge(
        hits=_count(session, HIT.id, HIT.id.in_(hits)),
        assignments=_count(session, Assignment.id, Assignment.hit_id.in_(hits)),
        uploads=_count(session, Upload.key, Upload.assignment_id.in_(mine)),
        bonuses=_count(session, Bonus.id, Bonus.assignment_id.in_(mine)),
        review_results=_count(session, ReviewResult.number, ReviewResult.hit_id.in_(hits)),
        review_actions=_count(session, ReviewAction.number, ReviewAction.hit_id.in_(hits)),
        notifications=_count(session, Notification.id, Notification.hit_id.in_(hits)),
        size=int(session.scalar(files) or 0) + int(session.scalar(answers) or 0),
    )


def _count(
    session: Session, column: InstrumentedAttribute[str] | InstrumentedAttribute[int], *which: ColumnElement[bool]
) -> int:
    return session.scalar(select(func.count(column)).where(*which)) or 0


def _delete(session: Session, hits: Sequence[str]) -> None:
    """Delete HITs, after everything that refers to them, always in this order of tables."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete=ON"))  # overwrite what is deleted, instead of leaving it in the file
    _keep_numbers(session, hits)
    mine = select(Assignment.id).where(Assignment.hit_id.in_(hits)).scalar_subquery()
    session.execute(delete(Upload).where(Upload.assignment_id.in_(mine)))
    session.execute(delete(Bonus).where(Bonus.assignment_id.in_(mine)))
    session.execute(update(Payment).where(Payment.assignment_id.in_(mine)).values(assignment_id=None))
    for table in (ReviewResult, ReviewAction, Notification, Assignment):
        session.execute(delete(table).where(table.hit_id.in_(hits)))
    session.execute(delete(HIT).where(HIT.id.in_(hits)))


def _keep_numbers(session: Session, hits: Sequence[str]) -> None:
    """Add the workers' approved and rejected assignments to the numbers that stay."""
    query = (
        select(HIT.requester_id, Assignment.worker_id, Assignment.status, func.count())
        .join(Assignment.hit)
        .where(HIT.id.in_(hits), or_(Assignment.status == "Approved", Assignment.status == "Rejected"))
        .group_by(HIT.requester_id, Assignment.worker_id, Assignment.status)
        .order_by(HIT.requester_id, Assignment.worker_id)
    )
    for requester, worker, status, number in session.execute(query).all():
        kept = session.get(PurgedWork, (requester, worker), with_for_update=True)
        if kept is None:
            kept = PurgedWork(requester_id=requester, worker_id=worker, approved=0, rejected=0)
            session.add(kept)
        if status == "Approved":
            kept.approved += number
        else:
            kept.rejected += number
        session.flush()
