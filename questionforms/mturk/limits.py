"""The parameters that a HIT and its type have, each with its bounds.

Source: CreateHIT and CreateHITType in the legacy API reference, which alone has the numbers; botocore's model.
"""

from __future__ import annotations

from questionforms.mturk.kinds import Amount, Count, Keywords, Parameter, Seconds, Text

_YEAR = 365 * 24 * 60 * 60
_THIRTY_DAYS = 30 * 24 * 60 * 60

#: What HITs of one type share.
TYPE: tuple[Parameter, ...] = (
    Text("title", "Title", 128, needed=True),
    Text("description", "Description", 2_000, needed=True),
    Amount("reward", "Reward"),
    Seconds("duration", "AssignmentDurationInSeconds", 30, _YEAR),
    Seconds("auto_approval_delay", "AutoApprovalDelayInSeconds", 0, _THIRTY_DAYS),
    Keywords("keywords", "Keywords", 1_000),
)
#: What each HIT has of its own.
OWN: tuple[Parameter, ...] = (
    Seconds("lifetime", "LifetimeInSeconds", 30, _YEAR),
    Count("max_assignments", "MaxAssignments", 1, 1_000_000_000),
    Text("annotation", "RequesterAnnotation", 255),
    Text("token", "UniqueRequestToken", 64, needed=True),
)
#: Those that a call cannot do without.
REQUIRED = ("title", "description", "reward", "duration", "lifetime")
