"""The two review policies: known answers scored, and the answers on which most workers agree."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.answers.read.pipe_separated import join_answer, split_answer
from questionforms.reading import read_valid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from questionforms import Answer

#: Longer answers do not count, in characters.
_LONGEST = 256
Values = frozenset[str]


class Policy:
    """The parameters of a ReviewPolicy, by their keys."""

    def __init__(self, structure: Mapping[str, Any]) -> None:
        self.name: str = structure["PolicyName"]
        parameters = structure.get("Parameters", [])
        self._values: dict[str, list[str]] = {one["Key"]: one.get("Values", []) for one in parameters if "Key" in one}
        #: The known answers: question -> values.
        self.answer_key: dict[str, Values] = {
            entry["Key"]: frozenset(value.strip() for value in entry.get("Values", []))
            for one in parameters
            for entry in one.get("MapEntries", [])
        }

    def number(self, key: str) -> int | None:
        """A parameter that is a number; None where it is not given."""
        found = self._values.get(key)
        return int(found[0]) if found else None

    def text(self, key: str) -> str | None:
        """A parameter that is a text; None where it is not given."""
        found = self._values.get(key)
        return found[0] if found else None

    @property
    def questions(self) -> list[str]:
        """The questions of SimplePlurality: a list, or one text with commas, since the documentation has both."""
        found = self._values.get("QuestionIds") or self._values.get("QuestionIDs") or []
        return [name.strip() for one in found for name in one.split(",") if name.strip()]


def values_of(xml: str) -> dict[str, Values]:
    """What a worker answered: question -> values without outer blanks; several values of a field stand with `|`."""
    found: dict[str, Values] = {}
    for entry in read_valid(xml).entries if xml else ():
        found[entry.identifier] = found.get(entry.identifier, frozenset()) | _values(entry)
    return found


def _values(entry: Answer) -> Values:
    whole = {text.strip() for text in (*entry.selections, entry.other_text or "") if text.strip()}
    return split_answer(entry.text or "") | whole


def percentage(part: int, whole: int) -> int:
    """A share in whole per cent; the documentation's example has 66 for two of three."""
    return 100 * part // whole if whole else 0


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
    counted = Counter(values for values in answers.values() if 0 < len(join_answer(values)) <= _LONGEST)
    first, second = [*counted.most_common(2), (frozenset(), 0), (frozenset(), 0)][:2]
    level = percentage(first[1], len(given))
    if first[1] == second[1] or level <= threshold:
        return None
    return Question(name, first[0], level, frozenset(key for key, values in answers.items() if values == first[0]))


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
        question: given.get(question, frozenset()) == split_answer(*expected)
        for question, expected in policy.answer_key.items()
    }
    return KnownAnswers(correct, percentage(sum(correct.values()), len(correct)))
