"""HITs and assignments as workers see them: what a page needs to show one, without data of other workers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from questionforms import ExternalQuestion, HTMLQuestion
from questionforms.marketplace.store import HIT, Assignment, Requester
from questionforms.reading import read_valid

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Used instead of an assignment's identifier in a preview.
PREVIEW = "ASSIGNMENT_ID_NOT_AVAILABLE"


def summary(session: Session, hit: HIT) -> dict[str, Any]:
    """A HIT as shown in lists."""
    kind = hit.type
    return {
        "HITId": hit.id,
        "HITTypeId": hit.type_id,
        "HITGroupId": hit.group_id,
        "RequesterId": hit.requester_id,
        "RequesterName": session.get_one(Requester, hit.requester_id).name,
        "Title": kind.title,
        "Description": kind.description,
        "Keywords": kind.keywords,
        "Reward": f"{kind.reward:.2f}",
        "AssignmentDurationInSeconds": kind.assignment_duration,
        "Expiration": hit.expiration.isoformat(),
        "NumberOfAssignmentsAvailable": hit.available,
    }


def in_full(session: Session, hit: HIT, worker_id: str, address: str, assignment: Assignment | None) -> dict[str, Any]:
    """A HIT with its question; without an assignment, a preview.

    `QuestionURL` is the URL of an ExternalQuestion, with the four parameters that the service appends, and
    `HTMLContent` is the page of an HTMLQuestion.
    """
    identifier = PREVIEW if assignment is None else assignment.id
    submit_to = {"assignmentId": identifier, "hitId": hit.id, "workerId": worker_id, "turkSubmitTo": address}
    found: dict[str, Any] = {"HIT": summary(session, hit), "Question": hit.question, **submit_to}
    question = read_valid(hit.question)
    if isinstance(question, ExternalQuestion):
        found["QuestionURL"] = appended(question.url, submit_to)
    elif isinstance(question, HTMLQuestion):
        found["HTMLContent"] = question.html
    if isinstance(question, ExternalQuestion | HTMLQuestion):
        found["FrameHeight"] = question.frame_height
    return found


def of_assignment(assignment: Assignment) -> dict[str, Any]:
    """An assignment as its worker sees it; times are in UTC, in ISO 8601 format."""
    submitted = assignment.submit_time
    return {
        "AssignmentId": assignment.id,
        "HITId": assignment.hit_id,
        "WorkerId": assignment.worker_id,
        "AssignmentStatus": assignment.status,
        "AcceptTime": assignment.accept_time.isoformat(),
        "Deadline": assignment.deadline.isoformat(),
        "SubmitTime": None if submitted is None else submitted.isoformat(),
        "RequesterFeedback": assignment.feedback,
    }


def appended(url: str, parameters: dict[str, str]) -> str:
    """A URL with more parameters, after the existing ones and before the fragment."""
    # not by urlsplit, which raises for some URLs that fit the schema, such as https://[::1/
    address, hash_, fragment = url.partition("#")
    page, _, query = address.partition("?")
    return f"{page}?{'&'.join(filter(None, [query, urlencode(parameters)]))}{hash_}{fragment}"
