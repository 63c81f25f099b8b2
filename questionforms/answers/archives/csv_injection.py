"""Neutralise CSV cells that a spreadsheet would run as formulas, and restore them when they are read."""

from __future__ import annotations

import csv
import re
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

#: Where a spreadsheet splits a cell whose columns are divided by semicolons, even if the cell is quoted.
_DIVIDER = ";"
# Includes the fullwidth signs, which some spreadsheets treat like the ASCII ones.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_IN_JSON = re.compile(rf"{_DIVIDER}(['=+\-@\uff1d\uff0b\uff0d\uff20])")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def neutralised(cell: str) -> str:
    """The cell, with an apostrophe in front of each part that a spreadsheet would run; plain numbers are unchanged.

    The parts are divided by semicolons, at which spreadsheets split a row in much of the world.
    """
    if _DIVIDER in cell:
        return _DIVIDER.join(map(_neutralised, cell.split(_DIVIDER)))
    return _neutralised(cell)


def neutralised_json(text: str) -> str:
    """JSON with the same value, in which no part after a semicolon starts like a formula."""
    return _IN_JSON.sub(lambda found: f"{_DIVIDER}\\u{ord(found[1]):04x}", text)


def restored(cell: str) -> str:
    """The cell as it was before `neutralised`."""
    if "'" not in cell:
        return cell
    return _DIVIDER.join(map(_restored, cell.split(_DIVIDER)))


def write_csv_rows(file: TextIO, header: Iterable[str], rows: Iterable[Sequence[str]]) -> None:
    """Write CSV with a header, which is neutralised, and rows, whose cells already are.

    Cells are quoted in rows that contain a semicolon, so that no program takes it for the divider.
    """
    plain, quoting = (
        csv.writer(file, lineterminator="\n", quoting=each) for each in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
    )
    for row in chain([[*map(neutralised, header)]], rows):
        (quoting if any(_DIVIDER in cell for cell in row) else plain).writerow(row)


def _neutralised(part: str) -> str:
    return f"'{part}" if _FORMULA.match(part) and not _NUMBER.fullmatch(part) else part


def _restored(part: str) -> str:
    return part[1:] if part.startswith("'") and _FORMULA.match(part) else part
