"""The `SummedScoreMultiplier` of a key is `INF`, `-INF`, `NaN` or a number too large for a double."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, real, text
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """A multiplier that is not a finite number."""
    multiplier = text(mapping, "SummedScoreMultiplier").strip()
    if not isfinite(real(multiplier)):
        message = f"`SummedScoreMultiplier` is {quoted(multiplier)}; expected a finite number, such as 0.5"
        yield Finding(message, element=child(mapping, "SummedScoreMultiplier"))


RULE = Rule("non-finite-multiplier", on=("ScaleMapping",), documents=("AnswerKey",), check=check)
