"""Writes notifications about HITs and assignments to the log, if the HIT type asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms.marketplace.context import options_of
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
    """Log an event, such as `AssignmentSubmitted`, if the HIT type has active notifications for it."""
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
            due=due(session, now),
            hit_type_id=hit.type_id,
            hit_id=hit.id,
            assignment_id=None if assignment is None else assignment.id,
            worker_id=None if assignment is None else assignment.worker_id,
        )
    )


def due(session: Session, now: datetime) -> datetime | None:
    """When an event is to be posted: now, or never if the operator has not said where."""
    return None if options_of(session).notify is None else now


def check_specification(specification: dict[str, Any], *, testing: bool = False) -> None:
    """Raise a Refusal for an unsupported NotificationSpecification: emails are logged, and there are no queues."""
    if specification["Transport"] != "Email":
        message = (
            f"This marketplace does not send notifications by {specification['Transport']}; Email notifications are "
            "written to its log."
        )
        raise Refusal("AWS.UnsupportedOperation", message)
    if specification["Version"] != _VERSION:
        raise invalid(f"The value {specification['Version']} is invalid for Version. The valid value is {_VERSION}.")
    if not specification["EventTypes"]:
        raise invalid("EventTypes is empty.")
    if "Ping" in specification["EventTypes"] and not testing:
        raise invalid("The value Ping is invalid for EventTypes. Only SendTestEventNotification accepts it.")
