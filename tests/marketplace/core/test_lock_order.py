"""No two operations on one HIT deadlock on PostgreSQL, wherever one of them is when the other begins."""

from __future__ import annotations

import contextlib
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from itertools import product
from random import Random
from threading import Event, Thread, current_thread
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError  # type: ignore[import-untyped]
from sqlalchemy import event, func, select, text

from questionforms.exceptions import ServiceError
from questionforms.marketplace.api.operations import operation
from questionforms.marketplace.context import Call
from questionforms.marketplace.core import assignments as work
from questionforms.marketplace.core.expiry import settle
from questionforms.marketplace.errors import Refusal
from questionforms.marketplace.store import HIT, Assignment, Payment, Requester, Worker
from questionforms.marketplace.store.locks import lock_hit
from tests.marketplace.core.test_concurrency import check, together
from tests.marketplace.core.test_reviews import known, plurality
from tests.marketplace.making import choice_hit, new_hit
from tests.marketplace.serving import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from questionforms.marketplace.store import Database
    from questionforms.testing.running import Running

pytestmark = pytest.mark.slow

ANSWER = "<QuestionFormAnswers/>"
#: What happens to the first HIT: `a` and `b` were submitted, `c` and `d` are in progress.
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "approve": ("ApproveAssignment", {"AssignmentId": "a"}),
    "reject": ("RejectAssignment", {"AssignmentId": "a", "RequesterFeedback": "no"}),
    "approve another": ("ApproveAssignment", {"AssignmentId": "b"}),
    "bonus": ("SendBonus", {"AssignmentId": "a", "BonusAmount": "0.10", "Reason": "good", "UniqueRequestToken": "t"}),
    "expire": ("UpdateExpirationForHIT", {"ExpireAt": None}),
    "extend": ("CreateAdditionalAssignmentsForHIT", {"NumberOfAdditionalAssignments": 1, "UniqueRequestToken": "t"}),
    "retype": ("UpdateHITTypeOfHIT", {"HITTypeId": "type"}),
    "delete": ("DeleteHIT", {}),
}
NAMES = [*CALLS, "submit", "return", "accept", "settle"]


class Scene:
    """A HIT with submitted and accepted assignments, and what can happen to it, each in a transaction of its own."""

    def __init__(self, running: Running) -> None:
        self.running = running
        client, worker = running.client(), running.worker()
        policies = {"AssignmentReviewPolicy": known(approve_at_least=100), "HITReviewPolicy": plurality(threshold=50)}
        self.hit = choice_hit(client, MaxAssignments=6, AutoApprovalDelayInSeconds=60, **policies)
        workers = [worker.another() for _ in range(5)]
        answered = [one.answer(self.hit, {"q": "b"})["AssignmentId"] for one in workers[:2]]
        accepted = [one.accept(self.hit)["AssignmentId"] for one in workers[2:4]]
        self.names = dict(zip("abcd", [*answered, *accepted], strict=True))
        self.workers = [one.id for one in workers]
        self.names["type"] = new_hit(client, Title="Other")["HITTypeId"]
        balance = client.get_account_balance()
        assert balance["AvailableBalance"] == "10000.00"
        with running.database.transaction() as session:
            self.requester = session.scalars(select(HIT.requester_id).where(HIT.id == self.hit)).one()
        client.close()
        worker.close()

    def do(self, name: str, session: Session, now: datetime) -> None:
        """Carry out the named operation. Raises a Refusal if it is too late for it."""
        if name in CALLS:
            self._call(name, session, now)
        elif name == "settle":
            settle(session, now + timedelta(days=1))
        elif name == "accept":
            work.accept(session, session.get_one(Worker, self.workers[4]), self.hit, now)
        else:
            worker = session.get_one(Worker, self.workers[2])
            found = work.lock_accepted(session, worker, self.names["c"], now)
            if name == "submit":
                work.submit(session, found, ANSWER, now)
            else:
                work.give_back(session, found, now)

    def _call(self, name: str, session: Session, now: datetime) -> None:
        called, given = CALLS[name]
        given = {key: self.names.get(value, value) for key, value in given.items()} | {"WorkerId": self.workers[0]}
        given |= {"ExpireAt": now} if name == "expire" else {}
        requester = session.get_one(Requester, self.requester)
        operation(called)(Call(called, session, requester, {"HITId": self.hit, **given}, now, ""))


class Run(Thread):
    """One operation in a thread; with `stop_at`, it stops before this lock until it may go on."""

    def __init__(self, scene: Scene, name: str, *, stop_at: int = -1, undo: bool = True) -> None:
        super().__init__(name=name)
        self.scene, self.undo, self.stop_at = scene, undo, stop_at
        self.statements = 0
        self.stopped, self.may_go_on, self.ended = Event(), Event(), Event()
        self.error: Exception | None = None

    def run(self) -> None:
        """Do it, and undo it if nothing should change."""
        try:
            with self.scene.running.database.transaction() as session:
                self.scene.do(self.name, session, self.scene.running.now)
                session.flush()
                if self.undo:
                    session.rollback()
        except Refusal:
            pass
        except Exception as error:
            self.error = error
        finally:
            self.ended.set()
            self.stopped.set()

    def count(self) -> None:
        """Count a statement that locks something, and stop before it if that was asked for."""
        self.statements += 1
        if self.statements == self.stop_at:
            self.stopped.set()
            self.may_go_on.wait()


def _count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    thread = current_thread()
    if isinstance(thread, Run) and (not statement.startswith("SELECT") or " FOR " in statement):
        thread.count()


@pytest.fixture
def on_postgresql(_on_postgresql: Running) -> Iterator[Running]:
    """An empty marketplace on PostgreSQL."""
    yield _on_postgresql
    _on_postgresql.clear()


@pytest.fixture
def scene(on_postgresql: Running) -> Iterator[Scene]:
    """The scene on PostgreSQL."""
    event.listen(on_postgresql.database.engine, "before_cursor_execute", _count)
    yield Scene(on_postgresql)
    event.remove(on_postgresql.database.engine, "before_cursor_execute", _count)


def is_waiting(scene: Scene) -> bool:
    """Whether a transaction waits for a lock."""
    with scene.running.database.transaction() as session:
        return bool(session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))


def overlap(scene: Scene, first: str, second: str, stop_at: int, *, undo: bool = True) -> bool:
    """Do one thing while another has stopped before one of its locks; False if it has fewer locks."""
    one, other = Run(scene, first, stop_at=stop_at, undo=undo), Run(scene, second, undo=undo)
    one.start()
    one.stopped.wait()
    reached = not one.ended.is_set()
    other.start()
    while not other.ended.wait(0.001) and not is_waiting(scene):
        pass
    one.may_go_on.set()
    one.join()
    other.join()
    assert (one.error, other.error) == (None, None), (first, second, stop_at)
    return reached


def check_money(database: Database, hit_id: str) -> None:
    """The balance is the sum of the ledger, and each approved assignment was paid for once."""
    check(database, hit_id)
    with database.transaction() as session:
        assert session.scalar(select(Requester.balance)) == session.scalar(select(func.sum(Payment.amount)))
        paid = select(Payment.assignment_id).where(Payment.kind == "reward").order_by(Payment.assignment_id)
        approved = select(Assignment.id).where(Assignment.status == "Approved").order_by(Assignment.id)
        assert session.scalars(paid).all() == session.scalars(approved).all()


@pytest.mark.parametrize(("first", "second"), [*product(NAMES, NAMES)])
def test_pairs(scene: Scene, first: str, second: str) -> None:
    """Two operations on one HIT never deadlock, wherever the first stops, and both are right in the end."""
    stop_at = 1
    while overlap(scene, first, second, stop_at):
        stop_at += 1
    overlap(scene, first, second, stop_at // 2 + 1, undo=False)
    check_money(scene.running.database, scene.hit)


def test_this_finds_deadlocks(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order of case 49 is found: two transactions that lock a HIT and a requester, each in its own order."""

    def do(name: str, session: Session, _: datetime) -> None:
        steps: list[Callable[[], Any]] = [
            lambda: lock_hit(session, scene.hit),
            lambda: session.get(Requester, scene.requester, with_for_update=True),
        ]
        for step in steps if name == "one" else reversed(steps):
            step()

    monkeypatch.setattr(scene, "do", do)
    with pytest.raises(AssertionError, match="DeadlockDetected"):
        overlap(scene, "one", "other", 2)


def test_two_processes(on_postgresql: Running) -> None:
    """Two servers on one database do everything to the same HITs at once: no call fails, and all counts are right."""
    url = on_postgresql.database.engine.url.render_as_string(hide_password=False)
    with serving(url) as first, serving(url) as second, ExitStack() as closing:
        clients = [closing.enter_context(contextlib.closing(served.client("me"))) for served in (first, second)]
        workers = [closing.enter_context(contextlib.closing(served.worker())) for served in (first, second)]
        policy = known(approve_at_least=100)
        hits = [choice_hit(clients[0], MaxAssignments=9, AssignmentReviewPolicy=policy) for _ in "123"]
        other_type = new_hit(clients[0], Title="Other")["HITTypeId"]
        actions = [
            action
            for hit in hits
            for done, held in [([workers[0].another().answer(hit, {"q": "b"}) for _ in "abc"], workers[0].accept(hit))]
            for client, worker in zip(clients, workers, strict=True)
            for action in (
                *[partial(client.approve_assignment, AssignmentId=one["AssignmentId"]) for one in done[:2]],
                *[partial(bonus, client, one) for one in done],
                partial(client.reject_assignment, AssignmentId=done[2]["AssignmentId"], RequesterFeedback="no"),
                partial(client.update_hit_type_of_hit, HITId=hit, HITTypeId=other_type),
                partial(client.update_expiration_for_hit, HITId=hit, ExpireAt=0),
                partial(client.delete_hit, HITId=hit),
                partial(worker.submit, held, {"q": "a"}, check=False),
                partial(worker.another().accept, hit),
            )
        ]
        Random(1).shuffle(actions)
        failed = [code for code in together(*[partial(code_of, action) for action in actions]) if "Fault" in code]
        assert not failed
        for hit in hits:
            check_money(on_postgresql.database, hit)


def bonus(client: Any, done: dict[str, Any]) -> None:
    """Send a bonus for an assignment, once."""
    named = {name: done[name] for name in ("AssignmentId", "WorkerId")}
    client.send_bonus(**named, BonusAmount="0.05", Reason="good", UniqueRequestToken=done["AssignmentId"])


def code_of(action: Callable[[], Any]) -> str:
    """The code with which a call is refused; `done` if it is not."""
    try:
        action()
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    except ServiceError as error:
        return error.code if error.status != 500 else "Fault"
    return "done"
