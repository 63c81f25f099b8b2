"""Qualification types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError

from questionforms import AnswerKey, QuestionForm
from questionforms.marketplace.api.documents import check_document, refusal_of
from questionforms.marketplace.api.operations.hits import TYPES_ONCE, hit_page
from questionforms.marketplace.api.pagination import page
from questionforms.marketplace.api.serializers import hit_structure
from questionforms.marketplace.core.limits import check_number, check_text
from questionforms.marketplace.core.qualifications import SYSTEM_TYPES, system_type
from questionforms.marketplace.errors import Refusal, invalid, missing
from questionforms.marketplace.store import HIT, HITType, QualificationRequest, QualificationType
from questionforms.marketplace.verdicts import refused_problems
from questionforms.mturk.qualifications.types import upload_problems
from questionforms.reading import read_checked

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
#: The longest Query, in characters, which no source limits: SQLite refuses conditions that are too complex.
_LONGEST_QUERY = 1_000
#: The most seconds of a delay or a test, which the database can hold; the service's own limit is not known.
_MOST_SECONDS = 2**31 - 1


def create_qualification_type(call: Call) -> dict[str, Any]:
    """Create a type; its name must be unique for the requester."""
    given = call.given
    _check(call)
    if given.get("AnswerKey") is not None and given.get("Test") is None:
        raise invalid("AnswerKey is given without Test.")
    _check_value(given, auto_granted=False)
    made = QualificationType(requester_id=call.requester.id, created=call.now, **_values(given))
    try:
        with call.session.begin_nested():
            call.session.add(made)
    except IntegrityError as error:
        message = (
            "You have already created a QualificationType with this name. A QualificationType's name must be unique "
            "among all of the QualificationTypes created by the same user."
        )
        raise Refusal("QualificationTypeAlreadyExists", message) from error
    return {"QualificationType": rendered(made, call.requester.id)}


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
    _check_value(given, auto_granted=found.auto_granted)
    values = _values(given)
    if "test" in values:
        values.setdefault("answer_key", None)
    for name, value in values.items():
        setattr(found, name, value)
    call.session.flush()
    return {"QualificationType": rendered(found, call.requester.id)}


def get_qualification_type(call: Call) -> dict[str, Any]:
    """One of the requester's types, an active one of another requester, or one of the service's own."""
    return {"QualificationType": rendered(_visible(call), call.requester.id)}


def list_qualification_types(call: Call) -> dict[str, Any]:
    """The types that the requester can see, or only its own; with `Query`, those that have all of its words.

    The words are looked for in names, descriptions and keywords.
    """
    check_text("Query", call.given.get("Query", ""), _LONGEST_QUERY)
    words = call.given.get("Query", "").split()
    is_own = QualificationType.requester_id == call.requester.id
    query = select(QualificationType).where(QualificationType.deleted_at.is_(None))
    if call.given.get("MustBeOwnedByCaller", False):
        query = query.where(is_own)
    else:
        query = query.where(or_(is_own, QualificationType.status == "Active"))
    if call.given["MustBeRequestable"]:
        query = query.where(QualificationType.status == "Active")
    for word in words:
        columns = (QualificationType.name, QualificationType.description, QualificationType.keywords)
        query = query.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    order = (QualificationType.created, QualificationType.id)
    system = _listed_system_types(call, words)
    render = partial(rendered, caller=call.requester.id)
    return page(call, query, order, "QualificationTypes", render, before=system)


def _listed_system_types(call: Call, words: list[str]) -> list[QualificationType]:
    """The service's own types, which nobody can request, in the order of the list."""
    if call.given.get("MustBeOwnedByCaller", False) or call.given["MustBeRequestable"]:
        return []
    found = [
        kind
        for kind in SYSTEM_TYPES
        if all(word.lower() in f"{kind.name} {kind.description}".lower() for word in words)
    ]
    return sorted(found, key=lambda kind: (kind.created, kind.id))


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
    """The requester's HITs that require a type, in any state, except deleted ones, newest first."""
    kinds = [kind.id for kind in _hit_types(call, _visible(call).id)]
    query = select(HIT).where(HIT.type_id.in_(kinds), HIT.disposed.is_(False)).options(TYPES_ONCE)
    return hit_page(call, query, lambda hit: hit_structure(hit, call.now))


def rendered(found: QualificationType, caller: str) -> dict[str, Any]:
    """A type as shown in responses to a requester. Only the owner of a type sees its AnswerKey."""
    given = {name: getattr(found, column) for name, column in _COLUMNS.items()}
    if found.requester_id != caller:
        given["AnswerKey"] = None
    value = found.auto_granted_value if found.auto_granted else None
    return {
        "QualificationTypeId": found.id,
        "CreationTime": found.created,
        "IsRequestable": found.status == "Active" and system_type(found.id) is None,
        **given,
        "AutoGrantedValue": value,
    }


def _visible(call: Call) -> QualificationType:
    """The type with the call's `QualificationTypeId`, if the requester can see it, although it may not be its own."""
    name = call.given["QualificationTypeId"]
    found = system_type(name) or call.session.get(QualificationType, name)
    if found is None or found.deleted_at is not None:
        raise missing("QualificationType", name)
    if found.status != "Active" and found.requester_id != call.requester.id:
        raise missing("QualificationType", name)
    return found


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
        check_text(name, given.get(name, ""), longest)
    for name, least in (("RetryDelayInSeconds", 0), ("TestDurationInSeconds", 1)):
        check_number(name, given.get(name, least), least, _MOST_SECONDS)
    if "Test" in given:
        _check_test(call)


def _check_value(given: dict[str, Any], *, auto_granted: bool) -> None:
    """Raise a Refusal for a value to grant if the type is not granted automatically, and was not before the call."""
    if "AutoGrantedValue" in given and not given.get("AutoGranted", auto_granted):
        raise invalid("AutoGrantedValue can only be used with AutoGranted.")


def _check_test(call: Call) -> None:
    given = call.given
    if given.get("AutoGranted"):
        raise invalid("A QualificationType that is AutoGranted cannot have a test.")
    if "TestDurationInSeconds" not in given:
        raise invalid("TestDurationInSeconds is missing; a test needs it.")
    test = check_document(call, "Test", given["Test"], (QuestionForm,))
    if "AnswerKey" in given:
        check_document(call, "AnswerKey", given["AnswerKey"], (AnswerKey,), form=test)
    elif refused := refused_problems(call, upload_problems(read_checked(test))):
        raise refusal_of("Test", given["Test"], refused)
