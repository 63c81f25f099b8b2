"""HITs: reading and listing them, their expiry, review and deletion."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.marketplace.making import events, new_hit, numbers, read, refused, tell_all

if TYPE_CHECKING:
    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker


def ids(hits: list[dict[str, Any]]) -> list[str]:
    """The identifiers of HITs, in order."""
    return [hit["HITId"] for hit in hits]


def expired(client: Any, **given: Any) -> dict[str, Any]:
    """A HIT that expired immediately after its creation."""
    hit = new_hit(client, **given)
    client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    return hit


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("get_hit", {}),
        ("delete_hit", {}),
        ("update_expiration_for_hit", {"ExpireAt": 0}),
        ("update_hit_review_status", {}),
        ("list_assignments_for_hit", {}),
        ("list_bonus_payments", {}),
    ],
)
def test_hits_that_are_not_there(mturk_client: Any, other_client: Any, method: str, given: dict[str, Any]) -> None:
    """Another requester's HIT looks the same as one that does not exist."""
    hit = new_hit(mturk_client)
    for client, name in ((other_client, hit["HITId"]), (mturk_client, "3NONE")):
        with refused("HITDoesNotExist", f"Hit {name} does not exist. ("):
            getattr(client, method)(HITId=name, **given)
    assert read(mturk_client, hit) == hit


def test_list_hits(mturk_client: Any, other_client: Any) -> None:
    """All of a requester's HITs, except deleted ones, are listed once, newest first, on as many pages as needed.

    Every page with HITs has a NextToken, and the last page is empty.
    """
    assert mturk_client.list_hits() | {"ResponseMetadata": {}} == {"NumResults": 0, "HITs": [], "ResponseMetadata": {}}
    made = [new_hit(mturk_client) for _ in range(25)]
    gone = expired(mturk_client)
    mturk_client.delete_hit(HITId=gone["HITId"])
    new_hit(other_client)
    pages = list(mturk_client.get_paginator("list_hits").paginate())
    assert [page["NumResults"] for page in pages] == [10, 10, 5, 0]
    assert ["NextToken" in page for page in pages] == [True, True, True, False]
    assert [hit for page in pages for hit in page["HITs"]] == made[::-1]
    everything = mturk_client.list_hits(MaxResults=100)
    assert ids(everything["HITs"]) == ids(made[::-1])
    assert mturk_client.list_hits(MaxResults=100, NextToken=everything["NextToken"])["HITs"] == []


def test_loops_of_other_programs(mturk_client: Any) -> None:
    """Loops that stop at an empty page, and those that only use a page with a token, see all HITs."""
    made = {new_hit(mturk_client)["HITId"] for _ in range(3)}
    seen: list[str] = []
    page = mturk_client.list_hits(MaxResults=2)
    while page["NumResults"] > 0:
        seen += ids(page["HITs"])
        page = mturk_client.list_hits(MaxResults=2, NextToken=page["NextToken"])
    assert set(seen) == made
    seen = []
    page = mturk_client.list_hits(MaxResults=2)
    while "NextToken" in page:
        seen += ids(page["HITs"])
        page = mturk_client.list_hits(MaxResults=2, NextToken=page["NextToken"])
    assert set(seen) == made
    paginator = mturk_client.get_paginator("list_hits")
    limited = paginator.paginate(PaginationConfig={"MaxItems": 2, "PageSize": 2})
    first = limited.build_full_result()
    rest = paginator.paginate(PaginationConfig={"StartingToken": first["NextToken"]}).build_full_result()
    assert ids(first["HITs"] + rest["HITs"]) == seen


def test_times(mturk_client: Any, mturk_worker: Worker) -> None:
    """Times have milliseconds, are never in the future, and can be sent back: the expiry plus a minute is a minute."""
    hit = new_hit(mturk_client)
    mturk_worker.answer(hit, {"q": "a"})
    assignment = mturk_client.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"][0]
    times = [value for value in (hit | assignment).values() if isinstance(value, datetime)]
    assert len(times) == 6
    assert {time.microsecond % 1000 for time in times} == {0}
    assert hit["Expiration"] - hit["CreationTime"] == timedelta(hours=1)
    mturk_client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=hit["Expiration"] + timedelta(minutes=1))
    assert read(mturk_client, hit)["Expiration"] == hit["Expiration"] + timedelta(minutes=1)


def test_pages_while_hits_come_and_go(mturk_client: Any) -> None:
    """HITs created or deleted between two pages do not move other HITs."""
    made = [new_hit(mturk_client) for _ in range(6)][::-1]
    first = mturk_client.list_hits(MaxResults=3)
    mturk_client.update_expiration_for_hit(HITId=made[0]["HITId"], ExpireAt=0)
    mturk_client.delete_hit(HITId=made[0]["HITId"])
    new_hit(mturk_client)
    second = mturk_client.list_hits(MaxResults=10, NextToken=first["NextToken"])
    assert ids(first["HITs"] + second["HITs"]) == ids(made)


def test_wrong_tokens(mturk_client: Any, other_client: Any) -> None:
    """A NextToken belongs to one requester and one list, and cannot be changed."""
    for client in (mturk_client, other_client):
        for _ in range(2):
            expired(client)
    token = mturk_client.list_hits(MaxResults=1)["NextToken"]
    seal, *_ = json.loads(urlsafe_b64decode(token))
    changed: list[list[Any]] = [[], ["x", 1], [{}, []]]
    forged = [urlsafe_b64encode(json.dumps([seal, *values]).encode()).decode() for values in changed]
    for wrong in forged:
        with refused("ParameterValidationError", "NextToken"):
            mturk_client.list_hits(NextToken=wrong)
    for call, wrong in (
        (other_client.list_hits, token),
        (mturk_client.list_reviewable_hits, token),
        (mturk_client.list_hits, "nothing"),
    ):
        with refused("ParameterValidationError", "NextToken"):
            call(NextToken=wrong)


def test_list_reviewable_hits(mturk_client: Any, mturk_worker: Worker) -> None:
    """Reviewable HITs and those under review are two lists, each for all types or for one."""
    done, open_ = new_hit(mturk_client, Title="Done"), new_hit(mturk_client, MaxAssignments=2)
    old, reviewing = expired(mturk_client), expired(mturk_client)
    for hit in (done, open_):
        mturk_worker.answer(hit, {"q": "a"})
    mturk_client.update_hit_review_status(HITId=reviewing["HITId"])

    def listed(**given: Any) -> list[str]:
        return ids(mturk_client.list_reviewable_hits(**given)["HITs"])

    assert mturk_client.list_reviewable_hits(Status="Reviewing")["HITs"] == [{"HITId": reviewing["HITId"]}]
    assert listed() == listed(Status="Reviewable") == ids([old, done])
    assert listed(Status="Reviewing") == ids([reviewing])
    assert listed(HITTypeId=done["HITTypeId"]) == ids([done])
    assert listed(HITTypeId=done["HITTypeId"], Status="Reviewing") == []
    with refused("HITTypeDoesNotExist"):
        listed(HITTypeId="3NONE")


def test_states(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """A HIT is Assignable, Unassignable while workers have all assignments, and Reviewable when done or expired."""
    hit = new_hit(mturk_client, MaxAssignments=2)
    second = mturk_worker.another()
    seen = [numbers(mturk_client, hit)]
    first = mturk_worker.accept(hit)
    seen.append(numbers(mturk_client, hit))
    taken = second.accept(hit)
    seen.append(numbers(mturk_client, hit))
    mturk_worker.submit(first, {"q": "a"})
    seen.append(numbers(mturk_client, hit))
    second.give_back(taken)
    seen.append(numbers(mturk_client, hit))
    marketplace.advance(hours=2)
    seen.append(numbers(mturk_client, hit))
    assert seen == [
        ("Assignable", 2, 0, 0),
        ("Assignable", 1, 1, 0),
        ("Unassignable", 0, 2, 0),
        ("Unassignable", 0, 1, 0),
        ("Assignable", 1, 0, 0),
        ("Reviewable", 1, 0, 0),
    ]


def test_expire_at_once(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """A time in the past expires a HIT now; workers may finish, and only then does it become reviewable."""
    hit = new_hit(mturk_client, MaxAssignments=2)
    tell_all(mturk_client, hit["HITTypeId"], "HITExpired", "HITReviewable")
    assignment = mturk_worker.accept(hit)
    mturk_client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    assert numbers(mturk_client, hit) == ("Unassignable", 1, 1, 0)
    assert hit["CreationTime"] < read(mturk_client, hit)["Expiration"] <= marketplace.now
    mturk_worker.submit(assignment, {"q": "a"})
    assert numbers(mturk_client, hit) == ("Reviewable", 1, 0, 0)
    mturk_client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    assert events(marketplace, hit) == ["HITExpired", "HITReviewable"]


def test_no_expiry_of_a_deleted_hit(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """The expiry of a deleted HIT is not logged."""
    hit = new_hit(mturk_client)
    tell_all(mturk_client, hit["HITTypeId"], "HITExpired", "HITReviewable", "HITDisposed")
    assignment = mturk_worker.answer(hit, {"q": "a"})
    mturk_client.reject_assignment(AssignmentId=assignment["AssignmentId"], RequesterFeedback="no")
    mturk_client.delete_hit(HITId=hit["HITId"])
    marketplace.advance(days=2)
    assert numbers(mturk_client, hit) == ("Disposed", 0, 0, 1)
    assert events(marketplace, hit) == ["HITReviewable", "HITDisposed"]


def test_later_expiry(mturk_client: Any) -> None:
    """An expiry can be postponed by a minute to a year, exactly to the requested second."""
    hit = new_hit(mturk_client)
    wanted = hit["Expiration"] + timedelta(seconds=60)
    mturk_client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=wanted)
    assert abs(read(mturk_client, hit)["Expiration"] - wanted) < timedelta(seconds=1)
    for seconds, shown in ((11, "11"), (-1800, "-18"), (31_536_002, "3153600")):
        with refused("ParameterValidationError", f"The value {shown}"):
            mturk_client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=wanted + timedelta(seconds=seconds))
    assert read(mturk_client, hit)["HITStatus"] == "Assignable"


def test_revival(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """An expired HIT under review can be reopened, and expires and becomes reviewable again."""
    hit = new_hit(mturk_client)
    tell_all(mturk_client, hit["HITTypeId"], "HITExpired", "HITExtended", "HITReviewable")
    marketplace.advance(days=2)
    mturk_client.update_hit_review_status(HITId=hit["HITId"])
    with refused("ParameterValidationError", "The value 59 is invalid for ExpirationIncrementInSeconds"):
        _expire_in(mturk_client, marketplace, hit, seconds=59.9)
    _expire_in(mturk_client, marketplace, hit, hours=1)
    assert numbers(mturk_client, hit)[0] == "Assignable"
    mturk_worker.give_back(mturk_worker.accept(hit))
    marketplace.advance(hours=1)
    assert numbers(mturk_client, hit)[0] == "Reviewable"
    assert events(marketplace, hit) == ["HITExpired", "HITReviewable", "HITExtended", "HITExpired", "HITReviewable"]


def _expire_in(client: Any, marketplace: Running, hit: dict[str, Any], **duration: float) -> None:
    client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=marketplace.now + timedelta(**duration))


def test_review_status(mturk_client: Any) -> None:
    """A HIT goes from Reviewable to Reviewing and back, and from no other state."""
    hit = new_hit(mturk_client)
    with refused("InvalidHITState", "This HIT is currently in the state 'Assignable'"):
        mturk_client.update_hit_review_status(HITId=hit["HITId"])
    mturk_client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    for revert, before, after in ((True, "Reviewable", None), (False, "Reviewable", "Reviewing")):
        assert numbers(mturk_client, hit)[0] == before
        if after is None:
            with refused("InvalidHITState", f"'{before}'"):
                mturk_client.update_hit_review_status(HITId=hit["HITId"], Revert=revert)
        else:
            mturk_client.update_hit_review_status(HITId=hit["HITId"], Revert=revert)
            assert numbers(mturk_client, hit)[0] == after
    with refused("InvalidHITState", "'Reviewing'"):
        mturk_client.update_hit_review_status(HITId=hit["HITId"])
    mturk_client.update_hit_review_status(HITId=hit["HITId"], Revert=True)
    assert numbers(mturk_client, hit)[0] == "Reviewable"


def test_delete(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """A HIT can be deleted once everything is reviewed; it can still be shown, but is no longer listed."""
    hit = new_hit(mturk_client)
    tell_all(mturk_client, hit["HITTypeId"], "HITDisposed")
    said = "This operation can be called with a status of: Reviewing, Reviewable ("
    for state in ("Assignable", "Unassignable", "Reviewable"):
        if state == "Unassignable":
            assignment = mturk_worker.accept(hit)
        if state == "Reviewable":
            mturk_worker.submit(assignment, {"q": "a"})
        assert numbers(mturk_client, hit)[0] == state
        with refused("InvalidHITState", f"'{state}'.  {said}"):
            mturk_client.delete_hit(HITId=hit["HITId"])
    mturk_client.approve_assignment(AssignmentId=assignment["AssignmentId"])
    mturk_client.delete_hit(HITId=hit["HITId"])
    assert numbers(mturk_client, hit) == ("Disposed", 0, 0, 1)
    assert mturk_client.list_hits()["HITs"] == mturk_client.list_reviewable_hits()["HITs"] == []
    assert mturk_client.list_assignments_for_hit(HITId=hit["HITId"])["NumResults"] == 1
    assert events(marketplace, hit) == ["HITDisposed"]


def test_nothing_changes_a_deleted_hit(mturk_client: Any) -> None:
    """A deleted HIT cannot be deleted again, extended or reviewed."""
    hit = expired(mturk_client)
    mturk_client.update_hit_review_status(HITId=hit["HITId"])
    mturk_client.delete_hit(HITId=hit["HITId"])
    now = read(mturk_client, hit)
    for method, given in (
        ("delete_hit", {}),
        ("update_hit_review_status", {}),
        ("update_hit_review_status", {"Revert": True}),
        ("update_expiration_for_hit", {"ExpireAt": 4_000_000_000}),
        ("update_expiration_for_hit", {"ExpireAt": 0}),
    ):
        with refused("InvalidHITState", "'Disposed'"):
            getattr(mturk_client, method)(HITId=hit["HITId"], **given)
    assert read(mturk_client, hit) == now
