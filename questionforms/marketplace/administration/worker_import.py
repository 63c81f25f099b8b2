"""Registers the workers of a table, with their qualifications and blocks, and lists workers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from questionforms.exceptions import InvalidArgument
from questionforms.marketplace.core.qualifications import grant
from questionforms.marketplace.store import Assignment, Qualification, QualificationType, Requester, Worker, WorkerBlock
from questionforms.marketplace.store.locks import NO_KEY
from questionforms.words import did_you_mean, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from questionforms.marketplace.administration.worker_table import WorkerRow, WorkerTable

_REASON = "Imported as blocked."


@dataclass(slots=True)
class ImportCounts:
    """What an import changed."""

    added: int = 0
    updated: int = 0
    qualifications: int = 0
    blocked: int = 0
    unblocked: int = 0
    #: The names of the qualification types that were created.
    created_types: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerRecord:
    """A worker, and how many assignments the worker has submitted."""

    id: str
    country: str | None
    subdivision: str | None
    adult: bool
    master: bool
    created: datetime
    submitted: int


def known_types(session: Session, requester: Requester | None) -> dict[str, str]:
    """The names and ids of a requester's qualification types -> their ids."""
    if requester is None:
        return {}
    query = select(QualificationType).where(
        QualificationType.requester_id == requester.id, QualificationType.deleted_at.is_(None)
    )
    types = session.scalars(query).all()
    return {one.name: one.id for one in types} | {one.id: one.id for one in types}


def import_workers(
    session: Session, table: WorkerTable, now: datetime, *, requester: Requester | None, create_types: bool
) -> ImportCounts:
    """Register the workers of a table, and change those that exist already. An empty cell changes nothing.

    Raises InvalidArgument if qualifications or blocks have no requester, or a qualification type does not exist.
    """
    counts = ImportCounts()
    types = _types(session, table, now, requester=requester, create_types=create_types, counts=counts)
    existing = set(session.scalars(select(Worker.id)))
    for row in sorted(table.rows, key=lambda one: one.id):  # in the order in which other transactions lock them
        _register(session, row, now, is_new=row.id not in existing)
        if row.id in existing:
            counts.updated += 1
        else:
            counts.added += 1
        for name, value in row.qualifications.items():
            counts.qualifications += _qualify(session, types[name], row.id, value, now)
        if requester is not None and row.blocked is not None:
            _block(session, requester, row, now, counts)
    return counts


def list_workers(session: Session) -> Iterator[WorkerRecord]:
    """All workers, in the order of registration."""
    submitted = (
        select(func.count()).where(Assignment.worker_id == Worker.id, Assignment.answer.is_not(None)).scalar_subquery()
    )
    query = select(Worker, submitted).order_by(Worker.created, Worker.id)
    for worker, count in session.execute(query.execution_options(yield_per=1000)):
        yield WorkerRecord(
            id=worker.id,
            country=worker.country,
            subdivision=worker.subdivision,
            adult=worker.adult,
            master=worker.master,
            created=worker.created,
            submitted=count,
        )


def _types(
    session: Session,
    table: WorkerTable,
    now: datetime,
    *,
    requester: Requester | None,
    create_types: bool,
    counts: ImportCounts,
) -> dict[str, str]:
    """The ids of the table's qualification types by the names of their columns."""
    used = [name for name in table.types if any(name in row.qualifications for row in table.rows)]
    if requester is None:
        if used or any(row.blocked for row in table.rows):
            what = f"column {quoted(used[0])} is a qualification" if used else "the file blocks workers"
            message = f"{what}, and that is a requester's; say whose with --requester NAME"
            raise InvalidArgument("workers import", "--requester", message)
        return {}
    known = known_types(session, requester)
    for name in used:
        if name in known:
            continue
        if not create_types:
            meant = did_you_mean(nearest(name, known)) or "; --create-types creates those that are missing"
            message = f"{quoted(requester.name)} has no qualification type {quoted(name)}{meant}"
            raise InvalidArgument("workers import", "FILE", message)
        made = QualificationType(requester_id=requester.id, name=name, description=name, status="Active", created=now)
        session.add(made)
        session.flush()
        known[name] = made.id
        counts.created_types.append(name)
    return known


def _register(session: Session, row: WorkerRow, now: datetime, *, is_new: bool) -> None:
    worker = Worker(id=row.id, created=now) if is_new else session.get_one(Worker, row.id, with_for_update=NO_KEY)
    for name in ("country", "subdivision", "adult", "master"):
        value = getattr(row, name)
        if value is not None:
            setattr(worker, name, value)
    if row.country is not None and row.subdivision is None:
        worker.subdivision = None  # that of another country
    session.add(worker)
    session.flush()


def _qualify(session: Session, type_id: str, worker_id: str, value: int | None, now: datetime) -> int:
    """Grant or revoke a qualification; return 1 if that changed anything."""
    held = session.get(Qualification, (type_id, worker_id))
    granted = held is not None and held.status == "Granted"
    if value is None:
        if held is None or not granted:
            return 0
        held.status = "Revoked"
        return 1
    if held is not None and granted and held.value == value:
        return 0
    grant(session, type_id, worker_id, value, now)
    return 1


def _block(session: Session, requester: Requester, row: WorkerRow, now: datetime, counts: ImportCounts) -> None:
    found = session.get(WorkerBlock, (requester.id, row.id))
    if row.blocked and found is None:
        reason = row.reason or _REASON
        session.add(WorkerBlock(requester_id=requester.id, worker_id=row.id, reason=reason, created=now))
        counts.blocked += 1
    elif not row.blocked and found is not None:
        session.delete(found)
        counts.unblocked += 1
