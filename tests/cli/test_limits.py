"""`questionforms validate`: statistics, one line per problem, warnings that fail, and a name for standard input."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from questionforms.codes import summary
from tests.cli.command import BAD, DOUBTFUL, GOOD, PAGE, run
from tests.markdown import ROOT, blocks

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def doubtful(folder: Path) -> str:
    """A file with two warnings."""
    (folder / "doubtful.xml").write_text(DOUBTFUL.replace("to-large", "to-large, to-deep"))
    return "doubtful.xml"


def test_strict(doubtful: str) -> None:
    """With `--strict`, or the setting, warnings fail the run; `--no-strict` overrides the setting."""
    assert run(doubtful).exit_code == 0
    assert run(doubtful, "--strict").exit_code == 1
    assert run("good.xml", "--strict").exit_code == 0
    assert run(doubtful, "--strict", "--severity", "error").exit_code == 0
    Path("pyproject.toml").write_text("[tool.questionforms]\nstrict = true\n")
    assert run(doubtful).exit_code == 1
    assert run(doubtful, "--no-strict").exit_code == 0


def test_max_warnings(doubtful: str) -> None:
    """With more warnings than `--max-warnings`, or the setting, the run fails, and says why."""
    assert [run(doubtful, "--max-warnings", str(limit)).exit_code for limit in (0, 1, 2, 3)] == [1, 1, 0, 0]
    assert run(doubtful, "--max-warnings", "1").stderr == "2 warnings, but max-warnings is 1\n"
    assert run(doubtful, "--max-warnings", "0", "--format", "json", "-q").output == ""
    assert run("good.xml", "--max-warnings", "0").exit_code == 0
    assert run("good.xml", "--max-warnings", "-1").exit_code == 2
    Path("pyproject.toml").write_text("[tool.questionforms]\nmax-warnings = 0\n")
    assert run(doubtful).exit_code == 1
    assert run(doubtful, "--max-warnings", "2").exit_code == 0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("strict = 1", "`strict` is `1`; expected true or false"),
        ("max-warnings = -1", "`max-warnings` is `-1`; expected a whole number, 0 or more"),
        ("max-warnings = true", "`max-warnings` is `True`; expected a whole number, 0 or more"),
        ("baseline = 1", "`baseline` is `1`; expected the path to a file"),
        ("max_warnings = 1", "`max_warnings` is not a setting; did you mean `max-warnings`?"),
    ],
)
def test_wrong_settings(line: str, message: str) -> None:
    """An invalid value is an error that says what was expected."""
    Path("pyproject.toml").write_text(f"[tool.questionforms]\n{line}\n")
    result = run("good.xml")
    assert (result.exit_code, message in result.stderr) == (2, True)


def test_statistics(doubtful: str) -> None:
    """`--statistics` prints a line for each rule, the most frequent first, and the count."""
    many = DOUBTFUL.replace("to-large", ", ".join(f"x{number}" for number in range(10)))
    Path("many.xml").write_text(many)
    result = run(".", "--statistics")
    rows = [line.split(maxsplit=3) for line in result.stdout.splitlines()[:-1]]
    assert rows == [
        ["12", "warning", "unknown-rule", summary("unknown-rule")],
        ["2", "error", "unknown-element", summary("unknown-element")],
    ]
    assert result.stdout.splitlines()[0].index("unknown-rule") == result.stdout.splitlines()[1].index("unknown-element")
    assert result.stdout.endswith("\n2 errors and 12 warnings in 4 of 6 files\n")
    assert result.exit_code == 1
    assert run("good.xml", "--statistics").stdout == "1 file checked, no problems found\n"
    assert run(doubtful, "--statistics", "-o", "counts.txt").stdout == "2 warnings in 1 of 1 file\n"
    assert Path("counts.txt").read_text(encoding="utf-8").startswith("2  warning  unknown-rule  A comment turns")


def test_statistics_for_programs() -> None:
    """As JSON, the statistics are an object with the counts and a list of rules; other formats have none."""
    shown = json.loads(run("bad.xml", "deep", "none.xml", "--statistics", "--format", "json").stdout)
    assert {name: shown[name] for name in ("files", "errors", "warnings", "unread")} == {
        "files": 3, "errors": 2, "warnings": 0, "unread": 1,
    }  # fmt: skip
    assert shown["rules"] == [
        {
            "rule": "unknown-element",
            "severity": "error",
            "count": 2,
            "files": 2,
            "summary": summary("unknown-element"),
        }
    ]
    result = run("bad.xml", "--statistics", "--format", "sarif")
    assert result.exit_code == 2
    assert "--statistics can be printed as text, concise or json, not sarif" in result.stderr


#: How gcc's messages are read: by VS Code's `$gcc`, and by others.
GCC = re.compile(r"^(.*?):(\d+):(\d*):?\s+(?:fatal\s+)?(warning|error):\s+(.*)$")


def test_concise(doubtful: str) -> None:
    """`--format concise` has one line per problem, which every reader of gcc's messages can read, and the count."""
    result = run("bad.xml", doubtful, "--format", "concise")
    first, second, third, count = result.stdout.splitlines()
    number = BAD[: BAD.index("<FreeFormAnswer/>")].count("\n") + 1
    assert first == (
        f"bad.xml:{number}:7: error: `FreeFormAnswer` is not an element of `AnswerSpecification`; did you mean "
        "`FreeTextAnswer`? [unknown-element]"
    )
    own = re.compile(json.loads(blocks(ROOT / "docs" / "editors.md")[-2].content)["pattern"]["regexp"])
    assert own.fullmatch(third)
    for line, severity in ((first, "error"), (second, "warning"), (third, "warning")):
        found = GCC.fullmatch(line)
        assert found is not None
        assert (found[4], found[5][-1]) == (severity, "]")
    assert not GCC.fullmatch(count)
    assert count == "1 error and 2 warnings in 2 of 2 files"


def test_concise_hints_and_elements() -> None:
    """A hint is in brackets before the rule; a document in Python has its name and its path instead of a line."""
    Path("amp.xml").write_text(GOOD.replace("<Text>?", "<Text>a & b"))
    assert run("amp.xml", "--format", "concise").stdout.splitlines()[0].endswith("(write & as &amp;) [not-well-formed]")
    Path("forms.py").write_text(
        "from questionforms import *\nlong = QuestionForm(Question('q', '?' * 70_000, FreeTextAnswer()))\n"
    )
    shown = run("forms.py:long", "--format", "concise").stdout
    assert shown.startswith("forms.py:long: error: the document has 7")
    assert shown.splitlines()[0].endswith(" [too-large]")


def test_a_name_for_standard_input() -> None:
    """With `--stdin-filename`, standard input is checked and reported as the file with that name would be."""
    as_file = run("bad.xml").stdout
    assert run("-", "--stdin-filename", "bad.xml", data=BAD).stdout == as_file
    assert run("-", "--stdin-filename", "new/bad.xml", data=BAD).stdout == as_file.replace("bad.xml", "new/bad.xml")
    for name, rule in (
        ("page.html", "missing-doctype"),
        ("page.HTM", "missing-doctype"),
        ("page.xml", "not-well-formed"),
    ):
        page = PAGE.replace("<!DOCTYPE html>", "")
        assert f"error: {rule}: " in run("-", "--stdin-filename", name, data=page).stdout
    assert "page.html:" in run("-", "--stdin-filename", "page.html", data=BAD).stdout
    assert "unknown-element" in run("-", "--stdin-filename", "page.html", data=BAD).stdout
    github = run("-", "--stdin-filename", "forms/x.xml", "--format", "github", data=BAD).stdout
    assert github.startswith("::error file=forms/x.xml,line=")


def test_settings_apply_to_named_standard_input() -> None:
    """The name decides which per-file ignores apply."""
    Path("pyproject.toml").write_text('[tool.questionforms.per-file-ignores]\n"old/*" = ["unknown-element"]\n')
    assert run("-", "--stdin-filename", "old/x.xml", data=BAD).exit_code == 0
    assert run("-", "--stdin-filename", "new/x.xml", data=BAD).exit_code == 1
    assert run("-", data=BAD).exit_code == 1


def test_a_name_without_standard_input() -> None:
    """It is an error to name standard input without reading it."""
    result = run("bad.xml", "--stdin-filename", "x.xml")
    assert result.exit_code == 2
    assert "--stdin-filename names standard input, but `-` is not among the paths" in result.stderr
