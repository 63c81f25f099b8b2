"""Notifications of events; the log alone holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms.marketplace.events import check_specification
from questionforms.marketplace.store import Notification

if TYPE_CHECKING:
    from questionforms.marketplace.calls import Call


def send_test_event_notification(call: Call) -> dict[str, Any]:
    """A notification as if an event had happened."""
    specification = call.given["Notification"]
    check_specification(specification, testing=True)
    call.session.add(
        Notification(
            requester_id=call.requester.id,
            time=call.now,
            event=call.given["TestEventType"],
            transport=specification["Transport"],
            destination=specification["Destination"],
            text="This is a test.",
        )
    )
    return {}
