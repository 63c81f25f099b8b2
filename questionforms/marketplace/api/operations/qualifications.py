"""Workers' qualifications and their values, and requests for qualifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from questionforms.marketplace.api.pagination import page
from questionforms.marketplace.core.qualifications import accept, grant
from questionforms.marketplace.errors import Refusal, missing, status_needed, unknown_worker
from questionforms.marketplace.store import Notification, Qualification, QualificationRequest, QualificationType, Worker
from questionforms.marketplace.store.locks import NO_KEY

if TYPE_CHECKING:
    from questionforms.marketplace.context import Call


def associate_qualification_with_worker(call: Call) -> dict[str, Any]:
    """Give a worker a qualification, or change its value; a request for it is not affected."""
    kind = call.qualification_type()
    worker = known_worker(call, call.given["WorkerId"])
    grant(call.session, kind.id, worker.id, call.given.get("IntegerValue", 1), call.now)
    if call.given.get("SendNotification", True):
        _log_message(call, worker.id, f"You have the qualification {kind.name}.")
    return {}


def disassociate_qualification_from_worker(call: Call) -> dict[str, Any]:
    """Revoke a qualification; the worker sees the reason."""
    found = _qualification(call, call.qualification_type().id, lock=True)
    found.status, found.reason = "Revoked", call.given.get("Reason")
    _log_message(call, found.worker_id, call.given.get("Reason", ""))
    return {}


def get_qualification_score(call: Call) -> dict[str, Any]:
    """A worker's value for one of the requester's qualifications; one that was revoked has none."""
    return {"Qualification": _rendered(_qualification(call, call.given["QualificationTypeId"]))}


def list_workers_with_qualification_type(call: Call) -> dict[str, Any]:
    """The workers who have a qualification, those for whom it was revoked, or, by default, both."""
    query = select(Qualification).where(Qualification.type_id == call.qualification_type().id)
    if "Status" in call.given:
        query = query.where(Qualification.status == call.given["Status"])
    return page(call, query, (Qualification.grant_time, Qualification.worker_id), "Qualifications", _rendered)


def known_worker(call: Call, identifier: str) -> Worker:
    """The worker with an identifier. Raises a Refusal if there is none."""
    found = call.session.get(Worker, identifier)
    if found is None:
        raise unknown_worker(identifier)
    return found


def _qualification(call: Call, type_id: str, *, lock: bool = False) -> Qualification:
    """A worker's qualification of one of the requester's types. Raises a Refusal if there is none, or it is revoked.

    The messages are those of recorded calls of GetQualificationScore, which programs compare.
    """
    kind = call.session.get(QualificationType, type_id)
    if kind is None or kind.deleted_at is not None or kind.requester_id != call.requester.id:
        raise _not_held()
    worker = known_worker(call, call.given["WorkerId"])
    found = call.session.get(Qualification, (kind.id, worker.id), with_for_update=NO_KEY if lock else None)
    if found is None:
        raise _not_held()
    if found.status != "Granted":
        raise status_needed("Qualification", "Granted")
    return found


def _not_held() -> Refusal:
    return Refusal("QualificationDoesNotExist", "You requested a Qualification that does not exist.")


def _rendered(found: Qualification) -> dict[str, Any]:
    return {
        "QualificationTypeId": found.type_id,
        "WorkerId": found.worker_id,
        "GrantTime": found.grant_time,
        "IntegerValue": found.value,
        "Status": found.status,
    }


def _log_message(call: Call, worker_id: str, text: str) -> None:
    """Write an email to the worker to the log."""
    call.session.add(
        Notification(
            requester_id=call.requester.id,
            time=call.now,
            event="WorkerMessage",
            transport="Email",
            destination=worker_id,
            worker_id=worker_id,
            subject="One of your qualifications has changed",
            text=text,
        )
    )


def accept_qualification_request(call: Call) -> dict[str, Any]:
    """Grant a request, with a value."""
    accept(call.session, _lock_pending(call), call.given.get("IntegerValue", 1), call.now)
    return {}


def reject_qualification_request(call: Call) -> dict[str, Any]:
    """Reject a request; the worker sees the reason."""
    found = _lock_pending(call)
    found.status, found.reason = "Rejected", call.given.get("Reason")
    return {}


def list_qualification_requests(call: Call) -> dict[str, Any]:
    """Pending requests for one type, or for all of the requester's types."""
    query = select(QualificationRequest).join(QualificationType).where(QualificationRequest.status == "Pending")
    if "QualificationTypeId" in call.given:
        query = query.where(QualificationType.id == call.qualification_type().id)
    else:
        query = query.where(QualificationType.requester_id == call.requester.id)
    order = (QualificationRequest.submit_time, QualificationRequest.id)
    return page(call, query, order, "QualificationRequests", _rendered_request)


def _lock_pending(call: Call) -> QualificationRequest:
    name = call.given["QualificationRequestId"]
    found = call.session.get(QualificationRequest, name, with_for_update=NO_KEY | {"of": QualificationRequest})
    if found is None or found.type.requester_id != call.requester.id:
        raise missing("QualificationRequest", name)
    if found.status != "Pending":
        raise status_needed("QualificationRequest", "Pending")
    return found


def _rendered_request(found: QualificationRequest) -> dict[str, Any]:
    return {
        "QualificationRequestId": found.id,
        "QualificationTypeId": found.type_id,
        "WorkerId": found.worker_id,
        "Test": found.test,
        "Answer": found.answer,
        "SubmitTime": found.submit_time,
    }
