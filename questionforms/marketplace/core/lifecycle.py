"""What happens when a HIT becomes reviewable or expires. It is a layer above the reviews, which it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.marketplace.core.notifications import log_notification
from questionforms.marketplace.core.reviews import review_hit
from questionforms.marketplace.core.states import schedule_disposal, status

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from questionforms.marketplace.store import HIT


def review_if_reviewable(session: Session, hit: HIT, now: datetime) -> None:
    """If a HIT has become reviewable, log that and apply its policy, which may approve, reject, pay and extend.

    Call it after anything that may make a HIT reviewable: it acts once, and again if an extension has reopened the HIT
    in between.
    """
    if status(hit, now) != "Reviewable" or hit.reviewable_since is not None:
        return
    hit.reviewable_since = now
    schedule_disposal(hit, now)
    log_notification(session, "HITReviewable", hit, now)
    review_hit(session, hit, now)


def expire(session: Session, hit: HIT, now: datetime) -> None:
    """Mark a HIT as expired and log it; if nobody is working on it, it becomes reviewable."""
    hit.expired = True
    log_notification(session, "HITExpired", hit, now)
    review_if_reviewable(session, hit, now)
