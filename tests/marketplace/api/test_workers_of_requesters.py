"""What requesters do about workers: blocks, messages and event notifications, which are in the log."""

from __future__ import annotations

from typing import Any

import pytest

from questionforms.exceptions import ServiceError
from questionforms.marketplace.store import Notification
from questionforms.testing.running import Running
from questionforms.testing.workers import Worker
from tests.marketplace.making import CHOICE, TYPE, choice_hit, refused


def logged(marketplace: Running) -> list[Notification]:
    """The contents of the log."""
    with marketplace.database.transaction() as session:
        return list(session.query(Notification).order_by(Notification.id))


def test_blocks(mturk_client: Any, other_client: Any, mturk_worker: Worker) -> None:
    """A blocked worker cannot accept the requester's HITs until the block is removed."""
    task = choice_hit(mturk_client)
    mturk_client.create_worker_block(WorkerId=mturk_worker.id, Reason="first")
    mturk_client.create_worker_block(WorkerId=mturk_worker.id, Reason="second")
    found = mturk_client.list_worker_blocks()
    assert found["WorkerBlocks"] == [{"WorkerId": mturk_worker.id, "Reason": "second"}]
    assert found["NumResults"] == 1
    with pytest.raises(ServiceError, match="may not work for the requester"):
        mturk_worker.accept(task)
    assert other_client.list_worker_blocks()["WorkerBlocks"] == []
    other_client.delete_worker_block(WorkerId=mturk_worker.id)
    assert mturk_worker.another().accept(choice_hit(other_client))
    mturk_client.delete_worker_block(WorkerId=mturk_worker.id, Reason="over")
    assert mturk_client.list_worker_blocks()["WorkerBlocks"] == []
    assert mturk_worker.accept(task)
    mturk_client.delete_worker_block(WorkerId=mturk_worker.id)  # who is not blocked


def test_pages_of_blocks(mturk_client: Any, mturk_worker: Worker) -> None:
    """Blocks are listed on pages, each once, even while others are removed; the page after the last is empty."""
    workers = [mturk_worker.another().id for _ in range(7)]
    for worker in workers:
        mturk_client.create_worker_block(WorkerId=worker, Reason="no")
    first = mturk_client.list_worker_blocks(MaxResults=3)
    mturk_client.delete_worker_block(WorkerId=workers[1])
    second = mturk_client.list_worker_blocks(MaxResults=3, NextToken=first["NextToken"])
    third = mturk_client.list_worker_blocks(MaxResults=3, NextToken=second["NextToken"])
    found = [one["WorkerId"] for page in (first, second, third) for one in page["WorkerBlocks"]]
    assert found == workers
    empty = mturk_client.list_worker_blocks(MaxResults=3, NextToken=third["NextToken"])
    assert (empty["WorkerBlocks"], empty["NumResults"], "NextToken" in empty) == ([], 0, False)


@pytest.mark.parametrize(
    ("parameters", "code", "said"),
    [
        ({"Reason": " "}, "InvalidParameterValue", "Reason"),
        ({"WorkerId": "A1"}, "InvalidParameterValue", 'The value "A1" is not valid for the parameter WorkerId.'),
        ({"WorkerId": "B1"}, "ValidationException", "^A[A-Z0-9]+$"),
        ({"WorkerId": "A" * 65}, "ValidationException", "less than or equal to 64"),
    ],
)
def test_blocks_that_are_refused(
    mturk_client: Any, mturk_worker: Worker, parameters: dict[str, str], code: str, said: str
) -> None:
    """A block needs a reason and the identifier of a worker."""
    with refused(code, said):
        mturk_client.create_worker_block(**{"WorkerId": mturk_worker.id, "Reason": "x"} | parameters)
    if parameters.get("WorkerId", "B1") != "B1":
        with refused(code, said):
            mturk_client.delete_worker_block(WorkerId=parameters["WorkerId"])
    assert mturk_client.list_worker_blocks()["WorkerBlocks"] == []


def test_tokens_belong_to_a_list(mturk_client: Any, other_client: Any, mturk_worker: Worker) -> None:
    """A token is only valid for its list and its requester, and anything else is rejected."""
    for client in (mturk_client, other_client):
        for worker in (mturk_worker.id, mturk_worker.another().id):
            client.create_worker_block(WorkerId=worker, Reason="no")
    token = mturk_client.list_worker_blocks(MaxResults=1)["NextToken"]
    for client, wrong in ((other_client, token), (mturk_client, "x"), (mturk_client, "é"), (mturk_client, token[:-6])):
        with refused("InvalidParameterValue", "not a token for this list"):
            client.list_worker_blocks(NextToken=wrong)
    with refused("InvalidParameterValue", "not a token for this list"):
        mturk_client.list_hits(NextToken=token)


def test_notify_workers(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """Workers whose work was approved or rejected get a message; for others, the reason is returned."""
    done = mturk_worker.answer(choice_hit(mturk_client), {"q": "a"})
    mturk_client.approve_assignment(AssignmentId=done["AssignmentId"])
    stranger = mturk_worker.another()
    failed = mturk_client.notify_workers(
        Subject="Hello", MessageText="World", WorkerIds=[mturk_worker.id, stranger.id, "A0NOBODY", mturk_worker.id]
    )["NotifyWorkersFailureStatuses"]
    assert [tuple(one.values()) for one in failed] == [
        ("HardFailure", "Cannot send a notification to a worker who has not done any work for you", stranger.id),
        ("HardFailure", 'The value "A0NOBODY" is not valid for the parameter WorkerId.', "A0NOBODY"),
    ]
    assert [(one.event, one.destination, one.subject, one.text) for one in logged(marketplace)] == [
        ("WorkerMessage", mturk_worker.id, "Hello", "World")
    ]


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"Subject": "x" * 201}, "Your request parameter Subject  has a maximum length of 200"),
        ({"Subject": ""}, "Subject"),
        ({"MessageText": "x" * 4_097}, "Your request parameter MessageText  has a maximum length of 4096"),
        ({"WorkerIds": []}, "1 to 100 workers"),
        ({"WorkerIds": [f"A{number}" for number in range(101)]}, "1 to 100 workers"),
    ],
)
def test_messages_that_are_refused(mturk_client: Any, parameters: dict[str, Any], said: str) -> None:
    """A message that is too long, or has too many recipients, is not sent to anyone."""
    with refused("InvalidParameterValue", said):
        mturk_client.notify_workers(**{"Subject": "s", "MessageText": "t", "WorkerIds": ["A1"], **parameters})


def notification(*events: str, transport: str = "Email", version: str = "2006-05-05") -> dict[str, Any]:
    """A NotificationSpecification."""
    return {
        "Destination": "me@example.org",
        "Transport": transport,
        "Version": version,
        "EventTypes": list(events),
    }


def test_events(mturk_client: Any, mturk_worker: Worker, marketplace: Running) -> None:
    """The events that a HIT type requests are logged in order, with their subjects."""
    kind = mturk_client.create_hit_type(**TYPE)["HITTypeId"]
    events = ["AssignmentAccepted", "AssignmentReturned", "AssignmentSubmitted", "HITReviewable", "AssignmentApproved"]
    mturk_client.update_notification_settings(HITTypeId=kind, Notification=notification(*events), Active=True)
    task = mturk_client.create_hit_with_hit_type(HITTypeId=kind, LifetimeInSeconds=600, Question=CHOICE.to_xml())["HIT"]
    mturk_worker.give_back(mturk_worker.accept(task))
    done = mturk_worker.answer(task, {"q": "a"})
    mturk_client.approve_assignment(AssignmentId=done["AssignmentId"])
    found = logged(marketplace)
    assert [one.event for one in found] == [*events[:2], events[0], *events[2:]]
    assert {(one.hit_id, one.hit_type_id, one.destination) for one in found} == {
        (task["HITId"], kind, "me@example.org")
    }
    mturk_client.update_notification_settings(HITTypeId=kind, Active=False)
    mturk_worker.another().preview(task)
    assert len(logged(marketplace)) == len(found)


def test_a_test_event(mturk_client: Any, marketplace: Running) -> None:
    """A test event is logged as if it had happened; Ping is only for tests."""
    mturk_client.send_test_event_notification(Notification=notification("Ping"), TestEventType="Ping")
    assert [(one.event, one.transport, one.destination) for one in logged(marketplace)] == [
        ("Ping", "Email", "me@example.org")
    ]


@pytest.mark.parametrize(
    ("specification", "code", "said"),
    [
        (notification("Ping", transport="SQS"), "UnsupportedOperation", "does not send notifications by SQS"),
        (notification("Ping", transport="SNS"), "UnsupportedOperation", "does not send notifications by SNS"),
        (notification("Ping", version="2014-08-15"), "InvalidParameterValue", "2006-05-05"),
        (notification(), "InvalidParameterValue", "EventTypes is empty"),
        (notification("Nothing"), "ValidationException", "eventTypes"),
    ],
)
def test_notifications_that_are_refused(
    mturk_client: Any, marketplace: Running, specification: dict[str, Any], code: str, said: str
) -> None:
    """Transports that the marketplace does not support are refused with a message."""
    with refused(code, said):
        mturk_client.send_test_event_notification(Notification=specification, TestEventType="HITReviewable")
    kind = mturk_client.create_hit_type(**TYPE)["HITTypeId"]
    with refused(code, said):
        mturk_client.update_notification_settings(HITTypeId=kind, Notification=specification)
    assert logged(marketplace) == []
