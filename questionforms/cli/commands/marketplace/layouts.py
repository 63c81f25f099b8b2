"""`questionforms marketplace layouts`: pages with placeholders, for HITs with a HITLayoutId."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from questionforms.cli.inputs.marketplace_database import database_option, opened
from questionforms.cli.output.columns_of_text import format_option, print_records
from questionforms.words import printable

_HEADINGS = {"id": "LAYOUT", "name": "NAME", "characters": "CHARACTERS", "created": "CREATED"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _LayoutRecord:
    id: str
    name: str | None
    characters: int
    created: datetime | None


@click.group()
def layouts() -> None:
    """Add and list layouts."""


@layouts.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--requester", metavar="NAME", required=True, help="Whose layout it is.")
@click.option("--name", metavar="TEXT", help="What to call it (default: the name of the file).")
@database_option
def add(file: Path, *, requester: str, name: str | None, database: str) -> None:
    """Store FILE, a page with ${placeholders}, as a layout, and print its HITLayoutId."""
    html = layout_html(file)
    with opened(database) as store:
        from questionforms.marketplace.administration.ledger import find_requester
        from questionforms.marketplace.core.layouts import add_layout

        with store.transaction() as session:
            owner = find_requester(session, requester)
            made = add_layout(session, owner, html, name=name or file.name, now=datetime.now(UTC))
        click.echo(made.id)


def layout_html(file: Path) -> str:
    """The text of a layout's file. Raises a usage error if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(printable(f"{file}: not valid UTF-8: {error.reason}")) from None
    except OSError as error:
        raise click.UsageError(printable(f"{file}: {error.strerror}")) from None


@layouts.command(name="list")
@click.option("--requester", metavar="NAME", required=True, help="Whose layouts to list.")
@database_option
@format_option
def list_(*, requester: str, database: str, format: str) -> None:
    """List the layouts of a requester."""
    with opened(database) as store, store.transaction() as session:
        from questionforms.marketplace.administration.ledger import find_requester
        from questionforms.marketplace.core.layouts import list_layouts

        found = list_layouts(session, find_requester(session, requester))
        records = [
            _LayoutRecord(id=one.id, name=one.name, characters=len(one.html), created=one.created) for one in found
        ]
    print_records(records, format, _HEADINGS)
