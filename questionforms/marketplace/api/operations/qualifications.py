"""Workers' qualifications and their values, and requests for qualifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from questionforms.marketplace.api.pagination import page
from questionforms.marketplace.core.qualifications import accept, grant
from questionforms.marketplace.errors import Refusal, invalid, missing, wrong_state
from questionforms.marketplace.store import Notification, Qualification, QualificationRequest, QualificationType, Worker
from questionforms.marketplace.store.locks import NO_KEY

if TYPE_CHECKING:
    from questionforms.marketplace.context import Call


def associate_qualification_with_worker(call: Call) -> dict[str, Any]:
    """Give a worker a qualification, or change its value; a request for it is not affected."""
    kind = call.qualification_type()
    worker = known_worker(call)
    grant(call.session, kind.id, worker.id, call.given.get("IntegerValue", 1), call.now)
    if call.given.get("SendNotification", True):
        _log_message(call, worker.id, f"You have the qualification {kind.name}.")
    return {}


def disassociate_qualification_from_worker(call: Call) -> dict[str, Any]:
    """Revoke a qualification; the worker sees the reason."""
    found = _qualification(call, lock=True)
    if found.status != "Granted":
        raise wrong_state("Qualification", found.status, "Granted")
    found.status, found.reason = "Revoked", call.given.get("Reason")
    _log_message(call, found.worker_id, call.given.get("Reason", ""))
    return {}


def get_qualification_score(call: Call) -> dict[str, Any]:
    """A worker's value for a qualification, even if it was revoked."""
    return {"Qualification": _rendered(_qualification(call))}


def list_workers_with_qualification_type(call: Call) -> dict[str, Any]:
    """The workers who have a qualification, those for whom it was revoked, or, by default, both."""
    query = select(Qualification).where(Qualification.type_id == call.qualification_type().id)
    if "Status" in call.given:
        query = query.where(Qualification.status == call.given["Status"])
    return page(call, query, (Qualification.grant_time, Qualification.worker_id), "Qualifications", _rendered)


def known_worker(call: Call) -> Worker:
    """The worker with the call's WorkerId."""
    found = call.session.get(Worker, call.given["WorkerId"])
    if found is None:
        raise invalid(f"WorkerId is invalid: there is no worker {call.given['WorkerId']}.")
    return found


def _qualification(call: Call, *, lock: bool = False) -> Qualification:
    kind = call.qualification_type()
    worker = call.given["WorkerId"]
    found = call.session.get(Qualification, (kind.id, worker), with_for_update=NO_KEY if lock else None)
    if found is None:
        raise Refusal("QualificationDoesNotExist", f"The worker {worker} does not have the Qualification {kind.id}.")
    return found


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
        raise wrong_state("QualificationRequest", found.status, "Pending")
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
