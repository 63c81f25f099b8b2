"""`questionforms marketplace deposit`: money for a requester."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from questionforms.marketplace.store import Database, Payment

if TYPE_CHECKING:
    from tests.cli.marketplace.commands import Commands


def test_deposit(commands: Commands) -> None:
    """A deposit adds to the balance, and is in the ledger."""
    commands.new_key()
    assert commands.output("deposit", "lab", "12.50") == "lab has $10,012.50\n"
    (key,) = commands.records("keys", "list")
    assert commands.output("deposit", key["requester_id"], "$1") == "lab has $10,013.50\n"
    database = Database(commands.url)
    with database.transaction() as session:
        found = session.scalars(select(Payment).order_by(Payment.id)).all()
        assert [(one.kind, str(one.amount)) for one in found] == [
            ("deposit", "10000.00000"),
            ("deposit", "12.50000"),
            ("deposit", "1.00000"),
        ]
    database.close()


@pytest.mark.parametrize("amount", ["0", "1.001", "1e3", "NaN", "ten", "1000000001", "99999999999"])
def test_amounts(commands: Commands, amount: str) -> None:
    """Only a positive amount of dollars and cents can be deposited."""
    commands.new_key()
    assert f"`{amount}` is not an amount of US dollars" in commands.error("deposit", "lab", amount)


def test_largest(commands: Commands) -> None:
    """A balance has a limit."""
    commands.new_key()
    message = "the balance would be $1,000,010,000.00; it can be at most $1,000,000,000.00"
    assert message in commands.error("deposit", "lab", "1000000000")


def test_unknown_requester(commands: Commands) -> None:
    """The error for an unknown name says which was probably meant."""
    commands.new_key()
    assert "there is no requester `labb`; did you mean `lab`?" in commands.error("deposit", "labb", "5")
