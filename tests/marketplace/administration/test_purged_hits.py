"""Purging disposed HITs: what is said to go is what goes, and sums and counts stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from questionforms.marketplace.administration import purged_hits
from questionforms.marketplace.administration.purged_hits import Purge, find_purgeable, purge
from questionforms.marketplace.store import Base, Payment, Requester
from questionforms.mturk import review_policies
from tests.marketplace.making import new_hit, numbers, read, refused, tell_all

if TYPE_CHECKING:
    from questionforms.testing.running import Running

APPROVED = "00000000000000000040"


def rows(running: Running) -> dict[str, int]:
    """How many rows each table has."""
    with running.database.reading() as session:
        tables = Base.metadata.sorted_tables
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def ledger(running: Running) -> list[tuple[str, Any, Any]]:
    """The entries of the ledger; the requesters' balances must be its sums."""
    with running.database.reading() as session:
        sums = select(Payment.requester_id, func.sum(Payment.amount)).group_by(Payment.requester_id)
        assert sorted(session.execute(sums).all()) == sorted(session.execute(select(Requester.id, Requester.balance)))
        return [(one.kind, one.amount, one.worker_id) for one in session.scalars(select(Payment).order_by(Payment.id))]


def purged(running: Running, before: datetime) -> Purge:
    """What was deleted, which must be what was said before."""
    with running.database.reading() as session:
        said = find_purgeable(session, before, running.now)
    deleted = sum(purge(running.database, before, running.now), start=Purge())
    assert deleted == said
    return deleted


def work(running: Running, client: Any, count: int = 1) -> list[dict[str, Any]]:
    """HITs with everything that can belong to one, each with an approved and a rejected assignment, then deleted."""
    known = review_policies.known_answers({"q": "a"}).to_dict()
    hits = [
        new_hit(client, MaxAssignments=2, AssignmentReviewPolicy=known, UniqueRequestToken=f"t{number}-{running.now}")
        for number in range(count)
    ]
    tell_all(client, hits[0]["HITTypeId"], "AssignmentSubmitted")
    good, bad = running.worker(), running.worker()
    for hit in hits:
        done = good.answer(hit, {"q": "a", "file": b"12345"}, check=False)["AssignmentId"]
        client.approve_assignment(AssignmentId=done)
        client.send_bonus(WorkerId=good.id, AssignmentId=done, BonusAmount="1.00", Reason="Good.")
        wrong = bad.answer(hit, {"q": "b"})["AssignmentId"]
        client.reject_assignment(AssignmentId=wrong, RequesterFeedback="No.")
        client.delete_hit(HITId=hit["HITId"])
    return hits


def test_everything_goes(either: Running) -> None:
    """A disposed HIT goes with all that belongs to it; the ledger, the balance and the workers stay."""
    client = either.client()
    (hit,) = work(either, client)
    entries, balance, before = ledger(either), client.get_account_balance()["AvailableBalance"], rows(either)
    either.advance(days=2)
    found = purged(either, either.now)
    assert (found.hits, found.assignments, found.uploads, found.bonuses, found.notifications) == (1, 2, 1, 1, 2)
    assert (found.review_results, found.review_actions, found.tokens) == (4, 2, 1)
    assert found.size > 5 + 2 * len("<QuestionFormAnswers>")
    after = rows(either)
    gone = ("hits", "assignments", "uploads", "bonuses", "notifications", "review_results", "review_actions", "tokens")
    assert [after[name] for name in gone] == [0] * len(gone)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {*gone, "purged_work"}
    assert ledger(either) == entries
    assert client.get_account_balance()["AvailableBalance"] == balance
    with refused("HITDoesNotExist"):
        read(client, hit)
    assert purged(either, either.now) == Purge()


def test_only_what_was_disposed_of(mturk_client: Any, marketplace: Running) -> None:
    """HITs that are not disposed of stay, whatever their age, and so do those that were disposed of later."""
    (early,) = work(marketplace, mturk_client)
    marketplace.advance(days=10)
    limit = marketplace.now
    (late,) = work(marketplace, mturk_client)
    waiting, open_ = new_hit(mturk_client), new_hit(mturk_client)
    marketplace.worker().answer(waiting, {"q": "a"})
    assert purged(marketplace, limit).hits == 1
    with refused("HITDoesNotExist"):
        read(mturk_client, early)
    assert [read(mturk_client, hit)["HITStatus"] for hit in (late, waiting, open_)] == [
        "Disposed",
        "Reviewable",
        "Assignable",
    ]
    marketplace.advance(days=130)
    assert numbers(mturk_client, open_)[0] == "Reviewable"  # nobody asked before, so its 120 days begin now
    assert purged(marketplace, marketplace.now).hits == 1
    assert [read(mturk_client, hit)["HITStatus"] for hit in (waiting, open_)] == ["Reviewable", "Reviewable"]


def test_workers_keep_their_numbers(mturk_client: Any, marketplace: Running) -> None:
    """What a worker did still counts for qualifications, and the requester can still write to the worker."""
    work(marketplace, mturk_client, 3)
    with marketplace.database.reading() as session:
        workers = sorted({one for one in session.scalars(select(Payment.worker_id)) if one})
    marketplace.advance(days=2)
    assert purged(marketplace, marketplace.now).assignments == 6
    work(marketplace, mturk_client)
    marketplace.advance(days=2)
    purged(marketplace, marketplace.now)
    wanted = {"QualificationTypeId": APPROVED, "Comparator": "EqualTo", "IntegerValues": [3]}
    hit = new_hit(mturk_client, QualificationRequirements=[wanted])
    (good,) = workers
    accepted = marketplace.worker()._asked("accept", "POST", f"/worker/{good}/hits/{hit['HITId']}/accept", {})
    assert accepted["WorkerId"] == good
    sent = mturk_client.notify_workers(Subject="s", MessageText="t", WorkerIds=[good])
    assert sent["NotifyWorkersFailureStatuses"] == []


def test_in_batches(mturk_client: Any, marketplace: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each transaction deletes a limited number of HITs, and the marketplace can be used in between."""
    monkeypatch.setattr(purged_hits, "BATCH", 2)
    work(marketplace, mturk_client, 5)
    found = []
    for batch in purge(marketplace.database, marketplace.now + timedelta(days=1), marketplace.now):
        found.append(batch.hits)
        new_hit(mturk_client)
    assert found == [0, 2, 2, 1]
    assert mturk_client.list_hits()["NumResults"] == 4


def test_tokens_that_still_count(mturk_client: Any, marketplace: Running) -> None:
    """A token of the last 24 hours is not deleted: it still prevents a repetition."""
    token = {"UniqueRequestToken": "t"}
    new_hit(mturk_client, **token)
    assert purged(marketplace, marketplace.now + timedelta(days=1)).tokens == 0
    with refused("HitAlreadyExists"):
        new_hit(mturk_client, **token)
