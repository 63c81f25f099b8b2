"""kill -9 of the server at random moments under load: what was acknowledged is there, once, and all sums are right."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select, text

from questionforms.marketplace.store import HIT, Assignment, Bonus, Database, Payment, Requester
from tests.long_runs import FACTOR
from tests.marketplace.making import choice_hit
from tests.marketplace.postgresql import cluster
from tests.marketplace.serving import Served, serving

pytestmark = [pytest.mark.slow, pytest.mark.long]

#: How often a server is killed: 40 and 20 times in `make long`.
ON_SQLITE, ON_POSTGRESQL = max(1, FACTOR * 4 // 5), max(1, FACTOR * 2 // 5)
#: The range of acknowledged calls after which it is killed.
CALLS = 10, 120
#: Where the program of the load is found.
ROOT = Path(__file__).parents[2]


def killed(database: str, seed: int) -> dict[str, list[list[str]]]:
    """What a load had acknowledged when the server was killed, by kind."""
    calls = Random(seed).randint(*CALLS)
    found: dict[str, list[list[str]]] = defaultdict(list)
    with serving(database) as served:
        command = [sys.executable, "-m", "tests.marketplace.load", served.address, str(seed)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as load:
            assert load.stdout is not None
            for number, line in enumerate(load.stdout):
                kind, *words = line.split(" ", 2)
                found[kind].append([word.strip() for word in words])
                if number == calls:
                    served.process.kill()
    assert not found["failed"]
    return found


def check_acknowledged(database: Database, found: dict[str, list[list[str]]]) -> None:
    """Everything that was acknowledged is there."""
    with database.transaction() as session:
        made = dict(session.execute(select(HIT.annotation, HIT.id)).all())
        assert {token: made.get(token) for token, _ in found["hit"]} == {words[0]: words[1] for words in found["hit"]}
        states = dict(session.execute(select(Assignment.id, Assignment.status)).all())
        assert {states.get(name) for (name,) in found["submitted"]} <= {"Submitted", "Approved"}
        assert {states.get(name) for (name,) in found["approved"]} <= {"Approved"}
        assert {states.get(name) for (name,) in found["held"]} <= {"Accepted"}
        bonuses = Counter(session.scalars(select(Bonus.assignment_id)))
        assert {bonuses[name] for (name,) in found["bonus"]} <= {1}
        most = dict(session.execute(select(HIT.id, HIT.max_assignments)).all())
        assert {most[hit] for (hit,) in found["extended"]} <= {4}


def check_sums(database: Database) -> None:
    """The balances are the sums of the ledger, and the counts of HITs are those of their assignments."""
    with database.transaction() as session:
        ledger = dict(
            session.execute(select(Payment.requester_id, func.sum(Payment.amount)).group_by(Payment.requester_id)).all()
        )
        assert dict(session.execute(select(Requester.id, Requester.balance)).all()) == ledger
        rewards = Counter(session.scalars(select(Payment.assignment_id).where(Payment.kind == "reward")))
        approved = session.scalars(select(Assignment.id).where(Assignment.status == "Approved"))
        assert rewards == Counter(approved)
        paid = Counter(session.scalars(select(Payment.assignment_id).where(Payment.kind == "bonus")))
        assert paid == Counter(session.scalars(select(Bonus.assignment_id)))
        states = Counter(map(tuple, session.execute(select(Assignment.hit_id, Assignment.status))))
        for hit in session.scalars(select(HIT)):
            taken = [states[hit.id, name] for name in ("Accepted", "Submitted", "Approved", "Rejected")]
            assert [hit.pending, hit.submitted, hit.completed] == [*taken[:2], sum(taken[2:])]
            assert hit.available == hit.max_assignments - sum(taken) >= 0
        if database.engine.dialect.name == "sqlite":
            assert session.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
            assert session.scalars(text("PRAGMA foreign_key_check")).all() == []


def repeat_unanswered(served: Served, found: dict[str, list[list[str]]]) -> None:
    """Send the calls again that were sent but not answered: a token that had its effect is refused."""
    answered = {token for token, _ in found["hit"]}
    for key, token in found["sent"]:
        if token not in answered:
            client = served.client(key)
            with suppress(client.exceptions.RequestError):  # it has the HIT
                choice_hit(client, MaxAssignments=3, RequesterAnnotation=token, UniqueRequestToken=token)
            client.close()


def kill_and_check(url: str, seed: int) -> None:
    """Kill a server under load, start another on its database, and check everything."""
    found = killed(url, seed)
    with serving(url) as served:
        repeat_unanswered(served, found)
    database = Database(url)
    try:
        check_acknowledged(database, found)
        check_sums(database)
        with database.transaction() as session:
            annotations = Counter(session.scalars(select(HIT.annotation)))
        assert {*annotations.values()} == {1}
        assert {token for _, token in found["sent"]} <= {*annotations}
    finally:
        database.close()


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL database."""
    with cluster() as url:
        yield url


@pytest.mark.parametrize("seed", range(ON_SQLITE))
def test_sqlite(tmp_path: Path, seed: int) -> None:
    """On SQLite, a kill loses and doubles nothing."""
    kill_and_check(f"sqlite:///{tmp_path}/marketplace.sqlite", seed)


@pytest.mark.parametrize("seed", range(1000, 1000 + ON_POSTGRESQL))
def test_postgresql(postgresql: str, seed: int) -> None:
    """On PostgreSQL, a kill loses and doubles nothing."""
    kill_and_check(postgresql, seed)
