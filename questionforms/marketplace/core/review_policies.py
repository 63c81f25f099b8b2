"""The two review policies: scoring known answers, and finding the answers on which most workers agree."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.answers.read.pipe_separated import join_answer, split_answer
from questionforms.reading import read_valid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from questionforms import Answer

#: Answers with more characters than this do not count.
_LONGEST = 256
Values = frozenset[str]


class Policy:
    """The parameters of a ReviewPolicy, by key."""

    def __init__(self, structure: Mapping[str, Any]) -> None:
        self.name: str = structure["PolicyName"]
        parameters = structure.get("Parameters", [])
        self._values: dict[str, list[str]] = {one["Key"]: one.get("Values", []) for one in parameters if "Key" in one}
        #: The known answers: a question -> its values.
        self.answer_key: dict[str, Values] = {
            entry["Key"]: frozenset(value.strip() for value in entry.get("Values", []))
            for one in parameters
            for entry in one.get("MapEntries", [])
            if "Key" in entry
        }

    def number(self, key: str) -> int | None:
        """A parameter with a number; None if it is missing."""
        found = self._values.get(key)
        return int(found[0]) if found else None

    def text(self, key: str) -> str | None:
        """A parameter with a text; None if it is missing."""
        found = self._values.get(key)
        return found[0] if found else None

    @property
    def questions(self) -> list[str]:
        """The questions of SimplePlurality: a list or a comma-separated text, since the documentation has both."""
        found = self._values.get("QuestionIds") or self._values.get("QuestionIDs") or []
        return [name.strip() for one in found for name in one.split(",") if name.strip()]


def values_of(xml: str) -> dict[str, Values]:
    """A worker's answers: a question -> its values without outer blanks. Values joined by `|` are split."""
    found: dict[str, Values] = {}
    for entry in read_valid(xml).entries if xml else ():
        found[entry.identifier] = found.get(entry.identifier, frozenset()) | _values(entry)
    return found


def _values(entry: Answer) -> Values:
    whole = {text.strip() for text in (*entry.selections, entry.other_text or "") if text.strip()}
    return split_answer(entry.text or "") | whole


def percentage(part: int, whole: int) -> int:
    """A share as a whole percentage, rounded down: the documentation's example has 66 for two of three."""
    return 100 * part // whole if whole else 0


class Question(NamedTuple):
    """A question with an agreed answer."""

    identifier: str
    answer: Values
    #: The percentage of workers with this answer.
    level: int
    #: The assignments with this answer.
    agreeing: frozenset[str]


class Plurality(NamedTuple):
    """The policy's results for a HIT."""

    questions: list[Question]
    #: The percentage of questions with an agreed answer.
    score: int
    #: An assignment -> the percentage of agreed answers that it gave.
    worker_scores: dict[str, int]


def plurality(policy: Policy, given: Mapping[str, Mapping[str, Values]]) -> Plurality:
    """What the assignments, given with their answers by question, agree on. A tie is not an agreement.

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
    """The agreed answer to a question; None if the most frequent one does not exceed the threshold."""
    answers = {key: one.get(name, frozenset()) for key, one in given.items()}
    counted = Counter(values for values in answers.values() if 0 < len(join_answer(values)) <= _LONGEST)
    first, second = [*counted.most_common(2), (frozenset(), 0), (frozenset(), 0)][:2]
    level = percentage(first[1], len(given))
    if first[1] == second[1] or level <= threshold:
        return None
    return Question(name, first[0], level, frozenset(key for key, values in answers.items() if values == first[0]))


class KnownAnswers(NamedTuple):
    """The policy's results for one assignment."""

    #: A question -> whether exactly its values were given.
    correct: dict[str, bool]
    #: The percentage of correct answers.
    score: int


def known_answers(policy: Policy, given: Mapping[str, Values]) -> KnownAnswers:
    """Score the known answers among those given. Case and punctuation matter, outer blanks do not.

    Source: "Assignment Review Policies" in the API reference.
    """
    correct = {
        question: given.get(question, frozenset()) == split_answer(*expected)
        for question, expected in policy.answer_key.items()
    }
    return KnownAnswers(correct, percentage(sum(correct.values()), len(correct)))
