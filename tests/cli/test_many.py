"""`questionforms validate` over many files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from questionforms.cli.runs.parallel import MANY_FILES, processes
from questionforms.namespaces import namespace
from questionforms.schema.schemas import shipped
from tests.cli.command import BAD, GOOD, run
from tests.cli.terminal import ROOT, needs_terminal, read_all

pytestmark = pytest.mark.slow


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


@needs_terminal
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


@pytest.mark.usefixtures("thousand")
def test_the_results_do_not_depend_on_the_number_of_processes() -> None:
    """Several processes give the same report, in the order of the files, as one; documents in Python are included."""
    Path("forms.py").write_text(f"good, bad = {GOOD!r}, {BAD!r}\n")
    arguments = ["forms.py:bad", "many", "none.xml", "forms.py:good", "deep", "bad.xml"]
    one, two = (run(*arguments, "--jobs", jobs) for jobs in ("1", "2"))
    assert one.stdout.endswith("\n13 errors in 13 of 1,005 files; 1 could not be checked\n")
    assert (one.stdout, one.stderr, one.exit_code) == (two.stdout, two.stderr, two.exit_code)
    for more in (["--format", "json"], ["--ignore", "unknown-element"], ["--statistics"], ["--select", "no-form"]):
        one, two = (run("many", "bad.xml", *more, "--jobs", jobs) for jobs in ("1", "2"))
        assert (one.output, one.exit_code) == (two.output, two.exit_code)


@pytest.mark.usefixtures("folder")
def test_processes_use_the_given_schemas() -> None:
    """Schemas of your own are used in every process, and an unusable one is reported."""
    own = shipped().file(namespace("QuestionForm")).read_text(encoding="utf-8")
    Path("xsd").mkdir()
    Path("xsd/own.xsd").write_text(own.replace('"FreeTextAnswer"', '"FreeFormAnswer"'), encoding="utf-8")
    result = run("--schemas", "xsd", "--jobs", "2", "bad.xml", "good.xml", "deep/good.xml")
    assert result.stdout.endswith("in 2 of 3 files\n")
    assert "bad.xml" not in result.stdout


def test_processes_are_for_many_files() -> None:
    """By default, only many files are checked in several processes; never more processes than files."""
    assert processes(None, MANY_FILES - 1) == 1
    assert processes(None, MANY_FILES) >= 1
    assert (processes(1, 10_000), processes(8, 3), processes(8, 1)) == (1, 3, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals as POSIX has them")
@pytest.mark.usefixtures("thousand")
def test_control_c() -> None:
    """Control-C stops all processes, without a traceback."""
    # a test run in the background of a shell ignores the signal, and so would the command
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from questionforms.cli import main; main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, "validate", "--jobs", "2", *["many"] * 50],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # the first problem: the processes have started
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert errors.strip() == "Aborted!"
