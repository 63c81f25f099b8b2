"""The numbers that columns can hold: whole numbers, floats that give back all digits, and decimals.

A number that the type of its column would change is never put there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

from questionforms.answers.read.typed import number
from questionforms.words import shortened, together

if TYPE_CHECKING:
    from collections.abc import Mapping

    NumberKind = Literal["integer", "float", "decimal"]

#: The most digits of a decimal after the decimal point, and before it.
FRACTION, WHOLE = 9, 29
#: Beyond this exponent, no float has a value other than zero and infinity.
_LARGEST_EXPONENT = 400
#: Python refuses to convert texts with a few thousand digits.
_MOST_DIGITS = 1_000


def is_decimal(value: int | Decimal) -> bool:
    """Whether a column of decimals can hold all digits of a number."""
    if abs(value) >= 10**WHOLE:
        return False
    return not isinstance(value, Decimal) or -int(value.as_tuple().exponent) <= FRACTION


def is_float(value: int | Decimal) -> bool:
    """Whether a float gives back all digits of a number."""
    try:
        found = float(value)
    except OverflowError:
        return False
    return isfinite(found) and Decimal(repr(found)) == value


def is_int64(value: int | Decimal) -> bool:
    """Whether a number is whole, and small enough for int64."""
    return -(2**63) <= value < 2**63 and value == int(value)


def as_kind(value: int | Decimal | None, kind: NumberKind) -> int | float | Decimal | None:
    """A number in the type of its column; None if that would change it."""
    if value is None:
        return None
    if kind == "integer":
        return int(value) if is_int64(value) else None
    if kind == "float":
        return float(value) if is_float(value) else None
    return Decimal(value) if is_decimal(value) else None


def as_value(value: int | Decimal | None, numbers: Literal["float", "decimal"]) -> int | float | Decimal | None:
    """A number by itself: whole as an int, else as a float if that does not change it, or as a decimal."""
    if value is None or (isinstance(value, int) and is_decimal(value)):
        return value
    if numbers == "float" and is_float(value):
        return float(value)
    return value if is_decimal(value) else None


@dataclass
class NumberEvidence:
    """What the numbers of a question show."""

    are_whole: bool = True
    are_float: bool = True
    #: A number that a float would change.
    example: str | None = None

    def add(self, value: int | Decimal | None, text: str) -> None:
        """Add a number; one that no column can hold says nothing."""
        if value is None:
            return
        fits = is_float(value)
        if not fits and not is_decimal(value):
            return
        self.are_whole = self.are_whole and is_int64(value)
        if self.are_float and not fits:
            self.are_float, self.example = False, text

    def kind(self, numbers: Literal["float", "decimal"]) -> NumberKind:
        """The type of the column."""
        if self.are_whole:
            return "integer"
        return numbers if self.are_float else "decimal"


def changed_numbers(examples: Mapping[str, str]) -> str | None:
    """A sentence about questions with numbers that a float would change, each with such a number; None if none."""
    if not examples:
        return None
    are = "is a column of decimals" if len(examples) == 1 else "are columns of decimals"
    example = shortened(next(iter(examples.values())))
    return f"{together(list(examples))} {are}, since a float would change some of the digits, as in {example}"


def json_number(text: str) -> int | Decimal | None:
    """A number as JSON writes it, which may have an exponent; None if its exponent is too large for any column."""
    found = number(text)
    if found is None:
        found = _decimal(text)
        if found is None or (found and abs(found.adjusted()) > _LARGEST_EXPONENT):
            return None
    if not found:
        return 0
    whole = isinstance(found, Decimal) and "." not in text and found == found.to_integral_value()
    return int(found) if whole else found


def json_list(text: str) -> list[Any]:
    """A list in JSON, with decimals for numbers that a float would change."""
    found: list[Any] = json.loads(text, parse_float=exact_float, parse_int=_exact_integer)
    return found


def exact_float(text: str) -> float | Decimal | str:
    """A number in JSON as a float; as a decimal if a float would change it, and as text if nothing can hold it."""
    found = float(text)
    decimal = _decimal(text)
    if decimal is None:
        return text
    return found if isfinite(found) and Decimal(repr(found)) == decimal else decimal


def _exact_integer(text: str) -> int | Decimal:
    return int(text) if len(text) <= _MOST_DIGITS else Decimal(text)


def _decimal(text: str) -> Decimal | None:
    """A number with any exponent that a decimal can have."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
