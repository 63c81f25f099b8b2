"""Work on several pieces at the same time: Arrow's functions run outside Python's lock."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    Given = TypeVar("Given")
    Made = TypeVar("Made")

#: How many pieces are worked on at the same time.
THREADS = 2


def in_order(make: Callable[[Given], Made], items: Iterable[Given]) -> Iterator[Made]:
    """What is made of each item, in order; a few items are read ahead."""
    with ThreadPoolExecutor(THREADS) as pool:
        pending: deque[Future[Made]] = deque()
        for item in items:
            pending.append(pool.submit(make, item))
            if len(pending) > THREADS:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
