"""Time-based changes, and that looking for them costs almost nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, text

from questionforms.marketplace.core import expiry as settling
from questionforms.marketplace.store import Database
from tests.marketplace.making import events, new_hit, numbers, read, refused, tell_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.engine import Connection

    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker

ALL = (
    *("AssignmentAccepted", "AssignmentAbandoned", "AssignmentReturned", "AssignmentSubmitted", "AssignmentRejected"),
    *("AssignmentApproved", "HITCreated", "HITExtended", "HITDisposed", "HITReviewable", "HITExpired"),
)


def test_abandonment(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """An assignment whose deadline has passed becomes available to other workers and the same one."""
    hit = new_hit(mturk_client)
    tell_all(mturk_client, hit["HITTypeId"], *ALL)
    taken = mturk_worker.accept(hit)
    marketplace.advance(seconds=601)
    assert numbers(mturk_client, hit) == ("Assignable", 1, 0, 0)
    with pytest.raises(Exception, match="Abandoned"):
        mturk_worker.submit(taken, {"q": "a"})
    mturk_worker.answer(hit, {"q": "a"})
    assert mturk_client.list_assignments_for_hit(HITId=hit["HITId"])["NumResults"] == 1
    assert events(marketplace, hit) == [
        "AssignmentAccepted",
        "AssignmentAbandoned",
        "AssignmentAccepted",
        "AssignmentSubmitted",
        "HITReviewable",
    ]


def test_abandonment_of_an_expired_hit(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """If the HIT has expired in the meantime, the last abandoned assignment makes it reviewable."""
    hit = new_hit(mturk_client, LifetimeInSeconds=60)
    tell_all(mturk_client, hit["HITTypeId"], *ALL)
    mturk_worker.accept(hit)
    marketplace.advance(seconds=61)
    assert numbers(mturk_client, hit) == ("Unassignable", 0, 1, 0)
    marketplace.advance(seconds=600)
    assert numbers(mturk_client, hit) == ("Reviewable", 1, 0, 0)
    assert events(marketplace, hit) == ["AssignmentAccepted", "HITExpired", "AssignmentAbandoned", "HITReviewable"]


def test_everything_at_once(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """After a long time without requests, everything that was due has happened once."""
    hit = new_hit(mturk_client, MaxAssignments=3, AutoApprovalDelayInSeconds=60)
    tell_all(mturk_client, hit["HITTypeId"], *ALL)
    mturk_worker.accept(hit)
    name = mturk_worker.another().answer(hit, {"q": "a"})["AssignmentId"]
    marketplace.advance(days=30)
    for _ in range(2):
        assert numbers(mturk_client, hit) == ("Reviewable", 2, 0, 1)
    assert mturk_client.get_assignment(AssignmentId=name)["Assignment"]["AssignmentStatus"] == "Approved"
    assert sorted(events(marketplace, hit)[3:]) == [
        "AssignmentAbandoned",
        "AssignmentApproved",
        "HITExpired",
        "HITReviewable",
    ]


def test_auto_approval(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """Unreviewed assignments are approved as of their AutoApprovalTime; rejected ones stay rejected."""
    hit = new_hit(mturk_client, MaxAssignments=2, AutoApprovalDelayInSeconds=3600, Reward="1.00")
    names = [mturk_worker.another().answer(hit, {"q": "a"})["AssignmentId"] for _ in range(2)]
    mturk_client.reject_assignment(AssignmentId=names[1], RequesterFeedback="no")
    marketplace.advance(minutes=59)
    assert mturk_client.get_assignment(AssignmentId=names[0])["Assignment"]["AssignmentStatus"] == "Submitted"
    marketplace.advance(hours=5)
    approved, rejected = (mturk_client.get_assignment(AssignmentId=name)["Assignment"] for name in names)
    assert (approved["AssignmentStatus"], rejected["AssignmentStatus"]) == ("Approved", "Rejected")
    assert approved["ApprovalTime"] == approved["AutoApprovalTime"]
    assert mturk_client.get_account_balance()["AvailableBalance"] == "9998.80"


def test_auto_approval_at_once(mturk_client: Any, mturk_worker: Worker) -> None:
    """With a delay of zero, the next call finds the assignment approved."""
    name = mturk_worker.answer(new_hit(mturk_client, AutoApprovalDelayInSeconds=0), {"q": "a"})["AssignmentId"]
    with refused("InvalidAssignmentState", "called with a status of: Submitted"):
        mturk_client.reject_assignment(AssignmentId=name, RequesterFeedback="no")
    assert mturk_client.get_assignment(AssignmentId=name)["Assignment"]["AssignmentStatus"] == "Approved"


def test_auto_approval_without_money(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """If the balance is too low, an assignment stays submitted, and is approved at a later announced time."""
    given = {"Reward": "6000", "AutoApprovalDelayInSeconds": 60, "LifetimeInSeconds": 60}
    hits = [new_hit(mturk_client, **given) for _ in range(2)]
    names = [mturk_worker.answer(hit, {"q": "a"})["AssignmentId"] for hit in hits]
    marketplace.advance(seconds=61)
    found = [mturk_client.get_assignment(AssignmentId=name)["Assignment"] for name in names]
    assert sorted(one["AssignmentStatus"] for one in found) == ["Approved", "Submitted"]
    assert mturk_client.get_account_balance()["AvailableBalance"] == "2800.00"
    ((waiting, hit),) = (one for one in zip(found, hits, strict=True) if one[0]["AssignmentStatus"] == "Submitted")
    assert timedelta(minutes=59) < waiting["AutoApprovalTime"] - marketplace.now <= timedelta(hours=1)
    cheaper = mturk_client.create_hit_type(
        Title="t", Description="d", Reward="1000", AssignmentDurationInSeconds=60, AutoApprovalDelayInSeconds=60
    )
    mturk_client.update_hit_type_of_hit(HITId=hit["HITId"], HITTypeId=cheaper["HITTypeId"])
    assert numbers(mturk_client, hit) == ("Reviewable", 0, 0, 0)
    marketplace.advance(hours=1)
    assert numbers(mturk_client, hit) == ("Reviewable", 0, 0, 1)
    assert mturk_client.get_account_balance()["AvailableBalance"] == "1600.00"


def test_old_hits_are_deleted(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """A HIT is disposed of 120 days after the last approval or rejection; an open one is not."""
    old, open_ = new_hit(mturk_client, MaxAssignments=2), new_hit(mturk_client, LifetimeInSeconds=31_536_000)
    tell_all(mturk_client, old["HITTypeId"], "HITDisposed")
    one, two = (mturk_worker.another().answer(old, {"q": "a"})["AssignmentId"] for _ in range(2))
    marketplace.advance(days=10)
    mturk_client.approve_assignment(AssignmentId=one)
    marketplace.advance(days=10)
    mturk_client.reject_assignment(AssignmentId=two, RequesterFeedback="no")
    marketplace.advance(days=119)
    assert mturk_client.list_hits()["NumResults"] == 2
    marketplace.advance(days=2)
    assert [read(mturk_client, hit)["HITStatus"] for hit in (old, open_)] == ["Disposed", "Assignable"]
    assert mturk_client.list_hits()["NumResults"] == 1
    assert events(marketplace, old) == ["HITDisposed"]


def test_when_a_hit_is_disposed_of(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """120 days count from the automatic approval, from an overridden rejection, or from the expiry without work."""
    approved, overridden, unanswered = (new_hit(mturk_client) for _ in range(3))
    mturk_worker.answer(approved, {"q": "a"})
    done = mturk_worker.answer(overridden, {"q": "a"})["AssignmentId"]
    mturk_client.reject_assignment(AssignmentId=done, RequesterFeedback="no")
    marketplace.advance(hours=2)
    assert numbers(mturk_client, unanswered) == ("Reviewable", 1, 0, 0)
    marketplace.advance(days=20)
    mturk_client.approve_assignment(AssignmentId=done, OverrideRejection=True)
    lengths = []
    for days in (99, 2, 18, 2, 8, 2):  # the days 119, 121, 139, 141, 149, 151
        marketplace.advance(days=days)
        lengths.append([hit["HITId"] for hit in mturk_client.list_hits()["HITs"]])
    all_ = {hit["HITId"] for hit in (approved, overridden, unanswered)}
    assert [set(one) for one in lengths[:2]] == [all_, all_ - {unanswered["HITId"]}]
    assert [set(one) for one in lengths[2:]] == [
        {approved["HITId"], overridden["HITId"]},
        {approved["HITId"]},
        {approved["HITId"]},
        set(),
    ]


def test_disposal_is_put_off(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """An extended HIT is not disposed of before it is reviewable again, and then after another 120 days."""
    hit = new_hit(mturk_client)
    done = mturk_worker.answer(hit, {"q": "a"})["AssignmentId"]
    mturk_client.approve_assignment(AssignmentId=done)
    marketplace.advance(days=100)
    mturk_client.create_additional_assignments_for_hit(HITId=hit["HITId"], NumberOfAdditionalAssignments=1)
    mturk_client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=marketplace.now + timedelta(days=50))
    marketplace.advance(days=50)
    assert numbers(mturk_client, hit) == ("Reviewable", 1, 0, 1)
    marketplace.advance(days=119)
    assert mturk_client.list_hits()["NumResults"] == 1
    marketplace.advance(days=2)
    assert mturk_client.list_hits()["NumResults"] == 0


def test_what_remains_of_a_disposed_hit(mturk_client: Any, mturk_worker: Worker) -> None:
    """A disposed HIT and its assignments can be read by their identifiers, but not its files."""
    hit = new_hit(mturk_client)
    done = mturk_worker.answer(hit, {"q": "a", "file": b"1"}, check=False)["AssignmentId"]
    mturk_client.approve_assignment(AssignmentId=done)
    file = {"AssignmentId": done, "QuestionIdentifier": "file"}
    assert mturk_client.get_file_upload_url(**file)["FileUploadURL"]
    mturk_client.delete_hit(HITId=hit["HITId"])
    with refused("InvalidHITState", "'Disposed'"):
        mturk_client.get_file_upload_url(**file)
    assert mturk_client.list_hits()["NumResults"] == mturk_client.list_reviewable_hits()["NumResults"] == 0
    assert read(mturk_client, hit)["HITStatus"] == "Disposed"
    assert mturk_client.get_assignment(AssignmentId=done)["Assignment"]["AssignmentStatus"] == "Approved"
    assert mturk_client.list_assignments_for_hit(HITId=hit["HITId"])["NumResults"] == 1


def test_more_than_a_batch(mturk_client: Any, marketplace: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """One request takes a limited number of actions of each kind; the next one continues."""
    monkeypatch.setattr(settling, "BATCH", 2)
    hit = new_hit(mturk_client)
    tell_all(mturk_client, hit["HITTypeId"], "HITExpired")
    hits = [hit, *(new_hit(mturk_client) for _ in range(4))]
    marketplace.advance(hours=2)
    done = []
    for _ in range(3):
        mturk_client.get_account_balance()
        done.append(sum(len(events(marketplace, one)) for one in hits))
    assert done == [2, 4, 5]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    made = Database(f"sqlite:///{tmp_path / 'marketplace.sqlite'}")
    yield made
    made.close()


def test_nothing_due(database: Database) -> None:
    """If nothing is due, one statement that only uses indices finds that out."""
    statements: list[tuple[str, Any]] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def _executed(_: Connection, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        statements.append((statement, parameters))

    with database.transaction() as session:
        settling.settle(session, datetime(2026, 1, 1, tzinfo=UTC))
    ((statement, parameters),) = [one for one in statements if not one[0].startswith("BEGIN")]
    with database.transaction() as session:
        found = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        assert session.execute(text("SELECT count(*) FROM hits")).scalar_one() == 0
    steps = [row[-1] for row in found if "hits" in row[-1] or "assignments" in row[-1]]
    assert len(steps) == 4
    assert all(step.startswith("SEARCH") and "USING" in step for step in steps)
