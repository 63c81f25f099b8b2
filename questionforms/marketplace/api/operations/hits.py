"""HITs: getting and listing them, their expiry, review and deletion."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from questionforms.marketplace.api.model import in_milliseconds
from questionforms.marketplace.api.pagination import page
from questionforms.marketplace.api.serializers import hit_structure
from questionforms.marketplace.core.extensions import extend
from questionforms.marketplace.core.lifecycle import expire
from questionforms.marketplace.core.limits import check_number
from questionforms.marketplace.core.states import check_undisposed, dispose, is_reviewable, status
from questionforms.marketplace.errors import wrong_state
from questionforms.marketplace.store import HIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Select

    from questionforms.marketplace.context import Call

#: For lists of HITs: each type is read once, not with each of its HITs.
TYPES_ONCE = selectinload(HIT.type)
#: The range of seconds by which one call can postpone the expiry. Source: recorded errors.
_LEAST, _MOST = 60, 365 * 24 * 60 * 60


def get_hit(call: Call) -> dict[str, Any]:
    """A HIT in any state."""
    return {"HIT": hit_structure(call.hit(), call.now)}


def list_hits(call: Call) -> dict[str, Any]:
    """The requester's HITs that are not deleted, newest first."""
    return hit_page(call, _of(call), lambda hit: hit_structure(hit, call.now))


def list_reviewable_hits(call: Call) -> dict[str, Any]:
    """The ids of the HITs in the state Reviewable or, if requested, Reviewing; of all types or of one."""
    reviewing = call.given.get("Status", "Reviewable") == "Reviewing"
    query = _of(call).where(is_reviewable(call.now), HIT.reviewing.is_(reviewing))
    if "HITTypeId" in call.given:
        query = query.where(HIT.type_id == call.hit_type().id)
    return hit_page(call, query, lambda hit: {"HITId": hit.id})


def update_expiration_for_hit(call: Call) -> dict[str, Any]:
    """Expire a HIT immediately, with a time in the past, or postpone its expiry by a minute to a year.

    An expiry cannot be brought forward to a time in the future: in recorded calls, the service rejected that with a
    negative ExpirationIncrementInSeconds. A HIT that has expired is reopened.
    """
    hit = call.hit(lock=True)
    check_undisposed(hit)
    wanted = call.given["ExpireAt"]
    if wanted <= call.now:
        if hit.expiration > call.now:
            hit.expiration = call.now
            expire(call.session, hit, call.now)
        return {}
    more = wanted - in_milliseconds(max(hit.expiration, call.now))
    check_number("ExpirationIncrementInSeconds", more // timedelta(seconds=1), _LEAST, _MOST)
    extend(call.session, hit, call.now, seconds=more.total_seconds())
    return {}


def update_hit_review_status(call: Call) -> dict[str, Any]:
    """Change a HIT from Reviewable to Reviewing, or back."""
    hit = call.hit(lock=True)
    back = call.given.get("Revert", False)
    state, needed = status(hit, call.now), "Reviewing" if back else "Reviewable"
    if state != needed:
        raise wrong_state("HIT", state, needed)
    hit.reviewing = not back
    return {}


def delete_hit(call: Call) -> dict[str, Any]:
    """Dispose of a reviewable HIT once all submitted assignments are approved or rejected."""
    hit = call.hit(lock=True)
    state = status(hit, call.now)
    if state not in ("Reviewing", "Reviewable") or hit.submitted:
        raise wrong_state("HIT", state, "Reviewing", "Reviewable")
    dispose(call.session, hit, call.now)
    return {}


def hit_page(call: Call, query: Select[HIT], render: Callable[[HIT], dict[str, Any]]) -> dict[str, Any]:
    """A page of HITs, newest first: programs take the first HIT for the latest one."""
    return page(call, query, (HIT.created, HIT.id), "HITs", render, newest_first=True)


def _of(call: Call) -> Select[HIT]:
    query = select(HIT).where(HIT.requester_id == call.requester.id, HIT.disposed.is_(False))
    return query.options(TYPES_ONCE)
