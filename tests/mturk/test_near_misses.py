"""Nearly correct calls: botocore accepts all that pass the checks, and only documented exceptions are raised."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any

import pytest
from botocore.session import get_session  # type: ignore[import-untyped]
from botocore.validate import ParamValidator  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from questionforms import FreeTextAnswer, InvalidParameters, Question, QuestionForm, WrongType
from questionforms.mturk import assignments as assignments_of
from questionforms.mturk import (
    create_hit,
    create_qualification_type,
    hit_parameters,
    qualification_type_parameters,
    qualification_type_update_parameters,
    update_qualification_type,
    wait,
)
from questionforms.mturk.qualifications.system import APPROVAL_RATE, LOCALE
from questionforms.mturk.review_policies.parameters import KNOWN_ANSWERS, PARAMETERS, PLURALITY

FORM = QuestionForm(Question("why", "Why?", FreeTextAnswer(), required=True))
FIELDS: dict[str, Any] = {"title": "T", "description": "D", "reward": "0.10", "duration": 600, "lifetime": 86_400}


@cache
def _model() -> Any:
    return get_session().get_service_model("mturk")


def refused_by_botocore(operation: str, parameters: Mapping[str, Any]) -> str:
    """The error that botocore raises before sending a call, or nothing."""
    shape = _model().operation_model(operation).input_shape
    return str(ParamValidator().validate(parameters, shape).generate_report())


def optional(**members: Any) -> dict[str, Any]:
    """Possible members, each with a valid value or None."""
    return {name: st.none() | strategy for name, strategy in members.items()}


LOCALES = st.fixed_dictionaries({"Country": st.just("US")}, optional=optional(Subdivision=st.just("NY")))
REQUIREMENTS = st.fixed_dictionaries(
    {
        "QualificationTypeId": st.sampled_from(["3ABC", LOCALE, APPROVAL_RATE]),
        "Comparator": st.sampled_from(["EqualTo", "In", "Exists", "LessThan"]),
    },
    optional=optional(
        IntegerValues=st.lists(st.integers(0, 100) | st.none(), max_size=2),
        LocaleValues=st.lists(LOCALES, max_size=2) | LOCALES.map(lambda locale: (locale,)),
        RequiredToPreview=st.booleans(),
        ActionsGuarded=st.just("Accept"),
    ),
)
VALUES = st.lists(st.sampled_from(["T", "50", "5", ""]), max_size=2)
ENTRIES = st.lists(st.fixed_dictionaries({"Key": st.just("q")}, optional=optional(Values=VALUES)), max_size=1)
#: What each policy needs.
NEEDED: dict[str, list[dict[str, Any]]] = {
    KNOWN_ANSWERS: [{"Key": "AnswerKey", "MapEntries": [{"Key": "q", "Values": ["a"]}]}],
    PLURALITY: [
        {"Key": "QuestionIds", "Values": ["q"]},
        {"Key": "QuestionAgreementThreshold", "Values": ["50"]},
        {"Key": "DisregardAssignmentIfRejected", "Values": ["T"]},
    ],
}


def policies(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """A policy with its required parameters and one other."""
    keys = st.sampled_from([key for key in PARAMETERS[name] if key not in [each["Key"] for each in NEEDED[name]]])
    other = st.fixed_dictionaries({"Key": keys}, optional=optional(Values=VALUES, MapEntries=ENTRIES))
    return other.map(lambda parameter: {"PolicyName": name, "Parameters": [*NEEDED[name], parameter]})


@given(
    st.fixed_dictionaries(
        {},
        optional=optional(
            qualifications=st.lists(REQUIREMENTS, max_size=2),
            assignment_review=policies(KNOWN_ANSWERS),
            hit_review=policies(PLURALITY),
        ),
    )
)
def test_what_passes_is_sent_by_botocore(fields: dict[str, Any]) -> None:
    """Whatever is in the dicts of requirements and policies, botocore accepts what the checks let pass."""
    with suppress(InvalidParameters):
        assert refused_by_botocore("CreateHIT", hit_parameters(FORM, **FIELDS, **fields)) == ""


PLAIN = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats() | st.sampled_from([FORM, "Active"])
)
OPTIONS = ("status", "test", "answer_key", "test_duration", "retry_delay", "auto_granted", "auto_granted_value")


@given(st.dictionaries(st.sampled_from(OPTIONS), PLAIN), st.none() | st.lists(st.text(max_size=3)), PLAIN)
def test_any_qualification_type_is_sent_or_refused(given: dict[str, Any], keywords: Any, name: Any) -> None:
    """Any values for a type or an update result in valid parameters, or in a documented exception."""
    with suppress(InvalidParameters, WrongType):
        sent = qualification_type_parameters(name, "Says what it is.", keywords=keywords, **given)
        assert refused_by_botocore("CreateQualificationType", sent) == ""
    with suppress(InvalidParameters, WrongType):
        sent = qualification_type_update_parameters("3ABC", **given)
        assert refused_by_botocore("UpdateQualificationType", sent) == ""


def test_no_keywords_are_none() -> None:
    """An empty sequence of keywords is not sent."""
    assert "Keywords" not in qualification_type_parameters("Buses", "Knows the buses.", keywords=[])


@pytest.mark.parametrize("key", [" RejectReason", "QuestionIds "])
def test_names_of_parameters_are_exact(key: str) -> None:
    """A parameter name with an extra blank is unknown to the policy; the message says which one was meant."""
    parameters = [*NEEDED[PLURALITY][1:], {"Key": key, "Values": ["q"]}]
    with pytest.raises(InvalidParameters, match=f"has no parameter `{key}`; did you mean `{key.strip()}`"):
        hit_parameters(FORM, **FIELDS, hit_review={"PolicyName": PLURALITY, "Parameters": parameters})


@pytest.mark.parametrize("identifiers", [[""], ["q", " "], ["q,"], [","]])
def test_questions_to_compare_have_identifiers(identifiers: list[str]) -> None:
    """An empty identifier, in a list or between commas, is rejected."""
    parameters = [{"Key": "QuestionIds", "Values": identifiers}, *NEEDED[PLURALITY][1:]]
    with pytest.raises(InvalidParameters, match="wrong-value: an identifier is empty"):
        hit_parameters(FORM, **FIELDS, hit_review={"PolicyName": PLURALITY, "Parameters": parameters})


@pytest.mark.parametrize("client", [None, FORM, "sandbox"])
def test_what_is_no_client_is_refused(client: Any) -> None:
    """A missing client raises WrongType in each function, before anything is done."""
    for made in (
        lambda: create_hit(client, FORM, **FIELDS),
        lambda: create_qualification_type(client, "Buses", "Knows the buses."),
        lambda: update_qualification_type(client, "3ABC", status="Inactive"),
        lambda: assignments_of(client, "3ABC"),
        lambda: wait(client, "3ABC"),
    ):
        with pytest.raises(
            WrongType, match=r"argument `client`: .*expected a boto3 client, such as the one from `connect`"
        ):
            made()
