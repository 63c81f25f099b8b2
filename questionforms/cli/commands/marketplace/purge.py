"""`questionforms marketplace purge`: delete HITs that were disposed of, with their answers and files."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from questionforms.cli.inputs.marketplace_database import database_option, opened
from questionforms.words import counted

if TYPE_CHECKING:
    from questionforms.marketplace.administration.purged_hits import Purge

_FORMATS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]


@click.command()
@click.option(
    "--before",
    metavar="DATE",
    type=click.DateTime(_FORMATS),
    required=True,
    help="Only HITs that were disposed of before this date, such as 2026-06-30, in UTC.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@database_option
def purge(*, before: datetime, yes: bool, database: str) -> None:
    """Delete disposed HITs with their assignments and files.

    HITs are disposed of by DeleteHIT, or 120 days after the last approval or rejection. The command says what it will
    delete, and asks. Payments and balances stay, and so do the workers' numbers of approved and rejected assignments.
    The marketplace may be running: a hundred HITs are deleted at a time. If the command fails, run it again.

    Exit codes: 0 done, 1 you answered no, 2 the command failed.
    """
    limit, now = before.replace(tzinfo=UTC), datetime.now(UTC)
    with opened(database) as store:
        from questionforms.marketplace.administration import purged_hits
        from questionforms.marketplace.administration.erasure import empty_journal

        with store.reading() as session:
            found = purged_hits.find_purgeable(session, limit, now)
        if not found.hits and not found.tokens:
            click.echo(f"no HIT was disposed of before {limit:%Y-%m-%d %H:%M} UTC; nothing to delete")
            return
        for line in _lines(found):
            click.echo(line)
        if not yes:
            click.confirm("This cannot be undone. Delete all of it?", abort=True)
        deleted = sum(purged_hits.purge(store, limit, now), start=purged_hits.Purge())
        empty_journal(store)
    click.echo(f"{counted(deleted.hits, 'HIT')} and {counted(deleted.assignments, 'assignment')} are deleted")


def _lines(found: Purge) -> list[str]:
    """What goes: the rows of each table, and how large the files and answers are together."""
    numbers = {
        "HIT": found.hits,
        "assignment": found.assignments,
        "uploaded file": found.uploads,
        "bonus record": found.bonuses,
        "review result": found.review_results,
        "review action": found.review_actions,
        "notification": found.notifications,
        "expired request token": found.tokens,
    }
    lines = [counted(number, noun) for noun, number in numbers.items() if number]
    return [*lines, f"{counted(found.size, 'byte')} of files and answers"] if found.size else lines
