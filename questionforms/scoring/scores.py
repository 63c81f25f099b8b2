"""One worker's score by an AnswerKey.

Source: "AnswerKey data structure" in Amazon's API reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from questionforms.elements.base import arguments
from questionforms.exceptions import WrongType
from questionforms.scoring.conventions import checked
from questionforms.scoring.gradings import gradings, kept
from questionforms.scoring.values import valuation

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, TypeAlias

    from questionforms.answers import Answer, Answers
    from questionforms.elements.answer_key import AnswerKey
    from questionforms.scoring.conventions import Conventions

    Given: TypeAlias = "Answers | Mapping[str, str | Iterable[str] | None] | str | bytes | Path | None"

_WHERE = "AnswerKey.score"


@dataclass(frozen=True, slots=True)
class Score:
    """What a worker's answers are worth."""

    #: The value of the qualification: the sum, or what the key's mapping makes of it.
    value: int
    #: The sum of the questions' scores.
    total: int
    #: The score of each question of the key, by its identifier, in the key's order.
    questions: dict[str, int] = field(hash=False)


def score_answers(key: AnswerKey, answers: Given, conventions: Conventions | None = None) -> Score:
    """What the answers are worth; `AnswerKey.score` says what they may be."""
    conventions = checked(_WHERE, conventions)
    value = valuation(key.mapping, conventions)
    graded = gradings(key, conventions)
    chosen = _choices(answers, {each.identifier for each in graded}, conventions.repeated_answers)
    scores = {each.identifier: each.score(chosen.get(each.identifier, frozenset())) for each in graded}
    total = sum(scores.values())
    return Score(value(total), total, scores)


def _choices(answers: Given, keyed: set[str], which: str) -> dict[str, frozenset[str]]:
    """The selections that make up the answer to each keyed question: all of them, or none where there is more.

    The worker's own words are more than the selections of any option. Blank ones are a field that was left empty.
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
        message = f"under {identifier!r}, {arguments.found(chosen)}; expected an identifier, several of them, or None"
        raise WrongType(_WHERE, "answers", message)
    return Answer(identifier, selections=[chosen] if isinstance(chosen, str) else list(chosen))
