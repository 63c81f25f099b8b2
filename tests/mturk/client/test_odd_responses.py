"""Responses that are not the service's, as proxies and broken servers send them, and what each call makes of them."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest
from botocore.config import Config  # type: ignore[import-untyped]
from botocore.exceptions import (  # type: ignore[import-untyped]
    BotoCoreError,
    ConnectionClosedError,
    CredentialRetrievalError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
)

from questionforms import FreeTextAnswer, Question, QuestionForm
from questionforms.exceptions import HITAlreadyExists, LostResponse, ServiceError
from questionforms.mturk import (
    assignments,
    connect,
    create_hit,
    create_hit_type,
    create_qualification_type,
    update_qualification_type,
    wait,
)
from questionforms.mturk.client.call import ATTEMPTS
from questionforms.service_errors import explain
from tests.mturk.loopback import Loopback, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FORM = QuestionForm(Question("why", "Why?", FreeTextAnswer(), required=True))
TYPE: dict[str, Any] = {"title": "Read", "description": "Say", "reward": "0.10", "duration": 600}
FIELDS: dict[str, Any] = {**TYPE, "lifetime": 3_600}
HTML = b"<!DOCTYPE html><title>Log in</title>"
EXISTS = 'The HIT with ID "3HIT" already exists.'
TYPE_RESPONSE = {"QualificationType": {"QualificationTypeId": "3TYPE", "Name": "Buses", "Description": "Knows buses"}}

#: Bodies that are no response of the service's, whatever was called.
ODD = {
    "empty": b"",
    "cut": b'{"HIT": {"HITId": "3H',
    "cut in a character": '{"HIT": {"Title": "\u00e9'.encode()[:-1],
    "HTML": HTML,
    "array": b"[]",
    "text": b'"HIT"',
    "number": b"1",
    "null": b"null",
    "no members": b"{}",
    "other members": b'{"HIT": [], "HITTypeId": 5, "QualificationType": "x", "Assignments": {"a": 1}}',
    "empty members": b'{"HIT": {}, "HITTypeId": "", "QualificationType": {}, "Assignments": [{}]}',
    "nulls": b'{"HIT": null, "HITTypeId": null, "QualificationType": null, "Assignments": [null]}',
    "a time that is none": b'{"HIT": {"HITId": "3HIT", "CreationTime": "soon"}, "HITTypeId": [1], "Assignments": 5, '
    b'"QualificationType": {"QualificationTypeId": "3Q", "CreationTime": []}}',
    "deep": b'{"HIT": ' + b"[" * 100_000,
}
#: Calls, each with the response that it needs.
CALLS: dict[str, tuple[Callable[[Any], Any], list[dict[str, Any]]]] = {
    "create_hit": (lambda client: create_hit(client, FORM, **FIELDS).id, []),
    "create_hit_type": (lambda client: create_hit_type(client, **TYPE).id, []),
    "assignments": (
        lambda client: [each.id for each in assignments(client, "3HIT")],
        [{"NumResults": 1, "Assignments": [{"AssignmentId": "3A"}]}],
    ),
    "wait": (
        lambda client: [each.id for each in wait(client, "3HIT")],
        [
            {"HIT": {"HITId": "3HIT", "HITStatus": "Reviewable"}},
            {"NumResults": 1, "Assignments": [{"AssignmentId": "3A"}]},
        ],
    ),
    "update_qualification_type": (
        lambda client: update_qualification_type(client, "3TYPE", description="Knows").id,
        [TYPE_RESPONSE],
    ),
    "create_qualification_type": (
        lambda client: create_qualification_type(client, "Buses", "Knows buses").id,
        [TYPE_RESPONSE],
    ),
}


@pytest.mark.parametrize("status", [200, 403])
@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("call", CALLS)
def test_what_is_not_the_service_is_asked_again(
    client: Any, loopback: Loopback, call: str, odd: str, status: int
) -> None:
    """The call is repeated unchanged until the service answers."""
    made, replies = CALLS[call]
    loopback.replies += [Reply(ODD[odd], status)] * (ATTEMPTS - 1) + [Reply(body) for body in replies]
    assert made(client)
    first, *others = loopback.requests[:ATTEMPTS]
    assert [(each.operation, each.parameters) for each in others] == [(first.operation, first.parameters)] * 2
    assert loopback.replies == []


@pytest.mark.parametrize("odd", ODD)
def test_no_response_at_all_names_the_token(client: Any, loopback: Loopback, odd: str) -> None:
    """After three responses that are not the service's, the exception has the token that was sent with each call."""
    loopback.replies += [Reply(ODD[odd])] * ATTEMPTS
    with pytest.raises(LostResponse) as caught:
        create_hit(client, FORM, **FIELDS)
    error = caught.value
    assert {request.parameters["UniqueRequestToken"] for request in loopback.requests} == {error.token}
    assert (error.operation, error.code, error.attempts, len(loopback.requests)) == ("CreateHIT", "LostResponse", 3, 3)
    assert f"the HIT may exist: the same call with token={error.token!r}, within 24 hours, finds it" in str(error)
    assert explain(str(error))[0].meaning.startswith("The response was cut off")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_page_of_a_proxy_is_named(client: Any, loopback: Loopback) -> None:
    """The message says that the response is HTML, and which status it had."""
    loopback.replies += [Reply(HTML, kind="text/html; charset=utf-8")] * ATTEMPTS
    with pytest.raises(LostResponse) as caught:
        create_hit_type(client, **TYPE)
    assert str(caught.value) == (
        "CreateHITType: LostResponse: the response with status 200 has no `HITTypeId`; it was cut off, or did not come "
        "from the service: its Content-Type is `text/html; charset=utf-8`"
    )
    assert (caught.value.status, caught.value.token) == (200, None)


def test_a_lost_response_is_found_by_its_token(client: Any, loopback: Loopback) -> None:
    """If a repeated call is answered that the HIT exists, that HIT is returned, even with the caller's token."""
    given: tuple[dict[str, Any], ...] = ({}, {"token": "row-1"})
    for token in given:
        loopback.replies.append(Reply(b'{"HIT": {'))
        loopback.refuse(EXISTS, "AWS.MechanicalTurk.HitAlreadyExists")
        assert create_hit(client, FORM, **FIELDS, **token).id == "3HIT"
    assert [request.operation for request in loopback.requests] == ["CreateHIT", "CreateHIT", "GetHIT"] * 2


def test_a_retry_of_boto3s_counts_as_well(client: Any, loopback: Loopback) -> None:
    """If boto3 itself sent the call again, the HIT is returned, too: that attempt may have created it."""
    loopback.replies.append(Reply(None))
    loopback.refuse(EXISTS, "AWS.MechanicalTurk.HitAlreadyExists")
    assert create_hit(client, FORM, **FIELDS, token="row-1").id == "3HIT"


def test_a_repeated_call_that_cannot_be_sent(loopback: Loopback) -> None:
    """If the keys cannot be found for the repeated call, the exception is that of the response that was lost."""
    client = connect(loopback.url, aws_access_key_id="test", aws_secret_access_key="test")

    def forget(**_: Any) -> None:
        if loopback.requests:
            raise NoCredentialsError

    client.meta.events.register("before-call.mturk.CreateHIT", forget)
    loopback.replies.append(Reply(b""))
    with pytest.raises(LostResponse, match="the HIT may exist") as caught:
        create_hit(client, FORM, **FIELDS)
    assert isinstance(caught.value.__cause__, NoCredentialsError)
    assert [request.parameters["UniqueRequestToken"] for request in loopback.requests] == [caught.value.token]
    client.close()


def test_the_hit_is_known_but_not_read(client: Any, loopback: Loopback) -> None:
    """If only reading the HIT fails, the exception has the HIT's id as well as the token."""
    loopback.replies.append(Reply(b""))
    loopback.refuse(EXISTS, "AWS.MechanicalTurk.HitAlreadyExists")
    loopback.replies += [Reply(b"")] * ATTEMPTS
    with pytest.raises(LostResponse, match="CreateHIT created HIT 3HIT") as caught:
        create_hit(client, FORM, **FIELDS)
    assert caught.value.operation == "GetHIT"
    assert caught.value.token == loopback.requests[0].parameters["UniqueRequestToken"]


def test_a_refusal_that_is_complete_leaves_nothing_open(client: Any, loopback: Loopback) -> None:
    """A refusal of the only attempt has no token: there is no HIT. After a lost response, there may be one."""
    loopback.refuse("No funds.", "AWS.MechanicalTurk.InsufficientFunds")
    with pytest.raises(ServiceError) as caught:
        create_hit(client, FORM, **FIELDS, token="row-1")
    assert (caught.value.token, caught.value.attempts) == (None, 1)
    loopback.replies.append(Reply(b""))
    loopback.refuse("No funds.", "AWS.MechanicalTurk.InsufficientFunds")
    with pytest.raises(ServiceError, match=r"No funds\..*; the HIT may exist: .*token='row-1'") as caught:
        create_hit(client, FORM, **FIELDS, token="row-1")
    assert (caught.value.token, caught.value.attempts) == ("row-1", 2)


@pytest.fixture
def impatient(loopback: Loopback) -> Iterator[Any]:
    """A client without any retries of boto3's."""
    client = connect(loopback.url, config=Config(retries={"total_max_attempts": 1}))
    yield client
    client.close()


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"__type": "ServiceFau', b'{"__type": "ServiceFault", "Message": "x"}']
)
def test_a_fault_leaves_it_open(impatient: Any, loopback: Loopback, status: int, body: bytes) -> None:
    """A fault of the service, or of a proxy in front of it, has the token; it is left to boto3 to try again."""
    loopback.replies.append(Reply(body, status))
    with pytest.raises(ServiceError, match="the HIT may exist") as caught:
        create_hit(impatient, FORM, **FIELDS)
    assert caught.value.status == status
    assert [request.parameters["UniqueRequestToken"] for request in loopback.requests] == [caught.value.token]


def test_a_connection_that_is_closed(impatient: Any, loopback: Loopback) -> None:
    """A closed connection is a lost response, too; the exception is boto3's own as well."""
    loopback.replies += [Reply(None)] * (ATTEMPTS - 1)
    assert create_hit(impatient, FORM, **FIELDS).id == "3HIT"
    loopback.requests.clear()
    loopback.replies += [Reply(None)] * ATTEMPTS
    with pytest.raises(ConnectionClosedError, match="the HIT may exist") as caught:
        create_hit(impatient, FORM, **FIELDS)
    assert isinstance(caught.value, LostResponse)
    assert isinstance(caught.value, BotoCoreError)
    assert type(caught.value.__cause__) is ConnectionClosedError
    assert {request.parameters["UniqueRequestToken"] for request in loopback.requests} == {caught.value.token}
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (type(copy), copy.token, str(copy)) == (type(caught.value), caught.value.token, str(caught.value))


def test_nothing_listens() -> None:
    """With nothing at an address of this machine, boto3's exception says how to start the marketplace there."""
    client = connect("http://127.0.0.1:9", config=Config(retries={"total_max_attempts": 1}))
    hint = r"127\.0\.0\.1:9/\"; start the marketplace with `questionforms serve --port 9`"
    with pytest.raises(EndpointConnectionError, match=hint) as caught:
        client.get_account_balance()
    assert type(caught.value) is EndpointConnectionError
    with pytest.raises(EndpointConnectionError, match=f"^CreateHIT: LostResponse: .*{hint}; the HIT may exist") as made:
        create_hit(client, FORM, **FIELDS, token="row-1")
    assert isinstance(made.value, LostResponse)
    assert made.value.token == "row-1"
    with pytest.raises(LostResponse, match=hint):
        next(assignments(client, "3HIT"))
    client.close()


@pytest.mark.parametrize(
    "raised",
    [
        ReadTimeoutError(endpoint_url="u"),
        TimeoutError("mine"),
        KeyboardInterrupt(),
        CredentialRetrievalError(provider="p", error_msg="expired"),
    ],
    ids=type,
)
def test_whatever_ends_a_call_has_its_token(client: Any, loopback: Loopback, raised: BaseException) -> None:
    """A timeout, which is not tried again, and an exception from outside both name the token of the call."""

    def end(**_: Any) -> None:
        raise raised

    client.meta.events.register("before-parse.mturk.CreateHIT", end)
    with pytest.raises(type(raised)) as caught:
        create_hit(client, FORM, **FIELDS)
    client.meta.events.unregister("before-parse.mturk.CreateHIT", end)
    [request] = loopback.requests
    token = request.parameters["UniqueRequestToken"]
    assert vars(caught.value)["token"] == token
    assert token in str(caught.value) + "".join(getattr(caught.value, "__notes__", ()))


def test_what_was_never_sent_has_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without keys, boto3's own exception is raised unchanged: no HIT can exist."""
    monkeypatch.setattr("boto3.DEFAULT_SESSION", None)
    client = connect("http://service.example.com")
    with pytest.raises(NoCredentialsError) as caught:
        create_hit(client, FORM, **FIELDS)
    assert type(caught.value) is NoCredentialsError
    assert not hasattr(caught.value, "token")
    client.close()


def test_own_token_of_an_earlier_hit(client: Any, loopback: Loopback) -> None:
    """If the only attempt is answered that the HIT exists, an earlier call created it: an exception is raised."""
    loopback.refuse(EXISTS, "AWS.MechanicalTurk.HitAlreadyExists")
    with pytest.raises(HITAlreadyExists) as caught:
        create_hit(client, FORM, **FIELDS, token="row-1")
    assert (caught.value.hit_id, caught.value.attempts) == ("3HIT", 1)
    assert str(caught.value).endswith("; the token is 'row-1'")


def listed(*ids: str, **others: Any) -> Reply:
    """A page of assignments."""
    return Reply({"NumResults": len(ids), "Assignments": [{"AssignmentId": each} for each in ids], **others})


def test_pages_that_lack_something_are_asked_for_again(client: Any, loopback: Loopback) -> None:
    """A page without its list, or with fewer items than NumResults, is asked for again with the same token."""
    short, none = listed("3B", NumResults=2), Reply({"NumResults": 2})
    loopback.replies += [listed("3A", NextToken="1"), short, none, listed("3B", "3C")]
    assert [each.id for each in assignments(client, "3HIT")] == ["3A", "3B", "3C"]
    assert [request.parameters.get("NextToken") for request in loopback.requests] == [None, "1", "1", "1"]


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (listed("3B", NumResults=2), "only 1 of 2 `Assignments`"),
        (Reply({"NumResults": 2}), "no `Assignments`"),
        (Reply({}), "no `Assignments`"),
        (Reply({"NumResults": 1, "Assignments": [{"WorkerId": "AW"}]}), "`Assignments` without `AssignmentId`"),
    ],
)
def test_a_list_is_never_shorter(client: Any, loopback: Loopback, page: Reply, message: str) -> None:
    """If a page stays incomplete, the items before it come first, then the exception."""
    loopback.replies += [listed("3A", NextToken="1"), *[page] * ATTEMPTS]
    found = assignments(client, "3HIT")
    assert next(found).id == "3A"
    with pytest.raises(LostResponse, match=f"ListAssignmentsForHIT: LostResponse: .* has {message};"):
        next(found)


@pytest.mark.parametrize("last", [listed(), Reply({"NumResults": 0})], ids=["list", "no list"])
def test_lists_end_without_a_token(client: Any, loopback: Loopback, last: Reply) -> None:
    """An empty page with a token does not end a list; one without does, as the service ended its lists."""
    loopback.replies += [listed("3A", NextToken="1"), listed(NextToken="2"), listed("3B", NextToken="3"), last]
    assert [each.id for each in assignments(client, "3HIT")] == ["3A", "3B"]
    assert loopback.replies == []


def test_a_list_without_an_end(client: Any, loopback: Loopback) -> None:
    """The same token twice in a row is an exception, not a list that never ends."""
    loopback.replies += [listed("3A", NextToken="1"), listed("3B", NextToken="1")]
    with pytest.raises(LostResponse, match="two pages in a row have the same `NextToken`"):
        list(assignments(client, "3HIT"))


def test_a_qualification_type_is_found_by_its_name(client: Any, loopback: Loopback) -> None:
    """If the first response is lost and the name is then taken, the type is looked up, unless it differs."""
    ours = {**TYPE_RESPONSE["QualificationType"], "QualificationTypeStatus": "Active", "Keywords": "a,b"}
    for listed, expected in ((ours, "3TYPE"), ({**ours, "Description": "Other"}, None)):
        loopback.replies.append(Reply(b""))
        loopback.refuse("You have already created a QualificationType with this name.", "AWS.MechanicalTurk.X")
        loopback.replies.append(Reply({"NumResults": 1, "QualificationTypes": [listed]}))
        if expected:
            made = create_qualification_type(client, "Buses", "Knows buses", keywords=["a", "b"])
            assert made.id == expected
        else:
            with pytest.raises(ServiceError, match="already created"):
                create_qualification_type(client, "Buses", "Knows buses", keywords=["a", "b"])
    assert loopback.requests[2].operation == "ListQualificationTypes"


def test_a_qualification_type_may_exist(client: Any, loopback: Loopback) -> None:
    """If no response arrives at all, the exception says where to look for the type."""
    loopback.replies += [Reply(b"")] * (2 * ATTEMPTS)
    with pytest.raises(LostResponse, match=r"CreateQualificationType: .*look for its name") as caught:
        create_qualification_type(client, "Buses", "Knows buses")
    assert caught.value.token is None
