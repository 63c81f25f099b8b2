"""Turns the arguments for a qualification type into the parameters of the call, and finds what is wrong with them.

Source: CreateQualificationType and UpdateQualificationType in the API reference; botocore's model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from questionforms.exceptions import WrongType
from questionforms.mturk.parameters.documents import document_of
from questionforms.mturk.parameters.findings import finding, unknown
from questionforms.mturk.parameters.kinds import Count, Keywords, Parameter, Prepared, Seconds, Text, id_problems
from questionforms.problems import Problem
from questionforms.words import did_you_mean, nearest

if TYPE_CHECKING:
    from questionforms.elements.answer_key import AnswerKey
    from questionforms.elements.question_form import QuestionForm
    from questionforms.xml.load import Source

_INT = 2**31 - 1
STATUSES = ("Active", "Inactive")


class Changeable(TypedDict, total=False):
    """The options of a qualification type that you can set when you create it and change later."""

    #: Whether workers can request it; a new type is Active by default.
    status: Literal["Active", "Inactive"]
    #: The form that workers fill in to get it: a QuestionForm, its XML, or a path. Needs `test_duration`.
    test: QuestionForm | Source | None
    #: The key that the service scores the test with; without one, each request waits for you.
    answer_key: AnswerKey | Source | None
    #: How long a worker has for the test: a timedelta or seconds.
    test_duration: timedelta | int | None
    #: How long workers must wait before they try again: a timedelta or seconds. Without it they can try only once; once
    #: set, it cannot be removed.
    retry_delay: timedelta | int | None
    #: Whether requests are granted automatically; not together with a test.
    auto_granted: bool | None
    #: The value for requests that are granted automatically; 1 by default.
    auto_granted_value: int | None


class NewFields(Changeable, total=False):
    """The options of a new qualification type."""

    #: Words that workers can search for, at most 1,000 characters including the commas.
    keywords: str | Iterable[str] | None


class UpdateFields(Changeable, total=False):
    """The options of a qualification type that can be changed. Its name and keywords cannot."""

    #: At most 2,000 characters.
    description: str | None
    #: Confirms that a new test has no key; the service drops the old key.
    drop_key: bool


@dataclass(frozen=True, slots=True)
class _Choice(Parameter):
    """One of several names."""

    choices: tuple[str, ...]

    def sent(self, where: str, value: Any) -> str:
        """The name."""
        if not isinstance(value, str):
            raise WrongType(where, self.argument, f"{value!r}; expected {' or '.join(map(repr, self.choices))}")
        return value

    def problems(self, sent: str) -> Iterator[Problem]:
        """Yield a problem for any other name."""
        if sent not in self.choices:
            yield unknown("unknown-status", self.name, sent, self.choices)


@dataclass(frozen=True, slots=True)
class _Switch(Parameter):
    """True or False."""

    expected = "True or False"

    def sent(self, where: str, value: Any) -> bool:
        """The value."""
        if not isinstance(value, bool):
            raise self.refused(where, value)
        return value

    def problems(self, sent: bool) -> Iterator[Problem]:  # noqa: ARG002
        """Nothing can be wrong with it."""
        return iter(())


#: The model does not limit the name, and limits the seconds only to the range of a long.
_PARAMETERS: tuple[Parameter, ...] = (
    Text("name", "Name", _INT, needed=True),
    Keywords("keywords", "Keywords", 1_000),
    Text("description", "Description", 2_000, needed=True),
    _Choice("status", "QualificationTypeStatus", STATUSES),
    Seconds("test_duration", "TestDurationInSeconds", 1, _INT),
    Seconds("retry_delay", "RetryDelayInSeconds", 0, _INT),
    _Switch("auto_granted", "AutoGranted"),
    Count("auto_granted_value", "AutoGrantedValue", -_INT - 1, _INT),
)
#: The argument of a document -> its parameter and kind.
_DOCUMENTS = {"test": ("Test", "QuestionForm"), "answer_key": ("AnswerKey", "AnswerKey")}


def prepare(where: str, given: Mapping[str, Any], takes: type[Any], required: tuple[str, ...]) -> Prepared:
    """Prepare the call from the given arguments.

    `where` is the function that messages name, `takes` the TypedDict of its options, and `required` its own arguments.
    """
    _refuse_names(where, given, (*required, *takes.__annotations__))
    call = Prepared({}, [])
    for parameter in _PARAMETERS:
        value = given.get(parameter.argument)
        if value is None and parameter.argument in required:
            raise parameter.refused(where, value)
        sent = None if value is None else parameter.sent(where, value)
        if sent is not None:
            call.parameters[parameter.name] = sent
            call.problems.extend(parameter.problems(sent))
    _add_documents(where, call, given)
    call.problems.extend(_contradictions(call.parameters))
    return call


def _add_documents(where: str, call: Prepared, given: Mapping[str, Any]) -> None:
    form = None
    for argument, (name, kind) in _DOCUMENTS.items():
        value = given.get(argument)
        if value is None:
            continue
        call.parameters[name], problems = document_of(where, argument, name, (kind,), value, form=form)
        call.problems.extend(problems)
        if argument == "test" and all(problem.severity == "warning" for problem in problems):
            form = value


def _contradictions(sent: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield problems for parameters that need or exclude others."""
    if "Test" in sent and "TestDurationInSeconds" not in sent:
        yield finding("missing-parameter", "TestDurationInSeconds", "a test needs a time limit")
    if "Test" in sent and sent.get("AutoGranted"):
        message = "a type with a test cannot be granted automatically; expected a test or `AutoGranted`"
        yield finding("test-and-auto-granted", "AutoGranted", message)
    if "TestDurationInSeconds" in sent and "Test" not in sent:
        yield finding("unused-parameter", "TestDurationInSeconds", "it has no effect without a test")
    if "AutoGrantedValue" in sent and not sent.get("AutoGranted"):
        yield finding("unused-parameter", "AutoGrantedValue", "it has no effect unless `AutoGranted` is true")


def of_new(where: str, name: str, description: str, options: Mapping[str, Any]) -> Prepared:
    """Prepare a call of CreateQualificationType."""
    given = {"status": "Active", **options, "name": name, "description": description}
    call = prepare(where, given, NewFields, ("name", "description"))
    if "AnswerKey" in call.parameters and "Test" not in call.parameters:
        call.problems.append(finding("key-without-test", "AnswerKey", "a key needs the test that it scores"))
    return call


def of_update(where: str, id: str, options: Mapping[str, Any]) -> Prepared:
    """Prepare a call of UpdateQualificationType."""
    call = prepare(where, options, UpdateFields, ())
    call.problems.extend(_of_change(call.parameters, drops=options.get("drop_key", False)))
    call.problems.extend(id_problems("QualificationTypeId", id))
    return Prepared({"QualificationTypeId": id, **call.parameters}, call.problems)


def _of_change(sent: Mapping[str, Any], *, drops: bool) -> Iterator[Problem]:
    if not sent:
        yield finding("nothing-to-change", "QualificationTypeId", "no changes are given")
    if "Test" in sent and "AnswerKey" not in sent and not drops:
        message = "the service drops the old key if a new test comes without one"
        yield finding("key-dropped", "AnswerKey", message, "pass the key too, or `drop_key=True`")
    if "AnswerKey" in sent and "Test" not in sent:
        message = "the documentation does not say whether the service accepts a key without its test"
        yield finding("key-without-test", "AnswerKey", message, "pass the test too", case="update")


def _refuse_names(where: str, given: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for name in given:
        if name not in known:
            rest = did_you_mean(nearest(name, known))
            fixed = "; it cannot be changed: create another type" if name in {"name", "keywords"} else rest
            raise WrongType(where, name, f"it is not accepted here{fixed}")
