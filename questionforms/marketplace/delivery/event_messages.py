"""The message for an event, in the shape of the service's, and its signature."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from questionforms.marketplace.signing import marketplace_secret

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from questionforms.marketplace.store import Notification

#: The version that a NotificationSpecification has.
_VERSION = "2006-05-05"
#: Any UUID that nothing else uses.
_NAMESPACE = UUID("6f1c2a0e-53b7-4a55-9c0e-8f6f0b7d3c11")
TIMESTAMP_HEADER = "X-Questionforms-Timestamp"
SIGNATURE_HEADER = "X-Questionforms-Signature"


def message(found: Notification) -> bytes:
    """The JSON for an event; a repeated message has the same EventDocId."""
    time = f"{found.time:%Y-%m-%dT%H:%M:%SZ}"
    event = {
        "EventType": found.event,
        "EventTimestamp": time,
        "HITTypeId": found.hit_type_id,
        "HITId": found.hit_id,
        "AssignmentId": found.assignment_id,
    }
    identity = f"{found.id} {found.time.timestamp()} {found.event} {found.hit_id} {found.assignment_id}"
    document = {
        "EventDocVersion": _VERSION,
        "EventDocId": str(uuid5(_NAMESPACE, identity)),
        "CustomerId": found.requester_id,
        "EventTimestamp": time,
        "Events": [{name: value for name, value in event.items() if value is not None}],
    }
    return json.dumps(document).encode()


def signature_headers(key: str, body: bytes, now: datetime) -> dict[str, str]:
    """The headers that prove who sent a body, and when."""
    stamp = str(int(now.timestamp()))
    digest = hmac.new(key.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return {TIMESTAMP_HEADER: stamp, SIGNATURE_HEADER: f"sha256={digest}"}


def notification_key(session: Session) -> str:
    """The key of the signatures. It follows from the marketplace's secret, which it does not reveal."""
    return hmac.new(marketplace_secret(session).encode(), b"notifications", hashlib.sha256).hexdigest()
