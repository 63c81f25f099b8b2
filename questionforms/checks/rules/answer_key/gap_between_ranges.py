"""A sum that a worker can reach falls between two ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key._scores import ranges, sums
from questionforms.checks.rules.rule import Finding, Rule, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """Each gap between two ranges into which a sum falls."""
    reached = sums(mapping.getroottree().getroot())
    found = ranges(mapping)
    if reached is None or not found:
        return
    end = found[0].high
    for range_ in found[1:]:
        missed = reached.first(end + 1, range_.low - 1)
        if missed is not None:
            value = text(mapping, "OutOfRangeQualificationValue").strip()
            where = f"between {end} and {range_.low}"
            message = f"no range contains the sum {missed}, {where}, so it gets the out-of-range value {value}"
            hint = f"end the previous range at {range_.low - 1}, or begin this one at {end + 1}"
            yield Finding(message, hint=hint, element=range_.element)
        end = max(end, range_.high)


RULE = Rule("gap-between-ranges", on=("RangeMapping",), documents=("AnswerKey",), check=check)
