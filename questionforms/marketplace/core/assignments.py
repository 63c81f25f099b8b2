"""What workers do, inside the caller's transaction: accept a HIT, and submit or return the assignment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from questionforms.marketplace.core import eligibility as guards
from questionforms.marketplace.core import reviews, states
from questionforms.marketplace.core.lifecycle import review_if_reviewable
from questionforms.marketplace.core.notifications import log_notification
from questionforms.marketplace.errors import Refusal, missing, wrong_state
from questionforms.marketplace.store import HIT, Assignment, Worker, WorkerBlock
from questionforms.marketplace.store.locks import lock_assignment, lock_hit

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def accept(session: Session, worker: Worker, hit_id: str, now: datetime) -> Assignment:
    """Accept a HIT; the new assignment belongs to the worker until its deadline.

    Raises a Refusal if there is no such HIT, the requester has blocked the worker, the worker lacks a qualification or
    already has the HIT, or no more assignments are available.
    """
    hit = lock_hit(session, hit_id)
    if hit is None or hit.disposed:
        raise missing("HIT", hit_id)
    require(session, worker, hit, "Accept")
    if (other := current_assignment(session, worker, hit)) is not None:
        message = f"Worker {worker.id} already has HIT {hit.id}, as assignment {other.id} ({other.status})."
        raise Refusal("AssignmentAlreadyExists", message)
    if (state := states.status(hit, now)) != "Assignable":
        raise wrong_state("HIT", state, "Assignable")
    deadline = now + timedelta(seconds=hit.type.assignment_duration)
    assignment = Assignment(hit_id=hit.id, hit=hit, worker_id=worker.id, accept_time=now, deadline=deadline)
    session.add(assignment)
    session.flush()
    states.move_assignment(session, hit, "available", "pending")
    log_notification(session, "AssignmentAccepted", hit, now, assignment)
    return assignment


def lock_accepted(session: Session, worker: Worker, assignment_id: str, now: datetime) -> Assignment:
    """Lock an assignment that the worker has accepted, with its HIT, to submit or return it before its deadline.

    Raises a Refusal if it is not the worker's, is no longer in progress, or its deadline has passed.
    """
    assignment = lock_assignment(session, assignment_id)
    if assignment is None or assignment.worker_id != worker.id:
        raise missing("Assignment", assignment_id)
    check_accepted(assignment, now)
    return assignment


def check_accepted(assignment: Assignment, now: datetime) -> None:
    """Raise a Refusal unless an assignment is in progress and its deadline is still ahead."""
    late = assignment.status == "Accepted" and now > assignment.deadline
    if late or assignment.status != "Accepted":
        raise wrong_state("Assignment", "Abandoned" if late else assignment.status, "Accepted")


def submit(session: Session, assignment: Assignment, answer_xml: str, now: datetime) -> None:
    """Submit an assignment from `lock_accepted` with its answers, a QuestionFormAnswers document.

    The policies of its HIT are applied immediately.
    """
    hit = assignment.hit
    assignment.status = "Submitted"
    assignment.answer = answer_xml
    assignment.submit_time = now
    assignment.auto_approval_time = now + timedelta(seconds=hit.type.auto_approval_delay)
    session.flush()
    states.move_assignment(session, hit, "pending", "submitted")
    log_notification(session, "AssignmentSubmitted", hit, now, assignment)
    reviews.review_assignment(session, assignment, now)
    review_if_reviewable(session, hit, now)


def give_back(session: Session, assignment: Assignment, now: datetime) -> None:
    """Return an assignment from `lock_accepted`, so that another worker can accept the HIT.

    The same worker can accept the HIT again, too.
    """
    assignment.status = "Returned"
    session.flush()
    states.move_assignment(session, assignment.hit, "pending", "available")
    log_notification(session, "AssignmentReturned", assignment.hit, now, assignment)
    review_if_reviewable(session, assignment.hit, now)


def current_assignment(session: Session, worker: Worker, hit: HIT) -> Assignment | None:
    """The worker's assignment of a HIT, unless it was returned or abandoned."""
    status = Assignment.status.not_in(("Returned", "Abandoned"))
    return session.scalars(
        select(Assignment).where(Assignment.hit == hit, Assignment.worker_id == worker.id, status)
    ).first()


def require(session: Session, worker: Worker, hit: HIT, action: guards.Action) -> None:
    """Raise a Refusal, naming the missing qualification, unless the worker may do this with a HIT."""
    if session.get(WorkerBlock, (hit.requester_id, worker.id)) is not None:
        raise Refusal(
            "PermissionDeniedException", f"Worker {worker.id} may not work for the requester of HIT {hit.id}."
        )
    unmet = guards.unmet(session, worker, hit.type.qualification_requirements, action)
    if unmet:
        lacking = ", ".join(one["QualificationTypeId"] for one in unmet)
        message = f"Worker {worker.id} does not meet the requirements of HIT {hit.id}: {lacking}."
        raise Refusal("DoesNotMeetRequirements", message)
