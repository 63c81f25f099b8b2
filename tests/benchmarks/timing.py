"""Times contenders in one interleaved run, so that a machine that changes its speed changes it for all of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

import questionforms

Run = Callable[[], object]
#: What takes so many turns is not run once more beforehand.
_LONG = 100


class Effort(NamedTuple):
    """How long to measure."""

    #: How often each contender has its turn.
    rounds: int
    #: The same for those that start a Python.
    starts: int
    #: What a turn should take, in seconds: a quick contender runs several times in it.
    turn: float
    #: The rounds for tables, and of how many documents each is made.
    tables: int
    documents: int
    #: Of how many documents batches are made to see how memory grows.
    batches: int


#: For numbers to rely on.
FULL = Effort(rounds=150, starts=25, turn=0.005, tables=5, documents=100_000, batches=1_000_000)
#: For a glance, and for tests.
QUICK = Effort(rounds=3, starts=1, turn=0.0005, tables=1, documents=100, batches=2_000)


def medians(contenders: Mapping[str, Run], rounds: int, turn: float) -> dict[str, float]:
    """Seconds that one run of each contender takes, the median of its turns.

    Each round gives every contender one turn, and another one the first; garbage is collected as it falls due.
    """
    names = list(contenders)
    times: dict[str, list[float]] = {name: [] for name in names}
    repetitions = {name: _repetitions(run, turn) for name, run in contenders.items()}
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            times[name].append(_seconds(contenders[name], repetitions[name]))
    return {name: median(seconds) for name, seconds in times.items()}


def _repetitions(run: Run, turn: float) -> int:
    """How often a contender runs in a turn, by the best of a few runs, which also warm its caches, or one long one."""
    best = _seconds(run, 1)
    for _ in range(2):
        if best > _LONG * turn:
            return 1
        best = min(best, _seconds(run, 1))
    return max(1, round(turn / best))


def _seconds(run: Run, repetitions: int) -> float:
    """Seconds that one of several runs takes on average."""
    start = perf_counter()
    for _ in range(repetitions):
        run()
    return (perf_counter() - start) / repetitions


def fresh(code: str) -> Run:
    """A run of the code in a Python of its own that finds the same questionforms as this one."""
    folder = str(Path(questionforms.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": folder}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else the sources might be compiled at each start
    return lambda: subprocess.run([sys.executable, "-P", "-c", code], env=environment, check=True)
