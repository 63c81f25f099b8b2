"""HIT types and their notification settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms.marketplace.core.hit_types import find_or_create_hit_type, group_of
from questionforms.marketplace.core.notifications import check_specification, due
from questionforms.marketplace.core.states import check_undisposed
from questionforms.marketplace.errors import Refusal, invalid
from questionforms.marketplace.store import Notification

if TYPE_CHECKING:
    from questionforms.marketplace.context import Call


def create_hit_type(call: Call) -> dict[str, Any]:
    """The type with these values: a new one, or the requester's existing one."""
    return {"HITTypeId": find_or_create_hit_type(call).id}


def update_hit_type_of_hit(call: Call) -> dict[str, Any]:
    """Give a HIT the properties of another type."""
    hit = call.hit(lock=True)
    check_undisposed(hit)
    hit_type = call.hit_type()
    hit.type = hit_type
    hit.group_id = group_of(hit_type.id)
    return {}


def update_notification_settings(call: Call) -> dict[str, Any]:
    """Replace a type's notifications, turn them on or off, or both; new ones are on by default."""
    hit_type = call.hit_type()
    specification, active = call.given.get("Notification"), call.given.get("Active")
    if specification is None and active is None:
        raise Refusal("AWS.MissingParameters", "The request must contain the parameter Notification or Active.")
    if specification is None and hit_type.notification is None:
        message = f"HITType {hit_type.id} has no notification specification, so it cannot be set active or inactive."
        raise invalid(message)
    if specification is not None:
        check_specification(specification)
        hit_type.notification = specification
    hit_type.notification_active = active if active is not None else True
    return {}


def send_test_event_notification(call: Call) -> dict[str, Any]:
    """Send a notification as if an event had happened."""
    specification = call.given["Notification"]
    check_specification(specification, testing=True)
    call.session.add(
        Notification(
            requester_id=call.requester.id,
            time=call.now,
            event=call.given["TestEventType"],
            transport=specification["Transport"],
            destination=specification["Destination"],
            due=due(call.session, call.now),
            text="This is a test.",
        )
    )
    return {}
