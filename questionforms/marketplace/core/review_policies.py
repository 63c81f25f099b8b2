"""The two review policies: scoring known answers, and finding the answers on which most workers agree."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms import Answers, InvalidDocument
from questionforms.answers.read.pipe_separated import join_answer, split_answer
from questionforms.mturk.review_policies.parameters import LONGEST_ANSWER
from questionforms.reading import read_valid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from questionforms import Answer

Values = frozenset[str]


class Policy:
    """The parameters of a ReviewPolicy, by key."""

    def __init__(self, structure: Mapping[str, Any]) -> None:
        self.name: str = structure["PolicyName"]
        parameters = structure.get("Parameters", [])
        self._values: dict[str, list[str]] = {one["Key"]: one.get("Values", []) for one in parameters if "Key" in one}
        #: The known answers: a question -> its values.
        self.answer_key: dict[str, Values] = {
            entry["Key"]: frozenset(value.strip() for value in entry.get("Values", []) if value.strip())
            for one in parameters
            for entry in one.get("MapEntries", [])
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
    for entry in _entries(xml) if xml else ():
        found[entry.identifier] = found.get(entry.identifier, frozenset()) | _values(entry)
    return found


def _entries(xml: str) -> Sequence[Answer]:
    try:
        answers: Answers = read_valid(xml)
    except InvalidDocument:  # larger than what is accepted now, and what `parse_answers` reads
        from lxml.etree import XMLParser, fromstring

        answers = Answers._read(fromstring(xml.encode(), XMLParser(huge_tree=True, resolve_entities=False)))
    return answers.entries


def _values(entry: Answer) -> Values:
    whole = {text.strip() for text in (*entry.selections, entry.other_text or "") if text.strip()}
    return split_answer(entry.text or "") | whole


def percentage(part: int, whole: int) -> int:
    """A share as a whole percentage, rounded down: the documentation's example has 66 for two of three."""
    return 100 * part // whole if whole else 0


def _is_compared(values: Values) -> bool:
    """Whether an answer is short enough for the policies; a longer one is left out, as if it had not been asked for."""
    return len(join_answer(values)) <= LONGEST_ANSWER


class Question(NamedTuple):
    """A question with an agreed answer."""

    identifier: str
    answer: Values
    #: The percentage of the compared answers that are this one.
    level: int
    #: The assignments with this answer.
    agreeing: frozenset[str]
    #: The assignments whose answers were compared.
    compared: frozenset[str]


class Plurality(NamedTuple):
    """The policy's results for a HIT."""

    questions: list[Question]
    #: The percentage of questions with an agreed answer.
    score: int
    #: An assignment -> the percentage of agreed answers that it gave; None if no answer was agreed on.
    worker_scores: dict[str, int | None]


def plurality(policy: Policy, given: Mapping[str, Mapping[str, Values]]) -> Plurality:
    """What the assignments, given with their answers by question, agree on. A tie is not an agreement.

    A worker's score disregards questions without an agreed answer. Source: "HIT Review Policies" in the API reference.
    """
    least = policy.number("QuestionAgreementThreshold") or 0
    agreed = [found for name in policy.questions if (found := _agreed(name, given, least)) is not None]
    return Plurality(
        agreed,
        percentage(len(agreed), len(policy.questions)),
        {key: _worker_score(key, agreed) for key in given},
    )


def _worker_score(assignment: str, agreed: list[Question]) -> int | None:
    counted = [assignment in question.agreeing for question in agreed if assignment in question.compared]
    return percentage(sum(counted), len(counted)) if counted else None


def _agreed(name: str, given: Mapping[str, Mapping[str, Values]], threshold: int) -> Question | None:
    """The agreed answer to a question; None if the most frequent one does not exceed the threshold."""
    answers = {key: one.get(name, frozenset()) for key, one in given.items()}
    answers = {key: values for key, values in answers.items() if _is_compared(values)}
    counted = Counter(values for values in answers.values() if values)
    first, second = [*counted.most_common(2), (frozenset(), 0), (frozenset(), 0)][:2]
    level = percentage(first[1], len(answers))
    if first[1] == second[1] or level <= threshold:
        return None
    agreeing = frozenset(key for key, values in answers.items() if values == first[0])
    return Question(name, first[0], level, agreeing, frozenset(answers))


class KnownAnswers(NamedTuple):
    """The policy's results for one assignment."""

    #: A question -> whether exactly its values were given.
    correct: dict[str, bool]
    #: The percentage of correct answers; None if no known answer is short enough to be compared.
    score: int | None


def known_answers(policy: Policy, given: Mapping[str, Values]) -> KnownAnswers:
    """Score the known answers among those given. Case and punctuation matter, outer blanks do not.

    Source: "Assignment Review Policies" in the API reference.
    """
    # the known answer `a|b` is two values of a page, or one selection with this identifier
    correct = {
        question: given.get(question, frozenset()) in (expected, split_answer(*expected))
        for question, expected in policy.answer_key.items()
        if _is_compared(expected)
    }
    return KnownAnswers(correct, percentage(sum(correct.values()), len(correct)) if correct else None)
