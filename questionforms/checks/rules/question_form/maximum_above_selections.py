"""`MaxSelectionCount` is greater than the number of selections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, integer, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(maximum: _Element) -> Iterator[Finding]:
    """A maximum above the number of selections."""
    answer = maximum.getparent()
    most = integer(maximum.text)
    selections = None if answer is None else child(answer, "Selections")
    if answer is None or most is None or selections is None:
        return
    count = len(selections)
    least = number(answer, "MinSelectionCount") or 0
    if most > count >= least:
        message = f"`MaxSelectionCount` is {most}, but the question offers only {count} to choose from"
        yield Finding(message, hint=f"write {count}, or add the missing selections")


RULE = Rule("maximum-above-selections", on=("MaxSelectionCount",), check=check)
