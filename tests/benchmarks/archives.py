"""The command on whole archives, beside the scripts that people write, each as a process of its own."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, TextIO

import questionforms
from questionforms.answers.archives.site_csv import DECISIONS, FIXED
from questionforms.answers.archives.times import site_text
from tests.benchmarks.tables import FRUITS, documents

if TYPE_CHECKING:
    from collections.abc import Callable

_START = datetime(2018, 4, 4, 17, tzinfo=UTC)
_WORDS = ["fresh", "fruit", "the", "shop", "on", "our", "corner", "more", "than", "I", "can", "eat,", "but", "dear"]
#: What people write who have JSON Lines of assignments.
JSON_SCRIPT = """
import json, sys
from xml.etree import ElementTree
import pandas
rows = []
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    for answer in ElementTree.fromstring(row.pop("Answer")):
        question, *values = [child.text or "" for child in answer]
        row[question] = "|".join(values)
    rows.append(row)
frame = pandas.DataFrame(rows)
for name in ("AcceptTime", "SubmitTime", "AutoApprovalTime", "ApprovalTime"):
    frame[name] = pandas.to_datetime(frame[name], utc=True)
frame.to_parquet(sys.argv[2])
"""
#: The same for a results file of the requester site, whose texts and times it leaves as they are.
CSV_SCRIPT = "import pandas, sys; pandas.read_csv(sys.argv[1]).to_parquet(sys.argv[2])"


class Archives(NamedTuple):
    """The same number of assignments in both kinds of files, and a folder for tables."""

    json_lines: Path
    site_csv: Path
    folder: Path


@contextmanager
def archives(count: int) -> Iterator[Archives]:
    """Write archives with this number of assignments."""
    with TemporaryDirectory(prefix="questionforms-") as name:
        folder = Path(name)
        found = Archives(folder / "assignments.jsonl", folder / "Batch_results.csv", folder)
        with found.json_lines.open("w", encoding="utf-8") as file:
            for index, (identifier, xml) in enumerate(documents(count)):
                file.write(f"{json.dumps(_assignment(index, identifier) | {'Answer': xml})}\n")
        with found.site_csv.open("w", encoding="utf-8", newline="") as file:
            _write_csv(file, count)
        yield found


def contenders(found: Archives) -> dict[str, Callable[[], float]]:
    """All processes that read an archive and write a table, by name."""
    command = [sys.executable, "-m", "questionforms", "answers", "--quiet"]
    table = str(found.folder / "table.parquet")
    processes = {
        "command, JSON Lines": [*command, str(found.json_lines), "-o", table],
        "script, JSON Lines": [sys.executable, "-c", JSON_SCRIPT, str(found.json_lines), table],
        "command, CSV": [*command, str(found.site_csv), "-o", table],
        "script, CSV": [sys.executable, "-c", CSV_SCRIPT, str(found.site_csv), table],
    }
    return {name: partial(peak_of, arguments) for name, arguments in processes.items()}


#: Runs a process and prints the most memory that it had, in MB. A process starts with the peak of the one that started
#: it, so this must be a small one. Source: exec_mmap in Linux, which keeps the old peak.
_LAUNCHER = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:])
_, status, usage = os.wait4(process.pid, 0)
print(usage.ru_maxrss / 1_000)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def peak_of(arguments: list[str]) -> float:
    """Run a process, and return the most memory that it had, in MB."""
    environment = os.environ | {"PYTHONPATH": str(Path(questionforms.__file__).parents[1])}
    launcher = [sys.executable, "-S", "-c", _LAUNCHER, *arguments]
    return float(subprocess.run(launcher, env=environment, check=True, capture_output=True, text=True).stdout)


def cells(found: Archives, kind: str) -> list[list[object]]:
    """What the table holds that a contender of this kind wrote last: the worker, and some answers as texts."""
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    rows = pq.read_table(found.folder / "table.parquet").to_pylist()
    prefix = "Answer." if kind == "script, CSV" else ""
    return [[row["WorkerId"], _text(row[f"{prefix}best"]), row[f"{prefix}why"]] for row in rows]


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "|".join(value)


def _assignment(index: int, identifier: str) -> dict[str, str]:
    accepted = _START + timedelta(seconds=37 * index)
    return {
        "AssignmentId": identifier,
        "WorkerId": f"A{index % 997:013}",
        "HITId": f"3H{index // 3:027}",
        "AssignmentStatus": "Approved",
        "AutoApprovalTime": (accepted + timedelta(days=3)).isoformat(),
        "AcceptTime": accepted.isoformat(),
        "SubmitTime": (accepted + timedelta(seconds=40 + index % 300)).isoformat(),
        "ApprovalTime": (accepted + timedelta(days=1)).isoformat(),
    }


def _write_csv(file: TextIO, count: int) -> None:
    random = Random(4)
    names = [*FIXED, "Input.image_url", "Input.text"]
    names += [f"Answer.{name}" for name in ("best", "eaten", "price", "why", "comment")] + [*DECISIONS]
    writer = csv.DictWriter(file, names, restval="", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    fruits = list(FRUITS)
    for index in range(count):
        accepted = _START + timedelta(seconds=37 * index)
        writer.writerow(
            {
                "HITId": f"3H{index // 3:027}",
                "HITTypeId": "3T0",
                "Title": "Fruit",
                "Description": "Look",
                "Keywords": "fruit, shop",
                "Reward": "$0.05",
                "CreationTime": site_text(_START),
                "MaxAssignments": "3",
                "AssignmentDurationInSeconds": "600",
                "Expiration": site_text(_START),
                "AssignmentId": f"3A{index:028}",
                "WorkerId": f"A{index % 997:013}",
                "AssignmentStatus": "Approved",
                "AcceptTime": site_text(accepted),
                "SubmitTime": site_text(accepted + timedelta(seconds=40 + index % 300)),
                "AutoApprovalTime": site_text(accepted + timedelta(days=3)),
                "ApprovalTime": f"{accepted + timedelta(days=1):%Y-%m-%d %H:%M:%S} UTC",
                "WorkTimeInSeconds": str(40 + index % 300),
                "LifetimeApprovalRate": "100% (3/3)",
                "Input.image_url": f"https://img.example.org/{index // 3}.jpg",
                "Input.text": " ".join(random.choices(_WORDS, k=8)),
                "Answer.best": random.choice(fruits),
                "Answer.eaten": "|".join([fruit for fruit in fruits if random.random() < 0.5] or ["none"]),
                "Answer.price": f"{index % 3000}.25",
                "Answer.why": f"{' '.join(random.choices(_WORDS, k=12))} {index}",
                "Answer.comment": f"{index} {' '.join(random.choices(_WORDS, k=6))}" if index % 3 else "{}",
            }
        )
