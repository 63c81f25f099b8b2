"""`questionforms validate` with a baseline: known problems are not reported until they are fixed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import BAD, GOOD, run

#: Where the variables of CI systems are unset.
pytestmark = pytest.mark.usefixtures("folder", "outside_ci")

FILE = "known.json"
TWO = GOOD.replace("<FreeTextAnswer/>", "<FreeFormAnswer/>").replace("<Text>?</Text>", "<Txt>?</Txt>")


@pytest.fixture
def outside_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of a CI system is set."""
    for name in ("CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION"):
        monkeypatch.delenv(name, raising=False)


def known(file: str = FILE) -> list[tuple[str, str, int]]:
    """The files, rules and counts in a baseline."""
    content: dict[str, Any] = json.loads(Path(file).read_text(encoding="utf-8"))
    return [(row["file"], row["rule"], row["count"]) for row in content["problems"]]


def found(*arguments: str) -> list[str]:
    """The files and rules that are reported with the baseline."""
    result = run("--baseline", FILE, "--format", "json", *arguments)
    return [f"{problem['file']} {problem['rule']}" for problem in json.loads(result.stdout)["problems"]]


def change(file: str, *replacements: tuple[str, str]) -> None:
    """Replace texts in a file, all of which it has."""
    text = Path(file).read_text(encoding="utf-8")
    for before, after in replacements:
        assert before in text
        text = text.replace(before, after)
    Path(file).write_text(text, encoding="utf-8")


def test_known_problems_are_not_reported() -> None:
    """After the baseline is written, the same run reports nothing and succeeds; only new problems are reported."""
    written = run(".", "--write-baseline", FILE)
    assert (written.exit_code, written.stderr) == (0, f"{FILE}: written with 2 known problems\n")
    assert written.stdout == "4 files checked, no new problems found; 2 known problems not reported\n"
    result = run(".", "--baseline", FILE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "4 files checked, no new problems found; 2 known problems not reported\n"
    Path("new.xml").write_text(BAD)
    result = run(".", "--baseline", FILE)
    assert result.exit_code == 1
    assert result.stdout.startswith("new.xml:")
    assert result.stdout.endswith("\n1 error in 1 of 5 files; 2 known problems not reported\n")
    assert json.loads(run(".", "--baseline", FILE, "--format", "json").stdout)["known"] == 2


def test_a_problem_is_known_wherever_it_moves() -> None:
    """Lines above, indentation, another path, or another part of the same line do not make a problem new."""
    run("bad.xml", "--write-baseline", FILE)
    before = Path("bad.xml").read_text(encoding="utf-8")
    question = before[before.index("  <Question>") : before.index("</QuestionForm>")]
    other = question.replace("<FreeFormAnswer/>", "<FreeTextAnswer/>").replace(">q<", ">p<")
    for changed in (
        "\n\n" + before,
        before.replace("      <FreeFormAnswer/>", "\t<FreeFormAnswer/>"),
        before.replace("  <Question>", f"{other}  <Question>", 1),
        before.replace("<FreeFormAnswer/>", "<FreeFormAnswer/><!-- a comment -->"),
        before.replace("<FreeFormAnswer/>", "<FreeFormAnswer  />"),
    ):
        Path("bad.xml").write_text(changed.lstrip() if changed.startswith("\n") else changed, encoding="utf-8")
        assert found("bad.xml") == []


def test_problems_are_counted() -> None:
    """If there are more problems of a kind than the baseline has, the others are reported."""
    run("bad.xml", "--write-baseline", FILE)
    text = Path("bad.xml").read_text(encoding="utf-8")
    question = text[text.index("  <Question>") : text.index("</QuestionForm>")]
    twice = text.replace(question, question + question.replace(">q<", ">p<"))
    Path("bad.xml").write_text(twice, encoding="utf-8")
    assert found("bad.xml") == ["bad.xml unknown-element"]


def test_another_file_or_rule_is_new() -> None:
    """A problem is only known in its file, and by its rule."""
    run("bad.xml", "--write-baseline", FILE)
    Path("other.xml").write_text(BAD)
    assert found("other.xml") == ["other.xml unknown-element"]
    change("bad.xml", ("<FreeFormAnswer/>", "<FreeTextAnswer x='1'/>"))
    assert found("bad.xml") == ["bad.xml unknown-attribute"]


def test_what_is_fixed_is_forgotten() -> None:
    """A fixed problem is removed from the baseline, which is said, so that it is reported if it comes back."""
    Path("two.xml").write_text(TWO)
    run(".", "--write-baseline", FILE)
    assert known() == [
        ("bad.xml", "unknown-element", 1),
        ("deep/er/bad.question", "unknown-element", 1),
        ("two.xml", "unknown-element", 1),
        ("two.xml", "unknown-element", 1),
    ]
    change("two.xml", ("Txt>", "Text>"))
    Path("bad.xml").write_text(GOOD)
    result = run(".", "--baseline", FILE)
    assert (result.exit_code, result.stderr) == (
        0,
        f"{FILE}: 2 known problems are fixed and no longer in the baseline\n",
    )
    assert known() == [("deep/er/bad.question", "unknown-element", 1), ("two.xml", "unknown-element", 1)]
    assert run(".", "--baseline", FILE).stderr == ""
    Path("bad.xml").write_text(BAD)
    assert found(".") == ["bad.xml unknown-element"]


@pytest.mark.parametrize("variable", ["CI", "TF_BUILD", "JENKINS_URL"])
def test_ci_does_not_change_the_baseline(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In CI, fixed problems are only mentioned, and the run succeeds."""
    run(".", "--write-baseline", FILE)
    before = Path(FILE).read_bytes()
    Path("bad.xml").write_text(GOOD)
    monkeypatch.setenv(variable, "true")
    result = run(".", "--baseline", FILE)
    assert (result.exit_code, Path(FILE).read_bytes()) == (0, before)
    assert result.stderr == f"{FILE}: 1 known problem is fixed; check the same files outside CI to remove it\n"
    monkeypatch.setenv(variable, "false")
    run(".", "--baseline", FILE)
    assert known() == [("deep/er/bad.question", "unknown-element", 1)]


def test_a_run_over_some_files_keeps_the_rest() -> None:
    """The problems of files that are not checked stay known, unless the file is gone."""
    run(".", "--write-baseline", FILE)
    assert run("good.xml", "--baseline", FILE).stderr == ""
    assert run("bad.xml", "--write-baseline", FILE).exit_code == 0
    assert len(known()) == 2
    Path("deep/er/bad.question").unlink()
    assert "1 known problem is fixed" in run("good.xml", "--baseline", FILE).stderr
    assert known() == [("bad.xml", "unknown-element", 1)]


@pytest.mark.parametrize(
    "arguments",
    [["--ignore", "unknown-element"], ["--select", "no-form"], ["--per-file-ignore", "*:unknown-*"]],
)
def test_rules_that_do_not_run_are_not_forgotten(arguments: list[str]) -> None:
    """A run without some rules does not remove their problems, nor does one that writes the baseline."""
    run(".", "--write-baseline", FILE)
    for extra in (["--baseline", FILE], ["--write-baseline", FILE]):
        run("bad.xml", *extra, *arguments)
        run(".", *extra, *arguments)
        assert len(known()) == 2


def test_warnings_that_are_not_reported_are_not_forgotten() -> None:
    """With `--severity error`, known warnings stay in the baseline, and are not counted."""
    warned = GOOD.replace("  <Question>", "  <!-- questionforms: ignore no-form -->\n  <Question>")
    Path("bad.xml").write_text(warned)
    run("bad.xml", "--write-baseline", FILE)
    assert known() == [("bad.xml", "unused-ignore", 1)]
    for extra in ("--baseline", "--write-baseline"):
        run("bad.xml", extra, FILE, "--severity", "error")
        assert known() == [("bad.xml", "unused-ignore", 1)]
    Path("bad.xml").write_text(GOOD)
    run("bad.xml", "--baseline", FILE)
    assert known() == []


def test_a_file_that_cannot_be_read_to_the_end_keeps_its_known_problems() -> None:
    """A new error that keeps the rules from running is reported, and does not make the other problems fixed."""
    url = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd"
    external = (
        f'<ExternalQuestion xmlns="{url}">\n<ExternalURL>http://localhost/</ExternalURL>\n'
        "<FrameHeight>0</FrameHeight></ExternalQuestion>"
    )
    Path("bad.xml").write_text(external)
    run("bad.xml", "--write-baseline", FILE)
    assert len(known()) == 2
    Path("bad.xml").write_text(external.replace("</FrameHeight>", ""))
    assert found("bad.xml") == ["bad.xml not-well-formed"]
    assert len(known()) == 2
    Path("bad.xml").write_text(external)
    assert found("bad.xml") == []


def test_one_is_fixed_and_another_is_added() -> None:
    """In one change, a fixed problem is forgotten although a new one of the same rule is reported."""
    Path("two.xml").write_text(TWO)
    run("two.xml", "--write-baseline", FILE)
    change("two.xml", ("Txt>", "Text>"), ("<QuestionContent>", "<Cntent>"), ("</QuestionContent>", "</Cntent>"))
    assert found("two.xml") == ["two.xml missing-element", "two.xml unknown-element"]
    assert known() == [("two.xml", "unknown-element", 1)]


def test_a_rule_that_no_longer_exists() -> None:
    """A known problem of a rule that this version does not have is forgotten."""
    run("bad.xml", "--write-baseline", FILE)
    change(FILE, ("unknown-element", "strange-element"))
    assert found("bad.xml") == ["bad.xml unknown-element"]
    assert known() == []


def test_the_baseline_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """`baseline` in pyproject.toml is relative to it, from wherever the command runs; `--no-baseline` ignores it."""
    run(".", "--write-baseline", FILE)
    Path("pyproject.toml").write_text(f'[tool.questionforms]\nbaseline = "{FILE}"\n')
    assert run(".").exit_code == 0
    monkeypatch.chdir("deep")
    assert run(".").exit_code == 0
    assert run("er/bad.question", "../bad.xml").exit_code == 0
    shown = run(".", "--no-baseline")
    assert (shown.exit_code, "known problem" in shown.stdout) == (1, False)
    assert run(".", "--no-config").exit_code == 1


def test_a_missing_baseline() -> None:
    """A baseline that is missing, or is something else, is an error with exit code 2 that says what to do."""
    result = run(".", "--baseline", "none.json")
    assert result.exit_code == 2
    assert "none.json: the baseline cannot be read: No such file or directory; write it with" in result.stderr
    for content in ("", "[]", "{}", '{"baseline": 2, "problems": []}', '{"baseline": 1, "problems": [1]}', "<<<<<<<"):
        Path("other.json").write_text(content)
        result = run(".", "--baseline", "other.json")
        assert result.exit_code == 2
        assert "other.json: not a baseline; write it again with --write-baseline" in result.stderr
    result = run(".", "--write-baseline", "none/known.json")
    assert result.exit_code == 2
    assert "known.json: cannot be written: No such file or directory" in result.stderr


def test_a_damaged_baseline_can_be_written_again() -> None:
    """A baseline with a merge conflict is overwritten, but a file that is something else is not."""
    run(".", "--write-baseline", FILE)
    before = Path(FILE).read_text(encoding="utf-8")
    Path(FILE).write_text(f"<<<<<<< HEAD\n{before}=======\n{before}>>>>>>> x\n")
    assert run(".", "--baseline", FILE).exit_code == 2
    assert run(".", "--write-baseline", FILE).exit_code == 0
    assert Path(FILE).read_text(encoding="utf-8") == before
    result = run(".", "--write-baseline", "good.xml")
    assert (result.exit_code, "good.xml: not a baseline, so not overwritten" in result.stderr) == (2, True)
    assert Path("good.xml").read_text() == GOOD
    Path("empty.json").write_text("")
    assert run(".", "--write-baseline", "empty.json").exit_code == 0


def test_options_that_contradict_each_other() -> None:
    """Only one of the options for the baseline can be given."""
    result = run(".", "--baseline", FILE, "--write-baseline", FILE)
    assert result.exit_code == 2
    assert "--baseline and --write-baseline cannot be used together" in result.stderr
    assert run(".", "--no-baseline", "--write-baseline", FILE).exit_code == 2


def test_the_file_is_made_to_be_reviewed() -> None:
    """Each problem is on a line of its own, sorted by file; writing the same problems again changes nothing."""
    Path("größe.xml").write_text(TWO.replace("<Txt>", "<Größe>").replace("</Txt>", "</Größe>"), encoding="utf-8")
    run("größe.xml", "deep", "bad.xml", "--write-baseline", FILE)
    first = Path(FILE).read_text(encoding="utf-8")
    assert first.isascii()
    lines = first.splitlines()
    assert [line.strip().partition('", ')[0] for line in lines if '"file"' in line] == [
        '{"file": "bad.xml',
        '{"file": "deep/er/bad.question',
        *['{"file": "gr\\u00f6\\u00dfe.xml'] * 2,
    ]
    run("bad.xml", "größe.xml", "deep", "--write-baseline", FILE)
    assert Path(FILE).read_text(encoding="utf-8") == first


def test_documents_that_are_not_files() -> None:
    """Documents in Python are known by their names; standard input is never in a baseline without a name."""
    Path("forms.py").write_text(f"bad = {BAD!r}\n")
    run("forms.py:bad", "--write-baseline", FILE)
    assert known() == [("forms.py:bad", "unknown-element", 1)]
    assert run("forms.py:bad", "--baseline", FILE).exit_code == 0
    assert run("-", "--baseline", FILE, data=BAD).exit_code == 1
    run("bad.xml", "--write-baseline", FILE)
    assert run("-", "--stdin-filename", "bad.xml", "--baseline", FILE, data=BAD).exit_code == 0


def test_a_problem_in_a_long_line() -> None:
    """In a file of a single line, a change elsewhere in the line does not make a problem new."""
    Path("bad.xml").write_text("".join(line.strip() for line in BAD.splitlines()))
    run("bad.xml", "--write-baseline", FILE)
    change("bad.xml", ("<Text>?</Text>", f"<Text>{'What? ' * 50}</Text>"))
    assert found("bad.xml") == []


def test_a_key_and_its_form() -> None:
    """A run without the form does not forget what was found by comparing the key with it."""
    Path("key.xml").write_text(
        '<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">'
        "\n<Question><QuestionIdentifier>p</QuestionIdentifier><AnswerOption><SelectionIdentifier>x"
        "</SelectionIdentifier><AnswerScore>1</AnswerScore></AnswerOption></Question></AnswerKey>"
    )
    pair = ["good.xml", "--key", "key.xml"]
    before = [*pair, "--no-baseline", "--format", "json"]
    problems = json.loads(run(*before).stdout)["problems"]
    assert problems
    run(*pair, "--write-baseline", FILE)
    assert run("key.xml", "--baseline", FILE).stderr == ""
    assert found(*pair) == []
