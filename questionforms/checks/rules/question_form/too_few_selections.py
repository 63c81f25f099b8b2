"""`MinSelectionCount` is greater than the number of selections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, integer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(minimum: _Element) -> Iterator[Finding]:
    """A minimum above the number of selections."""
    answer = minimum.getparent()
    least = integer(minimum.text)
    selections = None if answer is None else child(answer, "Selections")
    if least is None or selections is None:
        return
    count = len(selections)
    if least > count:
        message = f"`MinSelectionCount` is {least}, but the question offers only {count} to choose from"
        yield Finding(message, hint=f"write {count} or less, or add selections")


RULE = Rule("too-few-selections", on=("MinSelectionCount",), check=check)
