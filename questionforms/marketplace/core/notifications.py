"""Events of HITs and assignments, as notifications in the log, where the HIT's type asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms.marketplace.errors import Refusal, invalid
from questionforms.marketplace.store import Notification

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from questionforms.marketplace.store import HIT, Assignment

#: The only version of notifications that was ever current.
_VERSION = "2006-05-05"


def log_notification(
    session: Session, event: str, hit: HIT, now: datetime, assignment: Assignment | None = None
) -> None:
    """Log a notification of an event, such as `AssignmentSubmitted`, where the HIT's type has them in force for it."""
    wanted = hit.type.notification
    if wanted is None or not hit.type.notification_active or event not in wanted["EventTypes"]:
        return
    session.add(
        Notification(
            requester_id=hit.requester_id,
            time=now,
            event=event,
            transport=wanted["Transport"],
            destination=wanted["Destination"],
            hit_type_id=hit.type_id,
            hit_id=hit.id,
            assignment_id=None if assignment is None else assignment.id,
            worker_id=None if assignment is None else assignment.worker_id,
        )
    )


def check_specification(specification: dict[str, Any], *, testing: bool = False) -> None:
    """A Refusal for a NotificationSpecification that this service cannot serve: it logs mails, and has no queues."""
    if specification["Transport"] != "Email":
        message = f"This marketplace sends nothing by {specification['Transport']}; Email is written to its log."
        raise Refusal("AWS.UnsupportedOperation", message)
    if specification["Version"] != _VERSION:
        raise invalid(f"The value {specification['Version']} is invalid for Version. The valid value is {_VERSION}.")
    if not specification["EventTypes"]:
        raise invalid("EventTypes is empty.")
    if "Ping" in specification["EventTypes"] and not testing:
        raise invalid("The value Ping is invalid for EventTypes. SendTestEventNotification alone takes it.")
