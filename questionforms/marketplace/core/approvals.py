"""Approves and rejects submitted assignments, and pays for approvals."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from questionforms.marketplace.context import options_of
from questionforms.marketplace.core.accounts import pay
from questionforms.marketplace.core.notifications import log_notification
from questionforms.marketplace.core.states import check_undisposed, move_assignment, schedule_disposal
from questionforms.marketplace.errors import Refusal, invalid, status_needed
from questionforms.marketplace.store import Requester
from questionforms.mturk.qualifications.system import MASTERS

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from sqlalchemy.orm import Session

    from questionforms.marketplace.store import HIT, Assignment

#: How long after submission a rejection can be overridden.
OVERRIDABLE = timedelta(days=30)
#: Source: ApproveAssignment and RejectAssignment, in the legacy API reference.
LONGEST_FEEDBACK = 1024
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def approve(
    session: Session, assignment: Assignment, now: datetime, *, feedback: str | None = None, override: bool = False
) -> None:
    """Approve a submitted assignment, or with `override` a rejected one, and pay the worker.

    Raises a Refusal for any other state, for a rejection that is too old or whose HIT is deleted, and if the balance is
    too low.
    """
    hit = assignment.hit
    if override and assignment.status == "Rejected":
        _check_override(assignment, now)
    elif assignment.status != "Submitted":
        raise status_needed("Assignment", "Submitted")
    else:
        move_assignment(session, hit, "submitted", "completed")
    _set_status(assignment, "Approved", feedback)
    assignment.approval_time = now
    schedule_disposal(hit, now)
    session.flush()
    requester = session.get_one(Requester, hit.requester_id)
    pay(session, requester, price(session, hit), now, worker_id=assignment.worker_id, assignment_id=assignment.id)
    log_notification(session, "AssignmentApproved", hit, now, assignment)


def reject(session: Session, assignment: Assignment, now: datetime, *, feedback: str | None = None) -> None:
    """Reject a submitted assignment. Raises a Refusal for any other state."""
    if assignment.status != "Submitted":
        raise status_needed("Assignment", "Submitted")
    move_assignment(session, assignment.hit, "submitted", "completed")
    _set_status(assignment, "Rejected", feedback)
    assignment.rejection_time = now
    schedule_disposal(assignment.hit, now)
    log_notification(session, "AssignmentRejected", assignment.hit, now, assignment)


def price(session: Session, hit: HIT) -> dict[str, Decimal]:
    """The cost of approving one assignment of a HIT, by the kinds in the ledger."""
    masters = any(one["QualificationTypeId"] in MASTERS.values() for one in hit.type.qualification_requirements)
    reward = hit.type.reward
    return {"reward": reward, "fee": options_of(session).fees.each(reward, hit.max_assignments, masters=masters)}


def _check_override(assignment: Assignment, now: datetime) -> None:
    assert assignment.submit_time is not None
    check_undisposed(assignment.hit)
    if now - assignment.submit_time > OVERRIDABLE:
        message = (
            f"The rejection of Assignment {assignment.id} can no longer be overridden: "
            f"it was submitted more than {OVERRIDABLE.days} days ago."
        )
        raise Refusal("InvalidAssignmentState", message)


def _set_status(assignment: Assignment, status: str, feedback: str | None) -> None:
    if feedback:
        if len(feedback) > LONGEST_FEEDBACK:
            message = f"It has {len(feedback)} characters; expected at most {LONGEST_FEEDBACK}."
            raise invalid(f"The value is invalid for RequesterFeedback. {message}")
        if _CONTROL.search(feedback):
            raise invalid("The value is invalid for RequesterFeedback. It contains a control character.")
        assignment.feedback = feedback
    assignment.status = status
