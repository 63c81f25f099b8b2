"""Accept, submit, return: what each changes, when each is refused, and what happens to accepted HITs over time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.marketplace.denials import denied
from tests.marketplace.making import TYPE, events, new_hit, numbers, tell_all

if TYPE_CHECKING:
    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker

LOCALE = "00000000000000000071"
REQUIRED = {"QualificationTypeId": LOCALE, "Comparator": "EqualTo", "LocaleValues": [{"Country": "US"}]}


def listed(client: Any, hit: dict[str, Any]) -> list[dict[str, Any]]:
    """The submitted assignments of a HIT."""
    found: list[dict[str, Any]] = client.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    return found


def test_round(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """An assignment is pending once accepted, visible to the requester once submitted, and has all its times."""
    hit = new_hit(mturk_client, AutoApprovalDelayInSeconds=3600)
    before = marketplace.now
    accepted = mturk_worker.accept(hit)
    assert numbers(mturk_client, hit) == ("Unassignable", 0, 1, 0)
    assert listed(mturk_client, hit) == []
    with pytest.raises(mturk_client.exceptions.RequestError, match="status of: Reviewable,Approved,Rejected"):
        mturk_client.get_assignment(AssignmentId=accepted["AssignmentId"])
    done = mturk_worker.submit(accepted, {"q": "this"})
    assert done["AssignmentStatus"] == "Submitted"
    assert numbers(mturk_client, hit) == ("Reviewable", 0, 0, 0)
    (found,) = listed(mturk_client, hit)
    assert "<FreeText>this</FreeText>" in found["Answer"]
    assert (found["WorkerId"], found["HITId"]) == (mturk_worker.id, hit["HITId"])
    assert before - timedelta(seconds=1) <= found["AcceptTime"] <= found["SubmitTime"] <= marketplace.now
    assert found["Deadline"] - found["AcceptTime"] == timedelta(seconds=600)
    assert found["AutoApprovalTime"] - found["SubmitTime"] == timedelta(hours=1)


def test_events(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """Each of a worker's actions is logged for requesters who asked for it."""
    hit_type = mturk_client.create_hit_type(**TYPE)["HITTypeId"]
    names = [f"Assignment{name}" for name in ("Accepted", "Returned", "Abandoned", "Submitted")]
    tell_all(mturk_client, hit_type, *names)
    hit = new_hit(mturk_client)
    mturk_worker.give_back(mturk_worker.accept(hit))
    mturk_worker.accept(hit)
    marketplace.advance(seconds=601)
    mturk_worker.answer(hit, {"q": "this"})
    accepted, returned, abandoned, submitted = names
    assert events(marketplace, hit) == [accepted, returned, accepted, abandoned, accepted, submitted]


def test_one_each(mturk_client: Any, mturk_worker: Worker) -> None:
    """A worker has at most one assignment of a HIT, pending or submitted; other workers have their own."""
    hit = new_hit(mturk_client, MaxAssignments=3)
    accepted = mturk_worker.accept(hit)
    with denied("AssignmentAlreadyExists", f"as assignment {accepted['AssignmentId']} (Accepted)"):
        mturk_worker.accept(hit)
    mturk_worker.submit(accepted, {"q": "this"})
    with denied("AssignmentAlreadyExists", "(Submitted)"):
        mturk_worker.accept(hit)
    mturk_worker.another().answer(hit, {"q": "that"})
    assert numbers(mturk_client, hit) == ("Assignable", 1, 0, 0)


def test_none_left(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """A full HIT, an expired one and a deleted one are each refused with their own message."""
    taken, old = new_hit(mturk_client), new_hit(mturk_client)
    mturk_worker.another().accept(taken)
    with denied("InvalidHITState", "'Unassignable'"):
        mturk_worker.accept(taken)
    marketplace.advance(hours=2)
    with denied("InvalidHITState", "'Reviewable'"):
        mturk_worker.accept(old)
    mturk_client.delete_hit(HITId=old["HITId"])
    for action in (mturk_worker.preview, mturk_worker.accept):
        with denied("HITDoesNotExist", old["HITId"]):
            action(old)
    with denied("HITDoesNotExist", "Hit NONE does not exist"):
        mturk_worker.accept("NONE")


def test_blocked(mturk_client: Any, mturk_worker: Worker, other_client: Any) -> None:
    """A blocked worker cannot see or accept the requester's HITs until unblocked, but can those of others."""
    hit, other = new_hit(mturk_client), new_hit(other_client)
    mturk_client.create_worker_block(WorkerId=mturk_worker.id, Reason="reason")
    assert [found["HITId"] for found in mturk_worker.list()] == [other["HITId"]]
    for action in (mturk_worker.preview, mturk_worker.accept):
        with denied("PermissionDeniedException", mturk_worker.id):
            action(hit)
    mturk_worker.accept(other)
    mturk_client.delete_worker_block(WorkerId=mturk_worker.id)
    mturk_worker.accept(hit)


@pytest.mark.parametrize(
    ("guarded", "listed", "previewed"),
    [("Accept", True, True), ("PreviewAndAccept", True, False), ("DiscoverPreviewAndAccept", False, False)],
)
def test_guards(mturk_client: Any, mturk_worker: Worker, guarded: str, listed: bool, previewed: bool) -> None:
    """A worker without a qualification can do what it does not guard; one with it can do everything."""
    hit = new_hit(mturk_client, QualificationRequirements=[REQUIRED | {"ActionsGuarded": guarded}])
    inside = mturk_worker.another(country="US")
    assert [bool(mturk_worker.list()), bool(inside.list())] == [listed, True]
    if previewed:
        mturk_worker.preview(hit)
    else:
        with denied("DoesNotMeetRequirements", LOCALE):
            mturk_worker.preview(hit)
    with denied("DoesNotMeetRequirements", LOCALE):
        mturk_worker.accept(hit)
    assert inside.preview(hit)["assignmentId"] == "ASSIGNMENT_ID_NOT_AVAILABLE"
    inside.answer(hit, {"q": "this"})


def test_too_late(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """A submission at the deadline is accepted; a later one is refused, and another worker can accept the HIT."""
    hit, other = new_hit(mturk_client), new_hit(mturk_client)
    accepted, late = mturk_worker.accept(hit), mturk_worker.accept(other)
    deadline = datetime.fromisoformat(late["Deadline"])
    marketplace.advance(seconds=595)
    mturk_worker.submit(accepted, {"q": "in time"})
    marketplace.advance(seconds=(deadline - marketplace.now).total_seconds() + 0.001)
    with denied("InvalidAssignmentState", "'Abandoned'"):
        mturk_worker.submit(late, {"q": "late"})
    with denied("InvalidAssignmentState", "'Abandoned'"):
        mturk_worker.give_back(late)
    assert mturk_worker.assignment(late)["AssignmentStatus"] == "Abandoned"
    assert numbers(mturk_client, other) == ("Assignable", 1, 0, 0)
    assert listed(mturk_client, other) == []
    mturk_worker.another().answer(other, {"q": "this"})
    with denied("InvalidHITState"):
        mturk_worker.accept(other)


def test_again(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """After a return or abandonment, the same worker can accept the HIT again, as a new assignment."""
    hit = new_hit(mturk_client)
    first = mturk_worker.accept(hit)
    assert mturk_worker.list() == []
    assert mturk_worker.give_back(first)["AssignmentStatus"] == "Returned"
    assert numbers(mturk_client, hit) == ("Assignable", 1, 0, 0)
    assert [found["HITId"] for found in mturk_worker.list()] == [hit["HITId"]]
    second = mturk_worker.accept(hit)
    marketplace.advance(seconds=601)
    third = mturk_worker.accept(hit)
    assert len({one["AssignmentId"] for one in (first, second, third)}) == 3
    with denied("InvalidAssignmentState", "'Returned'"):
        mturk_worker.submit(first, {"q": "this"})
    mturk_worker.submit(third, {"q": "that"})
    assert [found["AssignmentId"] for found in listed(mturk_client, hit)] == [third["AssignmentId"]]


def test_submitted_once(mturk_client: Any, mturk_worker: Worker) -> None:
    """A submitted assignment cannot be submitted again or returned, and its answers do not change."""
    hit = new_hit(mturk_client)
    done = mturk_worker.answer(hit, {"q": "first"})
    with denied("InvalidAssignmentState", "'Submitted'"):
        mturk_worker.submit(done, {"q": "second"})
    with denied("InvalidAssignmentState", "'Submitted'"):
        mturk_worker.give_back(done)
    mturk_client.approve_assignment(AssignmentId=done["AssignmentId"])
    with denied("InvalidAssignmentState", "'Approved'"):
        mturk_worker.submit(done, {"q": "third"})
    (found,) = listed(mturk_client, hit)
    assert "<FreeText>first</FreeText>" in found["Answer"]


def test_others_assignment(mturk_client: Any, mturk_worker: Worker) -> None:
    """A worker cannot see or return another worker's assignment."""
    accepted = mturk_worker.accept(new_hit(mturk_client))
    other = mturk_worker.another()
    for action in (other.assignment, other.give_back):
        with denied("AssignmentDoesNotExist", accepted["AssignmentId"]):
            action(accepted)
    with denied("AssignmentDoesNotExist", "NONE"):
        mturk_worker.submit("NONE", {})
    assert mturk_worker.assignment(accepted)["AssignmentStatus"] == "Accepted"


def test_expired_meanwhile(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """Workers who accepted before a HIT expired can still submit, but returned assignments are not available."""
    hit = new_hit(mturk_client, MaxAssignments=2, LifetimeInSeconds=60)
    other = mturk_worker.another()
    kept, returned = mturk_worker.accept(hit), other.accept(hit)
    marketplace.advance(seconds=120)
    mturk_worker.submit(kept, {"q": "this"})
    assert numbers(mturk_client, hit) == ("Unassignable", 0, 1, 0)
    other.give_back(returned)
    assert numbers(mturk_client, hit) == ("Reviewable", 1, 0, 0)
    with denied("InvalidHITState", "'Reviewable'"):
        other.accept(hit)


def test_feedback(mturk_client: Any, mturk_worker: Worker) -> None:
    """A worker sees that an assignment was rejected, and why."""
    done = mturk_worker.answer(new_hit(mturk_client), {"q": "this"})
    mturk_client.reject_assignment(AssignmentId=done["AssignmentId"], RequesterFeedback="Not read.")
    found = mturk_worker.assignment(done)
    assert (found["AssignmentStatus"], found["RequesterFeedback"]) == ("Rejected", "Not read.")
