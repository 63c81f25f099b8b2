"""Two ranges of a mapping contain the same sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key._scores import Range, ranges
from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """Each range that shares a sum with one that begins earlier."""
    widest: Range | None = None
    for range_ in ranges(mapping):
        if widest is not None and range_.low <= widest.high:
            yield _finding(widest, range_)
        if widest is None or range_.high > widest.high:
            widest = range_


def _finding(one: Range, other: Range) -> Finding:
    """The finding about two ranges, reported at the one that comes later in the document."""
    low, high = other.low, min(one.high, other.high)
    shared = f"the sum {low}" if low == high else f"the sums {low} to {high}"
    message = f"the ranges {one.low} to {one.high} and {other.low} to {other.high} overlap: both contain {shared}"
    hint = f"begin the second at {one.high + 1}" if other.high > one.high else "remove one of the two"
    return Finding(message, hint=hint, element=max(one, other, key=lambda each: each.place).element)


RULE = Rule("overlapping-ranges", on=("RangeMapping",), documents=("AnswerKey",), check=check)
