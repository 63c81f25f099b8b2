"""`pytest --questionforms`: each document is a test, found and checked as `questionforms validate` does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from junitparser import JUnitXml

from tests.cli.command import BAD, DOUBTFUL, GOOD
from tests.testing.projects import write_baseline, write_pair

pytestmark = pytest.mark.slow

PAGE = "<!DOCTYPE html><title>t</title><p>A page without a form."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a test, and documents in a folder."""
    for name, text in (
        ("test_it.py", "def test_it(): pass\n"),
        ("forms/good.xml", GOOD),
        ("forms/bad.xml", BAD),
        ("forms/build/doubtful.xml", DOUBTFUL),
        ("forms/page.html", PAGE),
        ("forms/notes.txt", "no document"),
        ("empty/notes.txt", "no document"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def ran(project: Path, *options: str, cache: bool = False) -> subprocess.CompletedProcess[str]:
    """Run pytest in the project, with only its own settings."""
    plugins = ["-p", "no:hypothesispytest", *([] if cache else ["-p", "no:cacheprovider"])]
    command = [sys.executable, "-W", "error", "-m", "pytest", "-rA", "-q", *plugins, *options]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def outcomes(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """The outcome of each test."""
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith(("PASSED ", "FAILED "))]
    return {words[1]: words[0] for words in lines}


def test_documents(project: Path) -> None:
    """Each document in the folder is a test with its name, which fails for errors with the report."""
    done = ran(project, "--questionforms", "forms/")
    assert outcomes(done) == {
        "forms/bad.xml::bad.xml": "FAILED",
        "forms/build/doubtful.xml::doubtful.xml": "PASSED",
        "forms/good.xml::good.xml": "PASSED",
        "forms/page.html::page.html": "FAILED",
        "test_it.py::test_it": "PASSED",
    }
    assert done.returncode == 1
    assert "forms/bad.xml:8:7: error: unknown-element: `FreeFormAnswer` is not an element of" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_some_documents(project: Path) -> None:
    """One document can be tested by its name, by `-k`, or by a pattern; other tests can be left out."""
    assert list(outcomes(ran(project, "--questionforms", "forms", "forms/good.xml"))) == ["forms/good.xml::good.xml"]
    named = ran(project, "--questionforms=forms", "forms/bad.xml::bad.xml")
    assert list(outcomes(named)) == ["forms/bad.xml::bad.xml"]
    assert list(outcomes(ran(project, "--questionforms=forms", "-k", "bad"))) == ["forms/bad.xml::bad.xml"]
    assert list(outcomes(ran(project, "--questionforms=forms/g*.xml", "-k", "xml"))) == ["forms/good.xml::good.xml"]
    ignored = ran(project, "--questionforms=forms", "--ignore=forms/build", "--deselect=test_it.py")
    assert sorted(outcomes(ignored)) == [
        "forms/bad.xml::bad.xml",
        "forms/good.xml::good.xml",
        "forms/page.html::page.html",
    ]


def test_beside_other_tests(project: Path) -> None:
    """Documents are tested with the tests that are named, and from another folder."""
    expected = sorted(outcomes(ran(project, "--questionforms", "forms")))
    assert sorted(outcomes(ran(project, "test_it.py", "--questionforms", "forms"))) == expected
    (project / "tests").mkdir()
    below = ran(project / "tests", "--rootdir", "..", "--questionforms", "../forms")
    assert len(outcomes(below)) == len(expected) - 1


def test_settings(project: Path) -> None:
    """The settings of the project apply: rules, excluded files, files with their own rules, the severity."""
    (project / "pyproject.toml").write_text(
        '[tool.questionforms]\nexclude = ["page.html"]\nseverity = "warning"\n'
        '[tool.questionforms.per-file-ignores]\n"forms/bad.xml" = ["unknown-element"]\n',
        encoding="utf-8",
    )
    assert outcomes(ran(project, "--questionforms", "forms", "-k", "xml or html")) == {
        "forms/bad.xml::bad.xml": "PASSED",
        "forms/build/doubtful.xml::doubtful.xml": "FAILED",
        "forms/good.xml::good.xml": "PASSED",
    }


def test_layouts(project: Path) -> None:
    """A file that is a layout in the settings is checked as one."""
    settings = '[tool.questionforms]\nseverity = "warning"\nlayouts = ["page.html"]\n'
    (project / "pyproject.toml").write_text(settings, encoding="utf-8")
    (project / "forms/page.html").write_text("<p>${text}</p><input name='a'>", encoding="utf-8")
    assert outcomes(ran(project, "--questionforms", "forms/page.html", "-k", "page")) == {
        "forms/page.html::page.html": "PASSED"
    }


def test_keys(tmp_path: Path) -> None:
    """A key is tested with its form, in its own folder too; one that is missing is named."""
    write_pair(tmp_path)
    (tmp_path / "forms/two.xml").write_text(GOOD, encoding="utf-8")
    done = ran(tmp_path, "--questionforms", "forms", "forms")
    assert outcomes(done) == {
        "forms/one.xml::one.xml": "PASSED",
        "forms/two.xml::two.xml": "PASSED",
        "keys/one.xml::one.xml": "FAILED",
    }
    assert "keyed-question-not-in-form" in done.stdout
    assert "forms/two.xml: the key of this form, keys/two.xml, does not exist" in done.stdout
    assert list(outcomes(ran(tmp_path, "--questionforms", "forms", "forms/one.xml"))) == ["forms/one.xml::one.xml"]


def test_the_baseline(project: Path) -> None:
    """Known problems do not fail, new ones do; a baseline that does not exist is an error."""
    write_baseline(project)
    (project / "forms/new.xml").write_text(BAD, encoding="utf-8")
    found = outcomes(ran(project, "--questionforms", "forms", "-k", "xml or html"))
    assert {name for name, outcome in found.items() if outcome == "FAILED"} == {"forms/new.xml::new.xml"}
    (project / "known.json").unlink()
    done = ran(project, "--questionforms", "forms")
    assert done.returncode == 4
    assert "known.json: the baseline cannot be read" in done.stderr


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("nothing", "--questionforms nothing: there is no such file or folder"),
        ("empty", "--questionforms empty: "),
        ("forms/*.question", "--questionforms forms/*.question: "),
        ("test_it.py:form", "--questionforms test_it.py:form: "),
        ("-", "--questionforms -: expected a folder, a file, or a pattern for files"),
    ],
)
def test_nothing_to_test(project: Path, argument: str, message: str) -> None:
    """A folder that is empty or missing, or anything that is not a file, is an error, and no test is run."""
    done = ran(project, f"--questionforms={argument}")
    assert done.returncode == 4
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_settings(project: Path) -> None:
    """So is a setting that does not exist."""
    (project / "pyproject.toml").write_text('[tool.questionforms]\nignored = ["x"]\n', encoding="utf-8")
    done = ran(project, "--questionforms=forms")
    assert done.returncode == 4
    assert "`ignored` is not a setting; did you mean `ignore`?" in done.stderr


def test_failed_ones_first(project: Path) -> None:
    """`--lf` tests the documents that failed, until they pass."""
    ran(project, "--questionforms=forms", cache=True)
    (project / "forms/bad.xml").write_text(GOOD, encoding="utf-8")
    again = outcomes(ran(project, "--questionforms=forms", "--lf", cache=True))
    assert again == {"forms/bad.xml::bad.xml": "PASSED", "forms/page.html::page.html": "FAILED"}


def test_in_processes(project: Path) -> None:
    """pytest-xdist distributes the documents."""
    done = ran(project, "--questionforms=forms", "-n", "2")
    assert outcomes(done) == outcomes(ran(project, "--questionforms=forms"))
    assert len(outcomes(done)) == 5


def test_junit(project: Path) -> None:
    """A report in JUnit's format has a test for each document, with its problems."""
    ran(project, "--questionforms=forms", "--junit-xml=report.xml")
    (suite,) = JUnitXml.fromfile(str(project / "report.xml"))
    cases = {case.name: case for case in suite}
    assert set(cases) == {"bad.xml", "doubtful.xml", "good.xml", "page.html", "test_it"}
    assert "error: unknown-element" in cases["bad.xml"].result[0].text
