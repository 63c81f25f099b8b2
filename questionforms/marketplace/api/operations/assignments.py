"""Submitted assignments, and their approval and rejection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from questionforms.marketplace.api.pagination import page
from questionforms.marketplace.api.structures import assignment_structure, hit_structure
from questionforms.marketplace.core.approvals import approve, reject
from questionforms.marketplace.store import Assignment

if TYPE_CHECKING:
    from questionforms.marketplace.context import Call

_STATUSES = ("Submitted", "Approved", "Rejected")


def approve_assignment(call: Call) -> dict[str, Any]:
    """Approve an assignment and pay for it; with OverrideRejection, also a rejected one."""
    approve(
        call.session,
        call.assignment(lock=True),
        call.now,
        feedback=call.given.get("RequesterFeedback"),
        override=call.given.get("OverrideRejection", False),
    )
    return {}


def reject_assignment(call: Call) -> dict[str, Any]:
    """Reject an assignment, with feedback to the worker; nothing is paid."""
    reject(call.session, call.assignment(lock=True), call.now, feedback=call.given["RequesterFeedback"])
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
