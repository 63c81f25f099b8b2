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
    """What is made of each item, in order; a few items are read ahead. What comes before an error is not lost."""
    with ThreadPoolExecutor(THREADS) as pool:
        pending: deque[Future[Made]] = deque()
        given = iter(items)
        failure: Exception | None = None
        while failure is None:
            try:
                pending.append(pool.submit(make, next(given)))
            except StopIteration:
                break
            except Exception as error:
                failure = error
            if len(pending) > THREADS:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
        if failure is not None:
            raise failure
