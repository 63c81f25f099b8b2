"""Neutralise CSV cells that a spreadsheet would run as formulas, and restore them when they are read."""

from __future__ import annotations

import re

# Includes the fullwidth signs, which some spreadsheets treat like the ASCII ones.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def neutralised(cell: str) -> str:
    """The cell, with an apostrophe in front if a spreadsheet would run it; plain numbers are unchanged."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def restored(cell: str) -> str:
    """The cell as it was before `neutralised`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
