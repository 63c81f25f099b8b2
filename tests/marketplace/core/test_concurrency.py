"""Concurrency: no extra, duplicate or partial assignments, and correct counts, even after a kill."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select
from urllib3.exceptions import HTTPError

from questionforms.exceptions import ServiceError
from questionforms.marketplace.store import HIT, Assignment, Database, Payment, Requester
from questionforms.testing.running import Running
from questionforms.testing.workers import Worker
from tests.long_runs import FACTOR
from tests.marketplace.making import new_hit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

THREADS = 8


@pytest.fixture
def client(either: Running) -> Iterator[Any]:
    """A boto3 client for a new requester."""
    found = either.client()
    yield found
    found.close()


@pytest.fixture
def worker(either: Running) -> Iterator[Worker]:
    """A worker who shares connections with the others."""
    found = either.worker()
    yield found
    found.close()


def together(*actions: Callable[[], Any]) -> list[Any]:
    """The results of actions that start at the same time, or the codes with which they are refused."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return action()
        except ServiceError as error:
            return error.code

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def check(database: Database, hit_id: str) -> Counter[str]:
    """The number of a HIT's assignments in each state; the HIT's own counts must match."""
    with database.transaction() as session:
        hit = session.get_one(HIT, hit_id)
        states = Counter(session.scalars(select(Assignment.status).where(Assignment.hit_id == hit_id)))
        assert (hit.pending, hit.submitted) == (states["Accepted"], states["Submitted"])
        assert hit.available == hit.max_assignments - hit.pending - hit.submitted - hit.completed
        return states


def test_twenty(either: Running, client: Any, worker: Worker) -> None:
    """If 32 workers in eight threads accept a HIT with 20 assignments, 20 get one and 12 are refused."""
    hit = new_hit(client, MaxAssignments=20)
    workers = [worker.another() for _ in range(32)]

    def work(mine: list[Worker]) -> list[str]:
        done = []
        for one in mine:
            try:
                done.append(one.answer(hit, {"q": one.id})["AssignmentStatus"])
            except ServiceError as error:
                done.append(f"{error.code} {error.status}")
        return done

    found = together(*[lambda mine=workers[number::THREADS]: work(mine) for number in range(THREADS)])
    assert Counter(chain(*found)) == {"Submitted": 20, "InvalidHITState 409": 12}
    assert check(either.database, hit["HITId"]) == {"Submitted": 20}
    listed = client.list_assignments_for_hit(HITId=hit["HITId"], MaxResults=100)["Assignments"]
    assert len({one["WorkerId"] for one in listed}) == 20
    assert all(f"<FreeText>{one['WorkerId']}</FreeText>" in one["Answer"] for one in listed)
    assert client.get_hit(HITId=hit["HITId"])["HIT"]["HITStatus"] == "Reviewable"


def test_accept_twice(either: Running, client: Any, worker: Worker) -> None:
    """A worker who accepts a HIT eight times at the same time gets one assignment."""
    hit = new_hit(client, MaxAssignments=9)
    found = together(*[lambda: worker.accept(hit)["AssignmentStatus"]] * THREADS)
    assert Counter(found) == {"Accepted": 1, "AssignmentAlreadyExists": THREADS - 1}
    assert check(either.database, hit["HITId"]) == {"Accepted": 1}


def test_submit_twice(either: Running, client: Any, worker: Worker) -> None:
    """If one assignment is submitted eight times at once with different answers, one is stored completely."""
    hit = new_hit(client)
    accepted = worker.accept(hit)
    answers = [str(number) * 1000 for number in range(THREADS)]
    found = together(*[lambda text=text: (worker.submit(accepted, {"q": text}), text)[1] for text in answers])
    (kept,) = set(found) - {"InvalidAssignmentState"}
    assert found.count("InvalidAssignmentState") == THREADS - 1
    (stored,) = client.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    assert f"<FreeText>{kept}</FreeText>" in stored["Answer"]
    assert check(either.database, hit["HITId"]) == {"Submitted": 1}


def test_submit_and_return(either: Running, client: Any, worker: Worker) -> None:
    """If an assignment is submitted and returned at the same time, only one happens, and the HIT counts it."""
    for _ in range(4):
        hit = new_hit(client)
        accepted = worker.accept(hit)
        actions = (lambda held=accepted: worker.submit(held, {"q": ""}), lambda held=accepted: worker.give_back(held))
        found = together(*actions)
        (done,) = [one["AssignmentStatus"] for one in found if one != "InvalidAssignmentState"]
        assert check(either.database, hit["HITId"]) == {done: 1}


def test_many_hits(either: Running, client: Any, worker: Worker) -> None:
    """Simultaneous work, reviews and deadlines on several HITs leave no deadlocks or locks, and correct counts."""
    hits = [new_hit(client, MaxAssignments=THREADS, AssignmentDurationInSeconds=30) for _ in range(3)]
    workers = [worker.another() for _ in range(THREADS)]

    def work(number: int) -> str:
        for hit in hits[number % 3 :] + hits[: number % 3]:
            done = workers[number].answer(hit, {"q": "this"})
            client.approve_assignment(AssignmentId=done["AssignmentId"])
        return "done"

    found = together(*[lambda number=number: work(number) for number in range(THREADS)])
    assert found == ["done"] * THREADS
    for hit in hits:
        assert check(either.database, hit["HITId"]) == {"Approved": THREADS}


def test_first_requests(either: Running, client: Any) -> None:
    """If a new key's first eight requests are simultaneous, they open one account, with one deposit."""
    balances = together(*[lambda: client.get_account_balance()["AvailableBalance"]] * THREADS)
    assert balances == ["10000.00"] * THREADS
    with either.database.transaction() as session:
        assert len(session.scalars(select(Requester)).all()) == 1
        assert len(session.scalars(select(Payment)).all()) == 1


@pytest.mark.long
@pytest.mark.parametrize("_time", range(FACTOR))
def test_killed(tmp_path: Path, _time: int) -> None:
    """A server that is killed while workers submit has stored every confirmed submission completely."""
    database = f"sqlite:///{tmp_path}/marketplace.sqlite"
    command = [sys.executable, "-m", "questionforms", "serve", "--database", database, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        running = Running()
        running.address = process.stdout.readline().strip()
        client, worker = running.client(), running.worker()
        hit = new_hit(client, MaxAssignments=500)["HITId"]
        client.close()
        confirmed: list[str] = []

        def work() -> None:
            try:
                while True:
                    confirmed.append(worker.another().answer(hit, {"q": "x" * 10_000})["AssignmentId"])
                    if len(confirmed) > 2 * THREADS:
                        process.send_signal(signal.SIGKILL)
            except HTTPError:
                return

        together(*[work] * THREADS)
        worker.close()
    store = Database(database)
    states = check(store, hit)
    with store.transaction() as session:
        kept = set(session.scalars(select(Assignment.id).where(Assignment.status == "Submitted")))
        answers = session.scalars(select(Assignment.answer).where(Assignment.answer.is_not(None))).all()
    store.close()
    assert set(confirmed) <= kept
    assert states["Submitted"] == len(answers) == len(kept)
    assert all(answer is not None and "x" * 10_000 + "</FreeText>" in answer for answer in answers)
