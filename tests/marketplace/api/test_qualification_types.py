"""Qualification types, through boto3."""

from __future__ import annotations

from typing import Any

import pytest

from questionforms import HTMLQuestion
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


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"Name": " "}, "Name"),
        ({"Description": ""}, "Description"),
        ({"Description": "x" * 2_001}, "longer than 2000 characters"),
        ({"Keywords": "x" * 1_001}, "longer than 1000 characters"),
        ({"RetryDelayInSeconds": -1}, "RetryDelayInSeconds"),
        ({"Test": TEST.to_xml()}, "TestDurationInSeconds is missing"),
        ({"Test": TEST.to_xml(), "TestDurationInSeconds": 0}, "TestDurationInSeconds"),
        ({"Test": TEST.to_xml(), "TestDurationInSeconds": 60, "AutoGranted": True}, "AutoGranted"),
        ({"Test": "string", "TestDurationInSeconds": 60}, "error parsing the XML question or answer data"),
        ({"Test": KEY.to_xml(), "TestDurationInSeconds": 60}, "AnswerKey; expected QuestionForm"),
        ({"AnswerKey": KEY.to_xml()}, "AnswerKey is given without Test"),
        ({"QualificationTypeStatus": "active"}, "Active, Inactive"),
    ],
)
def test_what_is_refused(mturk_client: Any, parameters: dict[str, Any], said: str) -> None:
    """A type that breaks a rule is refused with the reason, and nothing is created."""
    code = "XMLParseError" if parameters.get("Test") == "string" else "InvalidParameterValue"
    with refused(code, said):
        mturk_client.create_qualification_type(**{**QUALIFICATION, **parameters})
    assert mturk_client.list_qualification_types(MustBeRequestable=False)["NumResults"] == 0


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
    with refused("QualificationTypeAlreadyExists", "Chooses"):
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
    expected = {"Description": "Other.", "QualificationTypeStatus": "Inactive", "RetryDelayInSeconds": 5}
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


def test_list(mturk_client: Any, other_client: Any) -> None:
    """A requester's own types are listed in order, filtered by words and by whether they can be requested."""
    names = ["alpha one", "beta one", "100% sure"]
    for name in names:
        qualification_type(mturk_client, Name=name, Keywords="kw")
    qualification_type(other_client, Name="alpha other")
    qualification_type(mturk_client, Name="off", QualificationTypeStatus="Inactive")

    def listed(**given: Any) -> list[str]:
        found = mturk_client.list_qualification_types(**{"MustBeRequestable": False, **given})
        assert found["NumResults"] == len(found["QualificationTypes"])
        return [one["Name"] for one in found["QualificationTypes"]]

    assert listed() == [*names, "off"]
    assert listed(MustBeRequestable=True) == names
    assert listed(Query="one") == names[:2]
    assert listed(Query="ONE beta") == ["beta one"]
    assert listed(Query="KW") == names
    assert listed(Query="%") == ["100% sure"]
    assert listed(Query="nothing") == []
    pages = mturk_client.get_paginator("list_qualification_types").paginate(
        MustBeRequestable=True, PaginationConfig={"PageSize": 1}
    )
    assert [[one["Name"] for one in page["QualificationTypes"]] for page in pages] == [[name] for name in names]


def test_hits_for_a_type(mturk_client: Any, other_client: Any) -> None:
    """Only the HITs that require a type are listed."""
    identifier = qualification_type(mturk_client)
    wanted = [{"QualificationTypeId": identifier, "Comparator": "Exists"}]
    first = choice_hit(mturk_client, QualificationRequirements=wanted)
    second = choice_hit(mturk_client, QualificationRequirements=wanted, Title="Other")
    choice_hit(mturk_client)
    found = mturk_client.list_hits_for_qualification_type(QualificationTypeId=identifier)
    assert [one["HITId"] for one in found["HITs"]] == [first, second]
    assert found["NumResults"] == 2
    with refused("QualificationTypeDoesNotExist"):
        other_client.list_hits_for_qualification_type(QualificationTypeId=identifier)


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
    with refused("InvalidQualificationRequestState", "Rejected"):
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
        "get_qualification_type",
        "update_qualification_type",
        "delete_qualification_type",
        "list_hits_for_qualification_type",
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
