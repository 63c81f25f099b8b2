"""What CI says of tests that are skipped."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.markdown import ROOT

MODULE = """
import pytest

@pytest.mark.skipif(True, reason="needs a browser")
def test_browser(): ...

def test_database():
    pytest.skip("needs PostgreSQL")

@pytest.mark.skip(reason="needs the shared folder at /shared")
def test_corpus(): ...

@pytest.mark.xfail
def test_expected():
    assert False

def test_right(): ...
"""


def counts(folder: Path, *options: str, **variables: str) -> tuple[str, int]:
    """The last line of a run of pytest, without its time, and the exit code."""
    (folder / "test_it.py").write_text(MODULE, encoding="utf-8")
    (folder / "test_extra.py").write_text("import pytest\npytest.importorskip('no_such_module')\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.skips", "-p", "no:hypothesispytest", "--rootdir", ".", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.splitlines()[-1].strip("= ").partition(" in ")[0], done.returncode


def test_ci_fails_for_want_of_a_program(tmp_path: Path) -> None:
    """In CI a skipped test fails, and a skipped module, in any process; what no package brings may be missing."""
    found, code = counts(tmp_path, "-n", "2", "--continue-on-collection-errors", CI="true")
    assert code == 1
    assert sorted(found.split(", ")) == ["1 failed", "1 passed", "1 skipped", "1 xfailed", "2 errors"]


def test_elsewhere_a_skip_is_no_failure(tmp_path: Path) -> None:
    """Outside of CI whoever runs the tests need not have every program."""
    assert counts(tmp_path, CI="") == ("1 passed, 4 skipped, 1 xfailed", 0)
