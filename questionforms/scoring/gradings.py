"""What each choice of selections scores, by the questions of a key.

Source: "AnswerKey data structure" in Amazon's API reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from questionforms.elements.base import arguments
from questionforms.exceptions import InvalidArgument

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from typing import Any, TypeVar

    from questionforms.elements.answer_key import AnswerKey, KeyedQuestion
    from questionforms.scoring.conventions import Conventions

    T = TypeVar("T")

#: Which of several count, by the names that the conventions have for it.
_SLICES: dict[str, slice[Any, Any, Any]] = {
    "first": slice(0, 1),
    "last": slice(-1, None),
    **dict.fromkeys(("all", "together", "refused"), slice(None)),
}


class Grading(NamedTuple):
    """What a question of the key gives."""

    identifier: str
    #: The scores of the sets of selections that are written in the key.
    options: dict[frozenset[str], int]
    #: The score of any other set, and of no answer.
    default: int

    def score(self, chosen: frozenset[str]) -> int:
        """The score of choosing exactly these selections; of choosing nothing, where there are none."""
        return self.options.get(chosen, self.default)


def gradings(key: AnswerKey, conventions: Conventions) -> list[Grading]:
    """The questions of a key, each identifier once, as the conventions take what stands twice."""
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
    """Gradings of one question, whose scores add up."""
    sets = dict.fromkeys([selections for each in group for selections in each.options])
    scores = {selections: sum(each.score(selections) for each in group) for selections in sets}
    return Grading(group[0].identifier, scores, sum(each.default for each in group))


def kept(items: Sequence[T], name: Callable[[T], Hashable], which: str, argument: str) -> Sequence[T]:
    """The items that count among those of one name; where two are refused, `argument` is what they were given for."""
    if len(items) == 1 or len({name(item) for item in items}) == len(items):
        return items
    groups: dict[Hashable, list[T]] = {}
    for item in items:
        groups.setdefault(name(item), []).append(item)
    for twice, group in groups.items():
        if which == "refused" and len(group) > 1:
            shown = arguments.shown(sorted(twice) if isinstance(twice, frozenset) else twice)
            message = (
                f"{shown} stands there {len(group)} times; expected it once, or a convention that says which counts"
            )
            raise InvalidArgument("AnswerKey.score", argument, message)
    return [item for group in groups.values() for item in group[_SLICES[which]]]
