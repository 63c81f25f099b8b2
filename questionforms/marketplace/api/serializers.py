"""HITs and assignments in responses: the structures HIT and Assignment in the API reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms.marketplace.core.states import status

if TYPE_CHECKING:
    from datetime import datetime

    from questionforms.marketplace.store import HIT, Assignment


def hit_structure(hit: HIT, now: datetime) -> dict[str, Any]:
    """A HIT with the fields of its type; missing members are None."""
    of_type = hit.type
    return {
        "HITId": hit.id,
        "HITTypeId": hit.type_id,
        "HITGroupId": hit.group_id,
        "HITLayoutId": hit.layout_id,
        "CreationTime": hit.created,
        "Title": of_type.title,
        "Description": of_type.description,
        "Question": hit.question,
        "Keywords": of_type.keywords or None,
        "HITStatus": status(hit, now),
        "MaxAssignments": hit.max_assignments,
        "Reward": of_type.reward,
        "AutoApprovalDelayInSeconds": of_type.auto_approval_delay,
        "Expiration": hit.expiration,
        "AssignmentDurationInSeconds": of_type.assignment_duration,
        "RequesterAnnotation": hit.annotation,
        "QualificationRequirements": of_type.qualification_requirements,
        "HITReviewStatus": hit.review_status,
        "NumberOfAssignmentsPending": hit.pending,
        "NumberOfAssignmentsAvailable": hit.available,
        "NumberOfAssignmentsCompleted": hit.completed,
    }


def assignment_structure(assignment: Assignment) -> dict[str, Any]:
    """A submitted assignment; times of events that did not happen are None."""
    return {
        "AssignmentId": assignment.id,
        "WorkerId": assignment.worker_id,
        "HITId": assignment.hit_id,
        "AssignmentStatus": assignment.status,
        "AutoApprovalTime": assignment.auto_approval_time,
        "AcceptTime": assignment.accept_time,
        "SubmitTime": assignment.submit_time,
        "ApprovalTime": assignment.approval_time,
        "RejectionTime": assignment.rejection_time,
        "Deadline": assignment.deadline,
        "Answer": assignment.answer,
        "RequesterFeedback": assignment.feedback,
    }
