"""A layer over boto3: HITs, HIT types and qualifications, checked before the call. Needs the extra `mturk`."""

from questionforms._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from questionforms.exceptions import HITAlreadyExists, InvalidParameters, LostResponse, ServiceError
    from questionforms.mturk import qualifications, review_policies
    from questionforms.mturk.client.endpoints import connect
    from questionforms.mturk.costs import Cost, Fees, cost
    from questionforms.mturk.hits.create import create_hit, create_hit_type, create_hit_with_hit_type
    from questionforms.mturk.hits.hit import Hit, HitType
    from questionforms.mturk.hits.parameters import HitFields, HitTypeFields, OwnFields, hit_parameters, hit_problems
    from questionforms.mturk.hits.submissions import Assignment, assignments, wait
    from questionforms.mturk.parameters.layouts import Layout
    from questionforms.mturk.qualifications.types import (
        QualificationType,
        create_qualification_type,
        qualification_type_parameters,
        qualification_type_update_parameters,
        update_qualification_type,
    )

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
    "LostResponse",
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
        "questionforms.exceptions": ("HITAlreadyExists", "InvalidParameters", "LostResponse", "ServiceError"),
        "questionforms.mturk": ("qualifications", "review_policies"),
        "questionforms.mturk.costs": ("Cost", "Fees", "cost"),
        "questionforms.mturk.hits.create": ("create_hit", "create_hit_type", "create_hit_with_hit_type"),
        "questionforms.mturk.client.endpoints": ("connect",),
        "questionforms.mturk.hits.hit": ("Hit", "HitType"),
        "questionforms.mturk.parameters.layouts": ("Layout",),
        "questionforms.mturk.hits.parameters": (
            "HitFields",
            "HitTypeFields",
            "OwnFields",
            "hit_parameters",
            "hit_problems",
        ),
        "questionforms.mturk.qualifications.types": (
            "QualificationType",
            "create_qualification_type",
            "qualification_type_parameters",
            "qualification_type_update_parameters",
            "update_qualification_type",
        ),
        "questionforms.mturk.hits.submissions": ("Assignment", "assignments", "wait"),
    },
)
