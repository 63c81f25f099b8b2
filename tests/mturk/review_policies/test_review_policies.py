"""Review policies: the functions, the dicts that boto3 accepts, and everything that can be wrong with them."""

from __future__ import annotations

import pickle
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import botocore.session  # type: ignore[import-untyped]
import pytest
from botocore.validate import ParamValidator  # type: ignore[import-untyped]

from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.mturk.review_policies import (
    ReviewPolicy,
    known_answers,
    plurality,
    policy_parameters,
    policy_problems,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SCORE = "ScoreMyKnownAnswers/2011-09-01"
PLURALITY = "SimplePlurality/2011-09-01"
KEY = {"Key": "AnswerKey", "MapEntries": [{"Key": "q1", "Values": ["a"]}]}


def parameter(key: str, *values: Any) -> dict[str, Any]:
    """A policy parameter as boto3 accepts it."""
    return {"Key": key, "Values": list(values)}


COMPARED = (
    parameter("QuestionIds", "q1", "q2"),
    parameter("QuestionAgreementThreshold", "50"),
    parameter("DisregardAssignmentIfRejected", "T"),
)


def policy(name: str, *parameters: Any) -> dict[str, Any]:
    """A policy as boto3 accepts it."""
    return {"PolicyName": name, "Parameters": list(parameters)}


def found(assignment: Any = None, hit: Any = None, *, max_assignments: int = 3) -> list[str]:
    """The severity, rule and path of each problem."""
    problems = policy_problems(assignment, hit, max_assignments=max_assignments)
    return [f"{problem.severity} {problem.rule} {problem.path}" for problem in problems]


def test_known_answers_give_what_boto3_takes() -> None:
    """Arguments are sent under their documented names, numbers as text, times in seconds, one answer as a list."""
    made = known_answers(
        {"q1": "a", "q2": ["a", "b"]},
        approve_at_least=80,
        approve_reason="Thank you.",
        reject_less_than=50,
        reject_reason="See the instructions.",
        extend_less_than=80,
        extend_maximum_assignments=6,
        extend_minimum_time=timedelta(hours=1),
    )
    assert made.to_dict() == policy(
        SCORE,
        {
            "Key": "AnswerKey",
            "MapEntries": [{"Key": "q1", "Values": ["a"]}, {"Key": "q2", "Values": ["a", "b"]}],
        },
        parameter("ApproveIfKnownAnswerScoreIsAtLeast", "80"),
        parameter("ApproveReason", "Thank you."),
        parameter("RejectIfKnownAnswerScoreIsLessThan", "50"),
        parameter("RejectReason", "See the instructions."),
        parameter("ExtendIfKnownAnswerScoreIsLessThan", "80"),
        parameter("ExtendMaximumAssignments", "6"),
        parameter("ExtendMinimumTimeInSeconds", "3600"),
    )
    assert found(made) == []


def test_a_plurality_gives_what_boto3_takes() -> None:
    """Arguments are sent under their documented names, with one value per question, and bools as T or F."""
    made = plurality(
        ["q1", "q2"],
        agreement_threshold=66,
        disregard_if_rejected=False,
        disregard_less_than=50,
        extend_less_than=100,
        extend_maximum_assignments=9,
        extend_minimum_time=3600,
        approve_at_least=66,
        reject_less_than=34,
        reject_reason="The others agree on another answer.",
    )
    assert made.to_dict() == policy(
        PLURALITY,
        parameter("QuestionIds", "q1", "q2"),
        parameter("QuestionAgreementThreshold", "66"),
        parameter("DisregardAssignmentIfRejected", "F"),
        parameter("DisregardAssignmentIfKnownAnswerScoreIsLessThan", "50"),
        parameter("ExtendIfHITAgreementScoreIsLessThan", "100"),
        parameter("ExtendMaximumAssignments", "9"),
        parameter("ExtendMinimumTimeInSeconds", "3600"),
        parameter("ApproveIfWorkerAgreementScoreIsAtLeast", "66"),
        parameter("RejectIfWorkerAgreementScoreIsLessThan", "34"),
        parameter("RejectReason", "The others agree on another answer."),
    )
    assert found(known_answers({"q1": "a"}), made) == []


def test_botocore_takes_both() -> None:
    """Results of the functions pass botocore's validator for the service's model; a dict is unchanged."""
    model = botocore.session.get_session().get_service_model("mturk", "2017-01-17")
    for made in (known_answers({"q1": []}), plurality(["q"], agreement_threshold=50, disregard_if_rejected=True)):
        sent = policy_parameters(made)
        assert ParamValidator().validate(sent, model.shape_for("ReviewPolicy")).generate_report() == ""
        assert policy_parameters(sent) == sent


def test_policies_are_values() -> None:
    """Policies are compared and hashed by value, frozen, and survive pickling."""
    made = known_answers({"q1": ["a", "b"]}, approve_at_least=1)
    assert {made} == {known_answers({"q1": ("a", "b")}, approve_at_least=1)}
    assert pickle.loads(pickle.dumps(made)) == made
    with pytest.raises(AttributeError):
        made.name = PLURALITY  # type: ignore[misc]


def compared(question_ids: Any = ("q1",), threshold: Any = 50, rejected: Any = True, **options: Any) -> ReviewPolicy:
    """A plurality policy with these arguments."""
    return plurality(question_ids, agreement_threshold=threshold, disregard_if_rejected=rejected, **options)


REFUSED: list[tuple[Callable[[], Any], type[Exception], str]] = [
    (lambda: known_answers({}), InvalidArgument, "`AnswerKey` has no entries"),
    (lambda: known_answers({"q": "a"}, approve_at_least=102), InvalidArgument, "is 102; expected 0 to 101"),
    (lambda: known_answers({"q": "a"}, reject_less_than=-1), InvalidArgument, "is -1; expected 0 to 101"),
    (lambda: known_answers({"é" * 128: "a"}), InvalidArgument, "it has 256 bytes; expected 1 to 255"),
    (
        lambda: known_answers({"q": "a"}, extend_less_than=5, extend_maximum_assignments=26),
        InvalidArgument,
        "is 26; expected 2 to 25",
    ),
    (
        lambda: known_answers({"q": "a"}, extend_less_than=5, extend_minimum_time=timedelta(seconds=59)),
        InvalidArgument,
        "is 59; expected 60 to 31536000",
    ),
    (lambda: known_answers(["q"]), WrongType, "expected a mapping from question identifier"),  # type: ignore[arg-type]
    (lambda: known_answers({"q": [1]}), WrongType, "expected a sequence of strings"),  # type: ignore[list-item]
    (lambda: compared("q1"), WrongType, "expected a sequence of strings"),
    (lambda: compared(["q1,q2"]), InvalidArgument, "contains a comma"),
    (lambda: compared([]), InvalidArgument, "`QuestionIds` has no values"),
    (lambda: compared(threshold="50"), WrongType, "'50' is a str; expected a whole number"),
    (lambda: compared(rejected="T"), WrongType, "'T' is a str; expected True or False"),
    (lambda: compared(extend_less_than=101), InvalidArgument, "is 101; expected 1 to 100"),
    (
        lambda: compared(extend_less_than=50, extend_maximum_assignments=9),
        InvalidArgument,
        "needs `ExtendMinimumTimeInSeconds`",
    ),
    (
        lambda: compared(extend_less_than=50, extend_minimum_time=60),
        InvalidArgument,
        "needs `ExtendMaximumAssignments`",
    ),
]


@pytest.mark.parametrize(("make", "kind", "message"), REFUSED, ids=range(len(REFUSED)))
def test_what_the_service_does_not_take_is_refused_where_it_is_made(
    make: Callable[[], Any], kind: type[Exception], message: str
) -> None:
    """An invalid policy is rejected on the line that creates it, with what was expected."""
    with pytest.raises(kind) as caught:
        make()
    assert message in str(caught.value)


ASSIGNMENT, HIT = "AssignmentReviewPolicy", "HITReviewPolicy"
FOUND_IN_KNOWN_ANSWERS: list[tuple[Any, list[str]]] = [
    (policy(SCORE, KEY), []),
    (policy("ScoreYourKnownAnswers/2011-09-01", KEY), [f"error unknown-policy {ASSIGNMENT}.PolicyName"]),
    (policy(PLURALITY, *COMPARED), [f"error wrong-level {ASSIGNMENT}.PolicyName"]),
    (policy(SCORE), [f"error missing-parameter {ASSIGNMENT}.Parameters"]),
    ({"PolicyName": SCORE}, [f"error missing-parameter {ASSIGNMENT}.Parameters"]),
    ({}, [f"error wrong-type {ASSIGNMENT}.PolicyName"]),
    ("none", [f"error wrong-type {ASSIGNMENT}"]),
    ({**policy(SCORE, KEY), "Level": 1}, [f"error unknown-member {ASSIGNMENT}.Level"]),
    (policy(SCORE, KEY, KEY), [f"error duplicate-parameter {ASSIGNMENT}.Parameters[1].Key"]),
    (policy(SCORE, KEY, "x"), [f"error wrong-type {ASSIGNMENT}.Parameters[1]"]),
    (
        policy(SCORE, KEY, parameter("ApproveIfKnownAnswer", "1")),
        [f"error unknown-parameter {ASSIGNMENT}.Parameters[1].Key"],
    ),
    (policy(SCORE, parameter("AnswerKey", "a")), [f"error missing-values {ASSIGNMENT}.Parameters[0].MapEntries"]),
    (
        policy(SCORE, {"Key": "AnswerKey", "MapEntries": [{"Key": "q", "Value": "a"}]}),
        [f"error wrong-type {ASSIGNMENT}.Parameters[0].MapEntries[0]"],
    ),
    (
        policy(SCORE, {"Key": "AnswerKey", "MapEntries": KEY["MapEntries"] * 2}),  # type: ignore[operator]
        [f"error duplicate-parameter {ASSIGNMENT}.Parameters[0].MapEntries[1].Key"],
    ),
    (
        policy(SCORE, {"Key": "AnswerKey", "MapEntries": [{"Key": "q", "Values": [1, "x" * 257, "x" * 256]}]}),
        [
            f"error wrong-type {ASSIGNMENT}.Parameters[0].MapEntries[0].Values[0]",
            f"warning answer-too-long {ASSIGNMENT}.Parameters[0].MapEntries[0].Values[1]",
        ],
    ),
    (
        policy(SCORE, KEY, {"Key": "ApproveIfKnownAnswerScoreIsAtLeast", "Value": ["1"]}),
        [
            f"error unknown-member {ASSIGNMENT}.Parameters[1].Value",
            f"error missing-values {ASSIGNMENT}.Parameters[1].Values",
        ],
    ),
    (
        policy(SCORE, KEY, {"Key": "ApproveIfKnownAnswerScoreIsAtLeast", "Values": "80"}),
        [f"error wrong-type {ASSIGNMENT}.Parameters[1].Values"],
    ),
    (
        policy(SCORE, KEY, parameter("ApproveIfKnownAnswerScoreIsAtLeast", 80)),
        [f"error wrong-type {ASSIGNMENT}.Parameters[1].Values"],
    ),
    (
        policy(SCORE, KEY, parameter("ApproveIfKnownAnswerScoreIsAtLeast", "80", "90")),
        [f"error too-many-values {ASSIGNMENT}.Parameters[1].Values"],
    ),
    (
        policy(SCORE, KEY, parameter("ApproveIfKnownAnswerScoreIsAtLeast", "80%")),
        [f"error wrong-value {ASSIGNMENT}.Parameters[1].Values"],
    ),
    (
        policy(SCORE, KEY, {"Key": "ApproveReason", "MapEntries": KEY["MapEntries"]}),
        [
            f"error unexpected-values {ASSIGNMENT}.Parameters[1].MapEntries",
            f"warning unused-parameter {ASSIGNMENT}.Parameters",
        ],
    ),
    (
        known_answers({"q": "a"}, approve_at_least=50, reject_less_than=60),
        [f"warning contradicting-bounds {ASSIGNMENT}.Parameters"],
    ),
    (known_answers({"q": "a"}, approve_at_least=60, reject_less_than=60), []),
    (known_answers({"q": "a"}, reject_reason="No."), [f"warning unused-parameter {ASSIGNMENT}.Parameters"]),
    (known_answers({"q": "a"}, extend_less_than=60), []),
    (
        known_answers({"q": "a"}, extend_less_than=60, extend_maximum_assignments=3),
        [f"warning never-extended {ASSIGNMENT}.Parameters"],
    ),
    (
        known_answers({"q": "a"}, extend_less_than=60, extend_maximum_assignments=10),
        [f"warning never-extended {ASSIGNMENT}.Parameters"],
    ),
]


@pytest.mark.parametrize(("given", "expected"), FOUND_IN_KNOWN_ANSWERS, ids=range(len(FOUND_IN_KNOWN_ANSWERS)))
def test_each_mistake_with_known_answers_is_found(given: Any, expected: list[str]) -> None:
    """Each mistake that boto3 would send is one problem at its place; a near miss has none."""
    assert found(given) == expected


FOUND_IN_PLURALITIES: list[tuple[Any, list[str]]] = [
    (policy(PLURALITY, *COMPARED), []),
    (policy(PLURALITY, parameter("QuestionIds", "q1,q2"), *COMPARED[1:]), []),
    (
        policy(PLURALITY, parameter("QuestionIDs", "q1"), *COMPARED[1:]),
        [f"warning unknown-parameter {HIT}.Parameters[0].Key"],
    ),
    (
        policy(PLURALITY, parameter("QuestionIds", ",".join("abcdefghijklmnop")), *COMPARED[1:]),
        [f"warning too-many-questions {HIT}.Parameters[0].Values"],
    ),
    (policy(PLURALITY, *COMPARED[1:]), [f"error missing-parameter {HIT}.Parameters"]),
    (policy(PLURALITY, *COMPARED[:2]), [f"warning missing-parameter {HIT}.Parameters"]),
    (
        policy(PLURALITY, *COMPARED[:2], parameter("DisregardAssignmentIfRejected", "true")),
        [f"error wrong-value {HIT}.Parameters[2].Values"],
    ),
    (
        policy(PLURALITY, *COMPARED, parameter("ApproveIfWorkerAgreementScoreIsNotLessThan", "5")),
        [f"error unknown-parameter {HIT}.Parameters[3].Key"],
    ),
    (policy(SCORE, KEY), [f"error wrong-level {HIT}.PolicyName"]),
    (compared(threshold=100), [f"warning threshold-never-exceeded {HIT}.Parameters[1].Values"]),
    (compared(threshold=99), []),
    (compared(disregard_less_than=50), [f"warning unused-parameter {HIT}.Parameters"]),
    (
        compared(extend_less_than=50, extend_minimum_time=60, extend_maximum_assignments=10),
        [f"warning never-extended {HIT}.Parameters"],
    ),
    (compared(extend_minimum_time=60), [f"warning unused-parameter {HIT}.Parameters"]),
]


@pytest.mark.parametrize(("given", "expected"), FOUND_IN_PLURALITIES, ids=range(len(FOUND_IN_PLURALITIES)))
def test_each_mistake_with_pluralities_is_found(given: Any, expected: list[str]) -> None:
    """The same for the policy of the HIT."""
    assert found(hit=given) == expected


def test_a_large_hit_can_be_extended() -> None:
    """A HIT created with ten assignments can be extended, so there is no problem."""
    extended = compared(extend_less_than=50, extend_minimum_time=60, extend_maximum_assignments=20)
    assert found(hit=extended, max_assignments=10) == []
    assert found(hit=extended, max_assignments=9) == [f"warning never-extended {HIT}.Parameters"]


def test_the_name_that_was_meant_is_in_the_message() -> None:
    """For the documentation's misspelling and other words for true or false, the message says what was meant."""
    [slip] = policy_problems(policy("ScoreYourKnownAnswers/2011-09-01"), None)
    assert slip.message.endswith(f"did you mean `{SCORE}`?")
    [truth] = policy_problems(
        None, policy(PLURALITY, *COMPARED[:2], parameter("DisregardAssignmentIfRejected", "True"))
    )
    assert truth.message == "`DisregardAssignmentIfRejected` is `True`; expected `T` or `F`; did you mean `T`?"
