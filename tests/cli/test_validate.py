"""`questionforms validate`: what it checks and prints, and its exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from questionforms.cli import main
from questionforms.namespaces import namespace
from questionforms.schema.schemas import shipped
from tests.cli.command import BAD, DOUBTFUL, SHOWN, run
from tests.documents import SHARED, needs_shared

pytestmark = pytest.mark.usefixtures("folder")


def test_a_good_file() -> None:
    """For a file without problems, the count is printed, and the exit code is 0."""
    result = run("good.xml")
    assert (result.stdout, result.stderr, result.exit_code) == ("1 file checked, no problems found\n", "", 0)


def test_a_bad_file() -> None:
    """A problem is printed with its line of the file and a count, and the exit code is 1."""
    result = run("bad.xml")
    assert (result.stdout, result.stderr, result.exit_code) == (f"bad.xml{SHOWN}1 error in 1 of 1 file\n", "", 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["validat", "forms"], "there is no command `validat`; did you mean `validate`?"),
        (["check", "forms"], "there is no command `check`; did you mean `validate`?"),
        (["forms"], "there is no command `forms`; did you mean `validate forms`?"),
        (["xyz"], "there is no command `xyz`\n"),
    ],
)
def test_a_command_that_does_not_exist(arguments: list[str], message: str) -> None:
    """The error for an unknown command says which was probably meant, also if only a path is given."""
    Path("forms").mkdir()
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert f"Error: {message}" in result.stderr


def test_a_doubtful_file() -> None:
    """A warning is printed and counted, and the exit code is 0."""
    Path("doubtful.xml").write_text(DOUBTFUL)
    result = run("doubtful.xml", "bad.xml")
    assert "doubtful.xml:2:3: warning: unknown-rule: " in result.stdout
    assert result.stdout.endswith("1 error and 1 warning in 2 of 2 files\n")
    assert run("doubtful.xml").exit_code == 0


def test_several_arguments() -> None:
    """Arguments are checked in the given order."""
    result = run("good.xml", "bad.xml", "deep/good.xml")
    assert result.stdout == f"bad.xml{SHOWN}1 error in 1 of 3 files\n"


@pytest.mark.parametrize("name", ["none.xml", "*.none", "empty"])
def test_what_cannot_be_read(name: str) -> None:
    """Files that cannot be read are reported on standard error; the rest is checked, and the exit code is 2."""
    Path("empty").mkdir()
    result = run(name, "bad.xml")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{name}: cannot be read: ")
    assert result.stdout == f"bad.xml{SHOWN}1 error in 1 of 1 file; 1 could not be checked\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="needs a user whom file permissions bind")
def test_a_file_without_permission() -> None:
    """A file in a folder without read permission does not stop the run."""
    Path("deep/good.xml").chmod(0)
    result = run(".")
    assert result.exit_code == 2
    assert "deep/er/bad.question" in result.stdout


def test_quiet() -> None:
    """`--quiet` prints nothing except what could not be read."""
    for name, code in (("good.xml", 0), ("bad.xml", 1)):
        result = run("--quiet", name)
        assert (result.output, result.exit_code) == ("", code)
    assert run("-q", "none.xml").stdout == ""


def test_schemas_of_ones_own() -> None:
    """`--schemas` checks against the XSDs in a folder; a folder without them is an error with exit code 2."""
    own = shipped().file(namespace("QuestionForm")).read_text(encoding="utf-8")
    Path("xsd").mkdir()
    Path("xsd/own.xsd").write_text(own.replace('"FreeTextAnswer"', '"FreeFormAnswer"'), encoding="utf-8")
    assert run("--schemas", "xsd", "bad.xml").exit_code == 0
    assert run("--schemas", "xsd", "good.xml").exit_code == 1
    result = run("--schemas", "deep", "good.xml")
    assert result.exit_code == 2
    assert "contains no XSD" in result.stderr
    assert run("--schemas", "none", "good.xml").exit_code == 2


def test_a_schema_that_is_none() -> None:
    """An XSD that cannot be compiled is reported for the documents that need it, and the exit code is 2."""
    own = shipped().file(namespace("QuestionForm")).read_text(encoding="utf-8")
    Path("xsd").mkdir()
    Path("xsd/own.xsd").write_text(own.replace('base="xs:', 'base="xs:no', 1), encoding="utf-8")
    result = run("--schemas", "xsd", "good.xml")
    assert result.exit_code == 2
    assert result.stderr.startswith("good.xml: cannot be checked: ")


@needs_shared
def test_amazons_own_schemas() -> None:
    """Amazon's own XSDs can be used."""
    folder = str(SHARED / "reference" / "schemas")
    assert run("--schemas", folder, "good.xml").exit_code == 0
    assert run("--schemas", folder, "bad.xml").exit_code == 1


def test_no_argument() -> None:
    """Without a path, the command prints its usage, with exit code 2."""
    result = run()
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, the severity and the caret are coloured; with NO_COLOR or in a pipe, nothing is."""
    coloured = CliRunner().invoke(main, ["validate", "bad.xml"], color=True)
    assert "\x1b[31merror:\x1b[0m" in coloured.stdout
    assert "\x1b[31m\x1b[1m^\x1b[0m" in coloured.stdout
    assert "\x1b" not in run("bad.xml").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in CliRunner().invoke(main, ["validate", "bad.xml"], color=True).stdout


def test_output() -> None:
    """`--output` writes the report to a file, without colours, and prints the count."""
    result = CliRunner().invoke(main, ["validate", "-o", "report.txt", "bad.xml"], color=True)
    assert (result.stdout, result.exit_code) == ("1 error in 1 of 1 file\n", 1)
    assert Path("report.txt").read_text(encoding="utf-8") == f"bad.xml{SHOWN}1 error in 1 of 1 file\n"
    assert run("-q", "-o", "quiet.json", "--format", "json", "bad.xml").stdout == ""
    assert Path("quiet.json").exists()
    lost = run("-o", "none/report.txt", "bad.xml")
    assert lost.exit_code == 2
    assert "none/report.txt: cannot be written: No such file or directory" in lost.stderr


@pytest.mark.parametrize("command", [["-m", "questionforms"], [str(Path(sys.executable).parent / "questionforms")]])
def test_the_installed_command(command: list[str]) -> None:
    """The script and the module both run the command."""
    line = [sys.executable, *command] if command[0] == "-m" else command
    if not (command[0] == "-m" or Path(command[0]).exists()):
        pytest.skip("needs the package installed, with its script")
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([*line, "validate", "bad.xml"], env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == (f"bad.xml{SHOWN}1 error in 1 of 1 file\n", 1)
    version = subprocess.run([*line, "--version"], env=environment, capture_output=True, text=True, check=True)
    assert version.stdout.startswith("questionforms, version 0.1.0")


def test_an_output_that_cannot_hold_every_character() -> None:
    """A character that the encoding of standard output lacks is written as a Python escape."""
    Path("bad.xml").write_text(BAD.replace("FreeFormAnswer", "Grün冬"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "questionforms", "validate", "bad.xml"],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )
    assert "`Grün\\u51ac` is not an element".encode("cp1252") in done.stdout
    assert done.returncode == 1
