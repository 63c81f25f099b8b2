"""Extends a HIT by more assignments or more time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from questionforms.marketplace.context import options_of
from questionforms.marketplace.core.notifications import log_notification
from questionforms.marketplace.core.states import check_undisposed, reopen
from questionforms.marketplace.errors import Refusal, out_of_range
from questionforms.marketplace.store import HIT

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

#: The most assignments of a HIT.
MOST = 1_000_000_000


def extend(session: Session, hit: HIT, now: datetime, *, assignments: int = 0, seconds: float = 0) -> None:
    """Give a HIT more assignments, and more seconds, which count from now if it has expired.

    Raises a Refusal if it is deleted, or would grow from fewer than ten assignments to ten or more.
    """
    check_undisposed(hit)
    total = hit.max_assignments + assignments
    many = options_of(session).fees.large_from  # from here on, each assignment would cost more
    if hit.max_assignments < many <= total:
        message = (
            f"HIT {hit.id} was created with fewer than {many} assignments; it cannot be extended to {many} or more."
        )
        raise Refusal("InvalidMaximumAssignmentsIncrease", message)
    if total > MOST:
        raise out_of_range("NumberOfAdditionalAssignments", assignments, 1, MOST - hit.max_assignments)
    if assignments:
        more = {"max_assignments": HIT.max_assignments + assignments, "available": HIT.available + assignments}
        session.execute(
            update(HIT).where(HIT.id == hit.id).values(more), execution_options={"synchronize_session": False}
        )
        session.refresh(hit, list(more))
    if seconds:
        hit.expiration = max(hit.expiration, now) + timedelta(seconds=seconds)
    reopen(hit, now)
    log_notification(session, "HITExtended", hit, now)
