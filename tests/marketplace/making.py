"""Shared by the tests of the marketplace: creating HITs and types with boto3, refusals, and the event log."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError  # type: ignore[import-untyped]
from sqlalchemy import select

from questionforms import (
    AnswerKey,
    AnswerOption,
    FreeTextAnswer,
    KeyedQuestion,
    Question,
    QuestionForm,
    SelectionAnswer,
)
from questionforms.marketplace.store import Notification

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.testing.running import Running

FORM = QuestionForm(Question("q", "What?", FreeTextAnswer())).to_xml()
#: What a HIT type has.
TYPE: dict[str, Any] = {
    "Title": "Answer",
    "Description": "Answer one question",
    "Reward": "0.10",
    "AssignmentDurationInSeconds": 600,
}
#: A form with a choice, which is required, and a free text.
CHOICE = QuestionForm(
    Question("q", "Which?", SelectionAnswer({"a": "A", "b": "B"}), required=True),
    Question("why", "Why?", FreeTextAnswer()),
)
#: A test of the choice alone.
TEST = QuestionForm(*CHOICE.questions[:1])
#: 100 for `a`, 0 for all else.
KEY = AnswerKey(KeyedQuestion("q", AnswerOption("a", score=100)))
#: What a type of qualification has.
QUALIFICATION: dict[str, Any] = {
    "Name": "Chooses",
    "Description": "Chooses well.",
    "QualificationTypeStatus": "Active",
}
#: The same with a test, its key, and how long it takes.
TESTED = {**QUALIFICATION, "Test": TEST.to_xml(), "AnswerKey": KEY.to_xml(), "TestDurationInSeconds": 60}
#: boto3 shows one code for all of these, since that kind of error is not in its model.
_OF_PARAMETERS = ("InvalidParameterValue", "XMLParseError", "ParameterOutOfRange")


def new_hit(client: Any, **given: Any) -> dict[str, Any]:
    """A new HIT of one question, `q`, for an hour; the arguments are those of `create_hit`."""
    hit: dict[str, Any] = client.create_hit(**TYPE | {"LifetimeInSeconds": 3600, "Question": FORM} | given)["HIT"]
    return hit


def choice_hit(client: Any, **given: Any) -> str:
    """The HITId of a new HIT that asks for the choice; the arguments are those of `create_hit`."""
    return str(new_hit(client, **{"Question": CHOICE.to_xml()} | given)["HITId"])


def qualification_type(client: Any, **given: Any) -> str:
    """The QualificationTypeId of a new type; the arguments are those of `create_qualification_type`."""
    made = client.create_qualification_type(**QUALIFICATION | given)
    return str(made["QualificationType"]["QualificationTypeId"])


def read(client: Any, hit: dict[str, Any]) -> dict[str, Any]:
    """A HIT in its present state."""
    found: dict[str, Any] = client.get_hit(HITId=hit["HITId"])["HIT"]
    return found


def numbers(client: Any, hit: dict[str, Any]) -> tuple[str, int, int, int]:
    """The present state of a HIT, and its numbers of available, pending and completed assignments."""
    now = read(client, hit)
    counted = [now[f"NumberOfAssignments{name}"] for name in ("Available", "Pending", "Completed")]
    return now["HITStatus"], *counted


@contextmanager
def refused(code: str, words: str = "") -> Iterator[None]:
    """A call in the block is refused with a code, the service's or boto3's, and a message with these words."""
    with pytest.raises(ClientError) as caught:
        yield
    response = caught.value.response
    codes = {response["Error"]["Code"], str(response.get("TurkErrorCode")).rpartition(".")[2]}
    assert ("ParameterValidationError" if code in _OF_PARAMETERS else code) in codes, response
    assert words in response["Error"]["Message"]


def events(marketplace: Running, hit: dict[str, Any]) -> list[str]:
    """The logged events of a HIT, in order."""
    assert marketplace._marketplace is not None
    with marketplace._marketplace.database.transaction() as session:
        told = select(Notification.event).where(Notification.hit_id == hit["HITId"]).order_by(Notification.id)
        return list(session.scalars(told))


def tell_all(client: Any, hit_type_id: str, *names: str) -> None:
    """Turn on notifications for events of a type's HITs."""
    specification = {"Destination": "me@example.com", "Transport": "Email", "Version": "2006-05-05"}
    client.update_notification_settings(HITTypeId=hit_type_id, Notification=specification | {"EventTypes": [*names]})
