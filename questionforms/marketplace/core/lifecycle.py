"""What happens to a HIT when it becomes reviewable or expires; above the reviews, which it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.marketplace.core.notifications import log_notification
from questionforms.marketplace.core.reviews import review_hit
from questionforms.marketplace.core.states import status

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from questionforms.marketplace.store import HIT


def review_if_reviewable(session: Session, hit: HIT, now: datetime) -> None:
    """Log that a HIT has become reviewable and apply its policy, which may approve, reject, pay and extend.

    Call it after everything that may make a HIT reviewable: it acts once, and once more if an extension opened the HIT
    again in between.
    """
    if status(hit, now) != "Reviewable" or hit.reviewable_since is not None:
        return
    hit.reviewable_since = now
    log_notification(session, "HITReviewable", hit, now)
    review_hit(session, hit, now)


def expire(session: Session, hit: HIT, now: datetime) -> None:
    """Mark a HIT as expired and log it; without workers at work on it, it becomes reviewable."""
    hit.expired = True
    log_notification(session, "HITExpired", hit, now)
    review_if_reviewable(session, hit, now)
