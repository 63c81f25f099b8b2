"""Qualification types, through boto3."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from questionforms import HTMLQuestion
from questionforms.exceptions import ServiceError
from questionforms.mturk.qualifications.system import MASTERS, SYSTEM_IDS
from questionforms.testing.running import Running
from questionforms.testing.workers import Worker
from tests.marketplace.making import CHOICE, KEY, QUALIFICATION, TEST, TESTED, choice_hit, qualification_type, refused


def test_create_and_get(mturk_client: Any, marketplace: Running) -> None:
    """A type is returned with everything that was given, and with what the service adds."""
    given = {**TESTED, "Keywords": "a, b", "RetryDelayInSeconds": 0}
    made = mturk_client.create_qualification_type(**given)["QualificationType"]
    assert given.items() <= made.items()
    assert made["IsRequestable"] is True
    assert made["AutoGranted"] is False
    assert "AutoGrantedValue" not in made
    assert abs((made["CreationTime"] - marketplace.now).total_seconds()) < 60
    assert (
        mturk_client.get_qualification_type(QualificationTypeId=made["QualificationTypeId"])["QualificationType"]
        == made
    )


def test_auto_granted(mturk_client: Any) -> None:
    """A type that is granted automatically has the value 1 by default."""
    made = mturk_client.create_qualification_type(**QUALIFICATION, AutoGranted=True)["QualificationType"]
    assert (made["AutoGranted"], made["AutoGrantedValue"]) == (True, 1)
    other = {**QUALIFICATION, "Name": "other"}
    made = mturk_client.create_qualification_type(**other, AutoGranted=True, AutoGrantedValue=7)["QualificationType"]
    assert made["AutoGrantedValue"] == 7
    changed = {"QualificationTypeId": made["QualificationTypeId"], "AutoGrantedValue": 8}
    assert mturk_client.update_qualification_type(**changed)["QualificationType"]["AutoGrantedValue"] == 8
    with refused("InvalidParameterValue", "AutoGrantedValue can only be used with AutoGranted."):
        mturk_client.update_qualification_type(**changed, AutoGranted=False)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"Name": " "}, "Name"),
        ({"Description": ""}, "Description"),
        ({"Description": "x" * 2_001}, "Description  has a maximum length of 2000"),
        ({"Keywords": "x" * 1_001}, "Keywords  has a maximum length of 1000"),
        ({"RetryDelayInSeconds": -1}, "The value -1 is invalid for RetryDelayInSeconds. Valid values range from 0"),
        ({"RetryDelayInSeconds": 2**31}, "RetryDelayInSeconds. Valid values range from 0 to 2147483647."),
        ({"AutoGrantedValue": 1}, "AutoGrantedValue can only be used with AutoGranted."),
        ({"AutoGranted": False, "AutoGrantedValue": 1}, "AutoGrantedValue can only be used with AutoGranted."),
        ({"RetryDelayInSeconds": 2**63 - 1}, "RetryDelayInSeconds. Valid values range from 0 to 2147483647."),
        ({"RetryDelayInSeconds": 2**63}, "RetryDelayInSeconds"),
        ({"Test": TEST.to_xml()}, "TestDurationInSeconds is missing"),
        ({"Test": TEST.to_xml(), "TestDurationInSeconds": 0}, "TestDurationInSeconds"),
        ({"Test": TEST.to_xml(), "TestDurationInSeconds": 60, "AutoGranted": True}, "AutoGranted"),
        ({"Test": "string", "TestDurationInSeconds": 60}, "error parsing the XML question or answer data"),
        ({"Test": KEY.to_xml(), "TestDurationInSeconds": 60}, "AnswerKey; expected QuestionForm"),
        ({"AnswerKey": KEY.to_xml()}, "AnswerKey is given without Test"),
        ({"QualificationTypeStatus": "active"}, "enum value set: [Active, Inactive]"),
    ],
)
def test_what_is_refused(mturk_client: Any, parameters: dict[str, Any], said: str) -> None:
    """A type that breaks a rule is refused with the reason, and nothing is created."""
    code = "ValidationException" if "QualificationTypeStatus" in parameters else "InvalidParameterValue"
    with refused(code, said):
        mturk_client.create_qualification_type(**{**QUALIFICATION, **parameters})
    assert listed(mturk_client, MustBeOwnedByCaller=True) == []


def test_a_page_is_no_test(mturk_client: Any) -> None:
    """Only a QuestionForm can be a test; pages are for HITs."""
    page = HTMLQuestion(
        "<!DOCTYPE html><html><head><title>t</title></head><body><form><input name='x'></form></body></html>"
    )
    with refused("InvalidParameterValue", "Test"):
        mturk_client.create_qualification_type(**QUALIFICATION, Test=page.to_xml(), TestDurationInSeconds=60)


def test_a_name_is_unique(mturk_client: Any, other_client: Any) -> None:
    """A name is unique among a requester's types; others can use it, and so can the requester after a deletion."""
    first = qualification_type(mturk_client)
    with refused("QualificationTypeAlreadyExists", "You have already created a QualificationType with this name."):
        qualification_type(mturk_client)
    qualification_type(other_client)
    mturk_client.delete_qualification_type(QualificationTypeId=first)
    assert qualification_type(mturk_client) != first


def test_update(mturk_client: Any) -> None:
    """Only given fields change."""
    made = mturk_client.create_qualification_type(**TESTED)["QualificationType"]
    identifier = made["QualificationTypeId"]
    changed = mturk_client.update_qualification_type(
        QualificationTypeId=identifier,
        Description="Other.",
        QualificationTypeStatus="Inactive",
        RetryDelayInSeconds=5,
    )["QualificationType"]
    expected = {
        "Description": "Other.",
        "QualificationTypeStatus": "Inactive",
        "RetryDelayInSeconds": 5,
        "IsRequestable": False,
    }
    assert changed == {**made, **expected}
    assert mturk_client.get_qualification_type(QualificationTypeId=identifier)["QualificationType"] == changed


def test_update_of_the_granted_value(mturk_client: Any) -> None:
    """The granted value is kept unless the update changes it, and hidden while grants are not automatic."""
    identifier = qualification_type(mturk_client, AutoGranted=True, AutoGrantedValue=9)
    seen = []
    for granted in (True, False, True):
        changed = mturk_client.update_qualification_type(QualificationTypeId=identifier, AutoGranted=granted)
        seen.append(changed["QualificationType"].get("AutoGrantedValue"))
    assert seen == [9, None, 9]


def test_update_of_the_test(mturk_client: Any) -> None:
    """A new test without a key drops the old key; a test needs a duration, and a key needs a test."""
    identifier = qualification_type(mturk_client, **TESTED)
    with refused("InvalidParameterValue", "TestDurationInSeconds is missing"):
        mturk_client.update_qualification_type(QualificationTypeId=identifier, Test=TEST.to_xml())
    with refused("InvalidParameterValue", "Test, which is missing"):
        mturk_client.update_qualification_type(QualificationTypeId=identifier, AnswerKey=KEY.to_xml())
    with refused("InvalidParameterValue", "AutoGranted"):
        mturk_client.update_qualification_type(QualificationTypeId=identifier, AutoGranted=True)
    assert "AnswerKey" in mturk_client.get_qualification_type(QualificationTypeId=identifier)["QualificationType"]
    changed = mturk_client.update_qualification_type(
        QualificationTypeId=identifier, Test=TEST.to_xml(), TestDurationInSeconds=90
    )["QualificationType"]
    assert "AnswerKey" not in changed
    assert changed["TestDurationInSeconds"] == 90
    granted = qualification_type(mturk_client, Name="granted", AutoGranted=True)
    with refused("InvalidParameterValue", "AutoGranted"):
        mturk_client.update_qualification_type(
            QualificationTypeId=granted, Test=TEST.to_xml(), TestDurationInSeconds=90
        )


def listed(client: Any, **given: Any) -> list[str]:
    """The names of the types in a list."""
    found = client.list_qualification_types(**{"MustBeRequestable": False, **given})
    assert found["NumResults"] == len(found["QualificationTypes"])
    return [one["Name"] for one in found["QualificationTypes"]]


def test_list_of_own(mturk_client: Any, other_client: Any) -> None:
    """A requester's own types are listed in order, filtered by words and by whether they can be requested."""
    names = ["alpha one", "beta one", "100% sure"]
    for name in names:
        qualification_type(mturk_client, Name=name, Keywords="kw")
    qualification_type(other_client, Name="alpha other")
    qualification_type(mturk_client, Name="off", QualificationTypeStatus="Inactive")
    own = partial(listed, mturk_client, MustBeOwnedByCaller=True)
    assert own() == [*names, "off"]
    assert own(MustBeRequestable=True) == names
    assert own(Query="one") == names[:2]
    assert own(Query="ONE beta") == ["beta one"]
    assert own(Query="KW") == names
    assert own(Query="%") == ["100% sure"]
    assert own(Query="nothing") == own(Query="Worker_Locale") == []
    pages = mturk_client.get_paginator("list_qualification_types").paginate(
        MustBeRequestable=True, MustBeOwnedByCaller=True, PaginationConfig={"PageSize": 1}
    )
    shown = [[one["Name"] for one in page["QualificationTypes"]] for page in pages]
    assert shown == [*([name] for name in names), []]


def test_list_of_all(mturk_client: Any, other_client: Any) -> None:
    """Unless a requester asks for its own types, the service's and other requesters' active types are listed too."""
    qualification_type(mturk_client, Name="mine")
    qualification_type(mturk_client, Name="mine, off", QualificationTypeStatus="Inactive")
    qualification_type(other_client, Name="theirs")
    qualification_type(other_client, Name="theirs, off", QualificationTypeStatus="Inactive")
    own = ["mine", "mine, off", "theirs"]
    assert set(listed(mturk_client)) == {*SYSTEM_IDS, *own}
    assert listed(mturk_client, MustBeOwnedByCaller=False, MustBeRequestable=True) == ["mine", "theirs"]
    assert listed(mturk_client, Query="worker_LOCALE") == ["Worker_Locale"]
    assert listed(mturk_client, Query="theirs") == ["theirs"]
    for size in (1, 2, 3, 5):
        pages = mturk_client.get_paginator("list_qualification_types").paginate(
            MustBeRequestable=False, PaginationConfig={"PageSize": size}
        )
        shown = [one["Name"] for page in pages for one in page["QualificationTypes"]]
        assert sorted(shown) == sorted([*SYSTEM_IDS, *own])


@pytest.mark.parametrize(("name", "identifier"), [*SYSTEM_IDS.items(), ("Masters", MASTERS["sandbox"])])
def test_types_of_the_service(mturk_client: Any, mturk_worker: Worker, name: str, identifier: str) -> None:
    """Anyone can look up the service's own types, and nobody can change them, grant them or list who has them."""
    by_id = {"QualificationTypeId": identifier}
    found = mturk_client.get_qualification_type(**by_id)["QualificationType"]
    assert (found["Name"], found["QualificationTypeStatus"], found["IsRequestable"]) == (name, "Active", False)
    assert found["Description"]
    for call, given in (
        ("update_qualification_type", {"Description": "d"}),
        ("delete_qualification_type", {}),
        ("list_workers_with_qualification_type", {}),
        ("list_qualification_requests", {}),
        ("associate_qualification_with_worker", {"WorkerId": mturk_worker.id}),
        ("disassociate_qualification_from_worker", {"WorkerId": mturk_worker.id}),
    ):
        with refused("QualificationTypeDoesNotExist", identifier):
            getattr(mturk_client, call)(**by_id, **given)
    with pytest.raises(ServiceError, match="does not exist"):
        mturk_worker.request_qualification(identifier)


def test_types_of_other_requesters(mturk_client: Any, other_client: Any) -> None:
    """An active type of another requester can be looked up, without its key, and required; an inactive one cannot."""
    identifier = qualification_type(other_client, **TESTED)
    by_id = {"QualificationTypeId": identifier}
    theirs = other_client.get_qualification_type(**by_id)["QualificationType"]
    seen = mturk_client.get_qualification_type(**by_id)["QualificationType"]
    assert theirs.items() - seen.items() == {("AnswerKey", TESTED["AnswerKey"])}
    (one,) = mturk_client.list_qualification_types(MustBeRequestable=True)["QualificationTypes"]
    assert one == seen
    hit = choice_hit(mturk_client, QualificationRequirements=[{**by_id, "Comparator": "Exists"}])
    assert [one["HITId"] for one in mturk_client.list_hits_for_qualification_type(**by_id)["HITs"]] == [hit]
    assert other_client.list_hits_for_qualification_type(**by_id)["HITs"] == []
    other_client.update_qualification_type(**by_id, QualificationTypeStatus="Inactive")
    assert other_client.get_qualification_type(**by_id)
    for call in ("get_qualification_type", "list_hits_for_qualification_type"):
        with refused("QualificationTypeDoesNotExist"):
            getattr(mturk_client, call)(**by_id)


def test_hits_for_a_type(mturk_client: Any, other_client: Any) -> None:
    """Only the requester's HITs that require a type are listed, newest first."""
    identifier = qualification_type(mturk_client)
    wanted = [{"QualificationTypeId": identifier, "Comparator": "Exists"}]
    first = choice_hit(mturk_client, QualificationRequirements=wanted)
    second = choice_hit(mturk_client, QualificationRequirements=wanted, Title="Other")
    choice_hit(mturk_client)
    found = mturk_client.list_hits_for_qualification_type(QualificationTypeId=identifier)
    assert [one["HITId"] for one in found["HITs"]] == [second, first]
    assert found["NumResults"] == 2
    assert other_client.list_hits_for_qualification_type(QualificationTypeId=identifier)["HITs"] == []


def test_delete(mturk_client: Any, mturk_worker: Worker) -> None:
    """A deleted type cannot be used or listed, and requests are rejected; workers keep the qualification."""
    identifier = qualification_type(mturk_client)
    asked = mturk_worker.request_qualification(identifier)
    wanted = [{"QualificationTypeId": identifier, "Comparator": "Exists"}]
    old = choice_hit(mturk_client, QualificationRequirements=wanted)
    holder = mturk_worker.another()
    mturk_client.associate_qualification_with_worker(QualificationTypeId=identifier, WorkerId=holder.id)
    kind = mturk_client.get_hit(HITId=old)["HIT"]["HITTypeId"]
    mturk_client.delete_qualification_type(QualificationTypeId=identifier)
    for call in ("get_qualification_type", "delete_qualification_type", "list_workers_with_qualification_type"):
        with refused("QualificationTypeDoesNotExist", identifier):
            getattr(mturk_client, call)(QualificationTypeId=identifier)
    with refused("InvalidQualificationRequestState", "called with a status of: Pending"):
        mturk_client.accept_qualification_request(QualificationRequestId=asked["QualificationRequestId"])
    with refused("QualificationTypeDoesNotExist"):
        choice_hit(mturk_client, QualificationRequirements=wanted, Title="New")
    with refused("HITTypeDoesNotExist"):
        mturk_client.create_hit_with_hit_type(HITTypeId=kind, LifetimeInSeconds=60, Question=CHOICE.to_xml())
    assert mturk_client.list_qualification_types(MustBeRequestable=True)["QualificationTypes"] == []
    assert holder.accept(old)["AssignmentId"]


@pytest.mark.parametrize(
    "call",
    [
        "update_qualification_type",
        "delete_qualification_type",
        "list_workers_with_qualification_type",
        "list_qualification_requests",
    ],
)
def test_unknown_and_foreign(mturk_client: Any, other_client: Any, call: str) -> None:
    """Unknown things and another requester's are refused with the same message."""
    identifier = qualification_type(other_client)
    for unknown in (identifier, "3UNKNOWN"):
        with refused("QualificationTypeDoesNotExist", f"QualificationType {unknown} does not exist"):
            getattr(mturk_client, call)(QualificationTypeId=unknown)
    assert other_client.get_qualification_type(QualificationTypeId=identifier)


def test_long_queries(mturk_client: Any) -> None:
    """A query of up to 1,000 characters is answered, however many words it has; a longer one is refused."""
    for query in ("x" * 1_000, "x " * 500):
        assert mturk_client.list_qualification_types(MustBeRequestable=False, Query=query)["NumResults"] == 0
    for query in ("x" * 1_001, "x " * 20_000, "x" * 70_000):
        with refused("InvalidParameterValue", "has a maximum length of 1000"):
            mturk_client.list_qualification_types(MustBeRequestable=False, Query=query)
