"""The results and actions of review policies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from questionforms.marketplace.api.pagination import cut
from questionforms.marketplace.store import ReviewAction, ReviewResult

if TYPE_CHECKING:
    from questionforms.marketplace.context import Call

#: The level -> the response members for its policy and its report, and the column of the policy.
_LEVELS = {
    "Assignment": ("AssignmentReviewPolicy", "AssignmentReviewReport", "assignment_review_policy"),
    "HIT": ("HITReviewPolicy", "HITReviewReport", "hit_review_policy"),
}


def list_review_policy_results_for_hit(call: Call) -> dict[str, Any]:
    """A page of the results and actions of a HIT's policies, starting with those for assignments.

    Of a policy, the response has the name alone, and no report until the policy has reviewed something.
    """
    hit = call.hit()
    levels = [level for level in _LEVELS if level in (call.given.get("PolicyLevels") or _LEVELS)]
    rows = [row for level in levels for row in _rows(call, hit.id, level)]
    shown, more = cut(call, {(levels.index(row.level), isinstance(row, ReviewAction), row.number): row for row in rows})
    found: dict[str, Any] = {"HITId": hit.id, "NextToken": more}
    for level in levels:
        policy, report, column = _LEVELS[level]
        given = getattr(hit, column)
        if given is not None:
            found[policy] = {"PolicyName": given["PolicyName"]}
        if any(row.level == level for row in rows):
            found[report] = _report([row for row in shown if row.level == level])
    return found


def _rows(call: Call, hit_id: str, level: str) -> list[ReviewResult | ReviewAction]:
    found: list[ReviewResult | ReviewAction] = []
    if call.given.get("RetrieveResults", True):
        results = select(ReviewResult).where(ReviewResult.hit_id == hit_id, ReviewResult.level == level)
        found += call.session.scalars(results.order_by(ReviewResult.number))
    if call.given.get("RetrieveActions", True):
        actions = select(ReviewAction).where(ReviewAction.hit_id == hit_id, ReviewAction.level == level)
        found += call.session.scalars(actions.order_by(ReviewAction.number))
    return found


def _report(rows: list[ReviewResult | ReviewAction]) -> dict[str, Any]:
    return {
        "ReviewResults": [_result(row) for row in rows if isinstance(row, ReviewResult)],
        "ReviewActions": [_action(row) for row in rows if isinstance(row, ReviewAction)],
    }


def _result(row: ReviewResult) -> dict[str, Any]:
    return {
        "ActionId": row.id,
        "SubjectId": row.subject_id,
        "SubjectType": row.subject_type,
        "QuestionId": row.question_id,
        "Key": row.key,
        "Value": row.value,
    }


def _action(row: ReviewAction) -> dict[str, Any]:
    return {
        "ActionId": row.id,
        "ActionName": row.name,
        "TargetId": row.target_id,
        "TargetType": row.target_type,
        "Status": row.status,
        "CompleteTime": row.complete_time,
        "Result": row.result,
        "ErrorCode": row.error_code,
    }
