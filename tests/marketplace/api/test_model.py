"""The service against botocore's model: operations and responses are complete, and invalid calls are refused."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import urllib3
from botocore import xform_name  # type: ignore[import-untyped]
from botocore.exceptions import ClientError  # type: ignore[import-untyped]

from questionforms.marketplace.api.model import checked, operation_names, service
from questionforms.marketplace.api.operations import FAMILIES, operation
from questionforms.marketplace.errors import Refusal
from questionforms.service_errors import explain
from tests.marketplace.good_cases import CASES, World
from tests.marketplace.making import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker

OPERATIONS = operation_names()
#: Members that an answer lacks where there is nothing to say: the next page, a balance on hold, a layout, a decision,
#: an error, a value that has no place in it.
ABSENT = {
    "NextToken",
    "OnHoldBalance",
    "HITLayoutId",
    "ApprovalTime",
    "RejectionTime",
    "RequesterFeedback",
    "ErrorCode",
    "LocaleValue",
    "LocaleValues",
    "Subdivision",
    "IntegerValues",
    "Values",
    "MapEntries",
    "QuestionId",
    "AutoGrantedValue",
    "Keywords",
    "Parameters",
    "RequesterAnnotation",
}
#: These concern nobody's things, or are for anyone to ask.
PUBLIC = {
    *("CreateHIT", "CreateHITType", "CreateQualificationType", "GetAccountBalance", "SendTestEventNotification"),
    *("CreateWorkerBlock", "DeleteWorkerBlock", "NotifyWorkers", "GetQualificationType"),
    "ListHITsForQualificationType",
}


def test_operations() -> None:
    """Each of the 39 operations is in one family, and has a function with a docstring and a valid case."""
    named = [name for names in FAMILIES.values() for name in names]
    assert sorted(named) == sorted(OPERATIONS) == sorted(CASES)
    assert len(set(named)) == 39
    assert all((operation(name).__doc__ or "").endswith((".", "\n    ")) for name in named)


@pytest.mark.parametrize("name", OPERATIONS)
def test_good_case(name: str, mturk_client: Any, mturk_worker: Worker) -> None:
    """boto3 reads the response to a valid call, which has all applicable members of the model."""
    given = CASES[name](World(mturk_client, mturk_worker))
    answer = getattr(mturk_client, xform_name(name))(**given)
    assert answer.pop("ResponseMetadata")["HTTPStatusCode"] == 200
    shape = service().operation_model(name).output_shape
    lacking = set(_lacking(shape, answer, ""))
    if name == "ListReviewableHITs":  # whose HITs only have their ids
        assert {tuple(hit) for hit in answer["HITs"]} == {("HITId",)}
        lacking = {path for path in lacking if not path.startswith(".HITs[].")}
    assert lacking == set()


def _lacking(shape: Any, value: Any, path: str) -> Iterator[str]:
    """The members missing from a response; lists must not be empty."""
    if shape.type_name == "list":
        if not value and path.rpartition(".")[2] not in ("QualificationRequirements", "NotifyWorkersFailureStatuses"):
            yield f"{path}[]"
        for one in value:
            yield from _lacking(shape.member, one, f"{path}[]")
    elif shape.type_name == "structure":
        for member, inner in shape.members.items():
            if member in value:
                yield from _lacking(inner, value[member], f"{path}.{member}")
            elif member not in ABSENT:
                yield f"{path}.{member}"


@pytest.mark.parametrize("name", sorted({*OPERATIONS} - PUBLIC))
def test_things_of_another_requester(name: str, mturk_client: Any, other_client: Any, mturk_worker: Worker) -> None:
    """Calls about another requester's things fail as if they did not exist, and lists do not include them."""
    given = CASES[name](World(mturk_client, mturk_worker))
    call = getattr(other_client, xform_name(name))
    if any(key.endswith("Id") for key in given):
        with pytest.raises(ClientError) as caught:
            call(**given)
        assert caught.value.response["TurkErrorCode"].endswith("DoesNotExist")
    else:
        assert call(**given)["NumResults"] == 0


#: A text of each pattern.
_TEXTS = {
    "EntityId": "3A",
    "CustomerId": "A2B",
    "CurrencyAmount": "1.00",
    "CountryParameters": "US",
    "PaginationToken": "token",
}


def _sample(shape: Any) -> Any:
    """A value that fits the model, with all members."""
    if shape.type_name == "structure":
        return {name: _sample(member) for name, member in shape.members.items()}
    if shape.type_name == "list":
        return [_sample(shape.member)]
    if shape.type_name == "string":
        return shape.enum[0] if shape.enum else _TEXTS.get(shape.name, "text")
    return {"integer": 1, "long": 1, "boolean": True, "timestamp": 0}[shape.type_name]


def _wrong(shape: Any, value: Any) -> Iterator[tuple[str, Any]]:
    """Values that do not fit the model, and what is wrong with each."""
    yield from ((f"{one} for a {shape.type_name}", one) for one in _OTHERS[shape.type_name])
    if shape.type_name == "string":
        yield from _wrong_texts(shape)
    if shape.type_name in ("integer", "long"):
        yield "too many digits", 2**31 if shape.type_name == "integer" else 2**63
        yield "a fraction", 1.5
        for bound, one in (("min", -1), ("max", 1)):
            if bound in shape.metadata:
                yield f"beyond the {bound}", shape.metadata[bound] + one
    if shape.type_name == "list":
        yield from ((f"[] {said}", [one]) for said, one in _wrong(shape.member, value[0]))
    if shape.type_name == "structure":
        for name in shape.required_members:
            yield f"no {name}", {key: one for key, one in value.items() if key != name}
        for name, member in shape.members.items():
            yield from ((f"{name}: {said}", value | {name: one}) for said, one in _wrong(member, value[name]))


#: Values of other types, those among them that Python might take for one of the type.
_OTHERS: dict[str, tuple[Any, ...]] = {
    "string": (7, ["text"]),
    "integer": (True, "7"),
    "long": (True, "7"),
    "boolean": (0, "true"),
    "timestamp": (True, {"a": 1}),
    "list": ("text", {"a": 1}),
    "structure": ("text", []),
}


def _wrong_texts(shape: Any) -> Iterator[tuple[str, str]]:
    yield "half a character", "\ud800"
    yield "a character that is nothing", "\0"
    if shape.metadata.get("min"):
        yield "too short", "A" * (shape.metadata["min"] - 1)
    if shape.metadata.get("max"):
        yield "too long", "A" * (shape.metadata["max"] + 1)
    if shape.metadata.get("pattern"):
        yield "not of the pattern", "a!"
        yield "with a line break", "3A\n"
    if shape.enum:
        yield "none of the words", "Nonsense"


@pytest.fixture
def raw(mturk_client: Any) -> Any:
    """A boto3 client that sends a given body, so that nothing is checked before it reaches the service."""
    body: dict[str, Any] = {}

    def _replaced(params: dict[str, Any], **_: Any) -> None:
        params["body"] = body["json"].encode()

    mturk_client.meta.events.register("before-call.mturk", _replaced)

    def call(name: str, json_text: str) -> Any:
        body["json"] = json_text
        return mturk_client._make_api_call(name, CASES_FOR_BOTO[name])

    return call


#: Calls that boto3's own checks let through; the body is another.
CASES_FOR_BOTO = {name: _sample(service().operation_model(name).input_shape) for name in OPERATIONS}


@pytest.mark.parametrize("name", OPERATIONS)
def test_calls_that_do_not_fit_the_model(name: str, raw: Any) -> None:
    """Each member that is missing, of another type, too long, or none of its words is refused, and explained.

    The last of them goes over HTTP; so do texts and numbers of each member in `test_hostile_requests`.
    """
    wrong: Any = []
    kind = ""
    for said, wrong in _wrong(service().operation_model(name).input_shape, CASES_FOR_BOTO[name]):
        with pytest.raises(Refusal) as caught:
            checked(name, json.loads(json.dumps(wrong)))
        kind = caught.value.kind
        breaks = said.rpartition(": ")[2].removeprefix("[] ").startswith(_CONSTRAINTS)
        assert kind == "ValidationException" or (kind == "ParameterValidationError" and not breaks), said
        assert all("not recognised" not in each.meaning for each in explain(caught.value.message))
    with refused(kind):
        raw(name, json.dumps(wrong))


#: What breaks a constraint of the model, in the words of `_wrong`.
_CONSTRAINTS = ("no ", "beyond the", "too short", "too long", "not of the pattern", "with a line break", "none of")


@pytest.mark.parametrize(
    ("operation", "given", "message"),
    [
        (
            "GetHIT",
            {"HITId": "dud"},
            "1 validation error detected: Value 'dud' at 'hITId' failed to satisfy constraint: Member must satisfy "
            "regular expression pattern: ^[A-Z0-9]+$",
        ),
        (
            "RejectAssignment",  # boto3, issue 1222
            {"AssignmentId": "3A"},
            "1 validation error detected: Value null at 'requesterFeedback' failed to satisfy constraint: Member must "
            "not be null",
        ),
        (
            "ListAssignmentsForHIT",
            {"HITId": "", "MaxResults": 101, "AssignmentStatuses": ["submitted"]},
            "4 validation errors detected: Value '' at 'hITId' failed to satisfy constraint: Member must have length "
            "greater than or equal to 1; Value '' at 'hITId' failed to satisfy constraint: Member must satisfy regular "
            "expression pattern: ^[A-Z0-9]+$; Value '101' at 'maxResults' failed to satisfy constraint: Member must "
            "have value less than or equal to 100; Value '[submitted]' at 'assignmentStatuses' failed to satisfy "
            "constraint: Member must satisfy constraint: [Member must satisfy enum value set: [Submitted, Approved, "
            "Rejected]]",
        ),
        (
            "CreateHITType",
            {
                "AssignmentDurationInSeconds": 60,
                "Title": "t",
                "Description": "d",
                "Reward": "0.05",
                "QualificationRequirements": [
                    {"QualificationTypeId": "3A", "Comparator": "In", "LocaleValues": [{"Country": "USA"}]}
                ],
            },
            "1 validation error detected: Value 'USA' at "
            "'qualificationRequirements.1.member.localeValues.1.member.country' failed to satisfy constraint: Member "
            "must have length less than or equal to 2",
        ),
    ],
)
def test_constraints_of_the_model(operation: str, given: dict[str, Any], message: str) -> None:
    """What breaks a constraint of the model is refused in the words of every AWS service, all at once."""
    with pytest.raises(Refusal) as caught:
        checked(operation, given)
    assert caught.value.message == message
    assert explain(message)


def test_a_constraint_over_http(mturk_client: Any) -> None:
    """boto3 shows a broken constraint as ValidationException, without the time that other messages end with."""
    with pytest.raises(ClientError) as caught:
        mturk_client.get_hit(HITId="dud")
    error = caught.value.response["Error"]
    assert error["Code"] == "ValidationException"
    assert error["Message"].endswith("pattern: ^[A-Z0-9]+$")


def test_times_that_are_none(raw: Any) -> None:
    """A text that is not a time, and a time that does not exist, are rejected."""
    for wrong in ("tomorrow or so", "", 1e300, -1e300):
        with refused("ParameterValidationError"):
            raw("UpdateExpirationForHIT", json.dumps({"HITId": "3A", "ExpireAt": wrong}))


@pytest.mark.parametrize(
    "wrong", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "Fri, 31 Dec 9999 23:59:59 -2359", 10**400]
)
def test_times_outside_the_calendar(wrong: Any) -> None:
    """A time that is outside the calendar in UTC is refused like any other time that does not exist."""
    with pytest.raises(Refusal) as caught:
        checked("UpdateExpirationForHIT", {"HITId": "3A", "ExpireAt": wrong})
    assert caught.value.message == f"The value {str(wrong)[:80]} is invalid for ExpireAt. It is not a valid time."


@pytest.mark.parametrize("zone", ["", "Z", "+00:00"])
def test_a_time_as_text(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A time can also be in ISO 8601 format, and is in UTC unless it names a zone, whatever the machine's zone."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        given = checked("UpdateExpirationForHIT", {"HITId": "3A", "ExpireAt": f"2026-01-01T12:00:00{zone}"})
    finally:
        monkeypatch.undo()
        time.tzset()
    assert given["ExpireAt"] == datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_members_that_are_null(raw: Any) -> None:
    """A member that is null counts as omitted."""
    with refused("HITDoesNotExist"):
        raw("GetHIT", '{"HITId": "3A", "Other": null}')
    with refused("ValidationException", "Value null at 'hITId'"):
        raw("GetHIT", '{"HITId": null}')


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "ValidationException"),
        ("{", "SerializationException"),
        ("[" * 100_000, "SerializationException"),
        ("[]", "ParameterValidationError"),
        ('"text"', "ParameterValidationError"),
        ('{"HITId": "3A", "HITId": {}}', "ParameterValidationError"),
        ('{"HITId": NaN}', "ParameterValidationError"),
    ],
)
def test_bodies(raw: Any, body: str, code: str) -> None:
    """A body that is not JSON, or not an object, is rejected."""
    with refused(code):
        raw("GetHIT", body)


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"X-Amz-Target": "MTurkRequesterServiceV20170117.Nothing"}, "UnknownOperationException"),
        ({"X-Amz-Target": "Other.GetHIT"}, "UnknownOperationException"),
        ({}, "UnknownOperationException"),
        ({"X-Amz-Target": "MTurkRequesterServiceV20170117.GetHIT"}, "MissingAuthenticationTokenException"),
        (
            {"X-Amz-Target": "MTurkRequesterServiceV20170117.GetHIT", "Authorization": "Basic YTpi"},
            "MissingAuthenticationTokenException",
        ),
    ],
)
def test_requests_of_no_client(marketplace: Running, headers: dict[str, str], kind: str) -> None:
    """A request without an operation or a signature is refused with JSON that boto3 can read."""
    with urllib3.PoolManager(retries=False) as http:
        found = http.request("POST", marketplace.address, body=b"{}", headers=headers)
    assert found.status == 400
    assert json.loads(found.data)["__type"] == kind
