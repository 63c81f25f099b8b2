"""The order in which rows are locked, so that simultaneous calls wait for each other and never deadlock.

A transaction locks in this order: a HIT; a worker; a QualificationType, its requests and qualifications; a token; a
requester. Several rows of one table are locked by identifier, or if they are free. A HIT's lock covers its assignments:
whoever changes an assignment locks its HIT first.

All locks are FOR NO KEY UPDATE, as those of UPDATE are: an INSERT does not wait for the rows that it refers to. SQLite
runs one transaction at a time, and needs none of this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from questionforms.marketplace.store.accounts import Requester
from questionforms.marketplace.store.assignments import Assignment
from questionforms.marketplace.store.hits import HIT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from questionforms.marketplace.store.base import Base

#: For `session.get(..., with_for_update=...)`: lock a row that is about to change.
NO_KEY: dict[str, Any] = {"key_share": True}
#: The same, for a row that must not change until the end of the transaction.
SHARED: dict[str, Any] = {"read": True}


def lock_hit(session: Session, hit_id: str) -> HIT | None:
    """Lock a HIT, and with it its assignments; None if it does not exist."""
    return _with_type(session, session.get(HIT, hit_id, with_for_update=NO_KEY | {"of": HIT}, populate_existing=True))


def lock_assignment(session: Session, assignment_id: str) -> Assignment | None:
    """Lock an assignment by locking its HIT; None if it does not exist."""
    query = select(HIT).join(Assignment, Assignment.hit_id == HIT.id).where(Assignment.id == assignment_id)
    query = query.with_for_update(of=HIT, key_share=True).execution_options(populate_existing=True)
    if _with_type(session, session.scalars(query).one_or_none()) is None:
        return None
    return session.get(Assignment, assignment_id, populate_existing=True)


def inserted(session: Session, row: Base) -> bool:
    """Insert a row; False if another transaction has already inserted one with its key."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def lock_hits_of_worker(session: Session, worker_id: str) -> None:
    """Lock all HITs of which a worker has had an assignment."""
    mine = select(Assignment.hit_id).where(Assignment.worker_id == worker_id)
    query = select(HIT).where(HIT.id.in_(mine)).order_by(HIT.id).with_for_update(of=HIT, key_share=True)
    for hit in session.scalars(query.execution_options(populate_existing=True)).all():
        _with_type(session, hit)


def lock_free_hits(session: Session, query: Select[HIT], parameters: dict[str, Any]) -> list[HIT]:
    """Lock those HITs of a query that no other transaction has locked, and then their requesters."""
    free = query.order_by(HIT.id).with_for_update(of=HIT, key_share=True, skip_locked=True)
    hits = list(session.scalars(free.execution_options(populate_existing=True), parameters))
    for hit in hits:
        _with_type(session, hit)
    _lock_requesters(session, {hit.requester_id for hit in hits})
    return hits


def _with_type(session: Session, hit: HIT | None) -> HIT | None:
    """A HIT just locked. If it got another type while the lock was awaited, PostgreSQL has not joined that type."""
    if hit is not None and hit.type is None:
        session.refresh(hit, ["type"])
    return hit


def _lock_requesters(session: Session, identifiers: Iterable[str]) -> None:
    query = select(Requester).where(Requester.id.in_(identifiers)).order_by(Requester.id)
    session.scalars(query.with_for_update(key_share=True).execution_options(populate_existing=True)).all()
