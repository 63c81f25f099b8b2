"""Random sequences of actions by requesters, workers and time: assignments are counted once, money is exact."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import func, select

from questionforms.marketplace.api.operations import operation
from questionforms.marketplace.context import Call
from questionforms.marketplace.core import assignments as work
from questionforms.marketplace.core.accounts import find_or_open_account
from questionforms.marketplace.core.approvals import approve, reject
from questionforms.marketplace.core.expiry import settle
from questionforms.marketplace.core.states import status
from questionforms.marketplace.errors import Refusal
from questionforms.marketplace.store import HIT, Assignment, Database, Payment, Requester, Worker, new_id
from tests.long_runs import examples
from tests.marketplace.making import FORM, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

ANSWER = "<QuestionFormAnswers/>"
DATABASE = Database("sqlite://")
choice = st.integers(0, 20)


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    """The database is closed at the end."""
    yield
    DATABASE.close()


class Walk(RuleBasedStateMachine):
    """One requester with little money, three workers, and a clock."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.hits: list[str] = []
        self.deleted: set[str] = set()
        self.assignments: list[str] = []
        with DATABASE.transaction() as session:
            requester = find_or_open_account(session, new_id("K"), self.now)
            self.requester = requester.id
            session.add(Payment(requester_id=requester.id, kind="fee", amount=Decimal(-9_995), time=self.now))
            requester.balance -= 9_995
            workers = [Worker(created=self.now) for _ in range(3)]
            session.add_all(workers)
            session.flush()
            self.workers = [worker.id for worker in workers]

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A transaction after everything that is due, as in each request; a refusal rolls it back."""
        with DATABASE.transaction() as session:
            settle(session, self.now)
        try:
            with DATABASE.transaction() as session:
                yield session
        except Refusal:
            pass

    def call(self, name: str, **given: Any) -> dict[str, Any]:
        """Call an operation as the requester; None if it is refused."""
        with self.transaction() as session:
            requester = session.get_one(Requester, self.requester)
            return operation(name)(Call(name, session, requester, given, self.now, ""))
        return {}

    @rule(assignments=st.integers(1, 3), reward=st.sampled_from(["0.07", "1.00"]), delay=st.sampled_from([0, 50, 9999]))
    def create(self, assignments: int, reward: str, delay: int) -> None:
        """A new HIT."""
        given = {"LifetimeInSeconds": 100, "AssignmentDurationInSeconds": 60, "AutoApprovalDelayInSeconds": delay}
        own = {"Question": FORM, "MaxAssignments": assignments, "Reward": reward}
        self.hits.append(self.call("CreateHIT", **TYPE | given | own)["HIT"]["HITId"])

    @precondition(lambda self: self.hits)
    @rule(hit=choice, worker=choice)
    def accept(self, hit: int, worker: int) -> None:
        """A worker tries to accept a HIT."""
        with self.transaction() as session:
            who = session.get_one(Worker, self.workers[worker % 3])
            self.assignments.append(work.accept(session, who, self.hits[-1 - hit % len(self.hits)], self.now).id)

    @precondition(lambda self: self.assignments)
    @rule(assignment=choice, submit=st.booleans())
    def finish(self, assignment: int, submit: bool) -> None:
        """The worker of an assignment tries to submit or return it."""
        with self.transaction() as session:
            name = self.assignments[-1 - assignment % len(self.assignments)]
            who = session.get_one(Worker, session.get_one(Assignment, name).worker_id)
            found = work.lock_accepted(session, who, name, self.now)
            if submit:
                work.submit(session, found, ANSWER, self.now)
            else:
                work.give_back(session, found, self.now)

    @precondition(lambda self: self.assignments)
    @rule(assignment=choice, how=st.sampled_from(["approve", "override", "reject"]))
    def review(self, assignment: int, how: str) -> None:
        """The requester tries to approve or reject."""
        with self.transaction() as session:
            found = session.get_one(Assignment, self.assignments[-1 - assignment % len(self.assignments)])
            if how == "reject":
                reject(session, found, self.now, feedback="no")
            else:
                approve(session, found, self.now, override=how == "override")

    @precondition(lambda self: self.hits)
    @rule(hit=choice, change=st.sampled_from(["expire", "more time", "more", "reviewing", "reviewable", "delete"]))
    def change(self, hit: int, change: str) -> None:
        """The requester tries to change a HIT."""
        name = {"HITId": self.hits[-1 - hit % len(self.hits)]}
        match change:
            case "expire":
                self.call("UpdateExpirationForHIT", **name, ExpireAt=self.now)
            case "more time":
                self.call("UpdateExpirationForHIT", **name, ExpireAt=self.now + timedelta(seconds=200))
            case "more":
                self.call("CreateAdditionalAssignmentsForHIT", **name, NumberOfAdditionalAssignments=4)
            case "delete":
                self.call("DeleteHIT", **name)
            case _:
                self.call("UpdateHITReviewStatus", **name, Revert=change == "reviewable")

    @rule(seconds=st.sampled_from([1, 50, 61, 3700, 121 * 24 * 3600]))
    def wait(self, seconds: int) -> None:
        """Time passes."""
        self.now += timedelta(seconds=seconds)
        with self.transaction():
            pass

    @invariant()
    def assignments_are_counted_once(self) -> None:
        """A HIT's four counts match its assignments, and add up to the maximum."""
        with DATABASE.transaction() as session:
            query = select(Assignment.hit_id, Assignment.status).where(Assignment.hit_id.in_(self.hits))
            found = Counter(map(tuple, session.execute(query)))
            for hit in session.scalars(select(HIT).where(HIT.id.in_(self.hits))):
                taken = [found[hit.id, name] for name in ("Accepted", "Submitted", "Approved", "Rejected")]
                assert [hit.pending, hit.submitted, hit.completed] == [*taken[:2], sum(taken[2:])]
                assert hit.available == hit.max_assignments - sum(taken) >= 0
                assert hit.max_assignments < 10

    @invariant()
    def states_are_right(self) -> None:
        """Reviewable HITs are marked as such, and deleted HITs stay deleted, without pending assignments."""
        with DATABASE.transaction() as session:
            for hit in session.scalars(select(HIT).where(HIT.id.in_(self.hits))):
                state = status(hit, self.now)
                assert state == "Disposed" or hit.id not in self.deleted
                if state == "Disposed":
                    self.deleted.add(hit.id)
                    assert hit.pending == hit.submitted == 0
                assert (hit.reviewable_since is not None) == (state in {"Reviewable", "Reviewing", "Disposed"})

    @invariant()
    def money_is_exact(self) -> None:
        """The balance is the sum of the ledger, never negative, and each approved assignment was paid for once."""
        with DATABASE.transaction() as session:
            balance = session.get_one(Requester, self.requester).balance
            of_requester = Payment.requester_id == self.requester
            assert balance == session.scalar(select(func.sum(Payment.amount)).where(of_requester))
            assert balance >= 0
            approved = select(Assignment.id).join(HIT).where(HIT.id.in_(self.hits), Assignment.status == "Approved")
            paid = select(Payment.assignment_id).where(of_requester, Payment.kind == "reward")
            assert Counter(session.scalars(approved)) == Counter(session.scalars(paid))


TestWalk = Walk.TestCase
TestWalk.settings = settings(examples(10), stateful_step_count=30)
