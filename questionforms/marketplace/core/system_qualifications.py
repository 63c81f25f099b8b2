"""The service's own qualification types, which every requester can look up and nobody can request or change."""

from __future__ import annotations

from datetime import UTC, datetime

from questionforms.marketplace.store import QualificationType
from questionforms.mturk.qualifications.system import DESCRIPTIONS, MASTERS, SYSTEM_IDS

#: Responses must have a CreationTime; this is the date of the API's version.
_CREATED = datetime(2017, 1, 17, tzinfo=UTC)


def _made(identifier: str, name: str) -> QualificationType:
    return QualificationType(
        id=identifier,
        requester_id="",
        name=name,
        description=DESCRIPTIONS[name],
        status="Active",
        auto_granted=False,
        created=_CREATED,
    )


#: The types that are listed. They are not in the database.
SYSTEM_TYPES = tuple(_made(identifier, name) for name, identifier in SYSTEM_IDS.items())
_BY_ID = {kind.id: kind for kind in SYSTEM_TYPES} | {MASTERS["sandbox"]: _made(MASTERS["sandbox"], "Masters")}


def system_type(identifier: str) -> QualificationType | None:
    """The service's type with an identifier; None if it is not one of them. Masters also has its id in the sandbox."""
    return _BY_ID.get(identifier)
