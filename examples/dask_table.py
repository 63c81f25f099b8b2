"""Turns many files of answers into one long table, with Dask in two processes; `expand_batch` does the work.

Each process holds one batch at a time, so neither the files nor the table need to fit in memory.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import dask
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
from distributed import Client, LocalCluster

from questionforms import Answer, Answers
from questionforms.answers import expand_batch, schema

#: As boto3's `list_assignments_for_hit` returns them; the last document is truncated.
ASSIGNMENTS = [
    {"AssignmentId": f"A{number}", "WorkerId": f"W{number % 7}", "Answer": answers.to_xml()}
    for number in range(40)
    for answers in [Answers(Answer("fruit", selections=["pear", "plum"][number % 2 :]), Answer("why", text="sweet"))]
] + [{"AssignmentId": "A40", "WorkerId": "W5", "Answer": "<QuestionFormAnswers><Answer>"}]


@contextmanager
def two_processes(folder: Path) -> Iterator[Client]:
    """Run Dask in two local processes that other machines cannot reach, with a folder for their files."""
    alone = {"dashboard_address": "127.0.0.1:0", "scheduler_kwargs": {"dashboard": False}}
    with (
        dask.config.set({"temporary-directory": str(folder)}),
        LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", **alone) as cluster,  # type: ignore[no-untyped-call]
        Client(cluster) as client,  # type: ignore[no-untyped-call]
    ):
        yield client


def expand_file(source: Path, target: Path) -> int:
    """Write the long table of a Parquet file's assignments to another file, and return its number of rows."""
    with pq.ParquetFile(source) as file, pq.ParquetWriter(target, schema(layout="long")) as writer:
        rows = 0
        for batch in file.iter_batches(batch_size=1_000):
            expanded = expand_batch(batch)
            writer.write_batch(expanded)
            rows += expanded.num_rows
        return rows


def expand_folder(client: Client, source: Path, target: Path) -> int:
    """Do the same for all files in a folder, each in the next free process."""
    files = sorted(source.glob("*.parquet"))
    counts = client.map(expand_file, files, [target / file.name for file in files])
    return sum(client.gather(counts))  # type: ignore[no-untyped-call]


def main() -> None:
    """Print the number of rows, in total and of each kind."""
    with TemporaryDirectory() as name:
        source, target, work = (Path(name, part) for part in ("assignments", "long", "work"))
        source.mkdir()
        target.mkdir()
        for start in range(0, len(ASSIGNMENTS), 10):
            pq.write_table(pa.Table.from_pylist(ASSIGNMENTS[start : start + 10]), source / f"{start:06}.parquet")
        with two_processes(work) as client:
            print(expand_folder(client, source, target), "rows")
        counted = pq.read_table(target).group_by(["question", "part"]).aggregate([([], "count_all")])
        for row in counted.to_pylist():
            print(row["question"], row["part"], row["count_all"])


if __name__ == "__main__":
    main()
