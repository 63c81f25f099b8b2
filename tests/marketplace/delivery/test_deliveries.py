"""Events are posted in order, signed, tried again for a day, by one process at a time."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from questionforms.marketplace import Database, Marketplace, Options
from questionforms.marketplace.delivery.deliverer import Deliverer
from questionforms.marketplace.delivery.deliveries import PAUSES, deliver_due
from questionforms.marketplace.delivery.event_messages import notification_key
from questionforms.marketplace.store import Notification
from tests.marketplace.delivery.receiver import Receiver, receiving
from tests.marketplace.making import new_hit
from tests.marketplace.postgresql import cluster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A server that receives notifications."""
    with receiving() as found:
        yield found


@pytest.fixture
def notifying(marketplace: Running) -> Iterator[Running]:
    """The marketplace of the clients, which posts notifications."""
    database = marketplace.database
    before = database.session_info[Options]
    database.session_info[Options] = replace(before, notify="http://127.0.0.1")
    yield marketplace
    database.session_info[Options] = before


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of either kind."""
    if request.param == "sqlite":
        found = Database(f"sqlite:///{tmp_path}/marketplace.sqlite")
        yield found
        found.close()
    else:
        with cluster() as url:
            found = Database(url)
            yield found
            found.close()


def requester(database: Database) -> str:
    """A requester, whom notifications belong to."""
    from questionforms.marketplace.core.accounts import find_or_open_account

    with database.transaction() as session:
        return find_or_open_account(session, "me", NOW).id


def log(database: Database, *events: str, time: datetime = NOW) -> None:
    """Log events that are due."""
    owner = requester(database)
    with database.transaction() as session:
        for event in events:
            session.add(
                Notification(
                    requester_id=owner, time=time, event=event, transport="Email", destination="me@x.org", due=time
                )
            )
            session.flush()


def waiting(database: Database) -> int:
    """How many events are not delivered yet."""
    with database.transaction() as session:
        return session.scalar(select(func.count()).where(Notification.due.is_not(None))) or 0


def specification(*events: str) -> dict[str, Any]:
    """A NotificationSpecification."""
    return {"Destination": "me@example.org", "Transport": "Email", "Version": "2006-05-05", "EventTypes": [*events]}


def test_shape(mturk_client: Any, mturk_worker: Worker, notifying: Running, receiver: Receiver) -> None:
    """The events that a HIT type asks for arrive in the shape of the service's messages, in order."""
    hit = new_hit(mturk_client)
    asked = specification("AssignmentAccepted", "AssignmentSubmitted", "HITReviewable")
    mturk_client.update_notification_settings(HITTypeId=hit["HITTypeId"], Notification=asked, Active=True)
    done = mturk_worker.answer(hit, {"q": "a"})
    mturk_client.approve_assignment(AssignmentId=done["AssignmentId"])
    assert deliver_due(notifying.database, notifying.now, receiver.url) == 3
    assert receiver.types == asked["EventTypes"]
    document = json.loads(receiver.bodies[1])
    time = document["EventTimestamp"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", time)
    assert document["EventDocVersion"] == "2006-05-05"
    assert document["CustomerId"].startswith("A")
    assert document["Events"] == [
        {
            "EventType": "AssignmentSubmitted",
            "EventTimestamp": time,
            "HITTypeId": hit["HITTypeId"],
            "HITId": hit["HITId"],
            "AssignmentId": done["AssignmentId"],
        }
    ]
    assert "AssignmentId" not in receiver.events[2]
    assert len({json.loads(body)["EventDocId"] for body in receiver.bodies}) == 3
    assert deliver_due(notifying.database, notifying.now, receiver.url) == 0


def test_ping(mturk_client: Any, notifying: Running, receiver: Receiver) -> None:
    """SendTestEventNotification posts an event too; messages to workers are not posted."""
    mturk_client.send_test_event_notification(Notification=specification("Ping"), TestEventType="Ping")
    assert deliver_due(notifying.database, notifying.now, receiver.url) == 1
    assert receiver.types == ["Ping"]


def test_without_url(mturk_client: Any, marketplace: Running) -> None:
    """Without --notify, events are only logged."""
    mturk_client.send_test_event_notification(Notification=specification("Ping"), TestEventType="Ping")
    assert waiting(marketplace.database) == 0


def test_signature(database: Database, receiver: Receiver) -> None:
    """The signature covers the time and the body; its key follows from the marketplace's secret."""
    log(database, "Ping")
    deliver_due(database, NOW, receiver.url)
    with database.transaction() as session:
        key = notification_key(session)
    stamp = receiver.headers[0]["X-Questionforms-Timestamp"]
    expected = hmac.new(key.encode(), stamp.encode() + b"." + receiver.bodies[0], hashlib.sha256).hexdigest()
    assert stamp == str(int(NOW.timestamp()))
    assert receiver.headers[0]["X-Questionforms-Signature"] == f"sha256={expected}"


@pytest.mark.parametrize("status", [500, 404, 302])
def test_retried_in_order(database: Database, receiver: Receiver, status: int) -> None:
    """An event that fails is posted again after growing pauses, and no other event overtakes it."""
    log(database, "HITCreated", "HITExtended")
    receiver.statuses[:] = [status] * 3
    now = NOW
    for pause in PAUSES[:3]:
        assert deliver_due(database, now, receiver.url) == 0
        assert deliver_due(database, now + pause - timedelta(microseconds=1), receiver.url) == 0
        now += pause
    assert deliver_due(database, now, receiver.url) == 2
    assert receiver.types == [*["HITCreated"] * 4, "HITExtended"]
    assert len(set(receiver.bodies[:4])) == 1
    assert list(PAUSES) == sorted(PAUSES)


def test_given_up(database: Database, receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    """After a day an event is given up, which the log says, and the next one is posted."""
    log(database, "HITCreated")
    log(database, "HITExtended", time=NOW + timedelta(hours=23))
    receiver.statuses[:] = [500] * 100
    now = NOW
    while waiting(database) == 2:
        deliver_due(database, now, receiver.url)
        now += timedelta(hours=1)
    assert timedelta(hours=22) < now - NOW <= timedelta(hours=26)
    assert "(HITCreated) was given up after a day: status 500" in caplog.text
    receiver.statuses.clear()
    assert deliver_due(database, now + timedelta(hours=1), receiver.url) == 1
    assert receiver.types[-1] == "HITExtended"


def test_unreachable(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    """A receiver that cannot be reached is a failure; the log does not contain the URL, which may have a password."""
    log(database, "Ping")
    with receiving() as gone:
        url = gone.url.replace("//", "//me:hush@")
    assert deliver_due(database, NOW, url) == 0
    assert waiting(database) == 1
    assert "could not be posted" in caplog.text
    assert "hush" not in caplog.text


def test_password(database: Database, receiver: Receiver) -> None:
    """A name and a password in the URL are sent as the Authorization header."""
    log(database, "Ping")
    deliver_due(database, NOW, receiver.url.replace("//", "//me:hush@"))
    assert receiver.headers[0]["authorization"] == "Basic bWU6aHVzaA=="


def test_one_process_posts(database: Database, receiver: Receiver) -> None:
    """Of several processes that try at once, one posts each event."""
    log(database, *["Ping"] * 20)
    with ThreadPoolExecutor(4) as pool:
        while waiting(database):
            list(pool.map(lambda _: deliver_due(database, NOW, receiver.url, most=3), range(4)))
    assert len(set(receiver.bodies)) == len(receiver.bodies) == 20


def test_process_that_dies(database: Database, receiver: Receiver) -> None:
    """An event whose process died while it posted it is posted again later."""
    log(database, "Ping")
    with pytest.raises(KeyboardInterrupt):
        deliver_due(database, NOW, receiver.url, connections=_Dying())  # type: ignore[arg-type]
    assert deliver_due(database, NOW + timedelta(seconds=60), receiver.url) == 0
    assert deliver_due(database, NOW + timedelta(seconds=120), receiver.url) == 1


class _Dying:
    """Connections of a process that is killed."""

    def request(self, *_: Any, **__: Any) -> None:
        """Fail as if the process was killed."""
        raise KeyboardInterrupt


def test_thread(tmp_path: Path) -> None:
    """The thread posts events, however old the marketplace's clock says they are, until it is stopped."""
    database = Database(f"sqlite:///{tmp_path}/marketplace.sqlite")
    with receiving() as receiver:
        log(database, "Ping", "Ping")
        deliverer = Deliverer(Marketplace(database, clock=lambda: NOW), receiver.url)
        deliverer.start()
        receiver.wait(2)
        deliverer.stop()
    assert receiver.types == ["Ping", "Ping"]
    database.close()


def test_thread_that_was_not_started(tmp_path: Path) -> None:
    """A thread that was never started can be stopped."""
    database = Database(f"sqlite:///{tmp_path}/marketplace.sqlite")
    Deliverer(Marketplace(database), "http://127.0.0.1:9").stop()
    database.close()
