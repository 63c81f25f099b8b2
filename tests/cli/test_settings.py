"""`questionforms validate`: choosing rules and files, on the command line and in pyproject.toml."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from questionforms.project.pyproject import _READERS
from questionforms.project.settings import Pattern, Settings
from tests.cli.command import BAD, DOUBTFUL, run

pytestmark = pytest.mark.usefixtures("folder")

#: A document with two errors and a warning.
SEVERAL = DOUBTFUL.replace("<FreeTextAnswer/>", "<FreeText/>").replace(
    "</QuestionIdentifier>", "</QuestionIdentifier><IsRequired>yes</IsRequired>"
)


@pytest.fixture(autouse=True)
def several(folder: Path) -> None:
    """A file with several problems."""
    (folder / "several.xml").write_text(SEVERAL)


def rules(*arguments: str) -> list[str]:
    """The rules that a run reports, in order."""
    result = run("--format", "json", *arguments)
    return [problem["rule"] for problem in json.loads(result.stdout)["problems"]]


def configure(text: str, file: str = "pyproject.toml") -> None:
    """Write [tool.questionforms] with these lines."""
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    Path(file).write_text(f"[tool.questionforms]\n{text}\n")


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], ["unknown-rule", "invalid-value", "unknown-element"]),
        (["--select", "invalid-value"], ["invalid-value"]),
        (["--select", "invalid-value, unknown-rule"], ["unknown-rule", "invalid-value"]),
        (["--select", "invalid-value", "--select", "unknown-rule"], ["unknown-rule", "invalid-value"]),
        (["--select", "unknown-*"], ["unknown-rule", "unknown-element"]),
        (["--ignore", "unknown-*"], ["invalid-value"]),
        (["--select", "unknown-*", "--ignore", "unknown-rule"], ["unknown-element"]),
        (["--severity", "error"], ["invalid-value", "unknown-element"]),
        (["--severity", "warning"], ["unknown-rule", "invalid-value", "unknown-element"]),
        (["--per-file-ignore", "several.*:unknown-*"], ["invalid-value"]),
        (["--per-file-ignore", "other.xml:unknown-*"], ["unknown-rule", "invalid-value", "unknown-element"]),
        (
            ["--per-file-ignore", "several.xml:unknown-rule", "--per-file-ignore", "*.xml:invalid-value"],
            ["unknown-element"],
        ),
    ],
)
def test_rules_and_severities(arguments: list[str], found: list[str]) -> None:
    """Rules can be named singly, with commas, repeatedly, or by patterns; a severity is the lowest to report."""
    assert rules(*arguments, "several.xml") == found


def test_what_is_not_reported_does_not_count() -> None:
    """The exit code and the counts only include reported problems."""
    result = run("--ignore", "unknown-element,invalid-value", "several.xml")
    assert (result.exit_code, "1 warning in 1 of 1 file" in result.stdout) == (0, True)
    assert run("--ignore", "unknown-*,invalid-value", "several.xml").stdout == "1 file checked, no problems found\n"


@pytest.mark.parametrize(
    ("option", "value"),
    [("--select", "unkown-element"), ("--ignore", "unkown-element"), ("--per-file-ignore", "*:unkown-element")],
)
def test_the_name_of_no_rule(option: str, value: str) -> None:
    """An unknown rule is an error with a suggestion and exit code 2."""
    result = run(option, value, "several.xml")
    assert result.exit_code == 2
    assert "there is no rule `unkown-element`; did you mean `unknown-element`?" in result.stderr


def test_the_name_of_a_rule_for_answers() -> None:
    """What is found in answers or calls alone cannot be all that is selected; to ignore it changes nothing."""
    result = run("--select", "unknown-question", "several.xml")
    assert result.exit_code == 2
    assert "`unknown-question` is a rule for answers, not for documents" in result.stderr
    assert run("--ignore", "unknown-question", "several.xml").stdout == run("several.xml").stdout


def test_a_pattern_without_a_rule() -> None:
    """A pattern for files without a rule is an error with exit code 2."""
    result = run("--per-file-ignore", "several.xml", "several.xml")
    assert (result.exit_code, "expected PATTERN:RULE" in result.stderr) == (2, True)


def test_exclude() -> None:
    """Excluded files are skipped in folders and patterns, but checked if named."""
    assert run("--exclude", "deep", ".").stdout.endswith("4 errors in 2 of 3 files\n") is False
    assert "deep" not in run("--exclude", "deep", ".").stdout
    assert "several" not in run("--exclude", "several.xml", "*.xml").stdout
    assert "several" in run("--exclude", "several.xml", "several.xml").stdout


@pytest.mark.parametrize(
    ("pattern", "meant"),
    [
        ("b.xml", ["b.xml", "x/b.xml", "x/y/b.xml"]),
        ("*.xml", ["b.xml", "x/b.xml", "x/y/b.xml"]),
        ("x", ["x/b.xml", "x/y/b.xml"]),
        ("x/", ["x/b.xml", "x/y/b.xml"]),
        ("y", ["x/y/b.xml"]),
        ("x/y", ["x/y/b.xml"]),
        ("x/*.xml", ["x/b.xml"]),
        ("./b.xml", ["b.xml", "x/b.xml", "x/y/b.xml"]),
        ("**/b.xml", ["b.xml", "x/b.xml", "x/y/b.xml"]),
        ("x/**", ["x/b.xml", "x/y/b.xml"]),
        ("x/**/b.xml", ["x/b.xml", "x/y/b.xml"]),
        ("?.xml", ["b.xml", "x/b.xml", "x/y/b.xml"]),
        ("b.xm", []),
        ("[b].xml", []),
        ("y/b.xml", []),
    ],
)
def test_patterns(pattern: str, meant: list[str], tmp_path: Path) -> None:
    """A name matches at any depth, a path is relative to the folder, and a folder includes everything in it."""
    files = ["b.xml", "x/b.xml", "x/y/b.xml"]
    assert [file for file in files if Pattern(pattern, tmp_path).matches(tmp_path / file)] == meant
    assert not Pattern(pattern, tmp_path / "z").matches(tmp_path / "b.xml")


def test_settings_in_pyproject() -> None:
    """[tool.questionforms] in the nearest pyproject.toml applies, also in its subfolders."""
    configure('select = ["unknown-*"]\nignore = ["unknown-rule"]')
    assert rules("several.xml") == ["unknown-element"]
    Path("deep/pyproject.toml").write_text("[tool.other]\n")
    Path("deep/several.xml").write_text(SEVERAL)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir("deep")
        assert rules("several.xml") == ["unknown-element"]
        configure('severity = "error"')
        assert rules("several.xml") == ["invalid-value", "unknown-element"]


def test_every_setting() -> None:
    """Each setting of the command can be in the file, with paths and patterns relative to it."""
    assert {name.replace("-", "_") for name in _READERS} == {field.name for field in fields(Settings)}
    configure(
        """
        format = "github"
        severity = "error"
        exclude = ["deep", "node_modules"]
        schemas = "xsd"
        per-file-ignores = {"several.xml" = ["invalid-value"]}
        """
    )
    assert "xsd" in run("several.xml").stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir("deep")
        assert str(Path("../xsd").resolve()) in run("good.xml").stderr
    configure('format = "github"\nexclude = ["deep"]\nper-file-ignores = {"several.xml" = ["invalid-value"]}')
    shown = run(".").stdout
    assert shown.startswith("::error file=bad.xml")
    assert "deep" not in shown
    assert "title=invalid-value" not in shown


def test_the_command_line_comes_first() -> None:
    """An option replaces the same setting in the file; other settings still apply."""
    configure('select = ["unknown-*"]\nseverity = "error"\nformat = "json"')
    assert rules("several.xml", "--select", "invalid-value,unknown-rule") == ["invalid-value"]
    assert run("several.xml", "--format", "text").stdout.startswith("several.xml:")


def test_settings_in_a_folder_above() -> None:
    """Patterns are relative to the folder of a file that is named by a path with dots."""
    configure('per-file-ignores = {"deep/several.xml" = ["unknown-*"]}', "house.toml")
    Path("deep/several.xml").write_text(SEVERAL, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir("deep")
        assert rules("--config", "../house.toml", "several.xml") == ["invalid-value"]


def test_no_config() -> None:
    """`--no-config` reads no pyproject.toml, not even a broken one."""
    Path("pyproject.toml").write_text("[tool")
    assert run("good.xml").exit_code == 2
    assert run("--no-config", "good.xml").exit_code == 0


def test_config() -> None:
    """`--config` reads another file instead of the nearest."""
    Path("pyproject.toml").write_text("[tool")
    configure('select = ["invalid-value"]', "settings/house.toml")
    assert rules("--config", "settings/house.toml", "several.xml") == ["invalid-value"]
    Path("empty.toml").write_text("")
    for file, message in (("empty.toml", "there is no [tool.questionforms]"), ("none.toml", "cannot be read: No such")):
        result = run("--config", file, "good.xml")
        assert (result.exit_code, f"{file}: {message}" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('selct = ["x"]', "`selct` is not a setting; did you mean `select`?"),
        (
            "zebra = 1",
            "`zebra` is not a setting; expected one of select, ignore, severity, format, schemas, exclude, per-f",
        ),
        ('per_file_ignores = {"x" = []}', "`per_file_ignores` is not a setting; did you mean `per-file-ignores`?"),
        ('select = ["unkown-element"]', "there is no rule `unkown-element`; did you mean `unknown-element`?"),
        ('per-file-ignores = {"x" = ["nix"]}', "there is no rule `nix`"),
        ('ignore = "schema"', "`ignore` is `'schema'`; expected a list of strings"),
        ("ignore = [1]", "`ignore` is `[1]`; expected a list of strings"),
        ('severity = "fatal"', "`severity` is `'fatal'`; expected one of error, warning"),
        ("format = []", "`format` is `[]`; expected one of text, json, github, sarif, junit"),
        ("schemas = 1", "`schemas` is `1`; expected the path to a folder"),
        (
            "per-file-ignores = []",
            "`per-file-ignores` is `[]`; expected a table of patterns, each with a list of rules",
        ),
    ],
)
def test_a_wrong_setting(line: str, message: str) -> None:
    """An unknown setting or an invalid value is an error that names the file, with exit code 2."""
    configure(line)
    result = run("good.xml")
    assert result.exit_code == 2
    assert f"pyproject.toml: [tool.questionforms]: {message}" in result.stderr


def test_a_table_that_is_none() -> None:
    """It is an error with exit code 2 if [tool.questionforms] is not a table."""
    Path("pyproject.toml").write_text("[tool]\nquestionforms = 1\n")
    result = run("good.xml")
    assert (result.exit_code, "expected a table, not `1`" in result.stderr) == (2, True)
    Path("pyproject.toml").write_text("tool = 1\n")
    assert run("good.xml").exit_code == 0
    assert "unknown-element" in BAD or run("bad.xml").exit_code == 1
