"""New HITs: what they show, what their question can be, and that a token creates only one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError  # type: ignore[import-untyped]

from questionforms import AnswerKey, AnswerOption, ExternalQuestion, HTMLQuestion, KeyedQuestion
from questionforms.marketplace.store import Key, Layout
from tests.marketplace.making import FORM, TYPE, events, new_hit, numbers, read, refused, tell_all

if TYPE_CHECKING:
    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker

PAGE = (
    '<!DOCTYPE html><html><head><title>t</title></head><body><form method="post" '
    'action="https://www.mturk.com/mturk/externalSubmit"><input type="hidden" name="assignmentId" value="ID">'
    "<p>${what} and ${other}</p>"
    '<input name="answer"><input type="submit"></form></body></html>'
)


def test_new_hit(mturk_client: Any, marketplace: Running) -> None:
    """A new HIT has the given and derived fields, is returned unchanged, and expires after its lifetime."""
    before = marketplace.now.replace(microsecond=0)
    hit = new_hit(mturk_client, Keywords="a, b", MaxAssignments=3, RequesterAnnotation="mine", LifetimeInSeconds=90)
    assert hit == read(mturk_client, hit)
    assert hit["HITTypeId"] == mturk_client.create_hit_type(**TYPE, Keywords="a, b")["HITTypeId"]
    assert before <= hit["CreationTime"] <= marketplace.now
    assert hit["Expiration"] - hit["CreationTime"] == timedelta(seconds=90)
    left = hit.keys() - {"HITId", "HITTypeId", "HITGroupId", "CreationTime", "Expiration"}
    assert {name: hit[name] for name in left} == {
        "Title": "Answer",
        "Description": "Answer one question",
        "Question": FORM,
        "Keywords": "a, b",
        "HITStatus": "Assignable",
        "MaxAssignments": 3,
        "Reward": "0.10",
        "AutoApprovalDelayInSeconds": 2_592_000,
        "AssignmentDurationInSeconds": 600,
        "RequesterAnnotation": "mine",
        "QualificationRequirements": [],
        "HITReviewStatus": "NotReviewed",
        "NumberOfAssignmentsPending": 0,
        "NumberOfAssignmentsAvailable": 3,
        "NumberOfAssignmentsCompleted": 0,
    }


def test_new_hit_of_a_type(mturk_client: Any, marketplace: Running) -> None:
    """A HIT can be created with a type, is in the group of that type, and its creation is logged."""
    type_id = mturk_client.create_hit_type(**TYPE)["HITTypeId"]
    tell_all(mturk_client, type_id, "HITCreated")
    hit = mturk_client.create_hit_with_hit_type(HITTypeId=type_id, LifetimeInSeconds=60, Question=FORM)["HIT"]
    assert hit["Title"] == "Answer"
    assert hit["HITGroupId"] == new_hit(mturk_client)["HITGroupId"]
    assert events(marketplace, hit) == ["HITCreated"]


def test_type_of_another_requester(mturk_client: Any, other_client: Any) -> None:
    """A HIT cannot be created with another requester's type, or an unknown one."""
    type_id = mturk_client.create_hit_type(**TYPE)["HITTypeId"]
    for name in (type_id, "3NONE"):
        with refused("HITTypeDoesNotExist", f"{name} does not exist"):
            other_client.create_hit_with_hit_type(HITTypeId=name, LifetimeInSeconds=60, Question=FORM)


@pytest.mark.parametrize(
    "question",
    [
        FORM,
        HTMLQuestion(PAGE).to_xml(),
        ExternalQuestion("https://example.com/?a=1&b=2").to_xml(),
        f'<?xml version="1.0"?>\n{FORM}',
    ],
    ids=["form", "page", "external", "declared"],
)
def test_questions(mturk_client: Any, question: str) -> None:
    """Each of the three documents can be a question, and is stored unchanged."""
    assert read(mturk_client, new_hit(mturk_client, Question=question))["Question"] == question


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "Question  has a minimum length of 1"),
        ("who what?", "There was an error parsing the XML question or answer data in your request"),
        (
            FORM.replace("<FreeTextAnswer/>", "\n <SelectionAnswer/>"),
            "[2,2] missing-element: `SelectionAnswer` has no `Selections`",
        ),
        (FORM.replace("What?", "😀"), "The value  is not valid for the parameter QuestionXML."),
        (HTMLQuestion(PAGE.replace("</p>", "<b></p>")).to_xml(), "There was an error parsing the HTML5 data"),
        (FORM.replace("What?", "?" * (65_536 + len("What?") - len(FORM))), "65,536 bytes"),
        (AnswerKey(KeyedQuestion("q", AnswerOption("a", score=1))).to_xml(), "It is an AnswerKey"),
        (ExternalQuestion("https://example.com").to_xml().replace("https", "http"), "external-url-not-https"),
    ],
    ids=["empty", "text", "schema", "emoji", "page", "large", "key", "http"],
)
def test_wrong_questions(mturk_client: Any, question: str, words: str) -> None:
    """A question is refused with the service's message, with this library's places and rules as the details."""
    with refused("ParameterValidationError", words):
        new_hit(mturk_client, Question=question)
    assert mturk_client.list_hits()["NumResults"] == 0


def test_largest_question(mturk_client: Any) -> None:
    """A question of 65,535 bytes is accepted."""
    question = FORM.replace("What?", "?" * (65_535 + len("What?") - len(FORM)))
    assert len(new_hit(mturk_client, Question=question)["Question"]) == 65_535


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MaxAssignments", 0),
        ("MaxAssignments", 1_000_000_001),
        ("LifetimeInSeconds", 29),
        ("LifetimeInSeconds", 31_536_001),
        ("RequesterAnnotation", "x" * 256),
    ],
)
def test_limits(mturk_client: Any, name: str, value: Any) -> None:
    """A HIT's own fields have limits too, with or without an existing type."""
    type_id = mturk_client.create_hit_type(**TYPE)["HITTypeId"]
    with refused("ParameterValidationError", name):
        new_hit(mturk_client, **{name: value})
    given = {"LifetimeInSeconds": 60, "Question": FORM, name: value}
    with refused("ParameterValidationError", name):
        mturk_client.create_hit_with_hit_type(HITTypeId=type_id, **given)


def test_question_or_layout(mturk_client: Any) -> None:
    """A HIT has a question or a layout: not both, not neither, and no values without a layout."""
    type_id = mturk_client.create_hit_type(**TYPE)["HITTypeId"]
    given = {"HITTypeId": type_id, "LifetimeInSeconds": 60}
    with refused("MissingParameters", "Question or HITLayoutId"):
        mturk_client.create_hit_with_hit_type(**given)
    with refused("InvalidParameterCombinationError", "Question, HITLayoutId"):
        mturk_client.create_hit_with_hit_type(**given, Question=FORM, HITLayoutId="3A")
    with refused("ParameterValidationError", "HITLayoutParameters need"):
        mturk_client.create_hit_with_hit_type(**given, Question=FORM, HITLayoutParameters=[{"Name": "a", "Value": "b"}])


def _layout(marketplace: Running, client: Any) -> str:
    """A layout of a client's requester, as the requester site would store it."""
    client.get_account_balance()
    assert marketplace._marketplace is not None
    with marketplace._marketplace.database.transaction() as session:
        key = session.get_one(Key, client._request_signer._credentials.access_key)
        layout = Layout(requester_id=key.requester_id, html=PAGE, frame_height=450)
        session.add(layout)
        session.flush()
        return layout.id


def test_layout(mturk_client: Any, marketplace: Running) -> None:
    """A layout is filled with the unescaped values, and becomes an HTMLQuestion."""
    values = [{"Name": "what", "Value": "<b>AT&amp;T</b>"}, {"Name": "other", "Value": "x"}]
    layout = _layout(marketplace, mturk_client)
    given = {"LifetimeInSeconds": 60, "HITLayoutId": layout, "HITLayoutParameters": values}
    hit = mturk_client.create_hit(**TYPE, **given)["HIT"]
    assert hit["HITLayoutId"] == layout
    question = HTMLQuestion.from_xml(hit["Question"])
    assert "<p><b>AT&amp;T</b> and x</p>" in question.html
    assert question.frame_height == 450


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([("what", "a")], "other"),
        ([("what", "a"), ("other", "b"), ("third", "c")], "third"),
        ([("what", "a"), ("other", "b"), ("what", "c")], "appears twice"),
        ([("what", "AT&T"), ("other", "<p")], "There was an error parsing the HTML5 data"),
    ],
    ids=["missing", "unknown", "twice", "unescaped"],
)
def test_wrong_layout_values(
    mturk_client: Any, marketplace: Running, values: list[tuple[str, str]], words: str
) -> None:
    """Values and placeholders must match, and the resulting page is checked like any other."""
    named = [{"Name": name, "Value": value} for name, value in values]
    layout = _layout(marketplace, mturk_client)
    with refused("ParameterValidationError", words):
        mturk_client.create_hit(**TYPE, LifetimeInSeconds=60, HITLayoutId=layout, HITLayoutParameters=named)


def test_layout_of_another_requester(mturk_client: Any, other_client: Any, marketplace: Running) -> None:
    """Another requester's layout cannot be used."""
    layout = _layout(marketplace, other_client)
    with refused("HITLayoutDoesNotExist"):
        mturk_client.create_hit(**TYPE, LifetimeInSeconds=60, HITLayoutId=layout)


def test_token(mturk_client: Any, other_client: Any, marketplace: Running) -> None:
    """A token repeated within a day names the HIT that it created; other requesters' tokens are separate."""
    hit = new_hit(mturk_client, UniqueRequestToken="t")
    with refused("HitAlreadyExists", f'The HIT with ID "{hit["HITId"]}" already exists.'):
        new_hit(mturk_client, UniqueRequestToken="t")
    assert mturk_client.list_hits()["NumResults"] == 1
    new_hit(other_client, UniqueRequestToken="t")
    marketplace.advance(hours=24)
    again = new_hit(mturk_client, UniqueRequestToken="t")
    with refused("HitAlreadyExists", again["HITId"]):
        new_hit(mturk_client, UniqueRequestToken="t")


def test_token_of_a_refused_call(mturk_client: Any) -> None:
    """The token of a refused call can be used again, since nothing was created."""
    with refused("ParameterValidationError"):
        new_hit(mturk_client, UniqueRequestToken="t", Question="nothing")
    assert new_hit(mturk_client, UniqueRequestToken="t")["HITStatus"] == "Assignable"


def test_token_at_the_same_time(mturk_client: Any) -> None:
    """If eight calls use one token at the same time, one creates a HIT, and the others name it."""

    def call(_: int) -> str:
        try:
            return str(new_hit(mturk_client, UniqueRequestToken="t")["HITId"])
        except ClientError as error:
            return str(error.response["Error"]["Message"]).split('"')[1]

    with ThreadPoolExecutor(8) as pool:
        named = set(pool.map(call, range(8)))
    assert named == {hit["HITId"] for hit in mturk_client.list_hits()["HITs"]}
    assert len(named) == 1


def test_additional_assignments(mturk_client: Any, mturk_worker: Worker) -> None:
    """A HIT gets more assignments, and can be accepted again if none were left."""
    hit = new_hit(mturk_client)
    mturk_worker.answer(hit, {"q": "a"})
    assert numbers(mturk_client, hit) == ("Reviewable", 0, 0, 0)
    mturk_client.create_additional_assignments_for_hit(HITId=hit["HITId"], NumberOfAdditionalAssignments=8)
    assert numbers(mturk_client, hit) == ("Assignable", 8, 0, 0)
    assert read(mturk_client, hit)["MaxAssignments"] == 9


def test_additional_assignments_once(mturk_client: Any, marketplace: Running) -> None:
    """A repeated token adds nothing within a day."""
    hit = new_hit(mturk_client, LifetimeInSeconds=200_000)
    given = {"HITId": hit["HITId"], "NumberOfAdditionalAssignments": 1, "UniqueRequestToken": "t"}
    mturk_client.create_additional_assignments_for_hit(**given)
    with refused("RequestAlreadyProcessed", 'The idempotency token "t" has already been processed.'):
        mturk_client.create_additional_assignments_for_hit(**given)
    assert read(mturk_client, hit)["MaxAssignments"] == 2
    marketplace.advance(hours=25)
    mturk_client.create_additional_assignments_for_hit(**given)
    assert read(mturk_client, hit)["MaxAssignments"] == 3


def test_additional_assignments_are_refused(mturk_client: Any, other_client: Any) -> None:
    """Assignments cannot be added from nine to ten, by zero, to a deleted HIT, or to another requester's."""
    small, large = new_hit(mturk_client, MaxAssignments=9), new_hit(mturk_client, MaxAssignments=10)
    more = mturk_client.create_additional_assignments_for_hit
    with refused("InvalidMaximumAssignmentsIncrease"):
        more(HITId=small["HITId"], NumberOfAdditionalAssignments=1)
    more(HITId=large["HITId"], NumberOfAdditionalAssignments=1)
    for number in (0, -1, 1_000_000_000):
        with refused("ParameterValidationError", "NumberOfAdditionalAssignments"):
            more(HITId=large["HITId"], NumberOfAdditionalAssignments=number)
    with refused("HITDoesNotExist"):
        other_client.create_additional_assignments_for_hit(HITId=small["HITId"], NumberOfAdditionalAssignments=1)
    mturk_client.update_expiration_for_hit(HITId=large["HITId"], ExpireAt=0)
    mturk_client.delete_hit(HITId=large["HITId"])
    with refused("InvalidHITState", "'Disposed'"):
        more(HITId=large["HITId"], NumberOfAdditionalAssignments=1)
    assert [read(mturk_client, hit)["MaxAssignments"] for hit in (small, large)] == [9, 11]


def test_expired_hit_with_more_assignments(mturk_client: Any) -> None:
    """Additional assignments do not add time: an expired HIT stays expired."""
    hit = new_hit(mturk_client)
    mturk_client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    mturk_client.create_additional_assignments_for_hit(HITId=hit["HITId"], NumberOfAdditionalAssignments=1)
    assert numbers(mturk_client, hit) == ("Reviewable", 2, 0, 0)
