"""How work grows with the size of its input, without a clock, so that the load of the machine changes nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import process_time
from types import FrameType
from typing import Any

#: How many times larger the large input is. Quadratic work on it is 64 times as much.
TIMES = 8
#: CPU time that is too short to be compared, in seconds.
SHORT = 0.02
#: How often CPU times are compared. Noise makes linear work look worse now and then, never quadratic work look linear.
TRIES = 5


def takes_linear_steps(work: Callable[[int], object], size: int) -> bool:
    """Whether a function runs about eight times as many lines of Python for this size as for an eighth of it."""
    work(size // TIMES)  # what is loaded or compiled at the first use does not count
    return steps(lambda: work(size)) < 1.02 * TIMES * steps(lambda: work(size // TIMES))


def takes_linear_time(work: Callable[[int], object], size: int) -> bool:
    """The same by CPU time, for work inside C, such as that of a regular expression; half a second is always right.

    The bound lies between linear and quadratic, far enough from both for the noise of CPU times.
    """
    work(size // TIMES)
    return any(
        _cpu_seconds(lambda: work(size)) < 3 * TIMES * max(SHORT, _cpu_seconds(lambda: work(size // TIMES)))
        for _ in range(TRIES)
    )


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python a function runs: always the same number."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def _cpu_seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start
