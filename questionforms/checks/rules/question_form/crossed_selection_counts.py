"""`MinSelectionCount` is above `MaxSelectionCount`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, integer, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(minimum: _Element) -> Iterator[Finding]:
    """A minimum above the maximum, which is 1 where it is absent."""
    answer = minimum.getparent()
    least = integer(minimum.text)
    if answer is None or least is None:
        return
    given = number(answer, "MaxSelectionCount")
    most = 1 if given is None else given
    if least > most:
        which = "which is 1 where it is absent" if given is None else f"which is {most}"
        message = f"`MinSelectionCount` is {least}, above `MaxSelectionCount`, {which}; no choice meets both"
        yield Finding(message, hint=f"write a `MaxSelectionCount` of {least} or more, or a lower minimum")


RULE = Rule("crossed-selection-counts", on=("MinSelectionCount",), check=check)
