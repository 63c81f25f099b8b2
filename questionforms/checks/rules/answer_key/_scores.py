"""The sums that the scores of a key can add up to, and the ranges of its mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from questionforms.checks.rules.answer_key_and_form._pairs import questions
from questionforms.checks.rules.rule import children, number
from questionforms.score_sums import Sums

if TYPE_CHECKING:
    from lxml.etree import _Element


class Range(NamedTuple):
    """A range of sums that is not empty; both bounds are inclusive."""

    low: int
    high: int
    #: The index of the range in the mapping.
    place: int
    element: _Element


def ranges(mapping: _Element) -> list[Range]:
    """The ranges of a RangeMapping from low to high, except crossed ones, which another rule reports."""
    found = []
    for place, element in enumerate(children(mapping, "SummedScoreRange")):
        low, high = number(element, "InclusiveLowerBound"), number(element, "InclusiveUpperBound")
        if low is not None and high is not None and low <= high:
            found.append(Range(low, high, place, element))
    return sorted(found, key=lambda each: each[:3])


def sums(key: _Element) -> Sums | None:
    """The sums that a key's questions can add up to; None if a question occurs twice, which is not documented."""
    keyed = list(children(key, "Question"))
    if len(questions(key)) < len(keyed):
        return None
    scores = [{*_option_scores(question), number(question, "DefaultScore") or 0} for question in keyed]
    return Sums([dict.fromkeys(each, 1) for each in scores])


def chosen(key: _Element) -> int:
    """The sum of the best options of all questions, which a worker can always choose, unlike a default score."""
    return sum(max(_option_scores(question)) for question in children(key, "Question"))


def _option_scores(question: _Element) -> set[int]:
    return {number(option, "AnswerScore") or 0 for option in children(question, "AnswerOption")}
