"""Posts the events that are due, one after the other, and tries again for a day; no transaction is open meanwhile.

The oldest event that is not delivered holds up all others, so they arrive in order. To post it, a process moves its
time `due` into the future with an UPDATE that only one process can make; if that process dies, another one takes over
when the time has come.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import urllib3
from sqlalchemy import select, update

from questionforms.marketplace.delivery.event_messages import message, notification_key, signature_headers
from questionforms.marketplace.store import Notification

if TYPE_CHECKING:
    from datetime import datetime

    from questionforms.marketplace.store import Database

_LOG = logging.getLogger("questionforms.marketplace.notifications")
#: How long an event is tried.
KEPT_TRYING = timedelta(days=1)
#: The pauses after the first attempts; the last one is repeated.
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 5, 30, 120, 600, 1800, 3600))
#: How long one process may take to post an event; the time-outs below are shorter.
_CLAIM = timedelta(minutes=2)
_TIMEOUT = urllib3.Timeout(connect=10, read=20)


@dataclass(frozen=True, slots=True)
class _Claimed:
    """An event that this process may post."""

    id: int
    time: datetime
    event: str
    attempts: int
    body: bytes
    key: str
    #: Its `due` while it is claimed.
    until: datetime


def deliver_due(
    database: Database, now: datetime, url: str, *, most: int = 100, connections: urllib3.PoolManager | None = None
) -> int:
    """Post the events that are due, in order, until one fails; return how many were delivered."""
    connections = connections or urllib3.PoolManager()
    for delivered in range(most):
        claimed = _claim(database, now)
        if claimed is None:
            return delivered
        failure = _post(connections, url, claimed, now)
        _finish(database, claimed, failure, now)
        if failure is not None:
            return delivered
    return most


def _claim(database: Database, now: datetime) -> _Claimed | None:
    """The oldest event that is not delivered, unless it is not due, or another process has it."""
    with database.transaction() as session:
        oldest = select(Notification).where(Notification.due.is_not(None)).order_by(Notification.id).limit(1)
        found = session.scalars(oldest).first()
        if found is None or found.due is None or found.due > now:
            return None
        until = now + _CLAIM
        claim = update(Notification).where(Notification.id == found.id, Notification.due == found.due)
        done = session.execute(claim.values(due=until), execution_options={"synchronize_session": False})
        if done.rowcount != 1:  # type: ignore[attr-defined]
            return None
        key = notification_key(session)
        return _Claimed(found.id, found.time, found.event, found.attempts, message(found), key, until)


def _post(connections: urllib3.PoolManager, url: str, claimed: _Claimed, now: datetime) -> str | None:
    """Post an event; return why that failed. Redirects are not followed."""
    parsed = urllib3.util.parse_url(url)
    headers = {"Content-Type": "application/json", "User-Agent": "questionforms"}
    headers |= signature_headers(claimed.key, claimed.body, now)
    if parsed.auth:
        headers |= urllib3.make_headers(basic_auth=parsed.auth)
    try:
        response = connections.request(
            "POST",
            parsed._replace(auth=None).url,
            body=claimed.body,
            headers=headers,
            redirect=False,
            retries=False,
            timeout=_TIMEOUT,
            preload_content=False,
        )
    except (urllib3.exceptions.HTTPError, OSError) as error:
        return type(error).__name__
    response.close()  # its content does not matter, and may never end
    return None if 200 <= response.status < 300 else f"status {response.status}"


def _finish(database: Database, claimed: _Claimed, failure: str | None, now: datetime) -> None:
    """Record the outcome of an attempt: delivered, due again after a pause, or given up."""
    attempts = claimed.attempts + 1
    due = None if failure is None else now + PAUSES[min(attempts, len(PAUSES)) - 1]
    if due is not None and due > claimed.time + KEPT_TRYING:
        due = None
        _LOG.error("notification %s (%s) was given up after a day: %s", claimed.id, claimed.event, failure)
    elif failure is not None:
        _LOG.warning("notification %s (%s) could not be posted: %s", claimed.id, claimed.event, failure)
    mine = update(Notification).where(Notification.id == claimed.id, Notification.due == claimed.until)
    values = {"due": due, "attempts": attempts, "delivered": now if failure is None else None}
    with database.transaction() as session:
        session.execute(mine.values(values), execution_options={"synchronize_session": False})
