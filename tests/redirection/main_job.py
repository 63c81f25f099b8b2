"""The main job of a requester, for any client: create a HIT, find it, read and approve the answer, see the balance."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Protocol

from questionforms import FreeTextAnswer, Question, QuestionForm, parse_answers

if TYPE_CHECKING:
    from questionforms.testing.workers import Worker

FORM = QuestionForm(Question("colour", "Your favourite colour?", FreeTextAnswer()))


class Call(Protocol):
    """Makes a call with a client: the response, as JSON."""

    def __call__(self, operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """Make the call of an operation, such as `GetHIT`."""


def do_main_job(call: Call, worker: Worker) -> None:
    """Do the job, in which the worker answers; fail if anything is not as the service has it."""
    created = call(
        "CreateHIT",
        {
            "Title": "Colours",
            "Description": "One question.",
            "Reward": "0.05",
            "MaxAssignments": 1,
            "LifetimeInSeconds": 3600,
            "AssignmentDurationInSeconds": 600,
            "Question": FORM.to_xml(),
        },
    )["HIT"]
    assert [hit["HITId"] for hit in call("ListHITs", {})["HITs"]] == [created["HITId"]]
    worker.answer(created["HITId"], {"colour": "grün"})
    (assignment,) = call("ListAssignmentsForHIT", {"HITId": created["HITId"]})["Assignments"]
    assert parse_answers(assignment["Answer"])["colour"].text == "grün"
    call("ApproveAssignment", {"AssignmentId": assignment["AssignmentId"]})
    assert call("GetAccountBalance", {})["AvailableBalance"] == "9999.94"
    assert call("GetHIT", {"HITId": created["HITId"]})["HIT"]["HITStatus"] == "Reviewable"


def with_underscores(operation: str) -> str:
    """The name of an operation in boto3: `list_hits`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", operation.replace("HITs", "Hits")).lower()


def as_json(printed: str) -> dict[str, Any]:
    """A response as a program printed it; the AWS CLI prints nothing for an empty one."""
    response: dict[str, Any] = json.loads(printed or "{}")
    return response
