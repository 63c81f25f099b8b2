"""PostgreSQL in place of SQLite: every part of a round works on it, and comes back as it was given.

All tests of the marketplace run on it where QUESTIONFORMS_TEST_DATABASE is `postgresql`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from questionforms import parse_answers
from tests.marketplace.making import KEY, TESTED, new_hit, numbers, qualification_type, refused
from tests.marketplace.worker.test_uploads import fetched, url_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker


@pytest.fixture
def running(_on_postgresql: Running) -> Iterator[Running]:
    """An empty marketplace on PostgreSQL."""
    yield _on_postgresql
    _on_postgresql.clear()


@pytest.fixture
def client(running: Running) -> Iterator[Any]:
    """A boto3 client for a new requester."""
    found = running.client()
    yield found
    found.close()


@pytest.fixture
def worker(running: Running) -> Iterator[Worker]:
    """A worker."""
    found = running.worker()
    yield found
    found.close()


def test_is_postgresql(running: Running) -> None:
    """The database is the requested one."""
    with running.database.transaction() as session:
        assert str(session.scalar(text("SELECT version()"))).startswith("PostgreSQL")


def test_round(client: Any, worker: Worker) -> None:
    """A worker takes a test, does a HIT with a file, is approved and gets a bonus; all of it is paid and stored."""
    kind = qualification_type(client, **{**TESTED, "AnswerKey": KEY.to_xml()})
    hit = new_hit(
        client,
        QualificationRequirements=[{"QualificationTypeId": kind, "Comparator": "EqualTo", "IntegerValues": [100]}],
        RequesterAnnotation="é漢😀",
    )
    assert worker.request_qualification(kind, {"q": "a"})["Status"] == "Granted"
    done = worker.answer(hit, {"q": "é漢😀\r\n", "file": b"\x00\xff"}, check=False)
    client.approve_assignment(AssignmentId=done["AssignmentId"], RequesterFeedback="Thanks.")
    client.send_bonus(AssignmentId=done["AssignmentId"], WorkerId=worker.id, BonusAmount="0.55", Reason="Good.")
    found = client.get_assignment(AssignmentId=done["AssignmentId"])
    assert (found["Assignment"]["AssignmentStatus"], found["HIT"]["RequesterAnnotation"]) == ("Approved", "é漢😀")
    assert parse_answers(found["Assignment"]["Answer"])["q"].text == "é漢😀\r\n"
    assert found["Assignment"]["AutoApprovalTime"] - found["Assignment"]["SubmitTime"] == timedelta(days=30)
    assert fetched(url_of(client, done)) == (200, b"\x00\xff")
    assert numbers(client, hit) == ("Reviewable", 0, 0, 1)
    assert client.list_bonus_payments(HITId=hit["HITId"])["BonusPayments"][0]["BonusAmount"] == "0.55"
    assert client.get_account_balance()["AvailableBalance"] == "9999.22"


def test_pages(client: Any, worker: Worker) -> None:
    """Lists are paginated, with everything once and in order, for requesters and for workers."""
    made = [new_hit(client)["HITId"] for _ in range(5)]
    pages = client.get_paginator("list_hits").paginate(PaginationConfig={"PageSize": 2})
    assert sorted(hit["HITId"] for page in pages for hit in page["HITs"]) == sorted(made)
    first = worker.list(limit=3)
    assert [hit["HITId"] for hit in first + worker.list(after=first[-1])] == made


def test_time(running: Running, client: Any, worker: Worker) -> None:
    """Overdue assignments are abandoned, and unreviewed ones are approved."""
    kept, late = new_hit(client, AutoApprovalDelayInSeconds=60), new_hit(client)
    worker.answer(kept, {"q": "this"})
    worker.accept(late)
    running.advance(seconds=601)
    assert numbers(client, kept) == ("Reviewable", 0, 0, 1)
    assert numbers(client, late) == ("Assignable", 1, 0, 0)


def test_token(client: Any) -> None:
    """A call that is repeated with its token creates nothing new."""
    hit = new_hit(client, UniqueRequestToken="once")
    with refused("HitAlreadyExists", hit["HITId"]):
        new_hit(client, UniqueRequestToken="once")
    assert client.list_hits()["NumResults"] == 1
