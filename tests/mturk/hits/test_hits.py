"""HITs and HIT types: what is sent over HTTP, and the responses as records."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from questionforms import FreeTextAnswer, InvalidDocument, Question, QuestionForm, WrongType
from questionforms.exceptions import HITAlreadyExists, InvalidParameters
from questionforms.mturk import (
    Hit,
    HitType,
    Layout,
    create_hit,
    create_hit_type,
    create_hit_with_hit_type,
    hit_parameters,
    qualifications,
    review_policies,
)
from tests.mturk.loopback import Loopback, Reply

FORM = QuestionForm(Question("why", "Why?", FreeTextAnswer(), required=True))
TYPE: dict[str, Any] = {"title": "Read", "description": "Say", "reward": "0.10", "duration": 600}
FIELDS: dict[str, Any] = {**TYPE, "lifetime": timedelta(days=1)}

#: A HIT as boto3 gives it, with a member that is not in the model.
RESPONSE: dict[str, Any] = {
    "HITId": "3HIT",
    "HITTypeId": "3TYPE",
    "HITGroupId": "3GROUP",
    "HITLayoutId": "3LAYOUT",
    "CreationTime": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    "Title": "Read",
    "Description": "Say",
    "Question": FORM.to_xml(),
    "Keywords": "review, text,,free ",
    "HITStatus": "Reviewable",
    "MaxAssignments": 9,
    "Reward": "0.10",
    "AutoApprovalDelayInSeconds": 86_400,
    "Expiration": datetime(2026, 1, 3, 3, 4, 5, tzinfo=UTC),
    "AssignmentDurationInSeconds": 600,
    "RequesterAnnotation": "batch 7",
    "QualificationRequirements": [{"QualificationTypeId": "3Q", "Comparator": "Exists"}],
    "HITReviewStatus": "NotReviewed",
    "NumberOfAssignmentsPending": 1,
    "NumberOfAssignmentsAvailable": 2,
    "NumberOfAssignmentsCompleted": 3,
    "Later": "kept",
}


def test_hit_is_made_of_what_the_dry_run_shows(client: Any, loopback: Loopback) -> None:
    """The result of `hit_parameters` is sent, signed for the only region, and a typed HIT is returned."""
    more: dict[str, Any] = {
        "token": "row-1",
        "keywords": ["review", "text"],
        "qualifications": [qualifications.approval_rate(at_least=95)],
        "assignment_review": review_policies.known_answers({"why": "good"}, approve_at_least=80),
        "max_assignments": 3,
    }
    hit = create_hit(client, FORM, **FIELDS, **more)
    assert loopback.requests[0].operation == "CreateHIT"
    assert loopback.sent == hit_parameters(FORM, **FIELDS, **more)
    assert "/us-east-1/mturk-requester/" in loopback.requests[0].headers["Authorization"]
    assert (hit.id, hit.type_id, hit.status, hit.reward, hit.duration, hit.question) == (
        "3HIT",
        "3TYPE",
        "Assignable",
        Decimal("0.10"),
        timedelta(minutes=10),
        FORM,
    )
    assert hit.creation == datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)


def test_hit_of_a_layout(client: Any, loopback: Loopback) -> None:
    """A layout can be used instead of a question."""
    create_hit(client, **FIELDS, layout=Layout("3ABC", {"image": "https://example.com/1.png"}))
    assert loopback.sent["HITLayoutParameters"] == [{"Name": "image", "Value": "https://example.com/1.png"}]
    assert "Question" not in loopback.sent


def test_bad_hit_is_not_sent(client: Any, loopback: Loopback) -> None:
    """Nothing reaches the service if a problem is an error or a type is wrong."""
    with pytest.raises(InvalidParameters, match="Title: error: text-too-long"):
        create_hit(client, FORM, **{**FIELDS, "title": "x" * 129})
    with pytest.raises(WrongType, match="create_hit: argument `reward`"):
        create_hit(client, FORM, **{**FIELDS, "reward": 0.1})
    with pytest.raises(InvalidParameters):
        create_hit_with_hit_type(client, "3TYPE", "<a/>", lifetime=60)
    with pytest.raises(InvalidParameters):
        create_hit_type(client, **{**TYPE, "duration": 0})
    assert loopback.requests == []


def test_each_call_has_a_token(client: Any, loopback: Loopback) -> None:
    """Each call has a new token unless one is given, so that boto3's retries only create one HIT."""
    for _ in range(2):
        create_hit(client, FORM, **FIELDS)
    create_hit(client, FORM, **FIELDS, token="mine")
    first, second, mine = [request.parameters["UniqueRequestToken"] for request in loopback.requests]
    assert first != second
    assert 1 <= len(first) <= 64
    assert mine == "mine"


def test_lost_answer_makes_no_second_hit(client: Any, loopback: Loopback) -> None:
    """If a response is lost and boto3 retries, the HIT from the first attempt is requested and returned."""
    loopback.replies.append(Reply(None))
    loopback.refuse('The HIT with ID "3HIT" already exists. (1599213634014 s)', "AWS.MechanicalTurk.HitAlreadyExists")
    hit = create_hit(client, FORM, **FIELDS)
    assert [request.operation for request in loopback.requests] == ["CreateHIT", "CreateHIT", "GetHIT"]
    first, second, third = [request.parameters for request in loopback.requests]
    assert first == second
    assert third == {"HITId": "3HIT"}
    assert hit.id == "3HIT"


def test_used_token_is_told(client: Any, loopback: Loopback) -> None:
    """A token that the caller used for an earlier HIT raises HITAlreadyExists, with the id of that HIT."""
    loopback.refuse('The HIT with ID "3OLD" already exists.', "AWS.MechanicalTurk.HitAlreadyExists")
    with pytest.raises(HITAlreadyExists) as caught:
        create_hit(client, FORM, **FIELDS, token="mine")
    assert caught.value.hit_id == "3OLD"
    assert len(loopback.requests) == 1


def test_type_and_its_hits(client: Any, loopback: Loopback) -> None:
    """A type is registered once and named by its HITs; shared fields are not sent again."""
    made = create_hit_type(client, **TYPE, keywords=["a", "b"], auto_approval_delay=timedelta(days=3))
    assert made == HitType(
        id="3TYPE",
        title="Read",
        description="Say",
        reward=Decimal("0.10"),
        duration=timedelta(minutes=10),
        auto_approval_delay=timedelta(days=3),
        keywords=("a", "b"),
    )
    for which in (made, made.id):
        create_hit_with_hit_type(client, which, FORM, lifetime=3_600, max_assignments=2, annotation="n", token="t")
    first, second, third = loopback.requests
    assert (first.operation, second.operation) == ("CreateHITType", "CreateHITWithHITType")
    assert second.parameters == third.parameters
    assert second.parameters == {
        "HITTypeId": "3TYPE",
        "Question": FORM.to_xml(),
        "LifetimeInSeconds": 3_600,
        "MaxAssignments": 2,
        "RequesterAnnotation": "n",
        "UniqueRequestToken": "t",
    }


@pytest.mark.parametrize(
    "field", ["title", "description", "reward", "duration", "auto_approval_delay", "keywords", "qualifications"]
)
def test_fields_of_the_type_are_refused_beside_it(client: Any, loopback: Loopback, field: str) -> None:
    """Fields of the HIT type are rejected for a HIT with a type; the message says where they belong."""
    with pytest.raises(WrongType, match=f"`{field}`: all HITs of a type share it; pass it to create_hit_type"):
        create_hit_with_hit_type(client, "3TYPE", FORM, lifetime=60, **{field: TYPE.get(field, [])})
    assert loopback.requests == []


def test_fields_of_the_hit_are_refused_in_its_type(client: Any) -> None:
    """Fields of a single HIT are rejected for a HIT type."""
    for field, value in {"lifetime": 60, "max_assignments": 1, "token": "t", "layout": "3A"}.items():
        with pytest.raises(WrongType, match=f"`{field}`: it belongs to a single HIT, not to the HIT type"):
            create_hit_type(client, **{**TYPE, field: value})


def test_type_is_a_type_or_its_id(client: Any) -> None:
    """Anything else is rejected: an object immediately, text that is not an id as a problem."""
    with pytest.raises(WrongType, match="argument `hit_type`: 5 is an int; expected a HitType, or the id of one"):
        create_hit_with_hit_type(client, 5, FORM, lifetime=60)  # type: ignore[arg-type]
    with pytest.raises(InvalidParameters, match="HITTypeId: error: invalid-id: `my type` is not a valid id"):
        create_hit_with_hit_type(client, "my type", FORM, lifetime=60)


@pytest.mark.parametrize("given", [FORM, None, "sandbox"])
def test_client_comes_first(given: Any) -> None:
    """Anything but a client is rejected as such, for example if the client was forgotten."""
    with pytest.raises(
        WrongType, match=r"argument `client`: .*; expected a boto3 client, such as the one from `connect`"
    ):
        create_hit(given, **FIELDS)
    with pytest.raises(WrongType, match="argument `client`"):
        create_hit_type(given, **TYPE)
    with pytest.raises(WrongType, match="argument `client`"):
        create_hit_with_hit_type(given, "3TYPE", FORM, lifetime=60)


@pytest.mark.parametrize("response", [RESPONSE, {"HIT": RESPONSE, "ResponseMetadata": {}}], ids=["item", "response"])
def test_hit_has_all_members_of_a_response(response: dict[str, Any]) -> None:
    """Each member of a HIT has a typed field; a future member is in `response`."""
    hit = Hit.from_response(response)
    assert hit == Hit(
        id="3HIT",
        type_id="3TYPE",
        group_id="3GROUP",
        layout_id="3LAYOUT",
        status="Reviewable",
        review_status="NotReviewed",
        title="Read",
        description="Say",
        keywords=("review", "text", "free"),
        reward=Decimal("0.10"),
        max_assignments=9,
        available=2,
        pending=1,
        completed=3,
        creation=RESPONSE["CreationTime"],
        expiration=RESPONSE["Expiration"],
        duration=timedelta(minutes=10),
        auto_approval_delay=timedelta(days=1),
        annotation="batch 7",
        qualifications=(RESPONSE["QualificationRequirements"][0],),
        question_xml=FORM.to_xml(),
    )
    assert hit.response["Later"] == "kept"
    assert hit.question == FORM


def test_members_that_are_missing_are_none() -> None:
    """A response with only an id is a HIT whose other fields are None."""
    hit = Hit.from_response({"HITId": "3HIT"})
    values = [getattr(hit, name) for name in Hit.__dataclass_fields__ if name not in {"id", "response"}]
    assert set(values) == {None}
    assert hit.question is None


def test_members_that_make_no_sense_are_kept_as_they_are() -> None:
    """A value that cannot be read is None, and is unchanged in `response`."""
    odd = {"Reward": "much", "MaxAssignments": "?", "CreationTime": "soon", "QualificationRequirements": "none"}
    hit = Hit.from_response({"HITId": "3HIT", **odd, "AssignmentDurationInSeconds": 10**15})
    assert (hit.reward, hit.max_assignments, hit.creation, hit.qualifications) == (None, None, None, ())
    assert hit.duration is None
    assert {name: hit.response[name] for name in odd} == odd


@pytest.mark.parametrize(
    "time", [1_767_323_045, 1_767_323_045.0, "2026-01-02T03:04:05+00:00", "2026-01-02T04:04:05+01:00"]
)
def test_times_are_those_of_the_command_line_too(time: Any) -> None:
    """Times written by the AWS CLI are read in UTC, like those from boto3."""
    assert Hit.from_response({"HITId": "3HIT", "CreationTime": time}).creation == RESPONSE["CreationTime"]


def test_hit_of_a_list(client: Any, loopback: Loopback) -> None:
    """The items of a page from boto3 are HITs; the page itself is not, and the message says so."""
    loopback.replies.append(Reply({"NumResults": 1, "HITs": [{"HITId": "3HIT", "Reward": "1.00", "CreationTime": 0}]}))
    page = client.list_hits()
    [hit] = [Hit.from_response(item) for item in page["HITs"]]
    assert (hit.id, hit.reward, hit.creation) == ("3HIT", Decimal("1.00"), datetime(1970, 1, 1, tzinfo=UTC))
    with pytest.raises(WrongType, match=r"it has `NumResults`, `HITs`.*a list has several: pass one at a time"):
        Hit.from_response(page)


@pytest.mark.parametrize("response", [None, "3HIT", {}, {"HIT": None}, {"Assignment": {}}, [RESPONSE]])
def test_what_is_no_hit_is_refused(response: Any) -> None:
    """A response without a HIT is a WrongType that says what it has."""
    with pytest.raises(WrongType, match=r"Hit\.from_response: .*expected `HITId`, or a response with `HIT`"):
        Hit.from_response(response)


def test_question_that_is_no_document_is_told_when_asked_for() -> None:
    """A HIT whose XML cannot be read is still a HIT; its question raises InvalidDocument."""
    hit = Hit.from_response({"HITId": "3HIT", "Question": "<a/>"})
    assert hit.question_xml == "<a/>"
    with pytest.raises(InvalidDocument, match="unknown-root"):
        _ = hit.question


def test_hits_are_values() -> None:
    """HITs and their types cannot be changed, are equal and hashed by value, and can be copied and pickled."""
    hit, type_ = Hit.from_response(RESPONSE), HitType.from_response(RESPONSE)
    assert type_.id == hit.type_id == "3TYPE"
    for each in (hit, type_):
        assert {each, pickle.loads(pickle.dumps(each)), copy.deepcopy(each)} == {each}
        with pytest.raises(FrozenInstanceError):
            each.title = "other"  # type: ignore[misc]
    assert "QuestionForm" not in repr(hit)
