"""Assignments: reading, listing, approving, rejecting, and overriding a rejection."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.marketplace.making import events, new_hit, numbers, read, refused, tell_all

if TYPE_CHECKING:
    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker


def submitted(worker: Worker, hit: dict[str, Any], text: str = "a") -> str:
    """The AssignmentId of a new worker's submission."""
    return str(worker.another().answer(hit, {"q": text})["AssignmentId"])


def status(client: Any, assignment_id: str) -> str:
    """The present status of an assignment."""
    return str(client.get_assignment(AssignmentId=assignment_id)["Assignment"]["AssignmentStatus"])


def balance(client: Any) -> str:
    """The requester's balance."""
    return str(client.get_account_balance()["AvailableBalance"])


def test_get_assignment(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """An assignment has its times, the answer and its HIT; times of events that did not happen are missing."""
    hit = new_hit(mturk_client, AutoApprovalDelayInSeconds=3600)
    taken = mturk_worker.accept(hit)
    marketplace.advance(seconds=60)
    mturk_worker.submit(taken, {"q": "a & b"})
    found = mturk_client.get_assignment(AssignmentId=taken["AssignmentId"])
    assignment = found["Assignment"]
    assert found["HIT"] == read(mturk_client, hit)
    assert assignment.keys() == {
        "AssignmentId",
        "WorkerId",
        "HITId",
        "AssignmentStatus",
        "AutoApprovalTime",
        "AcceptTime",
        "SubmitTime",
        "Deadline",
        "Answer",
    }
    assert (assignment["WorkerId"], assignment["HITId"]) == (mturk_worker.id, hit["HITId"])
    assert assignment["AssignmentStatus"] == "Submitted"
    assert (
        timedelta(0)
        <= assignment["SubmitTime"] - assignment["AcceptTime"] - timedelta(seconds=60)
        < timedelta(seconds=30)
    )
    assert assignment["Deadline"] - assignment["AcceptTime"] == timedelta(seconds=600)
    assert assignment["AutoApprovalTime"] - assignment["SubmitTime"] == timedelta(hours=1)
    assert "<FreeText>a &amp; b</FreeText>" in assignment["Answer"]
    assert mturk_client.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"] == [assignment]


@pytest.mark.parametrize(
    ("method", "given"),
    [("get_assignment", {}), ("approve_assignment", {}), ("reject_assignment", {"RequesterFeedback": "no"})],
)
def test_assignments_that_are_not_there(
    mturk_client: Any, other_client: Any, mturk_worker: Worker, method: str, given: dict[str, Any]
) -> None:
    """Another requester's assignment and an unknown one do not exist; one that nobody submitted is not ready."""
    hit = new_hit(mturk_client, MaxAssignments=2)
    done, taken = submitted(mturk_worker, hit), mturk_worker.accept(hit)["AssignmentId"]
    for client, name in ((other_client, done), (other_client, taken), (mturk_client, "3NONE")):
        with refused("AssignmentDoesNotExist", f"{name} does not exist"):
            getattr(client, method)(AssignmentId=name, **given)
    needed = "Reviewable,Approved,Rejected" if method == "get_assignment" else "Submitted"
    with refused("InvalidAssignmentState", f"This operation can be called with a status of: {needed} ("):
        getattr(mturk_client, method)(AssignmentId=taken, **given)
    assert status(mturk_client, done) == "Submitted"


def test_list_by_status(mturk_client: Any, mturk_worker: Worker) -> None:
    """Assignments come in the order in which they were submitted, of all statuses or of those that are asked for."""
    hit = new_hit(mturk_client, MaxAssignments=5)
    mturk_worker.accept(hit)
    made = [submitted(mturk_worker, hit, text) for text in "abc"]
    mturk_client.approve_assignment(AssignmentId=made[0])
    mturk_client.reject_assignment(AssignmentId=made[1], RequesterFeedback="no")

    def listed(*statuses: str) -> list[str]:
        given = {"AssignmentStatuses": list(statuses)} if statuses else {}
        found = mturk_client.list_assignments_for_hit(HITId=hit["HITId"], **given)
        return [one["AssignmentId"] for one in found["Assignments"]]

    assert listed() == made
    assert [listed(name) for name in ("Approved", "Rejected", "Submitted")] == [[one] for one in made]
    assert listed("Rejected", "Approved") == made[:2]


def test_pages_of_assignments(mturk_client: Any, mturk_worker: Worker) -> None:
    """All assignments are listed once over the pages, even while some of them are approved."""
    hit = new_hit(mturk_client, MaxAssignments=12)
    made = [submitted(mturk_worker, hit) for _ in range(12)]
    found = []
    for page in mturk_client.get_paginator("list_assignments_for_hit").paginate(
        HITId=hit["HITId"], PaginationConfig={"PageSize": 5}
    ):
        for one in page["Assignments"]:
            found.append(one["AssignmentId"])
            mturk_client.approve_assignment(AssignmentId=one["AssignmentId"])
    assert found == made
    assert numbers(mturk_client, hit) == ("Reviewable", 0, 0, 12)


def test_approve(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """An approval is paid for, counted, and logged with the requester's feedback, and cannot be repeated."""
    hit = new_hit(mturk_client, Reward="1.00")
    tell_all(mturk_client, hit["HITTypeId"], "AssignmentApproved", "AssignmentRejected")
    name = submitted(mturk_worker, hit)
    mturk_client.approve_assignment(AssignmentId=name, RequesterFeedback="Thank you!")
    found = mturk_client.get_assignment(AssignmentId=name)["Assignment"]
    assert found["AssignmentStatus"] == "Approved"
    assert found["RequesterFeedback"] == "Thank you!"
    assert found["SubmitTime"] <= found["ApprovalTime"] <= marketplace.now
    assert "RejectionTime" not in found
    assert numbers(mturk_client, hit) == ("Reviewable", 0, 0, 1)
    for override in (False, True):
        with refused("InvalidAssignmentState", "This operation can be called with a status of: Submitted ("):
            mturk_client.approve_assignment(AssignmentId=name, OverrideRejection=override)
    with refused("InvalidAssignmentState", "with a status of: Submitted"):
        mturk_client.reject_assignment(AssignmentId=name, RequesterFeedback="no")
    assert balance(mturk_client) == "9998.80"
    assert events(marketplace, hit) == ["AssignmentApproved"]


def test_reject_and_override(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """A rejection costs nothing; only an explicit override turns it into an approval, which is then paid for."""
    hit = new_hit(mturk_client, Reward="1.00")
    tell_all(mturk_client, hit["HITTypeId"], "AssignmentApproved", "AssignmentRejected")
    name = submitted(mturk_worker, hit)
    mturk_client.reject_assignment(AssignmentId=name, RequesterFeedback="no")
    found = mturk_client.get_assignment(AssignmentId=name)["Assignment"]
    assert (found["AssignmentStatus"], found["RequesterFeedback"]) == ("Rejected", "no")
    assert "ApprovalTime" not in found
    assert balance(mturk_client) == "10000.00"
    with refused("InvalidAssignmentState", "with a status of: Submitted"):
        mturk_client.approve_assignment(AssignmentId=name)
    with refused("InvalidAssignmentState", "with a status of: Submitted"):
        mturk_client.reject_assignment(AssignmentId=name, RequesterFeedback="no")
    marketplace.advance(days=30, seconds=-60)
    mturk_client.approve_assignment(AssignmentId=name, OverrideRejection=True)
    after = mturk_client.get_assignment(AssignmentId=name)["Assignment"]
    assert (after["AssignmentStatus"], after["RequesterFeedback"]) == ("Approved", "no")
    assert after["RejectionTime"] == found["RejectionTime"] < after["ApprovalTime"]
    assert numbers(mturk_client, hit) == ("Reviewable", 0, 0, 1)
    assert balance(mturk_client) == "9998.80"
    assert events(marketplace, hit) == ["AssignmentRejected", "AssignmentApproved"]


def test_late_override(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """A rejection is final thirty days after the assignment was submitted."""
    name = submitted(mturk_worker, new_hit(mturk_client))
    mturk_client.reject_assignment(AssignmentId=name, RequesterFeedback="no")
    marketplace.advance(days=30)
    with refused("InvalidAssignmentState", "it was submitted more than 30 days ago"):
        mturk_client.approve_assignment(AssignmentId=name, OverrideRejection=True)
    assert status(mturk_client, name) == "Rejected"


def test_override_of_a_deleted_hit(mturk_client: Any, mturk_worker: Worker) -> None:
    """A rejection is final once its HIT is deleted."""
    hit = new_hit(mturk_client)
    name = submitted(mturk_worker, hit)
    mturk_client.reject_assignment(AssignmentId=name, RequesterFeedback="no")
    mturk_client.delete_hit(HITId=hit["HITId"])
    with refused("InvalidHITState", "'Disposed'"):
        mturk_client.approve_assignment(AssignmentId=name, OverrideRejection=True)
    assert (status(mturk_client, name), balance(mturk_client)) == ("Rejected", "10000.00")


def test_override_of_what_was_never_rejected(mturk_client: Any, mturk_worker: Worker) -> None:
    """An override has no effect if nothing was rejected."""
    name = submitted(mturk_worker, new_hit(mturk_client))
    mturk_client.approve_assignment(AssignmentId=name, OverrideRejection=True)
    assert status(mturk_client, name) == "Approved"


def test_feedback(mturk_client: Any, mturk_worker: Worker) -> None:
    """Feedback has at most 1,024 characters and no control characters; a refused call changes nothing.

    A rejection needs feedback; in an approval, an empty one is none.
    """
    approved = submitted(mturk_worker, new_hit(mturk_client))
    mturk_client.approve_assignment(AssignmentId=approved, RequesterFeedback="")
    name = submitted(mturk_worker, new_hit(mturk_client, Reward="0.00"))
    for empty in ("", " \n"):
        with refused("ParameterValidationError", "RequesterFeedback  has a minimum length of 1"):
            mturk_client.reject_assignment(AssignmentId=name, RequesterFeedback=empty)
    for text, words in (("x" * 1025, "1025 characters"), ("a\x0b", "control character")):
        for method in (mturk_client.approve_assignment, mturk_client.reject_assignment):
            with refused("ParameterValidationError", words):
                method(AssignmentId=name, RequesterFeedback=text)
    assert status(mturk_client, name) == "Submitted"
    mturk_client.reject_assignment(AssignmentId=name, RequesterFeedback="é\n" * 512)
    found = mturk_client.get_assignment(AssignmentId=name)["Assignment"]
    assert found["RequesterFeedback"] == "é\n" * 512
