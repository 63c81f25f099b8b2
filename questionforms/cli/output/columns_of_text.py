"""Prints records as a table for people, or as JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from questionforms.cli.output.printing import print_json
from questionforms.words import columns, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

format_option = click.option(
    "--format", type=click.Choice(["text", "json"]), default="text", help="Output format (default: text)."
)


def print_records(records: Iterable[Any], format: str, headings: Mapping[str, str]) -> None:
    """Print dataclass records: as a table with these headings by field, or as a JSON array with all fields."""
    found = [asdict(record) for record in records]
    if format == "json":
        print_json([{name: _plain(value) for name, value in record.items()} for record in found])
        return
    for line in _table([tuple(headings.values()), *(tuple(_cell(one[name]) for name in headings) for one in found)]):
        click.echo(line)


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """The lines of a table, whose columns are as wide as their widest cells."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    pad: Callable[[str, int], str] = lambda cell, width: cell + " " * (width - columns(cell))  # noqa: E731
    return ["  ".join(pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _cell(value: Any) -> str:
    """A value in a table; nothing for None."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return printable(str(value))


def _plain(value: Any) -> Any:
    """A value of JSON."""
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
