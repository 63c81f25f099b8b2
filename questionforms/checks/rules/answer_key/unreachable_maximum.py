"""The `MaximumSummedScore` of a percentage mapping is more than the best answers add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key._scores import sums
from questionforms.checks.rules.rule import Finding, Rule, child, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """A maximum above the best sum."""
    maximum = number(mapping, "MaximumSummedScore")
    reached = sums(mapping.getroottree().getroot())
    if maximum is None or reached is None or maximum <= max(0, reached.best):
        return
    best = f"the best answers add up to {reached.best}" if reached.best > 0 else "no answers add up to more than 0"
    message = f"`MaximumSummedScore` is {maximum}, but {best}, so nobody gets 100 percent"
    hint = f"write {reached.best}" if reached.best > 0 else "give the correct options a score above 0"
    yield Finding(message, hint=hint, element=child(mapping, "MaximumSummedScore"))


RULE = Rule("unreachable-maximum", on=("PercentageMapping",), documents=("AnswerKey",), check=check)
