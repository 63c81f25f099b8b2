"""The HITs that a worker may accept."""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import exists, select, tuple_

from questionforms.marketplace.core import eligibility as guards
from questionforms.marketplace.errors import missing
from questionforms.marketplace.store import HIT, Assignment, Worker, WorkerBlock

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


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
            is_shown[kind.id] = not guards.unmet(session, worker, kind.qualification_requirements, "Discover")
        return is_shown[kind.id]

    rows = session.scalars(query.order_by(HIT.created, HIT.id).execution_options(yield_per=100))
    with closing(rows):
        return list(islice(filter(discovered, rows), limit))
