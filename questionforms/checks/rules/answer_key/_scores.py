"""The sums of scores that a key can give, and the ranges of its mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from questionforms.checks.rules.answer_key_and_form._pairs import questions
from questionforms.checks.rules.rule import children, number
from questionforms.score_sums import add_up

if TYPE_CHECKING:
    from lxml.etree import _Element

    from questionforms.score_sums import Sums


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


def sums(key: _Element) -> Sums | None:
    """The sums that a key's questions can give; None where a question stands twice, since nobody says what then."""
    keyed = list(children(key, "Question"))
    if len(questions(key)) < len(keyed):
        return None
    scores = [{*_option_scores(question), number(question, "DefaultScore") or 0} for question in keyed]
    return add_up([dict.fromkeys(each, 1) for each in scores])


def chosen(key: _Element) -> int:
    """What the best options of all questions sum up to: unlike a default score, one can always choose these."""
    return sum(max(_option_scores(question)) for question in children(key, "Question"))


def _option_scores(question: _Element) -> set[int]:
    return {number(option, "AnswerScore") or 0 for option in children(question, "AnswerOption")}
