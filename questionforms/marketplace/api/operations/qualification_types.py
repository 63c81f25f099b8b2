"""Qualification types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError

from questionforms import AnswerKey, QuestionForm
from questionforms.marketplace.api.documents import check_document, refusal_of
from questionforms.marketplace.api.operations.hits import listed
from questionforms.marketplace.api.pagination import page
from questionforms.marketplace.errors import Refusal, invalid
from questionforms.marketplace.store import HIT, HITType, QualificationRequest, QualificationType
from questionforms.marketplace.verdicts import refused_problems
from questionforms.mturk.qualifications.types import upload_problems

if TYPE_CHECKING:
    from questionforms.marketplace.context import Call

#: The parameter -> its column.
_COLUMNS = {
    "Name": "name",
    "Description": "description",
    "Keywords": "keywords",
    "QualificationTypeStatus": "status",
    "RetryDelayInSeconds": "retry_delay",
    "Test": "test",
    "AnswerKey": "answer_key",
    "TestDurationInSeconds": "test_duration",
    "AutoGranted": "auto_granted",
    "AutoGrantedValue": "auto_granted_value",
}
#: The longest texts, in characters. Source: CreateQualificationType in the API reference.
_LONGEST = {"Description": 2_000, "Keywords": 1_000}


def create_qualification_type(call: Call) -> dict[str, Any]:
    """Create a type; its name must be unique for the requester."""
    given = call.given
    _check(call)
    if given.get("AnswerKey") is not None and given.get("Test") is None:
        raise invalid("AnswerKey is given without Test.")
    made = QualificationType(requester_id=call.requester.id, created=call.now, **_values(given))
    try:
        with call.session.begin_nested():
            call.session.add(made)
    except IntegrityError as error:
        message = f"You have already created a QualificationType with the name {given['Name']}. Names must be unique."
        raise Refusal("QualificationTypeAlreadyExists", message) from error
    return {"QualificationType": rendered(made)}


def update_qualification_type(call: Call) -> dict[str, Any]:
    """Change a type. A test is replaced together with its key and duration, and never removed."""
    given = call.given
    found = call.qualification_type(lock=True)
    _check(call)
    if given.get("Test") is None and (given.keys() & {"AnswerKey", "TestDurationInSeconds"}):
        raise invalid("AnswerKey and TestDurationInSeconds can only change together with Test, which is missing.")
    if found.test is not None and given.get("AutoGranted"):
        raise invalid("A QualificationType with a test cannot be AutoGranted.")
    if given.get("Test") is not None and given.get("AutoGranted", found.auto_granted):
        raise invalid("A QualificationType that is AutoGranted cannot have a test.")
    values = _values(given)
    if "test" in values:
        values.setdefault("answer_key", None)
    for name, value in values.items():
        setattr(found, name, value)
    call.session.flush()
    return {"QualificationType": rendered(found)}


def get_qualification_type(call: Call) -> dict[str, Any]:
    """One of the requester's types."""
    return {"QualificationType": rendered(call.qualification_type())}


def list_qualification_types(call: Call) -> dict[str, Any]:
    """The requester's types; with `Query`, only those with its words in their name, description or keywords."""
    query = select(QualificationType).where(
        QualificationType.requester_id == call.requester.id, QualificationType.deleted_at.is_(None)
    )
    if call.given["MustBeRequestable"]:
        query = query.where(QualificationType.status == "Active")
    for word in call.given.get("Query", "").split():
        columns = (QualificationType.name, QualificationType.description, QualificationType.keywords)
        query = query.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    order = (QualificationType.created, QualificationType.id)
    return page(call, query, order, "QualificationTypes", rendered)


def delete_qualification_type(call: Call) -> dict[str, Any]:
    """Delete a type for new HITs, with the HIT types that require it, and reject requests for it.

    Workers keep the qualification, for existing HITs.
    """
    found = call.qualification_type(lock=True)
    found.deleted_at = call.now
    call.session.execute(
        update(QualificationRequest)
        .where(QualificationRequest.type_id == found.id, QualificationRequest.status == "Pending")
        .values(status="Rejected", reason="The qualification type was deleted.")
    )
    for kind in _hit_types(call, found.id):
        kind.deleted = True
    return {}


def list_hits_for_qualification_type(call: Call) -> dict[str, Any]:
    """The requester's HITs that require a type, in any state, except deleted ones."""
    kinds = [kind.id for kind in _hit_types(call, call.qualification_type().id)]
    query = select(HIT).where(HIT.type_id.in_(kinds), HIT.disposed.is_(False))
    return page(call, query, (HIT.created, HIT.id), "HITs", lambda hit: listed(call, hit))


def rendered(found: QualificationType) -> dict[str, Any]:
    """A type as shown in responses."""
    given = {name: getattr(found, column) for name, column in _COLUMNS.items()}
    value = found.auto_granted_value if found.auto_granted else None
    return {
        "QualificationTypeId": found.id,
        "CreationTime": found.created,
        "IsRequestable": True,
        **given,
        "AutoGrantedValue": value,
    }


def _hit_types(call: Call, identifier: str) -> list[HITType]:
    """The requester's HIT types that require a type."""
    kinds = call.session.scalars(select(HITType).where(HITType.requester_id == call.requester.id))
    return [
        kind
        for kind in kinds
        if any(one["QualificationTypeId"] == identifier for one in kind.qualification_requirements)
    ]


def _values(given: dict[str, Any]) -> dict[str, Any]:
    """The columns for the given parameters. RetryDelayInSeconds cannot be removed, so it is kept if not given."""
    return {column: given[name] for name, column in _COLUMNS.items() if name in given}


def _check(call: Call) -> None:
    """Raise a Refusal for values that the model allows but the service does not."""
    given = call.given
    for name in ("Name", "Description"):
        if name in given and not given[name].strip():
            raise invalid(f"The value  is not valid for the parameter {name}.")
    for name, longest in _LONGEST.items():
        if len(given.get(name, "")) > longest:
            raise invalid(f"The value of {name} is longer than {longest} characters.")
    for name, least in (("RetryDelayInSeconds", 0), ("TestDurationInSeconds", 1)):
        if given.get(name, least) < least:
            raise invalid(f"The value {given[name]} is invalid for {name}. It must be {least} or more.")
    if "Test" in given:
        _check_test(call)


def _check_test(call: Call) -> None:
    given = call.given
    if given.get("AutoGranted"):
        raise invalid("A QualificationType that is AutoGranted cannot have a test.")
    if "TestDurationInSeconds" not in given:
        raise invalid("TestDurationInSeconds is missing; a test needs it.")
    test = check_document(call, "Test", given["Test"], (QuestionForm,))
    if "AnswerKey" in given:
        check_document(call, "AnswerKey", given["AnswerKey"], (AnswerKey,), form=test.checked)
    elif refused := refused_problems(call, upload_problems(test.document)):
        raise refusal_of("Test", given["Test"], refused)
