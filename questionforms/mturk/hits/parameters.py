"""Turns the arguments for a HIT into the parameters of the call, and finds everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Required, TypedDict, Unpack

from questionforms.elements.base.element import Document
from questionforms.exceptions import WrongType
from questionforms.mturk.parameters.documents import document_of
from questionforms.mturk.parameters.findings import finding
from questionforms.mturk.parameters.kinds import Amount, Count, Keywords, Parameter, Prepared, Seconds, Text
from questionforms.mturk.parameters.layouts import Layout, layout_of
from questionforms.mturk.qualifications import Requirement, as_parameters, requirement_problems, title_problems
from questionforms.mturk.review_policies import ReviewPolicy, policy_parameters, policy_problems
from questionforms.mturk.review_policies.parameters import LARGE
from questionforms.words import did_you_mean, found, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from questionforms.elements.external_question import ExternalQuestion
    from questionforms.elements.html_question import HTMLQuestion
    from questionforms.elements.question_form import QuestionForm
    from questionforms.problems import Problem

    #: A document, its XML, or its file.
    Question = QuestionForm | HTMLQuestion | ExternalQuestion | str | bytes | Path

MOST_ASSIGNMENTS = 1_000_000_000
_YEAR = 365 * 24 * 60 * 60
_THIRTY_DAYS = 30 * 24 * 60 * 60

#: What the HITs of one type share.
TYPE: tuple[Parameter, ...] = (
    Text("title", "Title", 128, needed=True),
    Text("description", "Description", 2_000, needed=True),
    Amount("reward", "Reward"),
    Seconds("duration", "AssignmentDurationInSeconds", 30, _YEAR),
    Seconds("auto_approval_delay", "AutoApprovalDelayInSeconds", 0, _THIRTY_DAYS),
    Keywords("keywords", "Keywords", 1_000),
)
#: What each HIT has for itself.
OWN: tuple[Parameter, ...] = (
    Seconds("lifetime", "LifetimeInSeconds", 30, _YEAR),
    Count("max_assignments", "MaxAssignments", 1, MOST_ASSIGNMENTS),
    Text("annotation", "RequesterAnnotation", 255),
    Text("token", "UniqueRequestToken", 64, needed=True),
)
#: The fields that a call must have.
REQUIRED = ("title", "description", "reward", "duration", "lifetime")


#: The documents that a HIT can have as its question.
QUESTIONS = ("QuestionForm", "HTMLQuestion", "ExternalQuestion")


class HitTypeFields(TypedDict, total=False):
    """The fields that HITs of one type share."""

    #: At most 128 characters.
    title: Required[str]
    #: At most 2,000 characters.
    description: Required[str]
    #: US dollars: `"0.10"`, a Decimal, or a whole number, but not a float, since 0.1 is not an exact number of cents.
    reward: Required[str | Decimal | int]
    #: How long a worker has for an assignment: a timedelta or seconds, from 30 seconds to a year.
    duration: Required[timedelta | int]
    #: How long until an assignment that was not reviewed is approved: up to 30 days, which is the default.
    auto_approval_delay: timedelta | int | None
    #: Words that workers can search for, at most 1,000 characters including the commas.
    keywords: str | Iterable[str] | None
    #: What workers need, at most ten; see `questionforms.mturk.qualifications`.
    qualifications: Iterable[Requirement | Mapping[str, Any]]


class OwnFields(TypedDict, total=False):
    """The fields that each HIT has for itself."""

    #: How long the HIT is offered: a timedelta or seconds, from 30 seconds to a year.
    lifetime: Required[timedelta | int]
    #: How many workers may answer; 1 by default. The service's fee is higher from 10 upwards.
    max_assignments: int
    #: A note that workers cannot see, at most 255 characters.
    annotation: str | None
    #: At most 64 characters; the service does not create a second HIT for a token within 24 hours.
    token: str | None
    #: How assignments are reviewed automatically; see `questionforms.mturk.review_policies`.
    assignment_review: ReviewPolicy | Mapping[str, Any] | None
    #: The same for the HIT as a whole.
    hit_review: ReviewPolicy | Mapping[str, Any] | None
    #: A project of the requester site, or its id, in place of a question.
    layout: Layout | str | None


class HitFields(HitTypeFields, OwnFields, total=False):
    """All fields of a HIT except its question."""


def hit_parameters(question: Question | None = None, **fields: Unpack[HitFields]) -> dict[str, Any]:
    """Return what `create_hit` would send, after the same checks: a dry run without a client.

    The fields are those of HitFields. Only `create_hit` itself adds a UniqueRequestToken if you pass none. Raises
    InvalidParameters with all problems if one is an error, and WrongType for values of the wrong type.
    """
    return prepare("hit_parameters", question, fields, HitFields).parameters_or_raise()


def hit_problems(question: Question | None = None, **fields: Unpack[HitFields]) -> Iterator[Problem]:
    """Yield all problems of a HIT without making a call, including warnings, which `create_hit` ignores."""
    return iter(prepare("hit_problems", question, fields, HitFields).problems)


def prepare(
    where: str, question: Any, fields: Mapping[str, Any], takes: type[Any], *, endpoint: str | None = None
) -> Prepared:
    """Prepare a call that takes the fields of a TypedDict, and for a HIT also its question.

    `where` is the function that messages name, `endpoint` the one that the client uses, if known.
    """
    _refuse_names(where, fields, takes)
    given = {name: value for name, value in fields.items() if value is not None}
    call = Prepared({}, [])
    _add_plain(where, call, given)
    _add_qualifications(where, call, given.get("qualifications", ()), endpoint)
    if "lifetime" in given:
        call.parameters.setdefault("MaxAssignments", 1)
        _add_question(where, call, question, given.get("layout"))
        _add_reviews(where, call, given, question)
        call.problems.extend(_fee_problems(call.parameters["MaxAssignments"]))
    return call


def _add_plain(where: str, call: Prepared, given: Mapping[str, Any]) -> None:
    """Add the parameters that have a single value each."""
    for parameter in (*TYPE, *OWN):
        if parameter.argument in given:
            sent = parameter.sent(where, given[parameter.argument])
            if sent is not None:
                call.parameters[parameter.name] = sent
                call.problems.extend(parameter.problems(sent))


def _add_qualifications(where: str, call: Prepared, value: Any, endpoint: str | None) -> None:
    if isinstance(value, Requirement | Mapping | str) or not isinstance(value, Iterable):
        one = "; put it in a list" if isinstance(value, Requirement | Mapping) else ""
        raise WrongType(where, "qualifications", f"{found(value)}; expected a sequence of requirements{one}")
    requirements = list(value)
    for requirement in requirements:
        if not isinstance(requirement, Requirement | Mapping):
            message = f"{found(requirement)}; expected a requirement, such as `approval_rate(at_least=95)`, or a dict"
            raise WrongType(where, "qualifications", message)
    if requirements:
        sent = call.parameters["QualificationRequirements"] = as_parameters(requirements)
        call.problems.extend(requirement_problems(sent, endpoint=endpoint))
        call.problems.extend(title_problems(call.parameters["Title"], sent))


def _add_question(where: str, call: Prepared, question: Any, layout: Any) -> None:
    if question is not None:
        call.parameters["Question"], problems = document_of(where, "question", "Question", QUESTIONS, question)
        call.problems.extend(problems)
    if layout is not None:
        chosen = layout_of(where, layout)
        call.parameters.update(chosen.to_parameters())
        call.problems.extend(chosen.problems())
    if (question is None) == (layout is None):
        rule = "missing-question" if layout is None else "question-and-layout"
        what = "neither a question nor a layout is" if layout is None else "both a question and a layout are"
        call.problems.append(finding(rule, "Question", f"{what} given; expected exactly one of them"))


def _fee_problems(assignments: float) -> Iterator[Problem]:
    """Yield a warning for a number of assignments with the higher fee."""
    if LARGE <= assignments <= MOST_ASSIGNMENTS:
        message = f"it is {assignments:,}; for {LARGE} or more, the service's fee is 40% of the reward instead of 20%"
        hint = f"`questionforms.mturk.cost` shows what HITs of at most {LARGE - 1} assignments would save"
        yield finding("higher-fee", "MaxAssignments", message, hint)


def _add_reviews(where: str, call: Prepared, given: Mapping[str, Any], question: Any) -> None:
    reviews = [given.get(argument) for argument in _REVIEWS]
    for (argument, name), review in zip(_REVIEWS.items(), reviews, strict=True):
        if review is not None:
            if not isinstance(review, ReviewPolicy | Mapping):
                raise WrongType(where, argument, f"{found(review)}; expected a review policy, or a dict")
            call.parameters[name] = policy_parameters(review)
    asked = question if isinstance(question, Document) else call.parameters.get("Question") or None
    most = call.parameters["MaxAssignments"]
    call.problems.extend(policy_problems(*reviews, max_assignments=most, question=asked))


_REVIEWS = {"assignment_review": "AssignmentReviewPolicy", "hit_review": "HITReviewPolicy"}
_NAMES = {parameter.name: parameter.argument for parameter in (*TYPE, *OWN)}


def _refuse_names(where: str, fields: Mapping[str, Any], takes: type[Any]) -> None:
    """Raise WrongType for a field that the call does not accept, and for a required field that is missing."""
    known = takes.__annotations__
    for name in fields:
        if name not in known:
            raise WrongType(where, name, _unknown(name, known))
    needed = [name for name in REQUIRED if name in known and fields.get(name) is None]
    if needed:
        others = f", and so {'are' if needed[2:] else 'is'} {', '.join(map(repr, needed[1:]))}" if needed[1:] else ""
        raise WrongType(where, needed[0], f"it is missing{others}")


def _unknown(name: str, known: Mapping[str, Any]) -> str:
    if name in HitTypeFields.__annotations__:
        return "all HITs of a type share it; pass it to create_hit_type"
    if name in OwnFields.__annotations__:
        return "it belongs to a single HIT, not to the HIT type; pass it when you create the HIT"
    return f"there is no such field{did_you_mean(_NAMES.get(name) or nearest(name, known))}"
