"""The best options of a key add up to more than the `MaximumSummedScore` of its percentage mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key._scores import chosen, sums
from questionforms.checks.rules.rule import Finding, Rule, child, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """A maximum below what the best options add up to."""
    maximum = number(mapping, "MaximumSummedScore")
    key = mapping.getroottree().getroot()
    if maximum is None or maximum <= 0 or sums(key) is None or (best := chosen(key)) <= maximum:
        return
    percent = 100 * best // maximum
    message = f"the best options add up to {best}, which is {percent} percent of the `MaximumSummedScore` of {maximum}"
    yield Finding(message, hint=f"write {best}", element=child(mapping, "MaximumSummedScore"))


RULE = Rule("sum-above-maximum", on=("PercentageMapping",), documents=("AnswerKey",), check=check)
