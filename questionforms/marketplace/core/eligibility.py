"""Which HITs a worker may take, and which requirements of a HIT a worker does not meet."""

from __future__ import annotations

import operator
from collections import Counter
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select, tuple_

from questionforms.marketplace.errors import missing
from questionforms.marketplace.store import HIT, Assignment, PurgedWork, Qualification, Worker, WorkerBlock
from questionforms.mturk.qualifications.system import ADULT, APPROVAL_RATE, HITS_APPROVED, LOCALE, MASTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Literal

    from sqlalchemy.orm import Session

    from questionforms.marketplace.store import Worker

    Action = Literal["Accept", "Preview", "Discover"]
    from datetime import datetime

#: ActionsGuarded -> the actions that workers who do not meet the requirement cannot take.
_GUARDED = {
    "Accept": ("Accept",),
    "PreviewAndAccept": ("Accept", "Preview"),
    "DiscoverPreviewAndAccept": ("Accept", "Preview", "Discover"),
}
#: A worker's approval rate is 100 until this many assignments were submitted.
_COUNTED_FROM = 100
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "LessThan": operator.lt,
    "LessThanOrEqualTo": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanOrEqualTo": operator.ge,
    "EqualTo": operator.eq,
    "NotEqualTo": operator.ne,
}


def unmet(
    session: Session, worker: Worker, requirements: Sequence[dict[str, Any]], action: Action
) -> list[dict[str, Any]]:
    """The requirements that prevent a worker from taking an action.

    A worker without a value only meets `DoesNotExist`.
    """
    return [one for one in requirements if _guards(one, action) and not _meets(session, worker, one)]


def _guards(requirement: dict[str, Any], action: Action) -> bool:
    other = "PreviewAndAccept" if requirement.get("RequiredToPreview") else "Accept"
    return action in _GUARDED[requirement.get("ActionsGuarded", other)]


def _meets(session: Session, worker: Worker, requirement: dict[str, Any]) -> bool:
    comparator = requirement["Comparator"]
    identifier = requirement["QualificationTypeId"]
    if identifier == LOCALE:
        return _is_from(worker, comparator, requirement.get("LocaleValues", []))
    value = _value(session, worker, identifier)
    if comparator in ("Exists", "DoesNotExist"):
        return (value is not None) is (comparator == "Exists")
    expected = requirement.get("IntegerValues", [])
    if value is None or not expected:
        return False
    if comparator in ("In", "NotIn"):
        return (value in expected) is (comparator == "In")
    return _COMPARISONS[comparator](value, expected[0])


def _is_from(worker: Worker, comparator: str, places: list[dict[str, str]]) -> bool:
    """Whether a worker's locale matches; a country without a subdivision means the whole country."""
    if comparator in ("Exists", "DoesNotExist"):
        return (worker.country is not None) is (comparator == "Exists")
    if worker.country is None:
        return False
    inside = any(
        place["Country"] == worker.country and place.get("Subdivision") in (None, worker.subdivision)
        for place in places
    )
    return inside is (comparator in ("EqualTo", "In"))


def _value(session: Session, worker: Worker, identifier: str) -> int | None:
    """A worker's value for a qualification type; None if there is none."""
    if identifier == ADULT:
        return 1 if worker.adult else None
    if identifier in MASTERS.values():
        return 1 if worker.master else None
    if identifier == HITS_APPROVED:
        return _counts(session, worker).get("Approved", 0)
    if identifier == APPROVAL_RATE:
        return _approval_rate(_counts(session, worker))
    found = session.get(Qualification, (identifier, worker.id))
    return found.value if found is not None and found.status == "Granted" else None


def _counts(session: Session, worker: Worker) -> dict[str, int]:
    """How many assignments a worker has in each state, with those that a purge has deleted."""
    query = select(Assignment.status, func.count()).where(Assignment.worker_id == worker.id)
    found: Counter[str] = Counter(dict(session.execute(query.group_by(Assignment.status)).all()))
    sums = select(func.sum(PurgedWork.approved), func.sum(PurgedWork.rejected)).where(PurgedWork.worker_id == worker.id)
    approved, rejected = session.execute(sums).one()
    return found + Counter(Approved=int(approved or 0), Rejected=int(rejected or 0))


def _approval_rate(counts: dict[str, int]) -> int:
    approved, rejected = counts.get("Approved", 0), counts.get("Rejected", 0)
    if approved + rejected + counts.get("Submitted", 0) < _COUNTED_FROM or not approved + rejected:
        return 100
    return 100 * approved // (approved + rejected)


def open_to(session: Session, worker: Worker, now: datetime, *, limit: int, after: str | None = None) -> list[HIT]:
    """The oldest HITs, at most `limit`, starting after the HIT `after`, the last one on the previous page.

    Leaves out HITs whose requester has blocked the worker, HITs that the worker has or has done, and HITs that the
    worker may not discover for lack of a qualification.
    """
    query = select(HIT).where(
        HIT.available > 0,
        HIT.expiration > now,
        HIT.disposed.is_(False),
        ~exists().where(
            Assignment.hit_id == HIT.id,
            Assignment.worker_id == worker.id,
            Assignment.status.not_in(("Returned", "Abandoned")),
        ),
        ~exists().where(WorkerBlock.requester_id == HIT.requester_id, WorkerBlock.worker_id == worker.id),
    )
    if after is not None:
        last = session.get(HIT, after)
        if last is None:
            raise missing("HIT", after)
        query = query.where(tuple_(HIT.created, HIT.id) > (last.created, last.id))
    is_shown: dict[str, bool] = {}

    def discovered(hit: HIT) -> bool:
        kind = hit.type
        if kind.id not in is_shown:
            is_shown[kind.id] = not unmet(session, worker, kind.qualification_requirements, "Discover")
        return is_shown[kind.id]

    rows = session.scalars(query.order_by(HIT.created, HIT.id).execution_options(yield_per=100))
    with closing(rows):
        return list(islice(filter(discovered, rows), limit))
