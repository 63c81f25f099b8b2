"""The state of a HIT, which follows from its counts and the time, and the changes to it."""

from __future__ import annotations

from datetime import timedelta
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

    #: The four counts of a HIT's assignments.
    Number = Literal["available", "pending", "submitted", "completed"]


#: How long HITs are kept. Source: "Working with HITs" in Amazon's developer guide.
KEPT = timedelta(days=120)


def status(hit: HIT, now: datetime) -> str:
    """The HITStatus: Assignable, Unassignable, Reviewable, Reviewing or Disposed.

    A HIT is reviewable when no worker has it and none can accept it: it has expired, or all assignments are submitted.
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
    """Move one assignment of a HIT to another count. Raises IntegrityError if there is none to move."""
    numbers = {source: getattr(HIT, source) - 1, target: getattr(HIT, target) + 1}
    session.execute(
        update(HIT).where(HIT.id == hit.id).values(numbers), execution_options={"synchronize_session": False}
    )
    session.refresh(hit, ["available", "pending", "submitted", "completed", "reviewable_since"])


def reopen(hit: HIT, now: datetime) -> None:
    """Reopen a HIT that got more time or assignments; if workers can accept it again, it will be reviewed again."""
    if hit.expiration > now:
        hit.expired = False
        if hit.available > 0:
            hit.reviewing = False
            hit.reviewable_since = hit.disposal_time = None


def check_undisposed(hit: HIT) -> None:
    """Raise a Refusal for a deleted HIT."""
    if hit.disposed:
        raise wrong_state("HIT", "Disposed", "Assignable", "Unassignable", "Reviewing", "Reviewable")


def schedule_disposal(hit: HIT, now: datetime) -> None:
    """Put off the disposal of a reviewable HIT whose assignments are all approved or rejected to 120 days from now.

    Call it when it becomes reviewable, and after each approval and rejection. Other HITs are not disposed of.
    """
    hit.disposal_time = now + KEPT if hit.reviewable_since is not None and hit.submitted == 0 else None


def dispose(session: Session, hit: HIT, now: datetime) -> None:
    """Dispose of a HIT: it leaves the lists, it and its files are closed, and its expiry is not logged."""
    hit.disposed = hit.expired = True
    hit.disposal_time = min(hit.disposal_time or now, now)
    log_notification(session, "HITDisposed", hit, now)
