"""Blocked workers, and messages to workers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from questionforms.marketplace.api.operations.qualifications import known_worker
from questionforms.marketplace.api.pagination import page
from questionforms.marketplace.core.limits import check_text
from questionforms.marketplace.errors import invalid, unknown_worker
from questionforms.marketplace.store import HIT, Assignment, Notification, PurgedWork, Worker, WorkerBlock
from questionforms.marketplace.store.locks import inserted

if TYPE_CHECKING:
    from questionforms.marketplace.context import Call

#: The most characters in each text of a message, and the most workers. Source: NotifyWorkers in the API reference.
_LONGEST = {"Subject": 200, "MessageText": 4_096}
_MOST_WORKERS = 100


def create_worker_block(call: Call) -> dict[str, Any]:
    """Block a worker from accepting the requester's HITs; a second block replaces the reason."""
    worker = known_worker(call, call.given["WorkerId"]).id
    if not call.given["Reason"].strip():
        raise invalid("The value  is not valid for the parameter Reason.")
    key, reason = (call.requester.id, worker), call.given["Reason"]
    found = call.session.get(WorkerBlock, key)
    made = WorkerBlock(requester_id=call.requester.id, worker_id=worker, created=call.now, reason=reason)
    if found is None and not inserted(call.session, made):
        found = call.session.get(WorkerBlock, key)
    if found is not None:
        found.reason = reason
    return {}


def delete_worker_block(call: Call) -> dict[str, Any]:
    """Unblock a worker; nothing happens if the worker was not blocked."""
    worker_id = call.given["WorkerId"]
    removal = delete(WorkerBlock).where(
        WorkerBlock.requester_id == call.requester.id, WorkerBlock.worker_id == worker_id
    )
    if not call.session.execute(removal.returning(WorkerBlock.worker_id)).all():
        known_worker(call, worker_id)
    return {}


def list_worker_blocks(call: Call) -> dict[str, Any]:
    """The workers whom the requester has blocked."""
    query = select(WorkerBlock).where(WorkerBlock.requester_id == call.requester.id)
    order = (WorkerBlock.created, WorkerBlock.worker_id)
    return page(call, query, order, "WorkerBlocks", lambda one: {"WorkerId": one.worker_id, "Reason": one.reason})


def notify_workers(call: Call) -> dict[str, Any]:
    """Write a message to workers to the log; workers without approved or rejected work are reported as failures."""
    workers = list(dict.fromkeys(call.given["WorkerIds"]))
    for name, longest in _LONGEST.items():
        check_text(name, call.given[name], longest, needed=True)
    if not 0 < len(workers) <= _MOST_WORKERS:
        raise invalid(f"WorkerIds must contain 1 to {_MOST_WORKERS} workers.")
    failed = {worker: reason for worker in workers if (reason := _unreachable(call, worker))}
    call.session.add_all(_message(call, worker) for worker in workers if worker not in failed)
    return {"NotifyWorkersFailureStatuses": [_failure(worker, reason) for worker, reason in failed.items()]}


def _unreachable(call: Call, worker: str) -> str | None:
    """Why a worker cannot be sent a message, as in recorded calls; None if possible."""
    if call.session.get(Worker, worker) is None:
        return unknown_worker(worker).message
    query = (
        select(Assignment.id)
        .join(HIT)
        .where(
            Assignment.worker_id == worker,
            HIT.requester_id == call.requester.id,
            Assignment.status.in_(["Approved", "Rejected"]),
        )
    )
    purged = call.session.get(PurgedWork, (call.requester.id, worker))
    if purged is None and call.session.scalars(query.limit(1)).first() is None:
        return "Cannot send a notification to a worker who has not done any work for you"
    return None


def _failure(worker: str, reason: str) -> dict[str, str]:
    return {
        "NotifyWorkersFailureCode": "HardFailure",
        "NotifyWorkersFailureMessage": reason,
        "WorkerId": worker,
    }


def _message(call: Call, worker: str) -> Notification:
    return Notification(
        requester_id=call.requester.id,
        time=call.now,
        event="WorkerMessage",
        transport="Email",
        destination=worker,
        worker_id=worker,
        subject=call.given["Subject"],
        text=call.given["MessageText"],
    )
