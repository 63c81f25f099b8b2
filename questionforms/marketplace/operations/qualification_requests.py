"""Workers' requests for qualifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from questionforms.marketplace.listing import page
from questionforms.marketplace.qualification_tests import accept
from questionforms.marketplace.refusals import missing, wrong_state
from questionforms.marketplace.store import QualificationRequest, QualificationType

if TYPE_CHECKING:
    from questionforms.marketplace.calls import Call


def accept_qualification_request(call: Call) -> dict[str, Any]:
    """A request is granted, with a value."""
    accept(call.session, _lock_pending(call), call.given.get("IntegerValue", 1), call.now)
    return {}


def reject_qualification_request(call: Call) -> dict[str, Any]:
    """A request is rejected; the worker sees the reason."""
    found = _lock_pending(call)
    found.status, found.reason = "Rejected", call.given.get("Reason")
    return {}


def list_qualification_requests(call: Call) -> dict[str, Any]:
    """Requests that wait for an answer: for one type, or for all of the requester's."""
    query = select(QualificationRequest).join(QualificationType).where(QualificationRequest.status == "Pending")
    if "QualificationTypeId" in call.given:
        query = query.where(QualificationType.id == call.qualification_type().id)
    else:
        query = query.where(QualificationType.requester_id == call.requester.id)
    order = (QualificationRequest.submit_time, QualificationRequest.id)
    return page(call, query, order, "QualificationRequests", _rendered)


def _lock_pending(call: Call) -> QualificationRequest:
    name = call.given["QualificationRequestId"]
    found = call.session.get(QualificationRequest, name, with_for_update={"of": QualificationRequest})
    if found is None or found.type.requester_id != call.requester.id:
        raise missing("QualificationRequest", name)
    if found.status != "Pending":
        raise wrong_state("QualificationRequest", found.status, "Pending")
    return found


def _rendered(found: QualificationRequest) -> dict[str, Any]:
    return {
        "QualificationRequestId": found.id,
        "QualificationTypeId": found.type_id,
        "WorkerId": found.worker_id,
        "Test": found.test,
        "Answer": found.answer,
        "SubmitTime": found.submit_time,
    }
