"""`MinSelectionCount` is greater than `MaxSelectionCount`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, integer, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(minimum: _Element) -> Iterator[Finding]:
    """A minimum above the maximum, which defaults to 1."""
    answer = minimum.getparent()
    least = integer(minimum.text)
    if answer is None or least is None:
        return
    given = number(answer, "MaxSelectionCount")
    most = 1 if given is None else given
    if least > most:
        shown = "1 by default" if given is None else most
        message = (
            f"`MinSelectionCount` ({least}) is greater than `MaxSelectionCount` ({shown}), so no choice satisfies both"
        )
        yield Finding(message, hint=f"set `MaxSelectionCount` to {least} or more, or lower the minimum")


RULE = Rule("crossed-selection-counts", on=("MinSelectionCount",), check=check)
