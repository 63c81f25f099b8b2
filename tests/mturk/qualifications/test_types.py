"""Qualification types: what is sent, what is rejected before the call, and what is returned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import botocore.session  # type: ignore[import-untyped]
import pytest
from botocore.validate import ParamValidator  # type: ignore[import-untyped]

from questionforms import (
    AnswerKey,
    FileUploadAnswer,
    FreeTextAnswer,
    HTMLQuestion,
    Question,
    QuestionForm,
    SelectionAnswer,
)
from questionforms.exceptions import InvalidParameters, ServiceError, WrongType
from questionforms.mturk.qualifications.types import (
    QualificationType,
    create_qualification_type,
    qualification_type_parameters,
    update_qualification_type,
)
from tests.mturk.loopback import Reply

if TYPE_CHECKING:
    from tests.mturk.loopback import Loopback

FORM = QuestionForm(Question("bus", "Which bus?", SelectionAnswer({"a": "1", "b": "N1"}), required=True))
KEY = AnswerKey.for_form(FORM, {"bus": "b"}, score=100)
HOUR = timedelta(hours=1)


def found(**options: Any) -> list[str]:
    """The severity, rule and path of each problem of a new type."""
    options = {"name": "Buses", "description": "Knows the night buses.", **options}
    with pytest.raises(InvalidParameters) as caught:
        qualification_type_parameters(**options)
    return [f"{problem.severity} {problem.rule} {problem.path}" for problem in caught.value.problems]


def changed(client: Any, type: Any = "3TYPE", **options: Any) -> list[str]:
    """The severity, rule and path of each problem of an update."""
    with pytest.raises(InvalidParameters) as caught:
        update_qualification_type(client, type, **options)
    return [f"{problem.severity} {problem.rule} {problem.path}" for problem in caught.value.problems]


def test_a_type_with_a_test_is_sent_whole() -> None:
    """Arguments are sent under their documented names, times in seconds, documents as XML; botocore accepts all."""
    sent = qualification_type_parameters(
        "Buses",
        "Knows the night buses.",
        keywords=["bus", "night"],
        test=FORM,
        answer_key=KEY,
        test_duration=HOUR,
        retry_delay=86400,
    )
    assert sent == {
        "Name": "Buses",
        "Keywords": "bus, night",
        "Description": "Knows the night buses.",
        "QualificationTypeStatus": "Active",
        "Test": FORM.to_xml(),
        "AnswerKey": KEY.to_xml(),
        "TestDurationInSeconds": 3600,
        "RetryDelayInSeconds": 86400,
    }
    model = botocore.session.get_session().get_service_model("mturk", "2017-01-17")
    shape = model.shape_for("CreateQualificationTypeRequest")
    assert ParamValidator().validate(sent, shape).generate_report() == ""


def test_a_type_without_a_test_can_be_granted_at_once() -> None:
    """`auto_granted` and its value are sent unchanged; None is not sent."""
    sent = qualification_type_parameters(
        "A", "B", status="Inactive", auto_granted=True, auto_granted_value=5, keywords=None
    )
    assert sent == {
        "Name": "A",
        "Description": "B",
        "QualificationTypeStatus": "Inactive",
        "AutoGranted": True,
        "AutoGrantedValue": 5,
    }


def test_a_test_can_be_xml_or_a_file(tmp_path: Path) -> None:
    """The XML of a form, as text, bytes or a file, is sent like the form itself."""
    path = tmp_path / "test.xml"
    path.write_bytes(
        b'<?xml version="1.0" encoding="UTF-16"?>'.decode().encode("utf-16") + FORM.to_xml().encode("utf-16-le")
    )
    for source in (FORM.to_xml(), FORM.to_bytes(), path):
        sent = qualification_type_parameters("A", "B", test=source, test_duration=60)
        assert sent["Test"] == FORM.to_xml()


PAGE = HTMLQuestion("<!DOCTYPE html><html><head><title>t</title></head><body></body></html>")
FOUND: list[tuple[dict[str, Any], list[str]]] = [
    ({"name": " "}, ["error empty-text Name"]),
    ({"description": ""}, ["error empty-text Description"]),
    ({"description": "x" * 2001}, ["error text-too-long Description"]),
    ({"keywords": "x" * 1001}, ["error text-too-long Keywords"]),
    ({"status": "active"}, ["error unknown-status QualificationTypeStatus"]),
    ({"test": FORM}, ["error missing-parameter TestDurationInSeconds"]),
    ({"test": FORM, "test_duration": 0}, ["error number-out-of-range TestDurationInSeconds"]),
    (
        {"test": FORM, "test_duration": timedelta(milliseconds=1500)},
        ["error fraction-of-a-second TestDurationInSeconds"],
    ),
    ({"retry_delay": -1}, ["error number-out-of-range RetryDelayInSeconds"]),
    ({"answer_key": KEY}, ["error key-without-test AnswerKey"]),
    ({"test": FORM, "test_duration": 60, "auto_granted": True}, ["error test-and-auto-granted AutoGranted"]),
    ({"auto_granted": True, "auto_granted_value": 2**31}, ["error number-out-of-range AutoGrantedValue"]),
    ({"test": "<QuestionForm", "test_duration": 60}, ["error not-well-formed Test"]),
    ({"test": PAGE.to_xml(), "test_duration": 60}, ["error wrong-document Test"]),
    ({"test": FORM, "test_duration": 60, "answer_key": FORM.to_xml()}, ["error wrong-document AnswerKey"]),
]


@pytest.mark.parametrize(("options", "expected"), FOUND, ids=range(len(FOUND)))
def test_each_mistake_is_refused_before_the_call(options: dict[str, Any], expected: list[str]) -> None:
    """Each documented rule is one problem with the name of its parameter."""
    assert [problem for problem in found(**options) if problem.startswith("error")] == expected


def test_all_problems_come_at_once() -> None:
    """Problems with text, times, documents and contradictions are in one exception, including warnings."""
    problems = found(
        description="x" * 2001, status="On", test="no XML", auto_granted=True, auto_granted_value=None, retry_delay=-5
    )
    assert problems == [
        "error text-too-long Description",
        "error unknown-status QualificationTypeStatus",
        "error number-out-of-range RetryDelayInSeconds",
        "error not-well-formed Test",
        "error missing-parameter TestDurationInSeconds",
        "error test-and-auto-granted AutoGranted",
    ]


def test_a_problem_of_the_test_has_its_place_in_it() -> None:
    """Problems in the test, or in its key, have a path that starts with the parameter."""
    question = FORM.to_xml().partition("</QuestionForm>")[0].partition("<Question>")[2]
    twice = FORM.to_xml().replace("<Question>", f"<Question>{question}<Question>", 1)
    options = {"name": "A", "description": "B", "test": twice, "test_duration": 60}
    with pytest.raises(InvalidParameters) as caught:
        qualification_type_parameters(**options)  # type: ignore[arg-type]
    assert [(each.rule, each.path) for each in caught.value.problems if each.severity == "error"] == [
        ("duplicate-question-identifier", "Test/QuestionForm/Question[2]/QuestionIdentifier")
    ]


def test_a_problem_says_which_document_it_is_in() -> None:
    """If the XML is not from a file, a problem has the parameter's name before its line and column."""
    with pytest.raises(InvalidParameters, match=r"(?s)Test:1:1: error: .*AnswerKey:1:1: error: "):
        qualification_type_parameters("A", "B", test="x", answer_key="y", test_duration=60)


def test_a_key_is_checked_beside_its_test() -> None:
    """A key for an unknown question, or for free text, is reported before the call."""
    other = QuestionForm(Question("train", "Which train?", SelectionAnswer({"a": "1", "b": "2"})))
    assert [rule for rule in found(test=other, test_duration=60, answer_key=KEY) if "AnswerKey" in rule] == [
        "error keyed-question-not-in-form AnswerKey/AnswerKey/Question/QuestionIdentifier"
    ]
    text = QuestionForm(Question("bus", "Which bus?", FreeTextAnswer()))
    assert any("keyed-free-text" in problem for problem in found(test=text, test_duration=60, answer_key=KEY))


def test_values_of_other_types_are_refused_at_once() -> None:
    """A page as the test, a number as the name, or a string as a bool raises WrongType, naming the argument."""
    with pytest.raises(WrongType, match="argument `test`: its root element is `HTMLQuestion`; expected `QuestionForm`"):
        qualification_type_parameters("A", "B", test=PAGE, test_duration=60)
    with pytest.raises(WrongType, match="argument `name`: 7 is an int"):
        qualification_type_parameters(7, "B")  # type: ignore[arg-type]
    with pytest.raises(WrongType, match="argument `auto_granted`: 'yes' is a str; expected True or False"):
        qualification_type_parameters("A", "B", auto_granted="yes")  # type: ignore[arg-type]
    with pytest.raises(WrongType, match="argument `status`: 1; expected 'Active' or 'Inactive'"):
        qualification_type_parameters("A", "B", status=1)  # type: ignore[arg-type]
    with pytest.raises(WrongType, match="argument `tests`: it is not accepted here; did you mean `test`"):
        qualification_type_parameters("A", "B", tests=FORM)  # type: ignore[call-arg]


def test_a_type_is_made_and_read(client: Any, loopback: Loopback) -> None:
    """The result of the dry run is sent, and the response is returned typed, with its documents."""
    response = {
        "QualificationTypeId": "3TYPE",
        "CreationTime": 1_600_000_000.0,
        "Name": "Buses",
        "Description": "Knows the night buses.",
        "Keywords": "bus, night",
        "QualificationTypeStatus": "Active",
        "Test": FORM.to_xml(),
        "AnswerKey": KEY.to_xml(),
        "TestDurationInSeconds": 3600,
        "IsRequestable": True,
        "AutoGranted": False,
    }
    loopback.replies.append(Reply({"QualificationType": response}))
    made = create_qualification_type(
        client, "Buses", "Knows the night buses.", test=FORM, answer_key=KEY, test_duration=HOUR
    )
    assert loopback.sent == qualification_type_parameters(
        "Buses", "Knows the night buses.", test=FORM, answer_key=KEY, test_duration=HOUR
    )
    assert made == QualificationType(
        id="3TYPE",
        name="Buses",
        description="Knows the night buses.",
        keywords=("bus", "night"),
        status="Active",
        creation=datetime.fromtimestamp(1_600_000_000, UTC),
        test_xml=FORM.to_xml(),
        test_duration=HOUR,
        answer_key_xml=KEY.to_xml(),
        requestable=True,
        auto_granted=False,
    )
    assert (made.test, made.answer_key) == (FORM, KEY)
    assert made.response["Name"] == "Buses"
    assert made.requires(guarding="Accept").at_least(80).to_dict() == {
        "QualificationTypeId": "3TYPE",
        "Comparator": "GreaterThanOrEqualTo",
        "IntegerValues": [80],
        "ActionsGuarded": "Accept",
    }


def test_what_is_no_type_is_refused() -> None:
    """A list of types raises WrongType; one type from the list is read, without documents if it has none."""
    with pytest.raises(WrongType, match="expected `QualificationTypeId`, or a response with `QualificationType`"):
        QualificationType.from_response({"QualificationTypes": []})
    bare = QualificationType.from_response({"QualificationTypeId": "3TYPE"})
    assert (bare.test, bare.answer_key, bare.retry_delay) == (None, None, None)


def test_what_the_service_refuses_is_its_error(client: Any, loopback: Loopback) -> None:
    """A name that is already used raises ServiceError with the service's code."""
    code = "AWS.MechanicalTurk.QualificationTypeAlreadyExists"
    loopback.refuse("You have already created a QualificationType with this name. (1600000000000 s)", code)
    with pytest.raises(ServiceError) as caught:
        create_qualification_type(client, "A", "B")
    assert caught.value.code == "QualificationTypeAlreadyExists"


def test_a_type_is_changed(client: Any, loopback: Loopback) -> None:
    """An update sends the id and the given options, and returns the type as the service then describes it."""
    loopback.replies.append(Reply({"QualificationType": {"QualificationTypeId": "3TYPE", "Description": "New."}}))
    made = update_qualification_type(client, QualificationType(id="3TYPE"), description="New.", retry_delay=HOUR)
    assert loopback.sent == {"QualificationTypeId": "3TYPE", "Description": "New.", "RetryDelayInSeconds": 3600}
    assert made.description == "New."


def test_a_new_test_drops_no_key_unasked(client: Any, loopback: Loopback) -> None:
    """A new test without a key is rejected, since the service would drop the old one, unless confirmed."""
    assert changed(client, test=FORM, test_duration=60) == ["error key-dropped AnswerKey"]
    loopback.replies.append(Reply({"QualificationType": {"QualificationTypeId": "3TYPE"}}))
    update_qualification_type(client, "3TYPE", test=FORM, test_duration=60, drop_key=True)
    assert loopback.sent == {"QualificationTypeId": "3TYPE", "Test": FORM.to_xml(), "TestDurationInSeconds": 60}


def test_each_mistake_of_a_change_is_refused_before_the_call(client: Any, loopback: Loopback) -> None:
    """Invalid updates are rejected before the call; a key without a test is only a warning."""
    assert changed(client) == ["error nothing-to-change QualificationTypeId"]
    assert changed(client, "3-type", description="New.") == ["error invalid-id QualificationTypeId"]
    assert changed(client, test=FORM, answer_key=KEY) == ["error missing-parameter TestDurationInSeconds"]
    assert changed(client, test=FORM, answer_key=KEY, test_duration=60, auto_granted=True) == [
        "error test-and-auto-granted AutoGranted"
    ]
    assert changed(client, answer_key=KEY, status="Off") == [
        "error unknown-status QualificationTypeStatus",
        "warning key-without-test AnswerKey",
    ]
    for name in ("name", "keywords"):
        with pytest.raises(WrongType, match="it cannot be changed: create another type"):
            update_qualification_type(client, "3TYPE", **{name: "x"})  # type: ignore[arg-type]
    with pytest.raises(WrongType, match="argument `type`: 3 is an int; expected a QualificationType, or the id of one"):
        update_qualification_type(client, 3, description="x")  # type: ignore[arg-type]
    assert loopback.requests == []


def test_a_test_cannot_ask_for_a_file() -> None:
    """A question of a test that asks for a file is an error, without a key and with one."""
    upload = Question("photo", "Which photo?", FileUploadAnswer(min_bytes=1, max_bytes=1_000))
    test = QuestionForm(*FORM.questions, upload, version="2005-10-01")
    for sent in (test, test.to_xml()):
        assert "error file-upload-in-test Test" in found(test=sent, test_duration=HOUR)
    keyed = found(test=test, answer_key=KEY, test_duration=HOUR)
    assert [said for said in keyed if said.startswith("error")] == [
        "error graded-file-upload Test/QuestionForm/Question[2]/AnswerSpecification/FileUploadAnswer"
    ]
