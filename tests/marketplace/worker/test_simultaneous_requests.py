"""What a worker sends twice at once, as by a double click, has its effect once, on either database."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from questionforms.exceptions import ServiceError
from tests.marketplace.making import TESTED, new_hit, qualification_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from questionforms.testing.running import Running

TIMES = 6


def at_once(action: Callable[[], Any]) -> Counter[str]:
    """How often each result came: `done`, or the code of a refusal."""

    def attempt(_: int) -> str:
        try:
            action()
        except ServiceError as error:
            return str(error.code)
        return "done"

    with ThreadPoolExecutor(TIMES) as pool:
        return Counter(pool.map(attempt, range(TIMES)))


def test_register(either: Running) -> None:
    """An identifier is registered once."""
    found = at_once(lambda: either.worker(id="ASAME").close())
    assert found == {"done": 1, "WorkerAlreadyExists": TIMES - 1}


def test_attempt_at_a_test(either: Running) -> None:
    """A test that allows one attempt is taken once."""
    client, worker = either.client(), either.worker()
    kind = qualification_type(client, **TESTED)
    found = at_once(lambda: worker.request_qualification(kind, {"q": "a"}, check=False))
    assert found == {"done": 1, "QualificationTypeDoesNotAllowRetake": TIMES - 1}


def test_submit(either: Running) -> None:
    """An assignment is submitted once, with its file."""
    client, worker = either.client(), either.worker()
    accepted = worker.accept(new_hit(client))
    found = at_once(lambda: worker.submit(accepted, {"q": "a", "file": b"1"}, check=False))
    assert found == {"done": 1, "InvalidAssignmentState": TIMES - 1}
