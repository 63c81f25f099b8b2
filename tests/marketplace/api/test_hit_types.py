"""HIT types: equal values share one; what a type can have, and its notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from questionforms.mturk.qualifications.system import MASTERS
from tests.marketplace.making import FORM, TYPE, events, new_hit, read, refused, tell_all

if TYPE_CHECKING:
    from questionforms.testing.running import Running

RATE = {"QualificationTypeId": "000000000000000000L0", "Comparator": "GreaterThan", "IntegerValues": [95]}
PLACE = {"QualificationTypeId": "00000000000000000071", "Comparator": "EqualTo", "LocaleValues": [{"Country": "US"}]}
EMAIL = {
    "Destination": "me@example.com",
    "Transport": "Email",
    "Version": "2006-05-05",
    "EventTypes": ["HITCreated", "HITExpired"],
}


def test_equal_values_share_a_type(mturk_client: Any, other_client: Any) -> None:
    """Equivalent values result in the same type, whatever their order and defaults; others do not."""
    given = TYPE | {"QualificationRequirements": [RATE, PLACE]}
    first = mturk_client.create_hit_type(**given)["HITTypeId"]
    same = {
        "Reward": "0.1",
        "Keywords": "",
        "AutoApprovalDelayInSeconds": 30 * 24 * 60 * 60,
        "QualificationRequirements": [PLACE | {"ActionsGuarded": "Accept"}, RATE | {"RequiredToPreview": False}],
    }
    assert first == mturk_client.create_hit_type(**given | same)["HITTypeId"]
    assert first == new_hit(mturk_client, QualificationRequirements=[PLACE, RATE])["HITTypeId"]
    assert first != other_client.create_hit_type(**given)["HITTypeId"]


@pytest.mark.parametrize(
    "other",
    [
        {"Title": "Other"},
        {"Description": "Other"},
        {"Keywords": "a"},
        {"Reward": "0.11"},
        {"AssignmentDurationInSeconds": 601},
        {"AutoApprovalDelayInSeconds": 0},
        {"QualificationRequirements": [RATE]},
        {"QualificationRequirements": [PLACE, RATE | {"ActionsGuarded": "PreviewAndAccept"}]},
    ],
    ids=str,
)
def test_other_values_are_another_type(mturk_client: Any, other: dict[str, Any]) -> None:
    """Any difference in a single value makes another type."""
    given = TYPE | {"QualificationRequirements": [RATE, PLACE]}
    ids = {mturk_client.create_hit_type(**one)["HITTypeId"] for one in (given, given | other)}
    assert len(ids) == 2


LONG = [("Title", 128), ("Description", 2000), ("Keywords", 1000)]
SPANS = [("AssignmentDurationInSeconds", 30, 31_536_000), ("AutoApprovalDelayInSeconds", 0, 2_592_000)]


@pytest.mark.parametrize(("name", "most"), LONG)
def test_longest_texts(mturk_client: Any, name: str, most: int) -> None:
    """A text of the maximum length is stored; one more character is rejected, naming the parameter."""
    assert new_hit(mturk_client, **{name: "é" * most})[name] == "é" * most
    with refused("ParameterValidationError", f"{name}  has a maximum length of {most}"):
        mturk_client.create_hit_type(**TYPE | {name: "é" * (most + 1)})


@pytest.mark.parametrize("name", ["Title", "Description"])
def test_empty_texts(mturk_client: Any, name: str) -> None:
    """A type needs a title and a description that are not blank."""
    with refused("ParameterValidationError", f"{name}  has a minimum length of 1"):
        mturk_client.create_hit_type(**TYPE | {name: " "})


@pytest.mark.parametrize(("name", "low", "high"), SPANS)
def test_ranges(mturk_client: Any, name: str, low: int, high: int) -> None:
    """Both ends of a range are accepted, and values beyond them are refused with the service's message."""
    for value in (low, high):
        assert new_hit(mturk_client, **{name: value})[name] == value
    for value in (low - 1, high + 1):
        with refused("ParameterValidationError", f"The value {value} is invalid for {name}. Valid values range from"):
            mturk_client.create_hit_type(**TYPE | {name: value})


@pytest.mark.parametrize(("given", "shown"), [("0", "0.00"), ("1.", "1.00"), ("0.5", "0.50"), ("007.25", "7.25")])
def test_rewards(mturk_client: Any, given: str, shown: str) -> None:
    """A reward is in dollars with at most two decimals, and is shown with two."""
    assert new_hit(mturk_client, Reward=given)["Reward"] == shown


@pytest.mark.parametrize("given", ["$1", "0.055", "-1", ".05", "", "1e3"])
def test_wrong_rewards(mturk_client: Any, given: str) -> None:
    """Anything but dollars and cents is rejected, in the words of recorded calls."""
    said = f"Value '{given}' at 'reward' failed to satisfy constraint: Member must satisfy regular expression pattern: "
    with refused("ValidationException", said):
        mturk_client.create_hit_type(**TYPE | {"Reward": given})


def test_huge_rewards(mturk_client: Any) -> None:
    """More than any HIT pays is refused, with a range in dollars and cents."""
    with refused("ParameterValidationError", "is invalid for Reward. Valid values range from 0.00 to 1000000.00."):
        mturk_client.create_hit_type(**TYPE | {"Reward": "9" * 40})


@pytest.mark.parametrize(
    ("requirements", "code", "words"),
    [
        ([RATE] * 11, "ParameterValidationError", "at most 10"),
        ([RATE | {"IntegerValues": [1, 2]}], "ParameterValidationError", "QualificationRequirements[0].IntegerValues"),
        ([PLACE | {"Comparator": "GreaterThan"}], "ParameterValidationError", "cannot compare countries"),
        ([PLACE | {"LocaleValues": [{"Country": "UK"}]}], "ParameterValidationError", "did you mean `GB`"),
        ([RATE | {"Comparator": "Above"}], "ValidationException", "'qualificationRequirements.1.member.comparator'"),
        (
            [RATE | {"RequiredToPreview": True, "ActionsGuarded": "Accept"}],
            "InvalidParameterCombinationError",
            "ActionsGuarded, RequiredToPreview",
        ),
        (
            [RATE, RATE | PLACE | {"QualificationTypeId": RATE["QualificationTypeId"], "IntegerValues": []}],
            "ParameterValidationError",
            'The value "US" is not valid for the parameter LocaleValue. LocaleValue must be null when used with the '
            "EqualTo comparator.",
        ),
        (
            [PLACE, RATE | {"Comparator": "Exists"}],
            "ParameterValidationError",
            'The value "95" is not valid for the parameter IntegerValue. IntegerValue must be null when used with the '
            "Exists comparator.",
        ),
        ([RATE | {"QualificationTypeId": "3NONE"}], "QualificationTypeDoesNotExist", "3NONE does not exist"),
    ],
    ids=["eleven", "several", "comparator", "country", "unknown", "combined", "places", "values", "missing"],
)
def test_wrong_requirements(mturk_client: Any, requirements: list[dict[str, Any]], code: str, words: str) -> None:
    """Requirements are checked one by one: their number, comparators, values, and whether their types exist."""
    with refused(code, words):
        mturk_client.create_hit_type(**TYPE, QualificationRequirements=requirements)


def test_own_qualification_type(mturk_client: Any) -> None:
    """A requirement can use the requester's own type until that is deleted, and is shown with both guards."""
    made = mturk_client.create_qualification_type(Name="n", Description="d", QualificationTypeStatus="Active")
    name = made["QualificationType"]["QualificationTypeId"]
    requirement = {"QualificationTypeId": name, "Comparator": "Exists", "ActionsGuarded": "PreviewAndAccept"}
    hit = new_hit(mturk_client, QualificationRequirements=[requirement])
    assert hit["QualificationRequirements"] == [requirement | {"RequiredToPreview": True}]
    assert read(mturk_client, hit)["QualificationRequirements"] == hit["QualificationRequirements"]
    mturk_client.delete_qualification_type(QualificationTypeId=name)
    with refused("QualificationTypeDoesNotExist"):
        mturk_client.create_hit_type(**TYPE, QualificationRequirements=[requirement])


@pytest.mark.parametrize("guard", ["Accept", "PreviewAndAccept", "DiscoverPreviewAndAccept"])
def test_both_guards(mturk_client: Any, guard: str) -> None:
    """RequiredToPreview=False next to ActionsGuarded is accepted, and so are the requirements of a response."""
    requirement = {"QualificationTypeId": MASTERS["production"], "Comparator": "Exists", "ActionsGuarded": guard}
    hit = new_hit(mturk_client, QualificationRequirements=[requirement | {"RequiredToPreview": False}])
    shown = hit["QualificationRequirements"]
    assert shown == [requirement | {"RequiredToPreview": guard != "Accept"}]
    assert new_hit(mturk_client, QualificationRequirements=shown)["HITTypeId"] == hit["HITTypeId"]


def test_inactive_qualification_type(mturk_client: Any) -> None:
    """No new HIT or HIT type can require an inactive type; existing HITs stay as they are."""
    made = mturk_client.create_qualification_type(Name="n", Description="d", QualificationTypeStatus="Active")
    name = made["QualificationType"]["QualificationTypeId"]
    required = {"QualificationRequirements": [{"QualificationTypeId": name, "Comparator": "Exists"}]}
    hit = new_hit(mturk_client, **required)
    mturk_client.update_qualification_type(QualificationTypeId=name, QualificationTypeStatus="Inactive")
    for call, given in (
        (mturk_client.create_hit_type, TYPE | required),
        (mturk_client.create_hit_type, TYPE | required | {"Title": "New"}),
        (mturk_client.create_hit, TYPE | required | {"Question": FORM, "LifetimeInSeconds": 60}),
        (
            mturk_client.create_hit_with_hit_type,
            {"HITTypeId": hit["HITTypeId"], "Question": FORM, "LifetimeInSeconds": 60},
        ),
    ):
        with refused("InvalidQualificationTypeState", f"The QualificationType {name} is inactive."):
            call(**given)
    assert read(mturk_client, hit) == hit
    mturk_client.update_qualification_type(QualificationTypeId=name, QualificationTypeStatus="Active")
    assert mturk_client.create_hit_type(**TYPE | required)["HITTypeId"] == hit["HITTypeId"]


def test_update_hit_type_of_hit(mturk_client: Any) -> None:
    """A HIT can take on the fields of another type, and keeps its own."""
    hit = new_hit(mturk_client, RequesterAnnotation="mine")
    other = mturk_client.create_hit_type(**TYPE | {"Title": "Other", "Reward": "0.25"})["HITTypeId"]
    mturk_client.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=other)
    now = read(mturk_client, hit)
    changed = {name for name in now if now[name] != hit[name]}
    assert changed == {"HITTypeId", "HITGroupId", "Title", "Reward"}
    assert now["HITGroupId"] == new_hit(mturk_client, Title="Other", Reward="0.25")["HITGroupId"]


def test_update_hit_type_is_refused(mturk_client: Any, other_client: Any) -> None:
    """Another requester's HIT or type cannot be used, and a deleted HIT keeps its type."""
    hit = new_hit(mturk_client)
    own, foreign = (client.create_hit_type(**TYPE)["HITTypeId"] for client in (mturk_client, other_client))
    for type_id in (foreign, "3NONE"):
        with refused("HITTypeDoesNotExist"):
            mturk_client.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=type_id)
    with refused("HITDoesNotExist"):
        other_client.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=foreign)
    mturk_client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    mturk_client.delete_hit(HITId=hit["HITId"])
    with refused("InvalidHITState", "'Disposed'"):
        mturk_client.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=own)


def test_notification_settings(mturk_client: Any, marketplace: Running) -> None:
    """Only requested events are logged, only while they are turned on, and by the latest settings."""
    type_id = mturk_client.create_hit_type(**TYPE)["HITTypeId"]
    told = []
    for settings in (
        {},
        {"Notification": EMAIL, "Active": False},
        {"Active": True},
        {"Active": False},
        {"Notification": EMAIL},
        {"Notification": EMAIL | {"EventTypes": ["HITExpired"]}},
    ):
        if settings:
            mturk_client.update_notification_settings(HITTypeId=type_id, **settings)
        told.append(events(marketplace, new_hit(mturk_client)))
    assert told == [[], [], ["HITCreated"], [], ["HITCreated"], []]


def test_notification_settings_are_refused(mturk_client: Any, other_client: Any) -> None:
    """Missing settings cannot be turned on, queues are not supported, and others' types do not exist."""
    type_id = mturk_client.create_hit_type(**TYPE)["HITTypeId"]
    with refused("MissingParameters", "Notification or Active"):
        mturk_client.update_notification_settings(HITTypeId=type_id)
    with refused("InvalidParameterValue", "no notification specification"):
        mturk_client.update_notification_settings(HITTypeId=type_id, Active=True)
    with refused("ParameterValidationError", "Ping"):
        tell_all(mturk_client, type_id, "Ping")
    with refused("HITTypeDoesNotExist"):
        tell_all(other_client, type_id, "HITCreated")
