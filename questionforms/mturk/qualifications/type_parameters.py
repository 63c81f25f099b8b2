"""From what a caller gives for a qualification type to the parameters of the call, with all that is wrong with them.

Source: CreateQualificationType and UpdateQualificationType in the API reference; botocore's model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from questionforms.exceptions import WrongType
from questionforms.mturk.parameters.documents import document_of
from questionforms.mturk.parameters.findings import finding, nearest, unknown
from questionforms.mturk.parameters.kinds import Count, Keywords, Parameter, Prepared, Seconds, Text, id_problems
from questionforms.problems import Problem

if TYPE_CHECKING:
    from questionforms.elements.answer_key import AnswerKey
    from questionforms.elements.question_form import QuestionForm
    from questionforms.xml.load import Source

_INT = 2**31 - 1
STATUSES = ("Active", "Inactive")


class Changeable(TypedDict, total=False):
    """What a qualification type is made with, and can be changed in."""

    #: Whether workers can ask for it; a new one is Active unless given.
    status: Literal["Active", "Inactive"]
    #: The form that workers fill in to get it: a QuestionForm, its XML, or a path. Needs `test_duration`.
    test: QuestionForm | Source | None
    #: What the service scores the test by; without one each request waits for you.
    answer_key: AnswerKey | Source | None
    #: How long a worker has for the test: a timedelta or seconds.
    test_duration: timedelta | int | None
    #: After which time a worker may try again: a timedelta or seconds. Without it there is one try; once given, there
    #: is no way back.
    retry_delay: timedelta | int | None
    #: Whether each request is granted at once; not together with a test.
    auto_granted: bool | None
    #: The value that such requests get; 1 unless given.
    auto_granted_value: int | None


class NewFields(Changeable, total=False):
    """What a new qualification type has beside its name and description."""

    #: Words to be found by, at most 1,000 characters with the commas.
    keywords: str | Iterable[str] | None


class UpdateFields(Changeable, total=False):
    """What of a qualification type can be changed. Its name and keywords cannot."""

    #: At most 2,000 characters.
    description: str | None
    #: Whether a new test shall have no key: the service drops the old one.
    drop_key: bool


@dataclass(frozen=True, slots=True)
class _Choice(Parameter):
    """One of some names."""

    choices: tuple[str, ...]

    def sent(self, where: str, value: Any) -> str:
        """The name."""
        if not isinstance(value, str):
            raise WrongType(where, self.argument, f"{value!r}; expected {' or '.join(map(repr, self.choices))}")
        return value

    def problems(self, sent: str) -> Iterator[Problem]:
        """A name that is none of them."""
        if sent not in self.choices:
            yield unknown("unknown-status", self.name, sent, self.choices)


@dataclass(frozen=True, slots=True)
class _Switch(Parameter):
    """True or False."""

    expected = "True or False"

    def sent(self, where: str, value: Any) -> bool:
        """The truth."""
        if not isinstance(value, bool):
            raise self.refused(where, value)
        return value

    def problems(self, sent: bool) -> Iterator[Problem]:  # noqa: ARG002
        """Nothing can be wrong."""
        return iter(())


#: The model gives the name no limit, and the seconds that of a long.
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
#: The documents, by their argument, with their parameter and kind.
_DOCUMENTS = {"test": ("Test", "QuestionForm"), "answer_key": ("AnswerKey", "AnswerKey")}


def prepare(where: str, given: Mapping[str, Any], takes: type[Any], required: tuple[str, ...]) -> Prepared:
    """The parameters for what is given, and all that is wrong with them.

    `where` is the function that messages name, `takes` the TypedDict of its options, and `required` are arguments of
    its own.
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
    """What needs, or excludes, another parameter."""
    if "Test" in sent and "TestDurationInSeconds" not in sent:
        yield finding("missing-parameter", "TestDurationInSeconds", "a test needs the time that a worker has for it")
    if "Test" in sent and sent.get("AutoGranted"):
        message = "a type with a test is not granted without it; expected a test, or `AutoGranted`"
        yield finding("test-and-auto-granted", "AutoGranted", message)
    if "TestDurationInSeconds" in sent and "Test" not in sent:
        yield finding("unused-parameter", "TestDurationInSeconds", "it does nothing without a test")
    if "AutoGrantedValue" in sent and not sent.get("AutoGranted"):
        yield finding("unused-parameter", "AutoGrantedValue", "it does nothing unless `AutoGranted` is true")


def of_new(where: str, name: str, description: str, options: Mapping[str, Any]) -> Prepared:
    """The parameters of CreateQualificationType."""
    given = {"status": "Active", **options, "name": name, "description": description}
    call = prepare(where, given, NewFields, ("name", "description"))
    if "AnswerKey" in call.parameters and "Test" not in call.parameters:
        call.problems.append(finding("key-without-test", "AnswerKey", "a key needs the test that it scores"))
    return call


def of_update(where: str, id: str, options: Mapping[str, Any]) -> Prepared:
    """The parameters of UpdateQualificationType."""
    call = prepare(where, options, UpdateFields, ())
    call.problems.extend(_of_change(call.parameters, drops=options.get("drop_key", False)))
    call.problems.extend(id_problems("QualificationTypeId", id))
    return Prepared({"QualificationTypeId": id, **call.parameters}, call.problems)


def _of_change(sent: Mapping[str, Any], *, drops: bool) -> Iterator[Problem]:
    if not sent:
        yield finding("nothing-to-change", "QualificationTypeId", "nothing is given that changes the type")
    if "Test" in sent and "AnswerKey" not in sent and not drops:
        message = "the service drops the key of a type that gets a new test without one"
        yield finding("key-dropped", "AnswerKey", message, "give the key too, or `drop_key=True`")
    if "AnswerKey" in sent and "Test" not in sent:
        message = "a key stands with its test in the documentation; whether the service takes it alone is not said"
        yield finding("key-without-test", "AnswerKey", message, "give the test too", case="update")


def _refuse_names(where: str, given: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for name in given:
        if name not in known:
            meant = nearest(name, known)
            rest = f"; did you mean `{meant}`?" if meant else ""
            fixed = "; it cannot be changed: make another type" if name in {"name", "keywords"} else rest
            raise WrongType(where, name, f"it is not taken here{fixed}")
