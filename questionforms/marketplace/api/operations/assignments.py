"""Submitted assignments, what becomes of them, and the URLs of files in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from questionforms.marketplace.api.pagination import page
from questionforms.marketplace.api.serializers import assignment_structure, hit_structure
from questionforms.marketplace.core.approvals import approve, reject
from questionforms.marketplace.core.limits import check_said
from questionforms.marketplace.core.states import check_undisposed
from questionforms.marketplace.core.uploads import upload_token
from questionforms.marketplace.errors import invalid
from questionforms.marketplace.store import Assignment, Upload

if TYPE_CHECKING:
    from questionforms.marketplace.context import Call

_STATUSES = ("Submitted", "Approved", "Rejected")


def approve_assignment(call: Call) -> dict[str, Any]:
    """Approve an assignment and pay for it; with OverrideRejection, also a rejected one."""
    approve(
        call.session,
        call.assignment(lock=True, needed="Submitted"),
        call.now,
        feedback=call.given.get("RequesterFeedback"),
        override=call.given.get("OverrideRejection", False),
    )
    return {}


def reject_assignment(call: Call) -> dict[str, Any]:
    """Reject an assignment, with feedback to the worker, which cannot be empty; nothing is paid."""
    feedback = call.given["RequesterFeedback"]
    check_said("RequesterFeedback", feedback)
    reject(call.session, call.assignment(lock=True, needed="Submitted"), call.now, feedback=feedback)
    return {}


def get_assignment(call: Call) -> dict[str, Any]:
    """An assignment with its HIT."""
    assignment = call.assignment()
    return {"Assignment": assignment_structure(assignment), "HIT": hit_structure(assignment.hit, call.now)}


def list_assignments_for_hit(call: Call) -> dict[str, Any]:
    """The submitted assignments of a HIT in the order of submission, with some statuses or all."""
    hit = call.hit()
    statuses = call.given.get("AssignmentStatuses") or _STATUSES
    query = select(Assignment).where(Assignment.hit_id == hit.id, Assignment.status.in_(statuses))
    return page(call, query, (Assignment.submit_time, Assignment.id), "Assignments", assignment_structure)


def get_file_upload_url(call: Call) -> dict[str, Any]:
    """The URL of the file that answers a question, until its HIT is disposed of."""
    assignment = call.assignment()
    check_undisposed(assignment.hit)
    name = call.given["QuestionIdentifier"]
    key = call.session.scalars(
        select(Upload.key)
        .where(Upload.assignment_id == assignment.id, Upload.question_identifier == name)
        .order_by(Upload.key)
    ).first()
    if key is None:
        message = f"The value {name} is invalid for QuestionIdentifier. The assignment has no file that answers it."
        raise invalid(message)
    return {"FileUploadURL": f"{call.address}/uploads/{upload_token(call.session, key, call.now)}"}
