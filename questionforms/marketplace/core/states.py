"""The state of a HIT, which follows from its numbers and the time, and what changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, update

from questionforms.marketplace.core.notifications import log_notification
from questionforms.marketplace.errors import wrong_state
from questionforms.marketplace.store import HIT

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Literal

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    #: The four numbers of a HIT's assignments.
    Number = Literal["available", "pending", "submitted", "completed"]


def status(hit: HIT, now: datetime) -> str:
    """The HITStatus: Assignable, Unassignable, Reviewable, Reviewing or Disposed.

    A HIT is reviewable when no worker has it, and none can get it: all its assignments were submitted, or it expired.
    """
    if hit.disposed:
        return "Disposed"
    is_open = hit.available > 0 and hit.expiration > now
    if is_open or hit.pending > 0:
        return "Assignable" if is_open else "Unassignable"
    return "Reviewing" if hit.reviewing else "Reviewable"


def is_reviewable(now: datetime) -> ColumnElement[bool]:
    """The condition, in SQL, for the states Reviewable and Reviewing."""
    return and_(HIT.disposed.is_(False), HIT.pending == 0, or_(HIT.available == 0, HIT.expiration <= now))


def move_assignment(session: Session, hit: HIT, source: Number, target: Number) -> None:
    """Count one assignment of a HIT elsewhere; IntegrityError where there is none to move."""
    numbers = {source: getattr(HIT, source) - 1, target: getattr(HIT, target) + 1}
    session.execute(
        update(HIT).where(HIT.id == hit.id).values(numbers), execution_options={"synchronize_session": False}
    )
    session.refresh(hit, ["available", "pending", "submitted", "completed"])


def reopen(hit: HIT, now: datetime) -> None:
    """Open a HIT again that got more time or assignments: once workers can have it, it will be reviewed anew."""
    if hit.expiration > now:
        hit.expired = False
        if hit.available > 0:
            hit.reviewing = False
            hit.reviewable_since = None


def check_undisposed(hit: HIT) -> None:
    """A Refusal for a HIT that was deleted."""
    if hit.disposed:
        raise wrong_state("HIT", "Disposed", "Assignable", "Unassignable", "Reviewing", "Reviewable")


def dispose(session: Session, hit: HIT, now: datetime) -> None:
    """Delete a HIT: it is not listed any more, nothing about it can change, and no expiry is told of it."""
    hit.disposed = hit.expired = True
    log_notification(session, "HITDisposed", hit, now)
