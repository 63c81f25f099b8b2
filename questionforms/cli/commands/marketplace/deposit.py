"""`questionforms marketplace deposit`: money for a requester."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from questionforms.cli.inputs.marketplace_database import database_option, opened
from questionforms.words import printable


@click.command()
@click.argument("name")
@click.argument("amount")
@database_option
def deposit(name: str, amount: str, *, database: str) -> None:
    """Add AMOUNT, in US dollars, to the balance of the requester NAME.

    NAME is the name or the id of a requester; until there are keys, the name is the access key.
    """
    with opened(database) as store:
        from questionforms.marketplace.administration import ledger

        dollars = ledger.amount_of(amount)
        with store.transaction() as session:
            requester = ledger.find_requester(session, name, lock=True)
            ledger.deposit(session, requester, dollars, datetime.now(UTC))
            balance, shown = requester.balance, requester.name
    click.echo(f"{printable(shown)} has ${balance:,.2f}")
