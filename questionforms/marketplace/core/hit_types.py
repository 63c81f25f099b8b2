"""HIT types: a requester has one for each set of values, and gets the same one for equal values."""

from __future__ import annotations

import hashlib
import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from questionforms.marketplace.core.limits import check_limits, money
from questionforms.marketplace.core.qualifications import inactive
from questionforms.marketplace.errors import Refusal, invalid, missing
from questionforms.marketplace.store import HITType, QualificationType
from questionforms.mturk.qualifications.requirement_checks import problems_of_list
from questionforms.mturk.qualifications.system import MASTERS, RETIRED_IDS, SYSTEM_IDS

if TYPE_CHECKING:
    from questionforms import Problem
    from questionforms.marketplace.context import Call

#: Thirty days, the default of AutoApprovalDelayInSeconds.
_DEFAULT_DELAY = 30 * 24 * 60 * 60
_CENT = Decimal("0.01")
#: The path of a requirement's values.
_VALUES = re.compile(r"QualificationRequirements\[(?P<index>\d+)\]\.(?P<kind>Integer|Locale)Values")
_OF_THE_SERVICE = {*SYSTEM_IDS.values(), *MASTERS.values(), *RETIRED_IDS}


def find_or_create_hit_type(call: Call) -> HITType:
    """The requester's HIT type with the values of a call, created if needed. Raises a Refusal for invalid values."""
    values = _values(call)
    digest = _digest(values)
    query = select(HITType).where(HITType.requester_id == call.requester.id, HITType.digest == digest)
    found = call.session.scalars(query).one_or_none()
    if found is not None:
        return found
    made = HITType(requester_id=call.requester.id, digest=digest, created=call.now, **values)
    try:
        with call.session.begin_nested():
            call.session.add(made)
    except IntegrityError:  # created by another call at the same time
        return call.session.scalars(query).one()
    return made


def group_of(type_id: str) -> str:
    """The HITGroupId of a type; workers see its HITs as one group."""
    return f"3{hashlib.sha256(type_id.encode()).hexdigest()[:29].upper()}"


def _values(call: Call) -> dict[str, Any]:
    """The columns of a type, from the parameters of a call."""
    given = call.given
    check_limits(given)
    requirements = given.get("QualificationRequirements", [])
    _check_requirements(call, requirements)
    return {
        "title": given["Title"],
        "description": given["Description"],
        "keywords": given.get("Keywords", ""),
        "reward": money("Reward", given["Reward"]).quantize(_CENT),
        "assignment_duration": given["AssignmentDurationInSeconds"],
        "auto_approval_delay": given.get("AutoApprovalDelayInSeconds", _DEFAULT_DELAY),
        "qualification_requirements": [_completed(requirement) for requirement in requirements],
    }


def _digest(values: dict[str, Any]) -> str:
    """A digest that is the same for equal values, regardless of the order of requirements."""
    requirements = sorted(json.dumps(one, sort_keys=True) for one in values["qualification_requirements"])
    text = json.dumps(values | {"qualification_requirements": requirements}, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _check_requirements(call: Call, requirements: list[dict[str, Any]]) -> None:
    """Raise a Refusal for an invalid requirement, or one of a qualification type that no HIT can require."""
    for problem in problems_of_list(requirements, None):
        if problem.rule == "guards-combined":
            message = (
                "The combination of parameters supplied to the request is invalid: ActionsGuarded, RequiredToPreview."
            )
            raise Refusal("InvalidParameterCombinationError", message, kind="InvalidParameterCombinationError")
        if problem.rule == "unexpected-values":
            raise _unexpected_values(requirements, problem)
        if problem.severity == "error":
            raise invalid(f"The value is invalid for {problem.path}: {problem.message}.")
    check_required_types(call, requirements)


def _unexpected_values(requirements: list[dict[str, Any]], problem: Problem) -> Refusal:
    """The refusal of values that a type or a comparator does not have, in the words of recorded calls."""
    found = _VALUES.fullmatch(problem.path or "")
    assert found is not None
    requirement = requirements[int(found["index"])]
    value, name = requirement[f"{found['kind']}Values"][0], f"{found['kind']}Value"
    shown = value["Country"] if isinstance(value, dict) else value
    message = f"{name} must be null when used with the {requirement['Comparator']} comparator."
    return invalid(f'The value "{shown}" is not valid for the parameter {name}. {message}')


def check_required_types(call: Call, requirements: list[dict[str, Any]]) -> None:
    """Raise a Refusal for requirements of a qualification type that does not exist or is inactive.

    The status of a type determines whether HITs can be created with requirements of it, according to the model.
    """
    named = {requirement["QualificationTypeId"] for requirement in requirements} - _OF_THE_SERVICE
    for name in sorted(named):
        found = call.session.get(QualificationType, name)
        if found is None or found.deleted_at is not None:
            raise missing("QualificationType", name)
        if found.status != "Active":
            raise inactive(found)


def _completed(requirement: dict[str, Any]) -> dict[str, Any]:
    """A requirement as shown in responses, which contain both ActionsGuarded and RequiredToPreview."""
    guard = "PreviewAndAccept" if requirement.get("RequiredToPreview") else "Accept"
    guard = requirement.get("ActionsGuarded", guard)
    return requirement | {"RequiredToPreview": guard != "Accept", "ActionsGuarded": guard}
