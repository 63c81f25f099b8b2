"""The command over folders of many forms, each run as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import questionforms
from tests.benchmarks import forms

if TYPE_CHECKING:
    from collections.abc import Callable


@contextmanager
def folder(count: int) -> Iterator[Path]:
    """A folder with this number of forms of 20 questions."""
    xml = forms.build(forms.plain(20)).to_bytes()
    with TemporaryDirectory() as name:
        for number in range(count):
            Path(name, f"{number:06}.xml").write_bytes(xml)
        yield Path(name)


def checker(path: Path, jobs: int) -> Callable[[], str]:
    """A run of `questionforms validate` over a folder in this number of processes, which returns what it prints."""
    command = [sys.executable, "-m", "questionforms", "validate", "--no-config", "--jobs", str(jobs), str(path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(questionforms.__file__).parents[1])}

    def run() -> str:
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    return run
