"""The operations of the requester API, one module per family. Each function has the name of its operation."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from questionforms.marketplace.context import Operation

#: The operations of each module.
FAMILIES: dict[str, tuple[str, ...]] = {
    "hit_types": ("CreateHITType", "SendTestEventNotification", "UpdateHITTypeOfHIT", "UpdateNotificationSettings"),
    "creation": ("CreateHIT", "CreateHITWithHITType", "CreateAdditionalAssignmentsForHIT"),
    "hits": (
        "DeleteHIT",
        "GetHIT",
        "ListHITs",
        "ListReviewableHITs",
        "UpdateExpirationForHIT",
        "UpdateHITReviewStatus",
    ),
    "assignments": (
        "ApproveAssignment",
        "GetAssignment",
        "GetFileUploadURL",
        "ListAssignmentsForHIT",
        "RejectAssignment",
    ),
    "payments": ("GetAccountBalance", "ListBonusPayments", "SendBonus"),
    "qualification_types": (
        "CreateQualificationType",
        "DeleteQualificationType",
        "GetQualificationType",
        "ListHITsForQualificationType",
        "ListQualificationTypes",
        "UpdateQualificationType",
    ),
    "qualifications": (
        "AssociateQualificationWithWorker",
        "DisassociateQualificationFromWorker",
        "GetQualificationScore",
        "ListWorkersWithQualificationType",
        "AcceptQualificationRequest",
        "ListQualificationRequests",
        "RejectQualificationRequest",
    ),
    "workers": ("CreateWorkerBlock", "DeleteWorkerBlock", "ListWorkerBlocks", "NotifyWorkers"),
    "reviews": ("ListReviewPolicyResultsForHIT",),
}


@cache
def operation(name: str) -> Operation:
    """The function for an operation."""
    from botocore import xform_name  # type: ignore[import-untyped]

    family = next(family for family, names in FAMILIES.items() if name in names)
    found: Operation = getattr(import_module(f"{__name__}.{family}"), xform_name(name))
    return found
