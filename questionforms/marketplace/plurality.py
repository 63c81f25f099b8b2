"""SimplePlurality/2011-09-01: on which answers most workers agree, and how far each worker agrees with the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from questionforms.marketplace.policies import percentage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from questionforms.marketplace.policies import Policy, Values

#: Longer answers do not count, in characters.
_LONGEST = 256


class Question(NamedTuple):
    """A question with an answer that was agreed on."""

    identifier: str
    answer: Values
    #: The share of the workers with this answer, in per cent.
    level: int
    #: Who gave it.
    agreeing: frozenset[str]


class Plurality(NamedTuple):
    """What the policy finds in a HIT."""

    questions: list[Question]
    #: The share of the questions with an agreed answer, in per cent.
    score: int
    #: Assignment -> the share of the agreed answers that it has, in per cent.
    worker_scores: dict[str, int]


def plurality(policy: Policy, given: Mapping[str, Mapping[str, Values]]) -> Plurality:
    """On what the assignments, each with its answers by question, agree; a tie is no agreement.

    Source: "HIT Review Policies" in the API reference.
    """
    least = policy.number("QuestionAgreementThreshold") or 0
    agreed = [found for name in policy.questions if (found := _agreed(name, given, least)) is not None]
    return Plurality(
        agreed,
        percentage(len(agreed), len(policy.questions)),
        {key: percentage(sum(key in one.agreeing for one in agreed), len(agreed)) for key in given},
    )


def _agreed(name: str, given: Mapping[str, Mapping[str, Values]], threshold: int) -> Question | None:
    """The agreed answer to a question; None where the most frequent one does not exceed the threshold."""
    answers = {key: one.get(name, frozenset()) for key, one in given.items()}
    counted = Counter(values for values in answers.values() if 0 < len("|".join(values)) <= _LONGEST)
    first, second = [*counted.most_common(2), (frozenset(), 0), (frozenset(), 0)][:2]
    level = percentage(first[1], len(given))
    if first[1] == second[1] or level <= threshold:
        return None
    return Question(name, first[0], level, frozenset(key for key, values in answers.items() if values == first[0]))
