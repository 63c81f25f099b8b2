"""The lower bound of a range of scores is above its upper bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(range_: _Element) -> Iterator[Finding]:
    """A range with its lower bound above its upper bound."""
    low, high = number(range_, "InclusiveLowerBound"), number(range_, "InclusiveUpperBound")
    if low is not None and high is not None and low > high:
        message = f"the range begins at {low} and ends at {high}, so it contains no sum; did you mean {high} to {low}?"
        yield Finding(message, hint="write the lower bound first", element=child(range_, "InclusiveLowerBound"))


RULE = Rule("crossed-range", on=("SummedScoreRange",), documents=("AnswerKey",), check=check)
