"""Many labels of many workers: their consensus, and what people calculate it with today.

`python -m tests.benchmarks.quality 1000000` prints by how many MB a process grows while it estimates that many labels.
"""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms.quality import agreement, consensus, workers
from tests.benchmarks.growth import resident

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa  # type: ignore[import-untyped]

    from tests.benchmarks.timing import Run

LABELS = ("cat", "dog", "fox", "owl")
#: The answers of each unit, and of each worker.
EACH, OF_WORKER = 5, 100


def labels(count: int, seed: int = 1) -> pa.Table:
    """This many labels: each unit has 5, each worker gave about 100 and is right in 62 to 96 % of cases."""
    import numpy as np
    import pyarrow as pa

    random = np.random.default_rng(seed)
    truth = random.integers(0, len(LABELS), count // EACH)
    skill = random.uniform(0.5, 0.95, max(EACH, count // OF_WORKER))
    unit = np.repeat(np.arange(len(truth)), EACH)
    worker = (
        np.repeat(random.integers(0, len(skill), len(truth)), EACH) + 7 * np.tile(np.arange(EACH), len(truth))
    ) % len(skill)
    right = random.random(len(unit)) < skill[worker]
    label = np.where(right, truth[unit], random.integers(0, len(LABELS), len(unit)))
    named = [
        pa.array([f"{start}{code:08}" for code in range(size)])
        for start, size in (("H", len(truth)), ("W", len(skill)))
    ]
    columns = {"HITId": named[0].take(pa.array(unit)), "WorkerId": named[1].take(pa.array(worker))}
    return pa.table({**columns, "animal": pa.array(LABELS).take(pa.array(label))})


def with_pandas(frame: Any) -> Any:
    """The most frequent label of each unit, by groups of a data frame."""
    counts = frame.groupby(["HITId", "animal"], sort=True).size().reset_index(name="votes")
    return counts.sort_values(["HITId", "votes"], ascending=[True, False]).drop_duplicates("HITId").set_index("HITId")


def dawid_skene_of_crowd_kit() -> Callable[[Any], Any] | None:
    """What crowd-kit estimates the model with, at its defaults; None where it is not installed."""
    try:
        return import_module("crowdkit.aggregation").DawidSkene().fit_predict  # type: ignore[no-any-return]
    except ModuleNotFoundError:
        return None


def contenders(table: pa.Table) -> dict[str, Run]:
    """All that combine the labels, by name."""
    frame = table.to_pandas()
    found: dict[str, Run] = {
        "majority": partial(consensus, table, "animal"),
        "dawid-skene": partial(consensus, table, "animal", method="dawid-skene"),
        "agreement": partial(agreement, table, "animal"),
        "workers": partial(workers, table, "animal"),
        "pandas": partial(with_pandas, frame),
    }
    kit = dawid_skene_of_crowd_kit()
    if kit is not None:
        columns = {"HITId": "task", "WorkerId": "worker", "animal": "label"}
        found["crowd-kit"] = partial(kit, frame.rename(columns=columns))
    return found


def grown(count: int) -> float:
    """MB by which a new process grows at most while it estimates the consensus of so many labels."""
    command = [sys.executable, "-m", __spec__.name, str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    return float(done.stdout)


def main() -> None:
    """Print by how much this process grows."""
    consensus(labels(1_000), "animal", method="dawid-skene")  # loads what is loaded at the first use
    table = labels(int(sys.argv[1]))
    before, _ = resident()
    consensus(table, "animal", method="dawid-skene")
    print(max(0.0, resident()[1] - before))


if __name__ == "__main__":
    main()
