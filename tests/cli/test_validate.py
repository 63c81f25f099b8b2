"""`questionforms validate`: what it checks, prints, and ends with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from questionforms import FreeTextAnswer, Question, QuestionForm
from questionforms.cli import main
from questionforms.namespaces import namespace
from questionforms.schemas import shipped
from tests.documents import SHARED, needs_shared

GOOD = QuestionForm(Question("q", "?", FreeTextAnswer())).to_xml()
BAD = GOOD.replace("<FreeTextAnswer/>", "<FreeText/>")
COLUMN = BAD.index("<FreeText/>") + 1
LINE = (
    f"1:{COLUMN}: error: unknown-element: `FreeText` is no element of `AnswerSpecification`; "
    "did you mean `FreeTextAnswer`?\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with documents, which is the current one."""
    for name, text in {
        "good.xml": GOOD,
        "bad.xml": BAD,
        "deep/er/bad.question": BAD,
        "deep/good.xml": GOOD,
        "deep/notes.txt": "no document",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, data: str | bytes | None = None) -> Result:
    """The result of the command with these arguments."""
    return CliRunner().invoke(main, ["validate", *arguments], input=data)


@pytest.mark.usefixtures("folder")
def test_a_good_file() -> None:
    """A file without a problem: a count, and the exit code 0."""
    result = run("good.xml")
    assert (result.stdout, result.stderr, result.exit_code) == ("1 file checked, no problems\n", "", 0)


@pytest.mark.usefixtures("folder")
def test_a_bad_file() -> None:
    """A file with a problem: one line for it, a count, and the exit code 1."""
    result = run("bad.xml")
    assert (result.stdout, result.stderr, result.exit_code) == (f"bad.xml:{LINE}1 error in 1 of 1 file\n", "", 1)


@pytest.mark.usefixtures("folder")
def test_a_folder() -> None:
    """In a folder, and those in it, the *.xml and *.question files are checked, in order of their names."""
    result = run("deep")
    assert result.stdout == f"deep/er/bad.question:{LINE}1 error in 1 of 2 files\n"
    assert run(".").stdout == f"bad.xml:{LINE}deep/er/bad.question:{LINE}2 errors in 2 of 4 files\n"


@pytest.mark.usefixtures("folder")
def test_several_arguments() -> None:
    """Arguments are checked in the order in which they are given."""
    result = run("good.xml", "bad.xml", "deep/good.xml")
    assert result.stdout == f"bad.xml:{LINE}1 error in 1 of 3 files\n"


@pytest.mark.parametrize(
    ("pattern", "count"),
    [("*.xml", "2 files"), ("**/*.xml", "3 files"), ("deep/*", "3 files"), ("[g]ood.xml", "1 file")],
)
@pytest.mark.usefixtures("folder")
def test_a_pattern(pattern: str, count: str) -> None:
    """A pattern is expanded here, where no shell has done it; a folder that it names is looked into."""
    output = run(pattern, "good.xml").stdout
    number = int(count.split(maxsplit=1)[0]) + 1
    assert f"{number} files" in output


@pytest.mark.parametrize("data", [BAD, BAD.encode(), f"\ufeff{BAD}".encode(), BAD.encode("utf-16")])
def test_standard_input(data: str | bytes) -> None:
    """`-` is standard input, in any encoding."""
    result = run("-", data=data)
    assert (result.stdout, result.exit_code) == (f"<stdin>:{LINE}1 error in 1 of 1 file\n", 1)


@pytest.mark.parametrize("name", ["none.xml", "*.none", "empty"])
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_read(name: str) -> None:
    """What cannot be read is told on standard error; the rest is checked, and the exit code is 2."""
    Path("empty").mkdir()
    result = run(name, "bad.xml")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{name}: cannot be read: ")
    assert result.stdout == f"bad.xml:{LINE}1 error in 1 of 1 file; 1 could not be checked\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="needs a user whom file permissions bind")
@pytest.mark.usefixtures("folder")
def test_a_file_without_permission() -> None:
    """A file in a folder that may not be read does not end the run."""
    Path("deep/good.xml").chmod(0)
    result = run(".")
    assert result.exit_code == 2
    assert "deep/er/bad.question" in result.stdout


@pytest.mark.usefixtures("folder")
def test_quiet() -> None:
    """`--quiet` prints nothing, but for what could not be read."""
    for name, code in (("good.xml", 0), ("bad.xml", 1)):
        result = run("--quiet", name)
        assert (result.output, result.exit_code) == ("", code)
    assert run("-q", "none.xml").stdout == ""


def test_schemas_of_ones_own(folder: Path) -> None:
    """`--schemas` names a folder of XSDs that decide; a useless one is exit code 2."""
    own = shipped().file(namespace("QuestionForm")).read_text(encoding="utf-8")
    (folder / "xsd").mkdir()
    (folder / "xsd" / "own.xsd").write_text(own.replace('"FreeTextAnswer"', '"FreeText"'), encoding="utf-8")
    assert run("--schemas", "xsd", "bad.xml").exit_code == 0
    assert run("--schemas", "xsd", "good.xml").exit_code == 1
    result = run("--schemas", "deep", "good.xml")
    assert result.exit_code == 2
    assert "holds no XSD" in result.stderr
    assert run("--schemas", "none", "good.xml").exit_code == 2


@needs_shared
@pytest.mark.usefixtures("folder")
def test_amazons_own_schemas() -> None:
    """Amazon's own files can be brought."""
    folder = str(SHARED / "reference" / "schemas")
    assert run("--schemas", folder, "good.xml").exit_code == 0
    assert run("--schemas", folder, "bad.xml").exit_code == 1


def test_no_argument() -> None:
    """Without a path, the command says how it is used; exit code 2."""
    result = run()
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_warnings_and_colours(folder: Path) -> None:
    """On a terminal the severity is in colour; in a pipe there are no escape sequences."""
    coloured = CliRunner().invoke(main, ["validate", "bad.xml"], color=True)
    assert "\x1b[31m" in coloured.stdout
    assert "\x1b" not in run(str(folder / "bad.xml")).stdout


@pytest.mark.parametrize("command", [["-m", "questionforms"], [str(Path(sys.executable).parent / "questionforms")]])
def test_the_installed_command(command: list[str], folder: Path) -> None:
    """The script, and the module, are the command."""
    line = [sys.executable, *command] if command[0] == "-m" else command
    if not (command[0] == "-m" or Path(command[0]).exists()):
        pytest.skip("needs the package installed, with its script")
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(
        [*line, "validate", "bad.xml"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == (f"bad.xml:{LINE}1 error in 1 of 1 file\n", 1)
    version = subprocess.run([*line, "--version"], env=environment, capture_output=True, text=True, check=True)
    assert version.stdout.startswith("questionforms, version 0.1.0")
