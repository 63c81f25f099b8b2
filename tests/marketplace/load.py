"""A load on a marketplace, in a process of its own: what was acknowledged is written to stdout, a line a call.

`python -m tests.marketplace.load ADDRESS SEED` runs until its calls fail because the server has gone.
"""

from __future__ import annotations

import sys
from random import Random
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]
from urllib3.exceptions import HTTPError

from questionforms.exceptions import ServiceError
from questionforms.testing.running import Running
from tests.marketplace.core.test_reviews import known
from tests.marketplace.making import choice_hit

if TYPE_CHECKING:
    from collections.abc import Callable

#: How many requesters and workers call at the same time.
CLIENTS = 4
_LOCK = Lock()


def acknowledge(*words: str) -> None:
    """Write what the marketplace has confirmed."""
    with _LOCK:
        print(*words, flush=True)


def requests(running: Running, number: int, seed: int) -> None:
    """Create HITs, have them done, approve, reject, pay and extend, until the server is gone."""
    random = Random(f"{seed} {number}")
    client, worker = running.client(f"requester{number}"), running.worker()
    steps = 0
    while True:
        steps += 1
        token = f"{seed}-{number}-{steps}"
        acknowledge("sent", f"requester{number}", token)
        hit = choice_hit(
            client,
            MaxAssignments=3,
            RequesterAnnotation=token,
            UniqueRequestToken=token,
            AssignmentReviewPolicy=known(approve_at_least=100),
        )
        acknowledge("hit", token, hit)
        done = worker.another().answer(hit, {"q": random.choice("ab"), "why": "x" * random.randrange(5_000)})
        acknowledge("submitted", done["AssignmentId"])
        held = worker.another().accept(hit)
        if random.random() < 0.5:
            worker_id, name = done["WorkerId"], done["AssignmentId"]
            client.send_bonus(
                AssignmentId=name, WorkerId=worker_id, BonusAmount="0.05", Reason="good", UniqueRequestToken=token
            )
            acknowledge("bonus", name)
        if random.random() < 0.5:
            client.create_additional_assignments_for_hit(
                HITId=hit, NumberOfAdditionalAssignments=1, UniqueRequestToken=token
            )
            acknowledge("extended", hit)
        try:
            client.approve_assignment(AssignmentId=done["AssignmentId"])
            acknowledge("approved", done["AssignmentId"])
        except ClientError as error:
            if "InvalidAssignmentState" not in str(error.response.get("TurkErrorCode")):
                raise
        acknowledge("held", held["AssignmentId"])


def _until_gone(action: Callable[..., None], *given: Any) -> None:
    try:
        action(*given)
    except (BotoCoreError, HTTPError):
        pass
    except (ClientError, ServiceError, KeyError) as error:
        acknowledge("failed", repr(error))


def main(address: str, seed: str) -> None:
    """Run the load until the server is gone."""
    running = Running()
    running.address = address
    threads = [Thread(target=_until_gone, args=(requests, running, number, int(seed))) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
