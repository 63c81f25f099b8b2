"""`questionforms marketplace workers`: import, list and erase workers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from questionforms.cli.inputs.marketplace_database import database_option, opened
from questionforms.cli.output.columns_of_text import format_option, print_records
from questionforms.words import counted, listed, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.marketplace.administration.erasure import Traces
    from questionforms.marketplace.administration.worker_import import ImportCounts

_HEADINGS = {
    "id": "WORKER",
    "country": "COUNTRY",
    "subdivision": "SUBDIVISION",
    "adult": "ADULT",
    "master": "MASTER",
    "submitted": "SUBMITTED",
    "created": "CREATED",
}
_MOST_PROBLEMS = 20


@click.group()
def workers() -> None:
    """Import, list and erase workers."""


@workers.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--requester", metavar="NAME", help="Whose qualifications and blocks the file contains.")
@click.option("--create-types", is_flag=True, help="Create qualification types that do not exist.")
@database_option
def import_(file: Path, *, requester: str | None, create_types: bool, database: str) -> None:
    """Register the workers in FILE, a CSV with the column WorkerId.

    Other columns are Country (such as US or US-CA), Subdivision, Adult, Master, Blocked and BlockReason, and one for
    each qualification, with the name or the id of its type, or UPDATE-NAME. The CSV of the requester site's workers is
    read too. Workers who exist are updated; an empty cell changes nothing. If anything in the file is wrong, nothing is
    imported.
    """
    with opened(database) as store:
        from questionforms.marketplace.administration.ledger import find_requester
        from questionforms.marketplace.administration.worker_import import import_workers, known_types
        from questionforms.marketplace.administration.worker_table import InvalidTable, read_workers

        try:
            with store.transaction() as session:
                owner = None if requester is None else find_requester(session, requester)
                table = read_workers(file, known_types(session, owner))
                now = datetime.now(UTC)
                counts = import_workers(session, table, now, requester=owner, create_types=create_types)
        except InvalidTable as error:
            for problem in error.problems[:_MOST_PROBLEMS]:
                click.echo(printable(f"{file}:{problem}"), err=True)
            more = len(error.problems) - _MOST_PROBLEMS
            rest = f" ({more} more not shown)" if more > 0 else ""
            raise click.UsageError(f"nothing was imported: {counted(len(error.problems), 'problem')}{rest}") from None
        except OSError as error:
            raise click.UsageError(printable(f"{file}: {error.strerror}")) from None
    if table.ignored:
        click.echo(printable(f"not imported: the columns {listed(table.ignored)}"), err=True)
    click.echo(printable(", ".join(_summary(counts))))


def _summary(counts: ImportCounts) -> Iterator[str]:
    yield f"{counted(counts.added, 'worker')} added"
    yield f"{counts.updated:,} updated"
    if counts.created_types:
        yield f"{counted(len(counts.created_types), 'qualification type')} created ({listed(counts.created_types)})"
    if counts.qualifications:
        yield f"{counted(counts.qualifications, 'qualification')} changed"
    if counts.blocked:
        yield f"{counts.blocked:,} blocked"
    if counts.unblocked:
        yield f"{counts.unblocked:,} unblocked"


@workers.command(name="list")
@database_option
@format_option
def list_(*, database: str, format: str) -> None:
    """List all workers, with the number of assignments that each has submitted."""
    with opened(database) as store, store.transaction() as session:
        from questionforms.marketplace.administration.worker_import import list_workers

        print_records(list_workers(session), format, _HEADINGS)


@workers.command()
@click.argument("worker_id", metavar="WORKERID")
@click.option("--keep-answers", is_flag=True, help="Keep the answers and uploaded files, as those of nobody.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@database_option
def erase(worker_id: str, *, keep_answers: bool, yes: bool, database: str) -> None:
    """Erase the worker WORKERID; the sums stay.

    Assignments, payments and bonuses become those of an anonymous worker. Answers, uploaded files, qualifications,
    blocks and messages are deleted. Backups are not changed.
    """
    with opened(database) as store:
        from questionforms.marketplace.administration import erasure

        with store.transaction() as session:
            found = erasure.traces(session, worker_id)
        click.echo("; ".join(_goes(found, keep_answers=keep_answers)))
        if not yes:
            click.confirm("This cannot be undone. Erase the worker?", abort=True)
        with store.transaction() as session:
            anonymous = erasure.erase_worker(session, worker_id, datetime.now(UTC), keep_answers=keep_answers)
        erasure.empty_journal(store)
    click.echo(f"{worker_id} is erased; the work is now that of {anonymous}")


def _goes(found: Traces, *, keep_answers: bool) -> Iterator[str]:
    yield f"{counted(found.assignments, 'assignment')} and all payments stay, as those of an anonymous worker"
    answers = "the answers and " if found.assignments else ""
    files = counted(found.files, "file")
    yield f"{answers}{files} {'stay' if keep_answers else 'are deleted'}"
    deleted = {
        "qualification": found.qualifications,
        "qualification request": found.requests,
        "block": found.blocks,
        "message": found.messages,
    }
    yield f"{', '.join(counted(count, noun) for noun, count in deleted.items())} are deleted"
