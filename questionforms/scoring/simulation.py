"""Every score that the answers to a form can get by a key, without trying the answers one by one."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING, NamedTuple

from questionforms.elements.answer_key import RangeMapping
from questionforms.elements.answer_specifications import SelectionAnswer
from questionforms.score_sums import add_up
from questionforms.scoring.conventions import checked
from questionforms.scoring.scores import gradings, valuation

if TYPE_CHECKING:
    from collections.abc import Callable

    from questionforms.elements.answer_key import AnswerKey
    from questionforms.elements.question_form import Question, QuestionForm
    from questionforms.score_sums import Sums
    from questionforms.scoring.conventions import Conventions
    from questionforms.scoring.scores import Grading


class Outcome(NamedTuple):
    """A sum that answers can add up to."""

    total: int
    #: What the key's mapping makes of it.
    value: int
    #: How many different answers to the keyed questions give it.
    ways: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """What the answers that a form allows can score by a key."""

    #: The lowest and the highest sum.
    totals: tuple[int, int]
    #: The lowest and the highest value; None where the table is None and the key has a RangeMapping.
    values: tuple[int, int] | None
    #: Every sum from low to high; None where there are more than 2,000 of them, too many to be told one by one.
    table: tuple[Outcome, ...] | None


def simulate(key: AnswerKey, form: QuestionForm, *, conventions: Conventions | None = None) -> Simulation:
    """The sums and values that a worker who answers as the form allows can get.

    A worker can choose each set of selections of a size between the question's `min` and `max`, and nothing at all
    where it is not required. The worker's own words, where a question offers a field for them, count as one selection
    more. Keyed questions that are no choice, or not in the form, get their default score.
    """
    conventions = checked("simulate", conventions)
    asked = {question.identifier: question for question in reversed(form.questions)}
    sums = add_up([_scores(each, asked.get(each.identifier)) for each in gradings(key, conventions)])
    value = valuation(key.mapping, conventions)
    if sums.ways is None:
        return Simulation((sums.lowest, sums.best), _ends(key, sums, value), None)
    table = tuple([Outcome(total, value(total), ways) for total, ways in sorted(sums.ways.items())])
    values = [outcome.value for outcome in table]
    return Simulation((sums.lowest, sums.best), (min(values), max(values)), table)


def _scores(graded: Grading, question: Question | None) -> dict[int, int]:
    """How many of the possible answers to a question give each score."""
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
    """How many selections a worker can make."""
    least = 1 if answer.min is None else answer.min
    most = 1 if answer.max is None else answer.max
    possible = len(answer.selections) + (answer.other is not None)
    return {*range(least, min(most, possible) + 1), *(() if required else (0,))}


def _ends(key: AnswerKey, sums: Sums, value: Callable[[int], int]) -> tuple[int, int] | None:
    """The lowest and the highest value, of mappings in which a value lies between those of two sums around its own."""
    if isinstance(key.mapping, RangeMapping):
        return None
    low, high = sorted([value(sums.lowest), value(sums.best)])
    return low, high
