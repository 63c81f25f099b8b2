"""The `MaximumSummedScore` of a percentage mapping is 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(mapping: _Element) -> Iterator[Finding]:
    """A maximum of 0."""
    if number(mapping, "MaximumSummedScore") == 0:
        message = "`MaximumSummedScore` is 0, so no percentage can be calculated; expected the sum of the best options"
        yield Finding(message, element=child(mapping, "MaximumSummedScore"))


RULE = Rule("zero-maximum", on=("PercentageMapping",), documents=("AnswerKey",), check=check)
