"""The hand-off to boto3: HITs and what belongs to them, checked before the call; needs the extra `mturk`."""

from questionforms._lazy import lazily

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

__getattr__, __dir__ = lazily(
    __name__,
    {
        "questionforms.exceptions": ("HITAlreadyExists", "InvalidParameters", "ServiceError"),
        "questionforms.mturk": ("qualifications", "review_policies"),
        "questionforms.mturk.costs": ("Cost", "Fees", "cost"),
        "questionforms.mturk.creation": ("create_hit", "create_hit_type", "create_hit_with_hit_type"),
        "questionforms.mturk.endpoints": ("connect",),
        "questionforms.mturk.hit": ("Hit", "HitType"),
        "questionforms.mturk.layouts": ("Layout",),
        "questionforms.mturk.parameters": ("HitFields", "HitTypeFields", "OwnFields", "hit_parameters", "hit_problems"),
        "questionforms.mturk.qualification_types": (
            "QualificationType",
            "create_qualification_type",
            "qualification_type_parameters",
            "qualification_type_update_parameters",
            "update_qualification_type",
        ),
        "questionforms.mturk.submissions": ("Assignment", "assignments", "wait"),
    },
)
