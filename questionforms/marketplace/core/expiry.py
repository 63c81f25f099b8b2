"""Time-based changes: HITs expire or are disposed of, assignments are abandoned or approved automatically."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select, union

from questionforms.marketplace.core.approvals import approve
from questionforms.marketplace.core.lifecycle import expire, review_if_reviewable
from questionforms.marketplace.core.notifications import log_notification
from questionforms.marketplace.core.states import dispose, move_assignment
from questionforms.marketplace.errors import Refusal
from questionforms.marketplace.store import HIT, Assignment
from questionforms.marketplace.store.locks import lock_free_hits

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import BindParameter, Select
    from sqlalchemy.orm import Session

#: How long until an approval is tried again if the balance was too low.
RETRY = timedelta(hours=1)
#: The most actions of each kind to take for one request; the next request continues.
BATCH = 200


_NOW: BindParameter[datetime] = bindparam("now")
_EXPIRING = and_(HIT.expired.is_(False), HIT.expiration <= _NOW)
_OVERDUE = and_(Assignment.status == "Accepted", Assignment.deadline < _NOW)
_UNANSWERED = and_(Assignment.status == "Submitted", Assignment.auto_approval_time <= _NOW)
_OLD = and_(HIT.disposed.is_(False), HIT.disposal_time <= _NOW, HIT.submitted == 0)
#: Whether `settle` has anything to do, as a column of a query with `times_of` as its parameters.
IS_DUE: ColumnElement[bool] = or_(*[exists().where(one) for one in (_EXPIRING, _OVERDUE, _UNANSWERED, _OLD)])
_DUE = select(IS_DUE)


def times_of(now: datetime) -> dict[str, datetime]:
    """The parameters of `IS_DUE`."""
    return {"now": now}


def _first(column: Any, condition: ColumnElement[bool], order: Any) -> Select[str]:
    """The identifiers of the HITs for which one kind of action has been due longest."""
    return select(select(column.label("id")).where(condition).order_by(order).limit(BATCH).subquery().c.id)


_HITS = select(HIT).where(
    HIT.id.in_(
        union(
            _first(HIT.id, _EXPIRING, HIT.expiration),
            _first(Assignment.hit_id, _OVERDUE, Assignment.deadline),
            _first(Assignment.hit_id, _UNANSWERED, Assignment.auto_approval_time),
            _first(HIT.id, _OLD, HIT.disposal_time),
        )
    )
)


def settle(session: Session, now: datetime) -> None:
    """Do everything that is due by now. It is called before each request is handled, so there is no background task.

    Usually nothing is due, which takes one query that only reads indices. HITs that another transaction has locked are
    left for the next request.
    """
    times = times_of(now)
    if not session.scalar(_DUE, times):
        return
    held = [hit.id for hit in lock_free_hits(session, _HITS, times)]
    for hit in session.scalars(_hits(held, _EXPIRING), times).all():
        expire(session, hit, now)
    for assignment in session.scalars(_assignments(held, _OVERDUE), times).all():
        _abandon(session, assignment, now)
    for assignment in session.scalars(_assignments(held, _UNANSWERED), times).all():
        _approve(session, assignment, now)
    for hit in session.scalars(_hits(held, _OLD), times).all():
        dispose(session, hit, now)


def _hits(held: list[str], condition: ColumnElement[bool]) -> Select[HIT]:
    return select(HIT).where(HIT.id.in_(held), condition).order_by(HIT.id).limit(BATCH)


def _assignments(held: list[str], condition: ColumnElement[bool]) -> Select[Assignment]:
    return select(Assignment).where(Assignment.hit_id.in_(held), condition).order_by(Assignment.id).limit(BATCH)


def _abandon(session: Session, assignment: Assignment, now: datetime) -> None:
    """Abandon an assignment whose deadline has passed, so that another worker can accept the HIT."""
    assignment.status = "Abandoned"
    move_assignment(session, assignment.hit, "pending", "available")
    log_notification(session, "AssignmentAbandoned", assignment.hit, now, assignment)
    review_if_reviewable(session, assignment.hit, now)


def _approve(session: Session, assignment: Assignment, now: datetime) -> None:
    """Approve as of the announced time; if the balance is too low, announce a later one."""
    announced = assignment.auto_approval_time
    assert announced is not None
    try:
        with session.begin_nested():
            approve(session, assignment, announced)
    except Refusal:
        assignment.auto_approval_time = now + RETRY
