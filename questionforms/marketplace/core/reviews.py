"""Applies review policies when an assignment is submitted and when a HIT becomes reviewable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from questionforms.answers.read.pipe_separated import join_answer
from questionforms.marketplace.core.approvals import approve, reject
from questionforms.marketplace.core.extensions import extend
from questionforms.marketplace.core.review_policies import Policy, known_answers, plurality, values_of
from questionforms.marketplace.errors import Refusal, invalid
from questionforms.marketplace.store import HIT, Assignment, ReviewAction, ReviewResult
from questionforms.mturk.review_policies import policy_problems

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from questionforms.marketplace.store import Base


def check(given: dict[str, Any], max_assignments: int) -> None:
    """Raise a Refusal if the review policies of a new HIT have errors."""
    problems = policy_problems(
        given.get("AssignmentReviewPolicy"), given.get("HITReviewPolicy"), max_assignments=max_assignments
    )
    errors = [f"{problem.path}: {problem.message}" for problem in problems if problem.severity == "error"]
    if errors:
        raise invalid(f"The review policies are invalid. {'; '.join(errors)}.")


def review_assignment(session: Session, assignment: Assignment, now: datetime) -> None:
    """Score the known answers of an assignment, and approve, reject or extend according to the HIT's policy."""
    hit = assignment.hit
    if hit.assignment_review_policy is None or assignment.answer is None:
        return
    policy = Policy(hit.assignment_review_policy)
    found = known_answers(policy, values_of(assignment.answer))
    log = _Log(session, hit, "Assignment", now)
    for question, correct in found.correct.items():
        log.add_result(assignment, question, "KnownAnswerCorrect", int(correct))
    if found.score is not None:
        log.add_result(assignment, None, "KnownAnswerScore", found.score)
    log.add_action(
        "review", assignment, f"Reviewed known answers; {sum(found.correct.values())}/{len(found.correct)} correct"
    )
    if _reaches(found.score, policy.number("ApproveIfKnownAnswerScoreIsAtLeast")):
        log.approve(assignment, policy.text("ApproveReason"))
    elif _is_below(found.score, policy.number("RejectIfKnownAnswerScoreIsLessThan")):
        log.reject(assignment, policy.text("RejectReason"))
    if _is_below(found.score, policy.number("ExtendIfKnownAnswerScoreIsLessThan")):
        log.extend(policy, 5)


def review_hit(session: Session, hit: HIT, now: datetime) -> None:
    """Compare all answers to a HIT, and approve, reject or extend by its policy. Earlier results are replaced.

    Where no answer was agreed on, workers have no score, and are neither approved nor rejected.
    """
    if hit.hit_review_policy is None:
        return
    policy = Policy(hit.hit_review_policy)
    session.execute(delete(ReviewResult).where(ReviewResult.hit_id == hit.id, ReviewResult.level == "HIT"))
    assignments = _compared(session, hit, policy)
    found = plurality(policy, {key: values_of(one.answer or "") for key, one in assignments.items()})
    log = _Log(session, hit, "HIT", now)
    for question in found.questions:
        log.add_result(hit, question.identifier, "PluralityAnswer", join_answer(question.answer))
        log.add_result(hit, question.identifier, "PluralityLevel", question.level)
        for key, assignment in assignments.items():
            if key in question.compared:
                log.add_result(assignment, question.identifier, "AgreedWithPlurality", int(key in question.agreeing))
    log.add_result(hit, None, "HITAgreementScore", found.score)
    for key, assignment in assignments.items():
        if (score := found.worker_scores[key]) is None:
            continue
        log.add_result(assignment, None, "WorkerAgreementScore", score)
        if _reaches(score, policy.number("ApproveIfWorkerAgreementScoreIsAtLeast")):
            log.approve(assignment, None)
        elif _is_below(score, policy.number("RejectIfWorkerAgreementScoreIsLessThan")):
            log.reject(assignment, policy.text("RejectReason"))
    if _is_below(found.score, policy.number("ExtendIfHITAgreementScoreIsLessThan")):
        log.extend(policy, hit.max_assignments)


def _compared(session: Session, hit: HIT, policy: Policy) -> dict[str, Assignment]:
    """The assignments whose answers count."""
    states = ["Submitted", "Approved"] + ["Rejected"] * (policy.text("DisregardAssignmentIfRejected") != "T")
    query = select(Assignment).where(Assignment.hit_id == hit.id, Assignment.status.in_(states))
    found = {one.id: one for one in session.scalars(query.order_by(Assignment.submit_time, Assignment.id))}
    least = policy.number("DisregardAssignmentIfKnownAnswerScoreIsLessThan")
    if least is None:
        return found
    scores = session.execute(
        select(ReviewResult.subject_id, ReviewResult.value).where(
            ReviewResult.hit_id == hit.id, ReviewResult.key == "KnownAnswerScore"
        )
    )
    bad = {subject for subject, value in scores if int(value) < least}
    return {key: one for key, one in found.items() if key not in bad}


def _reaches(score: int | None, least: int | None) -> bool:
    return score is not None and least is not None and score >= least


def _is_below(score: int | None, least: int | None) -> bool:
    """Whether a score is below a bound, as the parameters' names say; one text in the documentation adds "or equal"."""
    return score is not None and least is not None and score < least


class _Log:
    """The log of one run of a policy: what it found and what it did."""

    def __init__(self, session: Session, hit: HIT, level: str, now: datetime) -> None:
        self.session, self.hit, self.level, self.now = session, hit, level, now

    def add_result(self, subject: Base, question: str | None, key: str, value: object) -> None:
        """Log a result."""
        kind, name = _subject(subject)
        self.session.add(
            ReviewResult(
                hit_id=self.hit.id,
                level=self.level,
                subject_id=name,
                subject_type=kind,
                question_id=question,
                key=key,
                value=str(value),
            )
        )

    def add_action(self, name: str, target: Base, result: str, error: str | None = None) -> None:
        """Log an action, and whether it succeeded."""
        kind, identifier = _subject(target)
        self.session.add(
            ReviewAction(
                hit_id=self.hit.id,
                level=self.level,
                name=name,
                target_id=identifier,
                target_type=kind,
                status="Succeeded" if error is None else "Failed",
                complete_time=self.now,
                result=result,
                error_code=error,
            )
        )

    def approve(self, assignment: Assignment, reason: str | None) -> None:
        """Approve an assignment, and log it."""
        if assignment.status == "Approved":
            self.add_action("approve", assignment, "Already approved")
            return
        self._do(
            "approve", assignment, "Approved", lambda: approve(self.session, assignment, self.now, feedback=reason)
        )

    def reject(self, assignment: Assignment, reason: str | None) -> None:
        """Reject an assignment, and log it."""
        if assignment.status == "Rejected":
            self.add_action("reject", assignment, "Already rejected")
            return
        self._do("reject", assignment, "Rejected", lambda: reject(self.session, assignment, self.now, feedback=reason))

    def extend(self, policy: Policy, default: int) -> None:
        """Add one assignment, up to the policy's maximum, and log it."""
        if self.hit.max_assignments >= (policy.number("ExtendMaximumAssignments") or default):
            return
        seconds = policy.number("ExtendMinimumTimeInSeconds") or 0
        self._do(
            "extend",
            self.hit,
            "Extended by 1 assignment",
            lambda: extend(self.session, self.hit, self.now, assignments=1, seconds=seconds),
        )

    def _do(self, name: str, target: Base, result: str, action: Callable[[], object]) -> None:
        try:
            with self.session.begin_nested():
                action()
        except Refusal as refusal:
            self.add_action(name, target, refusal.message, refusal.code)
        else:
            self.add_action(name, target, result)


def _subject(found: Base) -> tuple[str, str]:
    """The type and the identifier of an assignment or a HIT."""
    return type(found).__name__, str(getattr(found, "id"))  # noqa: B009
