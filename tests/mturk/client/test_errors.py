"""Errors from the service, as exceptions."""

from __future__ import annotations

import ast
import pickle
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError  # type: ignore[import-untyped]

from questionforms import QuestionFormsError, marketplace
from questionforms.exceptions import HITAlreadyExists, InvalidParameters, ServiceError
from questionforms.marketplace.errors import KINDS, missing, wrong_state
from questionforms.mturk.client.call import call, pages
from questionforms.problems import Problem
from questionforms.service_errors import explain
from tests.mturk.loopback import Loopback

STAMPED = "Hit 3ABC does not exist. (1599213634014 s)"


def refused(client: Any) -> ServiceError:
    """The exception for a call that the server refuses."""
    with pytest.raises(ServiceError) as caught:
        call(client, "get_hit", HITId="3ABC")
    return caught.value


def test_error_has_what_the_service_said(client: Any, loopback: Loopback) -> None:
    """The exception has the operation, both forms of the code, message, status, what to do, and boto3's exception."""
    loopback.refuse(STAMPED, "AWS.MechanicalTurk.HITDoesNotExist")
    error = refused(client)
    assert (error.operation, error.code, error.turk_error_code, error.status) == (
        "GetHIT",
        "HITDoesNotExist",
        "AWS.MechanicalTurk.HITDoesNotExist",
        400,
    )
    assert error.message == "Hit 3ABC does not exist."
    assert error.fix == "Check the ID, the account, and whether it belongs to the sandbox or to production"
    assert str(error) == f"GetHIT: HITDoesNotExist: Hit 3ABC does not exist. ({error.fix})"
    assert isinstance(error.__cause__, ClientError)
    assert isinstance(error, QuestionFormsError)
    assert isinstance(error, RuntimeError)
    assert not isinstance(error, HITAlreadyExists)


@pytest.mark.parametrize("stamp", [" (1599213634014 s)", " (1599213634014)", "(1599213634014 s) "])
def test_stamp_is_taken_off(client: Any, loopback: Loopback, stamp: str) -> None:
    """The time at the end of a message is removed, in every known format; brackets within the message stay."""
    loopback.refuse(f"The value (5) is odd (very){stamp}")
    assert refused(client).message == "The value (5) is odd (very)"


@pytest.mark.parametrize(
    ("said", "code", "fix"),
    [
        (("This Requester has insufficient funds in their account", None), "RequestError", "Add funds to the account"),
        (("The value -5 is invalid for X. Valid values range from 60 to 90.", None), "RequestError", "Use a number"),
        (("", "AWS.MechanicalTurk.InvalidHITState"), "InvalidHITState", "Check its state"),
        (("", "AWS.ServiceUnavailable"), "ServiceUnavailable", "Wait, longer each time"),
        (("Something new", "AWS.MechanicalTurk.SomethingNew"), "SomethingNew", None),
    ],
)
def test_fix_is_given_where_it_is_known(
    client: Any, loopback: Loopback, said: tuple[str, str | None], code: str, fix: str | None
) -> None:
    """An error with a known message or code says what to do; any other is raised too."""
    loopback.refuse(*said)
    error = refused(client)
    assert error.code == code
    assert error.fix is None if fix is None else (error.fix or "").startswith(fix)


def test_error_that_is_not_in_the_model(client: Any, loopback: Loopback) -> None:
    """Names that the service uses but botocore does not know become the code if there is no other."""
    loopback.refuse("The value is bad", "AWS.MechanicalTurk.Lost", shape="ParameterValidationError")
    error = refused(client)
    assert (error.code, error.turk_error_code, error.message) == ("ParameterValidationError", None, "The value is bad")


@pytest.mark.parametrize("shape", ["RequestError", "ParameterValidationError"])
@pytest.mark.parametrize("id", ['"3OLD"', "3OLD"])
def test_used_token_is_known_by_its_message(client: Any, loopback: Loopback, shape: str, id: str) -> None:
    """The message that a HIT exists raises HITAlreadyExists with its id, whatever the code."""
    loopback.refuse(f"The HIT with ID {id} already exists. (1599213634014 s)", shape=shape)
    error = refused(client)
    assert isinstance(error, HITAlreadyExists)
    assert error.hit_id == "3OLD"


def test_used_token_without_the_id(client: Any, loopback: Loopback) -> None:
    """The code without the message also raises HITAlreadyExists; the HIT is then unknown."""
    loopback.refuse("", "AWS.MechanicalTurk.HITAlreadyExists")
    error = refused(client)
    assert isinstance(error, HITAlreadyExists)
    assert error.hit_id is None


def test_pages_raise_the_same(client: Any, loopback: Loopback) -> None:
    """An error from the service on any page of a list raises ServiceError."""
    loopback.refuse(STAMPED, "AWS.MechanicalTurk.HITDoesNotExist")
    with pytest.raises(ServiceError, match="ListAssignmentsForHIT: HITDoesNotExist"):
        list(pages(client, "list_assignments_for_hit", HITId="3ABC"))


def test_errors_can_be_pickled(client: Any, loopback: Loopback) -> None:
    """An exception keeps all its data when it is passed between processes."""
    loopback.refuse('The HIT with ID "3OLD" already exists.', "AWS.MechanicalTurk.HitAlreadyExists")
    error = refused(client)
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.hit_id, copy.fix, copy.status, str(copy)) == (
        HITAlreadyExists,
        "3OLD",
        error.fix,
        400,
        str(error),
    )
    refusal = InvalidParameters([Problem(rule="empty-text", message="it is empty", path="Title")])
    assert str(pickle.loads(pickle.dumps(refusal))) == str(refusal)
    assert (
        str(refusal) == "the call was not made; its parameters have 1 problem:\n  Title: error: empty-text: it is empty"
    )


def sent_codes() -> set[str]:
    """The codes in the marketplace's modules: those of each Refusal, in full or as boto3 shows them."""
    found = {missing(kind, "3ABC").code for kind in KINDS}
    stateful = [*_calls("wrong_state"), *_calls("status_needed")]
    states = {str(made.args[0].value) for made in stateful if isinstance(made.args[0], ast.Constant)}
    found |= {wrong_state(kind, "Disposed", "Assignable").code for kind in states}
    for made in _calls("Refusal"):
        given = [*made.args[:1], *(each.value for each in made.keywords if each.arg == "kind")]
        found |= {str(each.value) for each in given if isinstance(each, ast.Constant)}
    return found | {"XMLParseError", "InvalidSignatureException"}  # in variables there


def _calls(name: str) -> list[ast.Call]:
    files = Path(marketplace.__file__).parent.rglob("*.py")
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    calls = [node for node in nodes if isinstance(node, ast.Call) and node.args]
    return [each for each in calls if isinstance(each.func, ast.Name) and each.func.id == name]


def test_codes_of_the_marketplace_are_found() -> None:
    """The search finds codes for each way in which the marketplace refuses, so the next test is meaningful."""
    some = {"AWS.MechanicalTurk.HITTypeDoesNotExist", "AWS.MechanicalTurk.InvalidHITState", "AWS.NotAuthorized"}
    assert some | {"WorkerAlreadyExists", "InvalidSignatureException"} <= sent_codes()


#: What boto3 shows for several codes, so that it says nothing itself; these always have a code beside them.
GENERAL = {"ParameterValidationError", "RequestError", "ServiceFault", "SerializationException"}


@pytest.mark.parametrize("code", sorted(sent_codes() - GENERAL))
def test_each_code_of_the_marketplace_is_explained(code: str) -> None:
    """For every refusal from the marketplace, the code alone is enough to say what it means and what to do."""
    [explained] = explain(code)
    assert explained.meaning
    assert explained.cure
