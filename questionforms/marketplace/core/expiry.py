"""Time-based changes: HITs expire or are disposed of, assignments are abandoned or approved automatically."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select
from sqlalchemy.orm import contains_eager

from questionforms.marketplace.core.approvals import approve
from questionforms.marketplace.core.lifecycle import expire, review_if_reviewable
from questionforms.marketplace.core.notifications import log_notification
from questionforms.marketplace.core.states import dispose, move_assignment
from questionforms.marketplace.errors import Refusal
from questionforms.marketplace.store import HIT, Assignment, Requester

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
_EACH_DUE = [exists().where(one) for one in (_EXPIRING, _OVERDUE, _UNANSWERED, _OLD)]
_DUE = select(*_EACH_DUE)
#: Whether `settle` has anything to do, as a column of a query with `times_of` as its parameters.
IS_DUE: ColumnElement[bool] = or_(*_EACH_DUE)


def times_of(now: datetime) -> dict[str, datetime]:
    """The parameters of `IS_DUE`."""
    return {"now": now}


def settle(session: Session, now: datetime) -> None:
    """Do everything that is due by now. It is called before each request is handled, so there is no background task.

    Usually nothing is due, which takes one query that only reads indices. Rows that another transaction has locked are
    left for the next request.
    """
    times = times_of(now)
    expiring, overdue, unanswered, old = tuple(session.execute(_DUE, times).one())
    if expiring:
        for hit in session.scalars(_hits(_EXPIRING), times).all():
            expire(session, hit, now)
    if overdue:
        for assignment in session.scalars(_assignments(_OVERDUE), times).all():
            _abandon(session, assignment, now)
    if unanswered:
        for assignment in session.scalars(_assignments(_UNANSWERED), times).all():
            _approve(session, assignment, now)
    if old:
        for hit in session.scalars(_hits(_OLD), times).all():
            dispose(session, hit, now)


def _hits(condition: ColumnElement[bool]) -> Select[HIT]:
    query = select(HIT).where(condition).order_by(HIT.id).limit(BATCH)
    return query.with_for_update(of=HIT, skip_locked=True, key_share=True)


def _assignments(condition: ColumnElement[bool]) -> Select[Assignment]:
    """Select assignments, locked with everything that changes with them, so that nothing has to wait later."""
    return (
        select(Assignment)
        .join(Assignment.hit)
        .join(Requester, Requester.id == HIT.requester_id)
        .options(contains_eager(Assignment.hit))
        .where(condition)
        .order_by(Assignment.id)
        .limit(BATCH)
        .with_for_update(of=(Assignment, HIT, Requester), skip_locked=True, key_share=True)
    )


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
