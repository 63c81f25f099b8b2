"""The lower bound of a range of scores is above its upper bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(range_: _Element) -> Iterator[Finding]:
    """The bounds of a range that no sum can lie in."""
    low, high = number(range_, "InclusiveLowerBound"), number(range_, "InclusiveUpperBound")
    if low is not None and high is not None and low > high:
        message = f"the range begins at {low} and ends at {high}, so no sum lies in it; did you mean {high} to {low}?"
        yield Finding(message, hint="write the lower bound first", element=child(range_, "InclusiveLowerBound"))


RULE = Rule("crossed-range", on=("SummedScoreRange",), documents=("AnswerKey",), check=check)
