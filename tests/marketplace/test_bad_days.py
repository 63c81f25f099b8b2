"""A full disk, a read-only database, and a clock that goes back: nothing is half done, and work goes on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError  # type: ignore[import-untyped]
from sqlalchemy import event

from questionforms.exceptions import ServiceError
from questionforms.testing.running import run
from tests.marketplace.making import new_hit, numbers, refused
from tests.marketplace.test_killed import check_sums

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A marketplace on an SQLite database of its own."""
    with run(f"sqlite:///{tmp_path}/marketplace.sqlite") as found:
        yield found


@pytest.fixture
def client(running: Running) -> Iterator[Any]:
    """A boto3 client for a requester who has called before."""
    found = running.client()
    found.get_account_balance()
    yield found
    found.close()


@pytest.fixture
def worker(running: Running) -> Iterator[Worker]:
    """A worker."""
    found = running.worker()
    yield found
    found.close()


@contextmanager
def with_setting(running: Running, setting: str) -> Iterator[None]:
    """Set a PRAGMA in each connection to the database, until the end of the block."""
    engine = running.database.engine

    def _set(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA {setting}")

    engine.dispose()
    event.listen(engine, "connect", _set)
    yield
    event.remove(engine, "connect", _set)
    engine.dispose()


def pages(running: Running) -> int:
    """The number of pages in the database."""
    with running.database.transaction() as session:
        found = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
        assert isinstance(found, int)
        return found


def until_refused(client: Any) -> tuple[int, dict[str, Any]]:
    """How many HITs could be created until one was refused, and that response."""
    made = 0
    while True:
        try:
            new_hit(client, RequesterAnnotation="x" * 255)
        except ClientError as error:
            return made, error.response
        made += 1


def test_full_disk(running: Running, client: Any, worker: Worker) -> None:
    """While there is no space, calls that need some fail as a whole, others work; then all work again."""
    accepted = worker.accept(new_hit(client, MaxAssignments=5))
    before = len(client.list_hits(MaxResults=100)["HITs"])
    with with_setting(running, f"max_page_count={pages(running)}"):
        made, response = until_refused(client)
        assert response["Error"]["Code"] == "ServiceFault"
        assert response["ResponseMetadata"]["HTTPStatusCode"] == 500
        assert response["ResponseMetadata"]["HTTPHeaders"]["x-amzn-requestid"]
        with pytest.raises(ServiceError) as failed:
            worker.submit(accepted, {"q": "x" * 50_000})
        assert failed.value.status == 500
        assert worker.assignment(accepted)["AssignmentStatus"] == "Accepted"
        assert len(client.list_hits(MaxResults=100)["HITs"]) == before + made
    check_sums(running.database)
    new_hit(client)
    assert worker.submit(accepted, {"q": "x" * 50_000})["AssignmentStatus"] == "Submitted"
    assert len(client.list_hits(MaxResults=100)["HITs"]) == before + made + 1
    check_sums(running.database)


def test_read_only(running: Running, client: Any, worker: Worker) -> None:
    """While the database cannot be written, calls fail as a whole, and later they work again."""
    hit = new_hit(client)
    accepted = worker.accept(hit)
    with with_setting(running, "query_only=ON"):
        with refused("ServiceFault"):
            new_hit(client)
        with pytest.raises(ServiceError):
            worker.submit(accepted, {"q": "a"})
    assert numbers(client, hit) == ("Unassignable", 0, 1, 0)
    assert worker.submit(accepted, {"q": "a"})["AssignmentStatus"] == "Submitted"
    assert numbers(client, hit) == ("Reviewable", 0, 0, 0)
    check_sums(running.database)


def test_clock_goes_back(running: Running, client: Any, worker: Worker) -> None:
    """If the clock goes back five hours, everything goes on; what is due is only due five hours later."""
    hit = new_hit(client, LifetimeInSeconds=3600, AutoApprovalDelayInSeconds=3600, MaxAssignments=3)
    accepted, done = worker.accept(hit), worker.another().answer(hit, {"q": "a"})
    token = {"UniqueRequestToken": "once"}
    made = new_hit(client, **token)
    running.advance(hours=-5)
    with refused("HitAlreadyExists", made["HITId"]):
        new_hit(client, **token)
    later = new_hit(client)
    assert {one["HITId"] for one in client.list_hits()["HITs"]} == {one["HITId"] for one in (hit, made, later)}
    running.advance(hours=2)
    assert numbers(client, hit) == ("Assignable", 1, 1, 0)
    assert worker.submit(accepted, {"q": "a"})["AssignmentStatus"] == "Submitted"
    client.approve_assignment(AssignmentId=done["AssignmentId"])
    client.reject_assignment(AssignmentId=accepted["AssignmentId"], RequesterFeedback="no")
    running.advance(hours=5)
    assert numbers(client, hit) == ("Reviewable", 1, 0, 2)
    check_sums(running.database)
