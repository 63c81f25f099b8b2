"""How time and memory grow with the number of documents: `python -m tests.benchmarks.growth` prints a table.

Each measurement is a process of its own. Documents are made as they are taken, so none of them is held but by what
reads them; the time to make them is a row of its own, and is part of all the others.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from questionforms.answers import iter_batches, table
from tests.benchmarks.tables import FORM, documents, with_element_tree

WORKS: dict[str, Callable[[Any], object]] = {
    "making the documents": lambda pairs: deque(pairs, maxlen=0),
    "table, long": lambda pairs: table(pairs, layout="long"),
    "table, wide with a form": lambda pairs: table(pairs, FORM),
    "table, wide without": table,
    "iter_batches, long": lambda pairs: deque(iter_batches(pairs, layout="long"), maxlen=0),
    "iter_batches, wide with a form": lambda pairs: deque(iter_batches(pairs, FORM), maxlen=0),
    "iter_batches, wide without": lambda pairs: deque(iter_batches(pairs), maxlen=0),
    "ElementTree into pandas, wide": with_element_tree,
}
COUNTS = (1_000, 10_000, 100_000, 1_000_000)
#: Before measuring, as many are read, which loads what is loaded at the first use.
_BEFORE = 100


def measured(work: str, count: int) -> tuple[float, float]:
    """Seconds that a work takes on so many documents, and MB by which the process grows at most; in a new process."""
    command = [sys.executable, "-m", __spec__.name, "--one", work, "--counts", str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    seconds, grown = json.loads(done.stdout)
    return seconds, grown


def measure(work: str, count: int) -> tuple[float, float]:
    """The same in this process."""
    run = WORKS[work]
    run(documents(_BEFORE))
    before, _ = resident()
    start = perf_counter()
    found = run(documents(count))
    seconds = perf_counter() - start
    del found
    return seconds, max(0.0, resident()[1] - before)


def resident() -> tuple[float, float]:
    """MB of memory that the process has, and that it had at most. Source: proc(5), VmRSS and VmHWM."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    now, most = (int(re.findall(rf"{name}:\s+(\d+) kB", status)[0]) / 1_000 for name in ("VmRSS", "VmHWM"))
    return now, most


def line(work: str, count: int, seconds: float, grown: float) -> str:
    """A row of the table."""
    return f"{work:30}  {count:>9,}  {seconds:>8.2f} s  {count / seconds:>9,.0f}/s  {grown:>8.1f} MB"


def main(argv: Sequence[str] | None = None) -> None:
    """Measure each work at each count, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.growth", description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS, help="how many documents")
    parser.add_argument("--works", choices=WORKS, nargs="+", default=WORKS, help="what to do with them")
    parser.add_argument("--one", choices=WORKS, help="measure this work alone, in this process, and print JSON")
    options = parser.parse_args(argv)
    if options.one:
        print(json.dumps(measure(options.one, options.counts[0])))
        return
    print(f"{'work':30}  {'documents':>9}  {'time':>10}  {'speed':>11}  {'memory':>11}")
    for work in options.works:
        for count in options.counts:
            print(line(work, count, *measured(work, count)), flush=True)


if __name__ == "__main__":
    main()
