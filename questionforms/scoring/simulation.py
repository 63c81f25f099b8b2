"""Find every score that answers to a form can get with a key, without enumerating the answers."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING, NamedTuple

from questionforms.elements.answer_key import RangeMapping
from questionforms.elements.answer_specifications import SelectionAnswer
from questionforms.score_sums import Sums
from questionforms.scoring.conventions import checked
from questionforms.scoring.scores import gradings, valuation

if TYPE_CHECKING:
    from collections.abc import Callable

    from questionforms.elements.answer_key import AnswerKey
    from questionforms.elements.question_form import Question, QuestionForm
    from questionforms.scoring.conventions import Conventions
    from questionforms.scoring.scores import Grading


class Outcome(NamedTuple):
    """A total that answers can reach."""

    total: int
    #: The total converted by the key's mapping.
    value: int
    #: How many different answers to the keyed questions reach the total.
    ways: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """The possible scores of the answers that a form allows, with a key."""

    #: The lowest and the highest total.
    totals: tuple[int, int]
    #: The lowest and the highest value; None if the table is None and the key has a RangeMapping.
    values: tuple[int, int] | None
    #: Every total in ascending order; None if there are more than 2,000 of them, too many to list.
    table: tuple[Outcome, ...] | None


def simulate(key: AnswerKey, form: QuestionForm, *, conventions: Conventions | None = None) -> Simulation:
    """Find the totals and values that workers can get who answer as the form allows.

    A worker can choose any set of selections whose size is between the question's `min` and `max`, or nothing if the
    question is not required. Other text, if the question has a field for it, counts as one more selection. Keyed
    questions that are not a SelectionAnswer, or not in the form, get their default score.
    """
    conventions = checked("simulate", conventions)
    asked = {question.identifier: question for question in reversed(form.questions)}
    sums = Sums([_scores(each, asked.get(each.identifier)) for each in gradings(key, conventions)])
    value = valuation(key.mapping, conventions)
    if sums.ways is None:
        return Simulation((sums.lowest, sums.best), _ends(key, sums, value), None)
    table = tuple([Outcome(total, value(total), ways) for total, ways in sorted(sums.ways.items())])
    values = [outcome.value for outcome in table]
    return Simulation((sums.lowest, sums.best), (min(values), max(values)), table)


def _scores(graded: Grading, question: Question | None) -> dict[int, int]:
    """How many of the possible answers to a question get each score."""
    scores: dict[int, int] = {}
    answer = None if question is None else question.answer
    rest = 1
    if question is not None and isinstance(answer, SelectionAnswer):
        offered = {selection.identifier for selection in answer.selections}
        sizes = _sizes(answer, required=bool(question.required))
        rest = sum(comb(len(offered) + (answer.other is not None), size) for size in sizes)
        for chosen, score in graded.options.items():
            if chosen <= offered and len(chosen) in sizes:
                scores[score] = scores.get(score, 0) + 1
                rest -= 1
    if rest or not scores:
        scores[graded.default] = scores.get(graded.default, 0) + max(rest, 1)
    return scores


def _sizes(answer: SelectionAnswer, *, required: bool) -> set[int]:
    """The possible numbers of selections that a worker can choose."""
    least = 1 if answer.min is None else answer.min
    most = 1 if answer.max is None else answer.max
    possible = len(answer.selections) + (answer.other is not None)
    return {*range(least, min(most, possible) + 1), *(() if required else (0,))}


def _ends(key: AnswerKey, sums: Sums, value: Callable[[int], int]) -> tuple[int, int] | None:
    """The lowest and the highest value, for mappings that are monotonic; None for a RangeMapping."""
    if isinstance(key.mapping, RangeMapping):
        return None
    low, high = sorted([value(sums.lowest), value(sums.best)])
    return low, high
