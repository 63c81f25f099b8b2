"""The operator's deposit and fee apply everywhere: to new accounts, approvals, bonuses, and what happens by itself."""

from __future__ import annotations

from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from questionforms.marketplace import Database, Marketplace, Options, Server
from questionforms.marketplace.store import Payment
from questionforms.mturk.costs import FEES
from questionforms.testing.running import Running
from tests.marketplace.making import new_hit, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def running(folder: Path, options: Options) -> Iterator[Running]:
    """A marketplace with these options."""
    found = Running()
    database = Database(f"sqlite:///{folder}/marketplace.sqlite")
    found._marketplace = Marketplace(database, clock=lambda: found.now, options=options)
    with Server(found._marketplace) as server:
        found.address = server.address
        yield found


def fees(found: Running) -> list[Decimal]:
    """The fees in the ledger, in order."""
    with found.database.transaction() as session:
        return [
            -one for one in session.scalars(select(Payment.amount).where(Payment.kind == "fee").order_by(Payment.id))
        ]


@pytest.mark.parametrize(("fee", "expected"), [("0.1", "0.10"), ("0", "0"), ("0.2", "0.40")])
def test_fee(tmp_path: Path, fee: str, expected: str) -> None:
    """Approvals by a call, automatic ones and bonuses cost the chosen share; the default is the service's fees."""
    with running(tmp_path, Options(fee=Decimal(fee))) as found:
        client, worker = found.client(), found.worker()
        hit = new_hit(client, Reward="1.00", MaxAssignments=10, AutoApprovalDelayInSeconds=60)
        done = worker.answer(hit, {"q": "a"})
        client.approve_assignment(AssignmentId=done["AssignmentId"])
        other = worker.another()
        other.answer(hit, {"q": "a"})
        found.advance(seconds=61)
        client.get_account_balance()
        given = {"WorkerId": worker.id, "AssignmentId": done["AssignmentId"], "Reason": "r"}
        client.send_bonus(**given, BonusAmount="2.00")
        bonus = FEES.each(Decimal(2), 1, masters=False) if fee == "0.2" else 2 * Decimal(fee)
        assert fees(found) == [Decimal(expected), Decimal(expected), bonus]
        for one in (client, worker, other):
            one.close()


def test_deposit(tmp_path: Path) -> None:
    """A new account has the chosen balance, which its HITs must not exceed."""
    with running(tmp_path, Options(deposit=Decimal("5.50"), fee=Decimal(0))) as found:
        client = found.client()
        assert client.get_account_balance()["AvailableBalance"] == "5.50"
        with refused("InsufficientFunds"):
            new_hit(client, Reward="5.51")
        new_hit(client, Reward="5.50")
        client.close()
