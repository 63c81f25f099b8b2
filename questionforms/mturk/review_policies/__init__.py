"""Review policies, by which the service reviews assignments automatically, and checks for a HIT's two policies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.mturk.client.call import without_none
from questionforms.mturk.parameters.findings import refuse
from questionforms.mturk.parameters.kinds import Seconds
from questionforms.mturk.review_policies.checks import problems_of, problems_together
from questionforms.mturk.review_policies.parameters import KNOWN_ANSWERS, LEVELS, PARAMETERS, PLURALITY, YEAR, Parameter
from questionforms.mturk.review_policies.question_checks import problems_with_question
from questionforms.problems import Problem
from questionforms.words import found, quoted

if TYPE_CHECKING:
    from questionforms.elements.base.element import Document
    from questionforms.xml.load import Source

__all__ = [
    "ReviewPolicy",
    "known_answers",
    "plurality",
    "policy_parameters",
    "policy_problems",
]

#: An entry of AnswerKey is an identifier with its answers; every other parameter has only values.
Values = tuple[str, ...]
Entries = tuple[tuple[str, Values], ...]


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """A ReviewPolicy. Raises InvalidArgument for one that the service would reject."""

    #: `ScoreMyKnownAnswers/2011-09-01` or `SimplePlurality/2011-09-01`.
    name: str
    #: The name of each parameter with its values; those of AnswerKey are identifiers with their answers.
    parameters: tuple[tuple[str, Values | Entries], ...]

    def __post_init__(self) -> None:
        refuse("ReviewPolicy", problems_of(self.to_dict(), LEVELS.get(self.name, "ReviewPolicy")))

    def to_dict(self) -> dict[str, Any]:
        """The policy as boto3 accepts it."""
        return {"PolicyName": self.name, "Parameters": [_parameter(*parameter) for parameter in self.parameters]}


def known_answers(
    answers: Mapping[str, str | Iterable[str]],
    *,
    approve_at_least: int | None = None,
    reject_less_than: int | None = None,
    extend_less_than: int | None = None,
    approve_reason: str | None = None,
    reject_reason: str | None = None,
    extend_maximum_assignments: int | None = None,
    extend_minimum_time: timedelta | int | None = None,
) -> ReviewPolicy:
    """ScoreMyKnownAnswers/2011-09-01, for `assignment_review`: score each assignment against known answers.

    `answers` maps the identifier of a question to its correct answer, or to several that must all be given. The bounds
    are percentages of correct answers, from 0 to 101; `extend_minimum_time` is a timedelta or whole seconds.
    """
    return _made("known_answers", KNOWN_ANSWERS, locals())


def plurality(
    question_ids: Iterable[str],
    *,
    agreement_threshold: int,
    disregard_if_rejected: bool,
    disregard_less_than: int | None = None,
    approve_at_least: int | None = None,
    reject_less_than: int | None = None,
    reject_reason: str | None = None,
    extend_less_than: int | None = None,
    extend_maximum_assignments: int | None = None,
    extend_minimum_time: timedelta | int | None = None,
) -> ReviewPolicy:
    """SimplePlurality/2011-09-01, for `hit_review`: compare the answers of a HIT's workers with each other.

    Workers agree on a question if more than `agreement_threshold` percent gave the same answer. `disregard_less_than`
    leaves out assignments by their score on known answers. To extend HITs, pass all three of `extend_...`.
    """
    return _made("plurality", PLURALITY, locals())


def policy_parameters(policy: ReviewPolicy | Mapping[str, Any]) -> dict[str, Any]:
    """The policy as boto3 accepts it; members of a dict that are None are left out."""
    given: dict[str, Any] = policy.to_dict() if isinstance(policy, ReviewPolicy) else without_none(policy)
    return given


def policy_problems(
    assignment_review: ReviewPolicy | Mapping[str, Any] | None,
    hit_review: ReviewPolicy | Mapping[str, Any] | None,
    *,
    max_assignments: int = 1,
    question: Document | Source | None = None,
) -> Iterator[Problem]:
    """Yield all problems of the review policies of a HIT with `max_assignments` assignments, each with its path.

    With the `question` of the HIT, the questions and known answers that policies name are looked up in it.
    """
    given = {"AssignmentReviewPolicy": assignment_review, "HITReviewPolicy": hit_review}
    plain: dict[str, Any] = {level: policy_parameters(policy) for level, policy in given.items() if policy is not None}
    for level, policy in plain.items():
        yield from problems_of(policy, level)
    yield from problems_together(plain, max_assignments)
    if question is not None:
        yield from problems_with_question(plain, question)


def _made(where: str, name: str, given: Mapping[str, Any]) -> ReviewPolicy:
    """The policy for the arguments of its function, in the order of the documentation."""
    parameters = [
        (key, _sent(where, parameter, given[parameter.argument]))
        for key, parameter in PARAMETERS[name].items()
        if given[parameter.argument] is not None
    ]
    return ReviewPolicy(name, tuple(parameters))


def _sent(where: str, parameter: Parameter, value: Any) -> Values | Entries:
    if parameter.kind == "answers":
        return _entries(where, parameter.argument, value)
    if parameter.kind == "questions":
        return _identifiers(where, parameter.argument, value)
    if parameter.kind == "boolean":
        if not isinstance(value, bool):
            raise WrongType(where, parameter.argument, f"{found(value)}; expected True or False")
        return ("T" if value else "F",)
    if parameter.argument == "extend_minimum_time":
        value = Seconds(parameter.argument, "", 60, YEAR).sent(where, value)
    expected: type = str if parameter.kind == "text" else int
    if isinstance(value, bool) or not isinstance(value, expected):
        kind = "text (str)" if expected is str else "a whole number (int)"
        raise WrongType(where, parameter.argument, f"{found(value)}; expected {kind}")
    return (str(value),)


def _entries(where: str, argument: str, answers: Any) -> Entries:
    if not isinstance(answers, Mapping):
        message = f"{found(answers)}; expected a mapping from question identifiers to their answers"
        raise WrongType(where, argument, message)
    return tuple(
        (key, (value,) if isinstance(value, str) else _texts(where, argument, value)) for key, value in answers.items()
    )


def _identifiers(where: str, argument: str, question_ids: Any) -> Values:
    identifiers = _texts(where, argument, question_ids)
    for identifier in identifiers:
        if "," in identifier:
            message = f"{quoted(identifier)} contains a comma, which the service reads as the end of an identifier"
            raise InvalidArgument(where, argument, message)
    return identifiers


def _texts(where: str, argument: str, values: Any) -> Values:
    texts = None if isinstance(values, str | bytes) or not isinstance(values, Iterable) else tuple(values)
    if texts is None or not all(isinstance(text, str) for text in texts):
        raise WrongType(where, argument, f"{found(values)}; expected a sequence of strings")
    return texts


def _parameter(key: str, values: Values | Entries) -> dict[str, Any]:
    if key == "AnswerKey":
        entries = cast("Entries", values)
        return {"Key": key, "MapEntries": [{"Key": name, "Values": list(answers)} for name, answers in entries]}
    return {"Key": key, "Values": list(values)}
