"""The hand-off to boto3: HITs and what belongs to them, checked before the call; needs the extra `mturk`."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from questionforms.exceptions import HITAlreadyExists, InvalidParameters, ServiceError
    from questionforms.mturk import qualifications, review_policies
    from questionforms.mturk.costs import Cost, Fees, cost
    from questionforms.mturk.creation import create_hit, create_hit_type, create_hit_with_hit_type
    from questionforms.mturk.endpoints import connect
    from questionforms.mturk.hit import Hit, HitType
    from questionforms.mturk.layouts import Layout
    from questionforms.mturk.parameters import HitFields, HitTypeFields, OwnFields, hit_parameters, hit_problems
    from questionforms.mturk.qualification_types import (
        QualificationType,
        create_qualification_type,
        qualification_type_parameters,
        qualification_type_update_parameters,
        update_qualification_type,
    )
    from questionforms.mturk.submissions import Assignment, assignments, wait

__all__ = [
    "Assignment",
    "Cost",
    "Fees",
    "HITAlreadyExists",
    "Hit",
    "HitFields",
    "HitType",
    "HitTypeFields",
    "InvalidParameters",
    "Layout",
    "OwnFields",
    "QualificationType",
    "ServiceError",
    "assignments",
    "connect",
    "cost",
    "create_hit",
    "create_hit_type",
    "create_hit_with_hit_type",
    "create_qualification_type",
    "hit_parameters",
    "hit_problems",
    "qualification_type_parameters",
    "qualification_type_update_parameters",
    "qualifications",
    "review_policies",
    "update_qualification_type",
    "wait",
]

#: Where the names are that are loaded at their first use; modules are their own place.
_LATER = {
    "Assignment": "questionforms.mturk.submissions",
    "Cost": "questionforms.mturk.costs",
    "Fees": "questionforms.mturk.costs",
    "HITAlreadyExists": "questionforms.exceptions",
    "Hit": "questionforms.mturk.hit",
    "HitFields": "questionforms.mturk.parameters",
    "HitType": "questionforms.mturk.hit",
    "HitTypeFields": "questionforms.mturk.parameters",
    "InvalidParameters": "questionforms.exceptions",
    "Layout": "questionforms.mturk.layouts",
    "OwnFields": "questionforms.mturk.parameters",
    "QualificationType": "questionforms.mturk.qualification_types",
    "ServiceError": "questionforms.exceptions",
    "assignments": "questionforms.mturk.submissions",
    "connect": "questionforms.mturk.endpoints",
    "cost": "questionforms.mturk.costs",
    "create_hit": "questionforms.mturk.creation",
    "create_hit_type": "questionforms.mturk.creation",
    "create_hit_with_hit_type": "questionforms.mturk.creation",
    "create_qualification_type": "questionforms.mturk.qualification_types",
    "hit_parameters": "questionforms.mturk.parameters",
    "hit_problems": "questionforms.mturk.parameters",
    "qualification_type_parameters": "questionforms.mturk.qualification_types",
    "qualification_type_update_parameters": "questionforms.mturk.qualification_types",
    "qualifications": "",
    "review_policies": "",
    "update_qualification_type": "questionforms.mturk.qualification_types",
    "wait": "questionforms.mturk.submissions",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    place = _LATER[name]
    value = getattr(import_module(place), name) if place else import_module(f"{__name__}.{name}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
