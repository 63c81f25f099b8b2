"""A range of the mapping contains no sum that answers can add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key._scores import ranges, sums
from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """Each range that contains none of the key's sums."""
    reached = sums(mapping.getroottree().getroot())
    if reached is None:
        return
    for range_ in ranges(mapping):
        if not reached.within(range_.low, range_.high):
            span = f"from {reached.lowest} to {reached.best}"
            message = (
                f"no answers add up to a sum from {range_.low} to {range_.high}; the sums of this key range {span}"
            )
            yield Finding(
                message, hint="write ranges for the sums that the scores can add up to", element=range_.element
            )


RULE = Rule("unreachable-range", on=("RangeMapping",), documents=("AnswerKey",), check=check)
