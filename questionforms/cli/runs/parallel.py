"""Checks many files in several processes; the results are in the order of the files."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, TypeGuard

from questionforms.project.results import Result

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from questionforms.project.checking import Checker
    from questionforms.project.sources import Item

#: With fewer files, starting the processes takes longer than they save.
MANY_FILES = 2_000
#: More are not possible on Windows.
_MOST_PROCESSES = 60
#: The most files that are handed to a process at once.
_LARGEST_CHUNK = 100


class WorkerDiedError(Exception):
    """A process ended before it returned its results."""


def processes(jobs: int | None, files: int) -> int:
    """How many processes to use: as many as asked for, else all cores if there are many files."""
    if jobs is not None:
        return min(jobs, files)
    return _cores() if files >= MANY_FILES else 1


def check_all(checker: Checker, items: Sequence[Item | Result], jobs: int | None) -> Iterator[Result]:
    """The results for all items, in order. Documents that are not files are checked in this process."""
    files = [item for item in items if _is_file(item)]
    count = processes(jobs, len(files))
    in_files = _in_processes(checker, files, count) if count > 1 else map(checker.check, files)
    for item in items:
        if _is_file(item):
            yield next(in_files)
        else:
            yield item if isinstance(item, Result) else checker.check(item)


def _is_file(item: Item | Result) -> TypeGuard[Item]:
    return not isinstance(item, Result) and isinstance(item.content, Path)


def _in_processes(checker: Checker, files: Sequence[Item], count: int) -> Iterator[Result]:
    size = max(1, min(_LARGEST_CHUNK, len(files) // (4 * count)))
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor  # rarely needed
    from multiprocessing import get_context

    chunks = [files[start : start + size] for start in range(0, len(files), size)]
    workers = min(count, len(chunks), _MOST_PROCESSES)
    try:
        pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (checker,))
    except (ImportError, NotImplementedError, OSError):  # a system without semaphores
        yield from map(checker.check, files)
        return
    try:
        with _interrupts_ignored():  # the processes inherit this: only this one reacts to Control-C
            futures = [pool.submit(_check, chunk) for chunk in chunks]
        for chunk, future in zip(chunks, futures, strict=True):
            for item, result in zip(chunk, future.result(), strict=True):
                yield result or Result(item)
    except BrokenProcessPool:
        raise WorkerDiedError("a process that checks files ended unexpectedly; --jobs 1 does without it") from None
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    if current_thread() is not main_thread():  # only the main thread may change this
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_checker: Checker


def _start(checker: Checker) -> None:
    """Prepare a process."""
    global _checker  # noqa: PLW0603 - one per process
    _checker = checker


def _check(items: Sequence[Item]) -> list[Result | None]:
    """The results for files; None for one without problems."""
    results = [_checker.check(item) for item in items]
    return [None if result == Result(result.item) else result for result in results]


def _cores() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
