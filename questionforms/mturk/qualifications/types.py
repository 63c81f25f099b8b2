"""Creating and changing your own qualification types, with checks before the call.

Source: CreateQualificationType and UpdateQualificationType in the API reference; botocore's model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, Self, TypedDict, Unpack

from questionforms.exceptions import LostResponse, ServiceError, WrongType
from questionforms.mturk.client.call import call, pages
from questionforms.mturk.client.responses import member, members_of, moment, number, read_members, seconds, text, words
from questionforms.mturk.parameters.documents import document_of
from questionforms.mturk.parameters.findings import finding, unknown
from questionforms.mturk.parameters.kinds import Count, Keywords, Parameter, Prepared, Seconds, Text, id_of, id_problems
from questionforms.mturk.qualifications import Qualification
from questionforms.problems import Problem
from questionforms.words import did_you_mean, nearest, quoted

if TYPE_CHECKING:
    from questionforms.elements.answer_key import AnswerKey
    from questionforms.elements.question_form import QuestionForm
    from questionforms.xml.load import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationType:
    """A qualification type as the service describes it. Members missing from the response are None."""

    #: The QualificationTypeId.
    id: str = field(metadata=member("QualificationTypeId", text))
    name: str | None = field(default=None, metadata=member("Name", text))
    description: str | None = field(default=None, metadata=member("Description", text))
    keywords: tuple[str, ...] | None = field(default=None, metadata=member("Keywords", words))
    #: `Active` or `Inactive`.
    status: str | None = field(default=None, metadata=member("QualificationTypeStatus", text))
    #: In UTC.
    creation: datetime | None = field(default=None, metadata=member("CreationTime", moment))
    #: The XML of the test.
    test_xml: str | None = field(default=None, repr=False, metadata=member("Test", text))
    #: How long a worker has for the test.
    test_duration: timedelta | None = field(default=None, metadata=member("TestDurationInSeconds", seconds))
    #: The XML of the key that the service scores the test with.
    answer_key_xml: str | None = field(default=None, repr=False, metadata=member("AnswerKey", text))
    #: How long workers must wait before they try again; None if they can try only once.
    retry_delay: timedelta | None = field(default=None, metadata=member("RetryDelayInSeconds", seconds))
    #: Whether workers can request it.
    requestable: bool | None = field(default=None, metadata=member("IsRequestable", bool))
    auto_granted: bool | None = field(default=None, metadata=member("AutoGranted", bool))
    auto_granted_value: int | None = field(default=None, metadata=member("AutoGrantedValue", number))
    #: The type as the service returned it.
    response: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_response(cls, response: Mapping[str, Any]) -> Self:
        """The type in a response such as that of `get_qualification_type`, or in a list of types.

        Raises WrongType if there is no qualification type.
        """
        members = members_of(cls.__name__, response, "QualificationType", "QualificationTypeId")
        return cls(**read_members(cls, members), response=members)

    @property
    def test(self) -> QuestionForm | None:
        """The test as a form, parsed on each access; None if there is none. Raises InvalidDocument if it is broken."""
        from questionforms.elements.question_form import QuestionForm

        return QuestionForm.from_xml(self.test_xml) if self.test_xml else None

    @property
    def answer_key(self) -> AnswerKey | None:
        """The key of the test, parsed on each access; None if there is none. Raises InvalidDocument if it is broken."""
        from questionforms.elements.answer_key import AnswerKey

        return AnswerKey.from_xml(self.answer_key_xml) if self.answer_key_xml else None

    def requires(self, *, guarding: str | None = None) -> Qualification:
        """The type in requirements for a HIT, such as `kind.requires().at_least(80)`."""
        return Qualification(self.id, guarding=guarding)


def qualification_type_parameters(name: str, description: str, **options: Unpack[NewFields]) -> dict[str, Any]:
    """Return what `create_qualification_type` would send, after the same checks: a dry run without a client.

    The options are those of NewFields. Raises InvalidParameters with all problems if one is an error, and WrongType for
    values of the wrong type.
    """
    return of_new("qualification_type_parameters", name, description, options).parameters_or_raise()


def create_qualification_type(
    client: Any, name: str, description: str, **options: Unpack[NewFields]
) -> QualificationType:
    """Create a qualification type, and return it as the service describes it.

    The name must be unique among your types. If the response is lost, the type is looked up by its name. Before the
    call, raises the same exceptions as `qualification_type_parameters`; raises ServiceError for errors from the
    service, and LostResponse if no response arrives: then the type may exist.
    """
    parameters = of_new("create_qualification_type", name, description, options).parameters_or_raise()
    try:
        return QualificationType.from_response(call(client, "create_qualification_type", **parameters))
    except ServiceError as error:
        if isinstance(error, LostResponse):
            error.fix = "the type may exist: look for its name with `list_qualification_types`"
        found = None
        if error.attempts > 1:
            with suppress(ServiceError):
                found = _created_before(client, parameters)
        if found is None:
            raise
        return found


def _created_before(client: Any, parameters: Mapping[str, Any]) -> QualificationType | None:
    """The type that an earlier attempt created; None if there is none, or one that differs from what was sent."""
    query = {"Query": parameters["Name"], "MustBeRequestable": False, "MustBeOwnedByCaller": True}
    sent = QualificationType.from_response({"QualificationTypeId": "unknown", **parameters})
    names = [each.name for each in fields(QualificationType) if each.metadata.get("member") in parameters]
    for page in pages(client, "list_qualification_types", MaxResults=100, **query):
        for item in page.get("QualificationTypes", ()):
            found = QualificationType.from_response(item)
            if all(getattr(found, name) == getattr(sent, name) for name in names):
                return found
    return None


def update_qualification_type(
    client: Any, type: QualificationType | str, **options: Unpack[UpdateFields]
) -> QualificationType:
    """Change options in UpdateFields of a qualification type, given as a QualificationType or by its id.

    A test can be replaced but never removed. With a new test, pass its key or `drop_key=True`. If the response is lost,
    the call is made again, which changes nothing else. Raises InvalidParameters before the call, and ServiceError for
    errors from the service.
    """
    parameters = _of_update("update_qualification_type", type, options).parameters_or_raise()
    return QualificationType.from_response(call(client, "update_qualification_type", **parameters))


def qualification_type_update_parameters(
    type: QualificationType | str, **options: Unpack[UpdateFields]
) -> dict[str, Any]:
    """Return what `update_qualification_type` would send, after the same checks: a dry run without a client."""
    return _of_update("qualification_type_update_parameters", type, options).parameters_or_raise()


def _of_update(where: str, type: QualificationType | str, options: Mapping[str, Any]) -> Prepared:
    return of_update(where, id_of(where, "type", type, QualificationType), options)


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
    has_key = "AnswerKey" in call.parameters  # then `graded-file-upload` says it
    if form is not None and not has_key and "FileUploadAnswer" in (test := call.parameters["Test"]):
        from questionforms.elements.question_form import QuestionForm

        call.problems.extend(upload_problems(QuestionForm.from_xml(test)))


def upload_problems(test: QuestionForm) -> Iterator[Problem]:
    """Yield a problem for each question of a test that asks for a file."""
    from questionforms.elements.answer_specifications import FileUploadAnswer

    for question in test.questions:
        if isinstance(question.answer, FileUploadAnswer):
            message = f"{quoted(question.identifier)} asks for a file, which is not allowed in a test"
            yield finding("file-upload-in-test", "Test", message, "ask for the file in the HIT")


def _contradictions(sent: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield problems for parameters that need or exclude others."""
    if "Test" in sent and "TestDurationInSeconds" not in sent:
        yield finding("missing-parameter", "TestDurationInSeconds", "a test needs a time limit")
    if "Test" in sent and sent.get("AutoGranted"):
        message = "a type with a test cannot be granted automatically; expected either a test or `AutoGranted`"
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
