"""`questionforms validate` over many files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import BAD, GOOD, run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def thousand(folder: Path) -> Path:
    """A folder with a thousand files, ten of them bad."""
    (folder / "many").mkdir()
    for number in range(1_000):
        (folder / "many" / f"{number:04}.xml").write_text(GOOD if number % 100 else BAD)
    return folder


@pytest.mark.usefixtures("thousand")
def test_a_thousand_files() -> None:
    """All files are checked and counted, and no progress bar is written without a terminal."""
    result = run("many")
    assert result.stdout.endswith("\n10 errors in 10 of 1,000 files\n")
    assert (result.stderr, result.exit_code) == ("", 1)
    assert result.stdout.count(": error: ") == 10


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("path", "bar"), [("many", True), ("good.xml", False)])
def test_a_bar_on_a_terminal(path: str, bar: bool, thousand: Path) -> None:
    """On a terminal, standard error shows the progress of a long run; standard output only has the report."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "questionforms", "validate", path],
        cwd=thousand,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    ) as process:
        os.close(theirs)
        shown = read_all(ours)
        output, _ = process.communicate()
    assert ("1000/1000" in shown) is bar
    assert output.count("\n") == (31 if bar else 1)
    assert "\r" not in output


def read_all(descriptor: int) -> str:
    """The output written to a pseudo-terminal whose other end is closed."""
    pieces: list[bytes] = []
    while True:
        try:
            piece = os.read(descriptor, 65_536)
        except OSError:  # Linux says so where nothing is left
            piece = b""
        if not piece:
            os.close(descriptor)
            return b"".join(pieces).decode()
        pieces.append(piece)
