"""The sums of scores that a key can give, and the ranges of its mapping."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from questionforms.rules.keyed import questions
from questionforms.rules.rule import children, number

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Past so many different sums only the lowest and the best are known.
_MOST_SUMS = 2_000


class Range(NamedTuple):
    """A range of sums that holds one at least; both bounds are inclusive."""

    low: int
    high: int
    #: The place among the ranges, as they are written.
    place: int
    element: _Element


def ranges(mapping: _Element) -> list[Range]:
    """The ranges of a RangeMapping from low to high, without those that are crossed: these have a rule of their own."""
    found = []
    for place, element in enumerate(children(mapping, "SummedScoreRange")):
        low, high = number(element, "InclusiveLowerBound"), number(element, "InclusiveUpperBound")
        if low is not None and high is not None and low <= high:
            found.append(Range(low, high, place, element))
    return sorted(found, key=lambda each: each[:3])


@dataclass(frozen=True, slots=True)
class Sums:
    """What the scores of a key's questions can add up to."""

    #: No answers sum up to less.
    lowest: int
    #: No answers sum up to more.
    best: int
    #: What the best options of all questions sum up to: unlike a default score, one can always choose these.
    chosen: int
    #: Every sum, in order; None where they are too many.
    values: tuple[int, ...] | None

    def within(self, low: int, high: int) -> bool:
        """Whether a sum can lie between these two, both inclusive; so too where it is not known."""
        if high < self.lowest or low > self.best:
            return False
        return self.values is None or self.first(low, high) is not None

    def first(self, low: int, high: int) -> int | None:
        """The least sum between these two, both inclusive; None where there is none, or where it is not known."""
        values = self.values or ()
        index = bisect_left(values, low)
        return values[index] if index < len(values) and values[index] <= high else None


def sums(key: _Element) -> Sums | None:
    """The sums that a key's questions can give; None where a question stands twice, since nobody says what then."""
    keyed = list(children(key, "Question"))
    if len(questions(key)) < len(keyed):
        return None
    options = [_option_scores(question) for question in keyed]
    scores = [{*own, number(question, "DefaultScore") or 0} for own, question in zip(options, keyed, strict=True)]
    return Sums(
        lowest=sum(min(each) for each in scores),
        best=sum(max(each) for each in scores),
        chosen=sum(max(each) for each in options),
        values=_all_sums(scores),
    )


def _option_scores(question: _Element) -> set[int]:
    return {number(option, "AnswerScore") or 0 for option in children(question, "AnswerOption")}


def _all_sums(scores: list[set[int]]) -> tuple[int, ...] | None:
    values = {0}
    for each in scores:
        if len(values) * len(each) > _MOST_SUMS * 10:
            return None
        values = {value + score for value in values for score in each}
        if len(values) > _MOST_SUMS:
            return None
    return tuple(sorted(values))
