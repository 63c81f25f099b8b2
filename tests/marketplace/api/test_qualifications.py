"""Qualifications: granting, revoking, requesting and testing them, and what they guard."""

from __future__ import annotations

from typing import Any

import pytest

from questionforms import parse_answers
from questionforms.exceptions import ServiceError
from questionforms.testing.running import Running
from questionforms.testing.workers import Worker
from tests.marketplace.making import CHOICE, KEY, TESTED, choice_hit, qualification_type, refused

LOCALE = "00000000000000000071"
ADULT = "00000000000000000060"
APPROVED = "00000000000000000040"
RATE = "000000000000000000L0"
MASTERS = "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH"


def score(client: Any, identifier: str, worker: Worker) -> tuple[int, str]:
    """A worker's value for a qualification, and its status."""
    found = client.get_qualification_score(QualificationTypeId=identifier, WorkerId=worker.id)["Qualification"]
    assert (found["QualificationTypeId"], found["WorkerId"]) == (identifier, worker.id)
    return found["IntegerValue"], found["Status"]


def test_associate_and_disassociate(mturk_client: Any, mturk_worker: Worker) -> None:
    """A qualification can be granted with 1 or a given value, changed, revoked, and granted again."""
    identifier = qualification_type(mturk_client)
    with refused("QualificationDoesNotExist", "You requested a Qualification that does not exist."):
        score(mturk_client, identifier, mturk_worker)
    given = {"QualificationTypeId": identifier, "WorkerId": mturk_worker.id}
    mturk_client.associate_qualification_with_worker(**given)
    assert score(mturk_client, identifier, mturk_worker) == (1, "Granted")
    mturk_client.associate_qualification_with_worker(**given, IntegerValue=-5, SendNotification=False)
    assert score(mturk_client, identifier, mturk_worker) == (-5, "Granted")
    mturk_client.disassociate_qualification_from_worker(**given, Reason="No more")
    for call in (mturk_client.get_qualification_score, mturk_client.disassociate_qualification_from_worker):
        with refused("InvalidQualificationState", "This operation can be called with a status of: Granted ("):
            call(**given)
    mturk_client.associate_qualification_with_worker(**given, IntegerValue=2)
    assert score(mturk_client, identifier, mturk_worker) == (2, "Granted")


def test_list_of_workers(mturk_client: Any, mturk_worker: Worker) -> None:
    """Workers with a qualification are listed on pages, filtered by whether it was revoked."""
    identifier = qualification_type(mturk_client)
    workers = [mturk_worker, mturk_worker.another(), mturk_worker.another()]
    for number, worker in enumerate(workers):
        mturk_client.associate_qualification_with_worker(
            QualificationTypeId=identifier, WorkerId=worker.id, IntegerValue=number
        )
    mturk_client.disassociate_qualification_from_worker(QualificationTypeId=identifier, WorkerId=workers[0].id)

    def listed(**given: Any) -> list[int]:
        pages = mturk_client.get_paginator("list_workers_with_qualification_type").paginate(
            QualificationTypeId=identifier, **given, PaginationConfig={"PageSize": 2}
        )
        return [one["IntegerValue"] for page in pages for one in page["Qualifications"]]

    assert listed() == [0, 1, 2]
    assert listed(Status="Granted") == [1, 2]
    assert listed(Status="Revoked") == [0]


def test_unknown_and_foreign(mturk_client: Any, other_client: Any, mturk_worker: Worker) -> None:
    """Another requester's type and an unknown worker are refused; a score of either never says whose type it is."""
    for foreign in (qualification_type(other_client), MASTERS, "3NOTHING"):
        given = {"QualificationTypeId": foreign, "WorkerId": mturk_worker.id}
        for call in (
            mturk_client.associate_qualification_with_worker,
            mturk_client.disassociate_qualification_from_worker,
        ):
            with refused("QualificationTypeDoesNotExist"):
                call(**given)
        with refused("QualificationDoesNotExist", "You requested a Qualification that does not exist."):
            mturk_client.get_qualification_score(**given)
    unknown = {"QualificationTypeId": qualification_type(mturk_client), "WorkerId": "A0NOBODY"}
    for call in (
        mturk_client.associate_qualification_with_worker,
        mturk_client.disassociate_qualification_from_worker,
        mturk_client.get_qualification_score,
    ):
        with refused("InvalidParameterValue", 'The value "A0NOBODY" is not valid for the parameter WorkerId.'):
            call(**unknown)


def test_a_request(mturk_client: Any, other_client: Any, mturk_worker: Worker) -> None:
    """A request without a test waits until the requester grants it with a value."""
    identifier = qualification_type(mturk_client)
    asked = mturk_worker.request_qualification(identifier)
    assert asked["Status"] == "Pending"
    with pytest.raises(ServiceError, match="has already requested the QualificationType"):
        mturk_worker.request_qualification(identifier)
    for given in ({}, {"QualificationTypeId": identifier}):
        found = mturk_client.list_qualification_requests(**given)
        (request,) = found["QualificationRequests"]
        assert found["NumResults"] == 1
        assert request["QualificationRequestId"] == asked["QualificationRequestId"]
        assert (request["QualificationTypeId"], request["WorkerId"]) == (identifier, mturk_worker.id)
    accept = {"QualificationRequestId": asked["QualificationRequestId"]}
    assert other_client.list_qualification_requests()["QualificationRequests"] == []
    for call in (other_client.accept_qualification_request, other_client.reject_qualification_request):
        with refused("QualificationRequestDoesNotExist"):
            call(**accept)
    mturk_client.accept_qualification_request(**accept, IntegerValue=12)
    assert score(mturk_client, identifier, mturk_worker) == (12, "Granted")
    assert mturk_client.list_qualification_requests()["QualificationRequests"] == []
    for call in (mturk_client.accept_qualification_request, mturk_client.reject_qualification_request):
        with refused("InvalidQualificationRequestState", "called with a status of: Pending"):
            call(**accept)


def test_a_request_is_rejected(mturk_client: Any, mturk_worker: Worker) -> None:
    """A rejected request leaves the worker without the qualification, and cannot be repeated."""
    identifier = qualification_type(mturk_client)
    asked = mturk_worker.request_qualification(identifier)["QualificationRequestId"]
    mturk_client.reject_qualification_request(QualificationRequestId=asked, Reason="No")
    with refused("QualificationDoesNotExist"):
        score(mturk_client, identifier, mturk_worker)
    with pytest.raises(ServiceError, match="one attempt"):
        mturk_worker.request_qualification(identifier)
    with refused("QualificationRequestDoesNotExist", "nothing"):
        mturk_client.accept_qualification_request(QualificationRequestId="nothing")


def test_a_test_with_a_key(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """Answers are scored immediately; the next attempt is only allowed after the delay."""
    identifier = qualification_type(mturk_client, **TESTED, RetryDelayInSeconds=60)
    assert mturk_worker.request_qualification(identifier, {"q": "b"})["Status"] == "Granted"
    assert score(mturk_client, identifier, mturk_worker) == (0, "Granted")
    with pytest.raises(ServiceError, match="60 seconds after the last"):
        mturk_worker.request_qualification(identifier, {"q": "a"})
    marketplace.advance(seconds=61)
    mturk_worker.request_qualification(identifier, {"q": "a"})
    assert score(mturk_client, identifier, mturk_worker) == (100, "Granted")


@pytest.mark.parametrize("multiplier", ["1e308", "-1e308", "22000000"])
def test_a_value_that_no_qualification_can_have(mturk_client: Any, mturk_worker: Worker, multiplier: str) -> None:
    """If the key's value for the answers is not an integer of 32 bits, the requester decides."""
    mapping = f"<ScaleMapping><SummedScoreMultiplier>{multiplier}</SummedScoreMultiplier></ScaleMapping>"
    end = f"<QualificationValueMapping>{mapping}</QualificationValueMapping></AnswerKey>"
    key = KEY.to_xml().replace("</AnswerKey>", end)
    identifier = qualification_type(mturk_client, **TESTED | {"AnswerKey": key})
    assert mturk_worker.request_qualification(identifier, {"q": "a"})["Status"] == "Pending"
    assert mturk_worker.another().request_qualification(identifier, {"q": "b"})["Status"] == "Granted"
    (request,) = mturk_client.list_qualification_requests()["QualificationRequests"]
    mturk_client.accept_qualification_request(
        QualificationRequestId=request["QualificationRequestId"], IntegerValue=2**31 - 1
    )
    assert score(mturk_client, identifier, mturk_worker) == (2**31 - 1, "Granted")


def test_a_test_without_a_key(mturk_client: Any, mturk_worker: Worker) -> None:
    """The answers to a test without a key are shown to the requester, with the test at that time."""
    identifier = qualification_type(mturk_client, **without_key())
    mturk_worker.request_qualification(identifier, {"q": "a", "why": "ünï & <co>"})
    (request,) = mturk_client.list_qualification_requests()["QualificationRequests"]
    assert request["Test"] == CHOICE.to_xml()
    answers = parse_answers(request["Answer"])
    assert answers["q"].selections == ("a",)
    assert answers["why"].text == "ünï & <co>"
    with refused("QualificationDoesNotExist"):
        score(mturk_client, identifier, mturk_worker)


def without_key() -> dict[str, Any]:
    """A type whose test has no key and includes a text question."""
    return {name: value for name, value in TESTED.items() if name != "AnswerKey"} | {"Test": CHOICE.to_xml()}


@pytest.mark.parametrize(("given", "value"), [({"AutoGrantedValue": 9}, 9), ({"AutoGrantedValue": 0}, 0), ({}, 1)])
def test_auto_granted(mturk_client: Any, mturk_worker: Worker, given: dict[str, int], value: int) -> None:
    """A type that is granted automatically is granted on request, with its value, which is 1 by default."""
    identifier = qualification_type(mturk_client, AutoGranted=True, **given)
    assert mturk_worker.request_qualification(identifier)["Status"] == "Granted"
    assert score(mturk_client, identifier, mturk_worker) == (value, "Granted")


def test_inactive(mturk_client: Any, mturk_worker: Worker) -> None:
    """Nobody can request an inactive type."""
    identifier = qualification_type(mturk_client, QualificationTypeStatus="Inactive")
    with pytest.raises(ServiceError, match="inactive"):
        mturk_worker.request_qualification(identifier)


@pytest.mark.parametrize(
    ("comparator", "values", "met"),
    [
        ("Exists", [], [False, True, True]),
        ("DoesNotExist", [], [True, False, False]),
        ("LessThan", [50], [False, True, False]),
        ("LessThanOrEqualTo", [10], [False, True, False]),
        ("GreaterThan", [10], [False, False, True]),
        ("GreaterThanOrEqualTo", [10], [False, True, True]),
        ("EqualTo", [90], [False, False, True]),
        ("NotEqualTo", [90], [False, True, False]),
        ("In", [10, 11], [False, True, False]),
        ("NotIn", [10, 11], [False, False, True]),
    ],
)
def test_comparators(
    mturk_client: Any, mturk_worker: Worker, comparator: str, values: list[int], met: list[bool]
) -> None:
    """Workers with no value, 10 and 90 meet the right comparators; without a value, only DoesNotExist."""
    identifier = qualification_type(mturk_client)
    workers = [mturk_worker, mturk_worker.another(), mturk_worker.another()]
    for worker, value in zip(workers[1:], (10, 90), strict=True):
        mturk_client.associate_qualification_with_worker(
            QualificationTypeId=identifier, WorkerId=worker.id, IntegerValue=value
        )
    requirement: dict[str, Any] = {"QualificationTypeId": identifier, "Comparator": comparator}
    if values:
        requirement["IntegerValues"] = values
    task = choice_hit(mturk_client, MaxAssignments=3, QualificationRequirements=[requirement])
    assert [accepts(worker, task) for worker in workers] == met


def accepts(worker: Worker, task: str) -> bool:
    """Whether a worker who accepts a HIT meets its requirements."""
    try:
        worker.accept(task)
    except ServiceError as error:
        if error.code != "DoesNotMeetRequirements":
            raise
        return False
    return True


@pytest.mark.parametrize(
    ("comparator", "places", "met"),
    [
        ("EqualTo", [{"Country": "US"}], [False, True, True, False]),
        ("EqualTo", [{"Country": "US", "Subdivision": "CA"}], [False, False, True, False]),
        ("NotEqualTo", [{"Country": "US"}], [False, False, False, True]),
        ("In", [{"Country": "US", "Subdivision": "CA"}, {"Country": "DE"}], [False, False, True, True]),
        ("NotIn", [{"Country": "US", "Subdivision": "CA"}, {"Country": "DE"}], [False, True, False, False]),
    ],
)
def test_locales(
    mturk_client: Any, mturk_worker: Worker, comparator: str, places: list[dict[str, str]], met: list[bool]
) -> None:
    """Workers without a locale, and from the US, California and Germany, meet the right locale requirements."""
    workers = [
        mturk_worker,
        mturk_worker.another(country="US"),
        mturk_worker.another(country="US", subdivision="CA"),
        mturk_worker.another(country="DE"),
    ]
    requirement = {"QualificationTypeId": LOCALE, "Comparator": comparator, "LocaleValues": places}
    task = choice_hit(mturk_client, MaxAssignments=4, QualificationRequirements=[requirement])
    assert [accepts(worker, task) for worker in workers] == met


def test_the_services_own(mturk_client: Any, mturk_worker: Worker) -> None:
    """Adults and masters are what a worker was registered as."""
    adult = [{"QualificationTypeId": ADULT, "Comparator": "EqualTo", "IntegerValues": [1]}]
    masters = [{"QualificationTypeId": MASTERS, "Comparator": "Exists"}]
    for requirements, other in ((adult, {"adult": True}), (masters, {"master": True})):
        task = choice_hit(mturk_client, MaxAssignments=2, QualificationRequirements=requirements)
        assert not accepts(mturk_worker, task)
        assert accepts(mturk_worker.another(**other), task)


def test_what_was_approved(mturk_client: Any, mturk_worker: Worker) -> None:
    """Approved assignments are counted; the approval rate is 100 until 100 assignments were submitted."""
    done = mturk_worker.answer(choice_hit(mturk_client), {"q": "a"})
    rejected = mturk_worker.answer(choice_hit(mturk_client), {"q": "a"})
    approved = [{"QualificationTypeId": APPROVED, "Comparator": "GreaterThan", "IntegerValues": [0]}]
    rate = [{"QualificationTypeId": RATE, "Comparator": "EqualTo", "IntegerValues": [100]}]
    assert not accepts(mturk_worker, choice_hit(mturk_client, QualificationRequirements=approved))
    mturk_client.approve_assignment(AssignmentId=done["AssignmentId"])
    mturk_client.reject_assignment(AssignmentId=rejected["AssignmentId"], RequesterFeedback="No")
    assert accepts(mturk_worker, choice_hit(mturk_client, QualificationRequirements=approved))
    assert accepts(mturk_worker, choice_hit(mturk_client, QualificationRequirements=rate))


@pytest.mark.parametrize(
    ("guarded", "seen", "previewed"),
    [
        ({}, True, True),
        ({"ActionsGuarded": "Accept"}, True, True),
        ({"ActionsGuarded": "PreviewAndAccept"}, True, False),
        ({"RequiredToPreview": True}, True, False),
        ({"RequiredToPreview": False, "ActionsGuarded": "PreviewAndAccept"}, True, False),
        ({"RequiredToPreview": False, "ActionsGuarded": "Accept"}, True, True),
        ({"ActionsGuarded": "DiscoverPreviewAndAccept"}, False, False),
    ],
)
def test_actions_guarded(
    mturk_client: Any, mturk_worker: Worker, guarded: dict[str, Any], seen: bool, previewed: bool
) -> None:
    """A worker who does not qualify can still see and preview a HIT, unless that is guarded too."""
    requirement = {"QualificationTypeId": MASTERS, "Comparator": "Exists", **guarded}
    task = choice_hit(mturk_client, QualificationRequirements=[requirement])
    assert [one["HITId"] for one in mturk_worker.list()] == [task] * seen
    if previewed:
        assert mturk_worker.preview(task)
    else:
        with pytest.raises(ServiceError):
            mturk_worker.preview(task)
    assert not accepts(mturk_worker, task)
    assert accepts(mturk_worker.another(master=True), task)
