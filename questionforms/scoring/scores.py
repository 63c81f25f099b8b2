"""Score one worker's answers with an AnswerKey.

Source: "AnswerKey data structure" in Amazon's API reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from questionforms.elements.answer_key import PercentageMapping, RangeMapping, ScaleMapping
from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.scoring.conventions import checked
from questionforms.words import found, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from fractions import Fraction
    from pathlib import Path
    from typing import Any, TypeAlias, TypeVar

    from questionforms.answers import Answer, Answers
    from questionforms.elements.answer_key import AnswerKey, KeyedQuestion
    from questionforms.elements.answer_key import Mapping as ValueMapping
    from questionforms.scoring.conventions import Conventions

    Given: TypeAlias = "Answers | Mapping[str, str | Iterable[str] | None] | str | bytes | Path | None"
    T = TypeVar("T")

_WHERE = "AnswerKey.score"


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a worker's answers."""

    #: The value of the qualification: the total, converted by the key's mapping if it has one.
    value: int
    #: The sum of the questions' scores.
    total: int
    #: The score of each question of the key by its identifier, in the key's order.
    questions: dict[str, int] = field(hash=False)


def score_answers(key: AnswerKey, answers: Given, conventions: Conventions | None = None) -> Score:
    """Score the answers; see `AnswerKey.score` for the types that are accepted."""
    conventions = checked(_WHERE, conventions)
    value = valuation(key.mapping, conventions)
    graded = gradings(key, conventions)
    chosen = _choices(answers, {each.identifier for each in graded}, conventions.repeated_answers)
    scores = {each.identifier: each.score(chosen.get(each.identifier, frozenset())) for each in graded}
    total = sum(scores.values())
    return Score(value(total), total, scores)


def _choices(answers: Given, keyed: set[str], which: str) -> dict[str, frozenset[str]]:
    """The selections in the answer to each keyed question, or none if the answer also has other text.

    No option of a key includes other text. Other text that is only whitespace is a field that was left empty.
    """
    entries = [entry for entry in _entries(answers, keyed) if entry.identifier in keyed]
    chosen: dict[str, frozenset[str]] = {}
    own_words = set()
    for entry in kept(entries, lambda each: each.identifier, which, "answers"):
        chosen[entry.identifier] = chosen.get(entry.identifier, frozenset()).union(entry.selections)
        if (entry.other_text or "").strip():
            own_words.add(entry.identifier)
    return {name: frozenset() if name in own_words else selections for name, selections in chosen.items()}


def _entries(answers: Any, keyed: set[str]) -> Iterable[Answer]:
    from questionforms.answers import Answers, parse_answers

    if isinstance(answers, Answers):
        return answers.entries
    if isinstance(answers, Mapping):
        return [_entry(name, value) for name, value in answers.items() if name in keyed and value is not None]
    return parse_answers(answers).entries


def _entry(identifier: str, chosen: Any) -> Answer:
    from questionforms.answers import Answer

    if not isinstance(chosen, str | Iterable):
        message = f"for {identifier!r}, {found(chosen)}; expected an identifier, several of them, or None"
        raise WrongType(_WHERE, "answers", message)
    return Answer(identifier, selections=[chosen] if isinstance(chosen, str) else list(chosen))


#: Which of several items count, by the names in the conventions.
_SLICES: dict[str, slice[Any, Any, Any]] = {
    "first": slice(0, 1),
    "last": slice(-1, None),
    **dict.fromkeys(("all", "together", "refused"), slice(None)),
}


class Grading(NamedTuple):
    """The scores of one question of the key."""

    identifier: str
    #: The scores of the sets of selections that the key lists.
    options: dict[frozenset[str], int]
    #: The score of any other set, and of a missing answer.
    default: int

    def score(self, chosen: frozenset[str]) -> int:
        """The score for choosing exactly these selections; an empty set is the choice of nothing."""
        return self.options.get(chosen, self.default)


def gradings(key: AnswerKey, conventions: Conventions) -> list[Grading]:
    """The questions of a key, each identifier once; the conventions decide about duplicates."""
    found: dict[str, list[Grading]] = {}
    for question in kept(key.questions, lambda each: each.identifier, conventions.duplicates, "questions"):
        found.setdefault(question.identifier, []).append(_grading(question, conventions))
    return [group[0] if len(group) == 1 else _together(group) for group in found.values()]


def _grading(question: KeyedQuestion, conventions: Conventions) -> Grading:
    scores: dict[frozenset[str], int] = {}
    for option in kept(question.options, lambda each: frozenset(each.selections), conventions.duplicates, "options"):
        selections = frozenset(option.selections)
        scores[selections] = scores.get(selections, 0) + option.score
    return Grading(question.identifier, scores, question.default_score or 0)


def _together(group: list[Grading]) -> Grading:
    """Combine the gradings of one question by adding their scores."""
    sets = dict.fromkeys([selections for each in group for selections in each.options])
    scores = {selections: sum(each.score(selections) for each in group) for selections in sets}
    return Grading(group[0].identifier, scores, sum(each.default for each in group))


def kept(items: Sequence[T], name: Callable[[T], Hashable], which: str, argument: str) -> Sequence[T]:
    """The items that count among those with the same name; an error about refused duplicates names `argument`."""
    if len(items) == 1 or len({name(item) for item in items}) == len(items):
        return items
    groups: dict[Hashable, list[T]] = {}
    for item in items:
        groups.setdefault(name(item), []).append(item)
    for twice, group in groups.items():
        if which == "refused" and len(group) > 1:
            what = shown(sorted(twice) if isinstance(twice, frozenset) else twice)
            message = f"{what} occurs {len(group)} times; expected it once, or a convention that decides which counts"
            raise InvalidArgument("AnswerKey.score", argument, message)
    return [item for group in groups.values() for item in group[_SLICES[which]]]


def valuation(mapping: ValueMapping | None, conventions: Conventions) -> Callable[[int], int]:
    """A function from a summed score to its value, which is the same if there is no mapping.

    A mapping can be read although its constructor would reject it: with a maximum of 0, a multiplier that is not
    finite, or overlapping ranges. It has no well-defined value, so it is rejected here for any sum.
    """
    if isinstance(mapping, PercentageMapping):
        return _percentage(mapping, conventions)
    if isinstance(mapping, ScaleMapping):
        return _scale(mapping, conventions)
    if isinstance(mapping, RangeMapping):
        return _ranges(mapping)
    return lambda total: total


def _percentage(mapping: PercentageMapping, conventions: Conventions) -> Callable[[int], int]:
    from fractions import Fraction

    if mapping.maximum == 0:
        raise _refused(
            "`MaximumSummedScore` is 0, and a percentage of 0 is undefined; expected the highest possible sum"
        )
    share = Fraction(100, mapping.maximum)
    if conventions.percent == "clamped":
        return lambda total: min(max(_nearest(total * share, conventions.halves), 0), 100)
    return lambda total: _nearest(total * share, conventions.halves)


def _scale(mapping: ScaleMapping, conventions: Conventions) -> Callable[[int], int]:
    from fractions import Fraction

    if mapping.multiplier - mapping.multiplier != 0:
        raise _refused(f"`SummedScoreMultiplier` is {mapping.multiplier}; expected a finite number, such as 0.5")
    # repr returns the shortest decimal for this double, so 0.1 is exactly a tenth, as it was written.
    multiplier = Fraction(repr(mapping.multiplier))
    if conventions.scale == "truncated":
        return lambda total: int(total * multiplier)
    return lambda total: _nearest(total * multiplier, conventions.halves)


def _ranges(mapping: RangeMapping) -> Callable[[int], int]:
    ranges = sorted([each for each in mapping.ranges if each.low <= each.high], key=lambda each: each.low)
    for one, other in pairwise(ranges):
        if other.low <= one.high:
            raise _refused(f"{one} and {other} overlap; expected at most one range for each sum")
    return lambda total: next((each.value for each in ranges if each.low <= total <= each.high), mapping.out_of_range)


def _nearest(number: Fraction, halves: str) -> int:
    """The nearest whole number."""
    if halves == "even":
        return round(number)
    if halves == "away" and number < 0:
        return -_nearest(-number, "up")
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def _refused(message: str) -> InvalidArgument:
    return InvalidArgument("AnswerKey.score", "mapping", message)
