"""`questionforms validate`: the settings that pair keys with forms, and those that name layouts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from questionforms import AnswerKey, AnswerOption, KeyedQuestion, Question, QuestionForm, SelectionAnswer
from questionforms.project.pairs import Pair
from questionforms.project.settings import SettingsError
from tests.cli.command import PAGE, run

FORM = QuestionForm(Question("q", "?", SelectionAnswer({"a": "A", "b": "B"}))).to_xml(indent=True)
KEY = AnswerKey(KeyedQuestion("q", AnswerOption("a", score=1))).to_xml(indent=True)
#: A key for another form.
ODD = AnswerKey(KeyedQuestion("r", AnswerOption("a", score=1))).to_xml(indent=True)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(**files: str) -> None:
    """Write files; a name has `__` for a slash, and no suffix."""
    for name, text in files.items():
        path = Path(f"{name.replace('__', '/')}.xml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def pair(*lines: str) -> None:
    """Write the settings with these lines for the pairs."""
    Path("pyproject.toml").write_text("\n".join(["[tool.questionforms.keys]", *lines]), encoding="utf-8")


def found(*arguments: str) -> list[str]:
    """The file and the rule of each problem."""
    result = run("--format", "json", *arguments)
    return [f"{problem['file']}: {problem['rule']}" for problem in json.loads(result.stdout)["problems"]]


@pytest.mark.parametrize(
    "line",
    [
        '"forms/*.xml" = "keys/*.xml"',
        '"forms/**/*.xml" = "keys/**/*.xml"',
        '"./forms/*" = "./keys/*"',
        '"keys/*.xml" = "forms/*.xml"',
        '"forms/one.xml" = "keys/one.xml"\n"forms/two.xml" = "keys/two.xml"',
    ],
)
def test_keys_are_compared_with_their_forms(line: str) -> None:
    """A key is checked against the form with the same name, whichever of the two patterns is first."""
    pair(line)
    write(forms__one=FORM, forms__two=FORM, keys__one=KEY, keys__two=ODD)
    assert found(".") == ["keys/two.xml: keyed-question-not-in-form"]
    assert found("forms", "keys") == ["keys/two.xml: keyed-question-not-in-form"]
    assert found("--no-config", ".") == []


@pytest.mark.parametrize("line", ['"*.xml" = "*.key.xml"', '"*.key.xml" = "*.xml"', '"**/*.xml" = "**/*.key.xml"'])
def test_a_key_beside_its_form(line: str) -> None:
    """A key can be in the folder of its form, at any depth, and its pattern can match where that of forms does."""
    pair(line)
    write(**{"one": FORM, "one.key": ODD, "deep__two": FORM, "deep__two.key": KEY})
    result = run(".")
    assert "one.key.xml:3:5: error: keyed-question-not-in-form: " in result.stdout
    assert result.stdout.endswith("1 error in 1 of 4 files\n")
    assert result.stderr == ""


def test_one_of_the_two_is_named() -> None:
    """A form that is named is checked with its key, as a hook does that passes what changed; so is a key."""
    pair('"forms/*.xml" = "keys/*.xml"')
    write(forms__one=FORM, keys__one=ODD, forms__two=FORM, keys__two=KEY)
    for name in ("forms/one.xml", "keys/one.xml", "forms"):
        assert found(name) == ["keys/one.xml: keyed-question-not-in-form"]
    assert run("forms/one.xml").stdout.endswith("1 error in 1 of 2 files\n")
    assert run(str(Path("forms/one.xml").absolute())).stdout.startswith(str(Path("keys/one.xml").absolute()))


def test_the_folder_of_the_settings_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patterns are relative to the folder of pyproject.toml."""
    pair('"forms/*.xml" = "keys/*.xml"')
    write(forms__one=FORM, keys__one=ODD)
    monkeypatch.chdir("forms")
    assert found("one.xml") == ["../keys/one.xml: keyed-question-not-in-form"]


def test_a_problem_in_the_form() -> None:
    """What is wrong with a form when it is compared with its key is reported once, with the form's own problems."""
    pair('"forms/*.xml" = "keys/*.xml"')
    write(forms__one=FORM.replace("QuestionForm>", "QuestionFrm>"), keys__one=KEY)
    assert found(".") == ["forms/one.xml: not-well-formed", "keys/one.xml: unreadable-form"]


def test_two_keys_of_a_form() -> None:
    """A form can have several keys."""
    pair('"forms/*.xml" = "keys/*.xml"', '"forms/*.*" = "strict/*.*"')
    write(forms__one=FORM, keys__one=ODD, strict__one=ODD)
    assert found("forms") == [f"{folder}/one.xml: keyed-question-not-in-form" for folder in ("keys", "strict")]


def test_a_partner_that_does_not_exist() -> None:
    """A form without its key, and a key without its form, are reported on standard error; the exit code stays 0."""
    pair('"forms/*.xml" = "keys/*.xml"')
    write(forms__one=FORM, keys__two=KEY, forms__other="<ExternalQuestion/>")
    result = run("forms/one.xml", "keys")
    assert (result.exit_code, result.stdout) == (0, "2 files checked, no problems found\n")
    assert result.stderr == (
        "forms/one.xml: the key of this form, keys/one.xml, does not exist\n"
        "keys/two.xml: the form of this key, forms/two.xml, does not exist\n"
    )


def test_many_forms_without_keys() -> None:
    """Of many forms without keys, the first few are named and the others counted."""
    pair('"forms/*.xml" = "keys/*.xml"')
    write(**{f"forms__{number}": FORM for number in range(8)})
    lines = run("forms").stderr.splitlines()
    assert len(lines) == 6
    assert lines[-1] == "3 more forms without a key"


def test_a_pair_that_matches_nothing() -> None:
    """A pair that matches no file in the folders where it looks is reported, but not if few files are checked."""
    pair('"form/*.xml" = "key/*.xml"', '"forms/*.xml" = "keys/*.xml"')
    write(forms__one=FORM, keys__one=KEY)
    assert run(".").stderr == "keys: no file matches `form/*.xml` or `key/*.xml`\n"
    for arguments in (["forms", "keys"], ["forms/one.xml"]):
        assert run(*arguments).stderr == ""


def test_the_option_comes_first() -> None:
    """With `--key`, the pairs of the settings do not count."""
    pair('"forms/*.xml" = "keys/*.xml"')
    write(forms__one=FORM, keys__one=ODD, other=KEY)
    assert found("forms/one.xml", "--key", "other.xml") == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('"forms/*.xml" = "keys/key.xml"', "expected the same wildcards in both, in the same order"),
        ('"forms/*.xml" = "keys/**/*.xml"', "`keys` pairs `forms/*.xml` with `keys/**/*.xml`; expected the same"),
        ('"*.xml" = "*.xml"', "`keys` pairs `*.xml` with itself; expected two patterns"),
        ('"*.xml" = 1', "expected a table with a pattern for forms, and one for their keys, in each line"),
    ],
)
def test_pairs_that_cannot_be(line: str, message: str) -> None:
    """Patterns that cannot be compared are an error with exit code 2."""
    pair(line)
    write(one=FORM)
    result = run("one.xml")
    assert (result.exit_code, message in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("form", "key", "file", "partners"),
    [
        ("forms/*.xml", "keys/*.xml", "forms/a.xml", ["keys/a.xml"]),
        ("forms/*.xml", "keys/*.xml", "forms/b/a.xml", []),
        ("forms/**/*.xml", "keys/**/*.xml", "forms/b/c/a.xml", ["keys/b/c/a.xml"]),
        ("forms/**/*.xml", "keys/**/*.xml", "keys/a.xml", ["forms/a.xml"]),
        ("*/forms/*.xml", "*/keys/*.xml", "2024/keys/a.xml", ["2024/forms/a.xml"]),
        ("*.form.xml", "*.key.xml", "x/a.form.xml", ["x/a.key.xml"]),
        ("q?.xml", "k?.xml", "q1.xml", ["k1.xml"]),
        ("a[1].xml", "b[1].xml", "a[1].xml", ["b[1].xml"]),
        ("*.xml", "*.key.xml", "a.key.xml", ["a.xml", "a.key.key.xml"]),
        ("*.xml", "*.key.xml", "../a.xml", []),
    ],
)
def test_partners(form: str, key: str, file: str, partners: list[str]) -> None:
    """Each wildcard matches the same text in both patterns."""
    folder = Path("forms of ours").absolute()
    found = Pair(form, key, folder).partners(folder / file)
    assert [path.relative_to(folder).as_posix() for path in found] == partners


def test_patterns_that_differ() -> None:
    """The kinds of wildcards and their order must be the same."""
    with pytest.raises(SettingsError, match="expected the same wildcards in both"):
        Pair("*/?.xml", "?/*.xml", Path())


LAYOUT = "<p>${question}</p>\n<p>${more}</p>\n<input name='answer'>"


@pytest.mark.parametrize("option", [["--layout", "layouts/*.html"], ["--layout", "layouts"], []])
def test_layouts(option: list[str]) -> None:
    """A file that the option or the setting names is checked as a layout, and others are not."""
    if not option:
        Path("pyproject.toml").write_text('[tool.questionforms]\nlayouts = ["layouts/*.html"]', encoding="utf-8")
    Path("layouts").mkdir()
    for name in ("layouts/one.html", "page.html"):
        Path(name).write_text(LAYOUT, encoding="utf-8")
    assert found("layouts", *option) == []
    assert found("layouts/one.html", *option) == []
    assert found("page.html", *option) != []
    assert found("layouts", "--no-config") != []


def test_a_pattern_without_layouts() -> None:
    """A pattern that matches no file is reported, but only if the folder that it starts in was searched."""
    write(layouts__form=FORM, other__form=FORM)
    for arguments, notes in (
        (["."], "layouts: no file matches `layout/*.html`\n"),
        (["layouts"], ""),
        (["layouts/form.xml"], ""),
    ):
        assert run(*arguments, "--layout", "layout/*.html", "--layout", "layouts").stderr == notes


def test_a_document_among_layouts() -> None:
    """A file of layouts that is a document is checked as one, and a layout that is wrong has its problems."""
    write(layouts__form=FORM, layouts__bad=FORM.replace("SelectionAnswer", "Selection"))
    Path("layouts/page.html").write_text(PAGE + "<p id=a><p id=a>", encoding="utf-8")
    problems = found("layouts", "--layout", "layouts")
    assert "layouts/bad.xml: missing-element" in problems
    assert "layouts/page.html: duplicate-id" in problems
