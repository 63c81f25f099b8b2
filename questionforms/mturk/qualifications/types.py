"""Creating and changing your own qualification types, with checks before the call.

Source: CreateQualificationType and UpdateQualificationType in the API reference; botocore's model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self, Unpack

from questionforms.mturk.client.call import call
from questionforms.mturk.client.responses import member, members_of, moment, number, read_members, seconds, text, words
from questionforms.mturk.parameters.kinds import Prepared, id_of
from questionforms.mturk.qualifications import Qualification
from questionforms.mturk.qualifications.type_parameters import NewFields, UpdateFields, of_new, of_update

if TYPE_CHECKING:
    from questionforms.elements.answer_key import AnswerKey
    from questionforms.elements.question_form import QuestionForm


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

    The name must be unique among your types. Before the call, raises the same exceptions as
    `qualification_type_parameters`; raises ServiceError for errors from the service.
    """
    parameters = of_new("create_qualification_type", name, description, options).parameters_or_raise()
    return QualificationType.from_response(call(client, "create_qualification_type", **parameters))


def update_qualification_type(
    client: Any, type: QualificationType | str, **options: Unpack[UpdateFields]
) -> QualificationType:
    """Change options in UpdateFields of a qualification type, given as a QualificationType or by its id.

    A test can be replaced but never removed. With a new test, pass its key or `drop_key=True`. Raises InvalidParameters
    before the call, and ServiceError for errors from the service.
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
