"""The `SummedScoreMultiplier` of a key is so small that every value is rounded to 0."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key._scores import sums
from questionforms.checks.rules.rule import Finding, Rule, child, real, text
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """A multiplier that reduces every sum to 0."""
    written = text(mapping, "SummedScoreMultiplier").strip()
    multiplier = real(written)
    reached = sums(mapping.getroottree().getroot())
    if not isfinite(multiplier) or reached is None:
        return
    largest = max(reached.best, -reached.lowest)
    if largest and abs(largest * multiplier) < 0.5:
        message = f"the largest sum, {largest}, times {quoted(written)} is less than 0.5, so every value is 0"
        hint = "use a larger multiplier, or a `PercentageMapping`"
        yield Finding(message, hint=hint, element=child(mapping, "SummedScoreMultiplier"))


RULE = Rule("vanishing-multiplier", on=("ScaleMapping",), documents=("AnswerKey",), check=check)
