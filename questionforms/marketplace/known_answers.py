"""ScoreMyKnownAnswers/2011-09-01: which of the known answers a worker gave, and the score in per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from questionforms.marketplace.policies import percentage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from questionforms.marketplace.policies import Policy, Values


class KnownAnswers(NamedTuple):
    """What the policy finds in one assignment."""

    #: Question -> whether all of its values were given, and no others.
    correct: dict[str, bool]
    #: The share of correct answers, in per cent.
    score: int


def known_answers(policy: Policy, given: Mapping[str, Values]) -> KnownAnswers:
    """Which known answers are among those given: case and punctuation count, outer blanks do not.

    Source: "Assignment Review Policies" in the API reference.
    """
    correct = {
        question: given.get(question, frozenset()) == _split(expected)
        for question, expected in policy.answer_key.items()
    }
    return KnownAnswers(correct, percentage(sum(correct.values()), len(correct)))


def _split(expected: Values) -> Values:
    """Known values as answers are read: several of a field may be written in one, with `|`."""
    return frozenset(part.strip() for value in expected for part in value.split("|") if part.strip())
