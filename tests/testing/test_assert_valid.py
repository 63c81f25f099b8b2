"""`questionforms.testing.assert_valid`: it passes valid documents, and fails with a report for others."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from questionforms import FreeTextAnswer, InvalidArgument, Question, QuestionForm, SchemaNotFound
from questionforms.testing import assert_valid
from tests.cli.command import BAD, DOUBTFUL, FORM, GOOD, SHOWN
from tests.testing.projects import write_baseline, write_pair


@pytest.mark.parametrize("source", [FORM, GOOD, GOOD.encode(), DOUBTFUL])
def test_silent(source: QuestionForm | str | bytes) -> None:
    """A document without errors passes, in any form."""
    assert_valid(source)


def test_the_report() -> None:
    """A failure is an AssertionError whose message is the report, with the line and a caret."""
    with pytest.raises(AssertionError) as failure:
        assert_valid(BAD, file="form.xml")
    assert str(failure.value) == f"the document has 1 problem:\nform.xml{SHOWN}".rstrip()


def test_a_file(tmp_path: Path) -> None:
    """A path is read, and its lines are shown."""
    (tmp_path / "form.xml").write_text(BAD)
    with pytest.raises(AssertionError) as failure:
        assert_valid(tmp_path / "form.xml")
    assert f"form.xml{SHOWN}".rstrip() in str(failure.value)


def test_a_document_built_in_python() -> None:
    """A document object has no lines, so its problems are only listed."""
    long = QuestionForm(Question("q", "?" * 70_000, FreeTextAnswer()))
    with pytest.raises(AssertionError, match=r"\Athe document has 1 problem:\n.*error: too-large: "):
        assert_valid(long)


def test_severity() -> None:
    """Warnings only fail on request; errors always do."""
    with pytest.raises(AssertionError, match="warning: unknown-rule: "):
        assert_valid(DOUBTFUL, severity="warning")
    with pytest.raises(AssertionError, match="error: unknown-element"):
        assert_valid(BAD, severity="warning")


def test_a_wrong_severity() -> None:
    """A severity that does not exist is refused, instead of passing every document."""
    with pytest.raises(InvalidArgument, match="'info' is not valid; expected 'error' or 'warning'"):
        assert_valid(BAD, severity="info")  # type: ignore[arg-type]


def test_options() -> None:
    """The options are those of `iter_problems`."""
    assert_valid(BAD, ignore=["unknown-element"])
    assert_valid(DOUBTFUL, severity="warning", select=["schema"])
    with pytest.raises(InvalidArgument, match="there is no rule `schem`"):
        assert_valid(GOOD, select=["schem"])


def test_the_traceback_ends_in_the_test() -> None:
    """A failure shows the caller's line, not one in this library."""
    with pytest.raises(AssertionError) as failure:
        assert_valid(BAD)
    ours = failure.traceback[-1]
    assert ours.frame.f_locals["__tracebackhide__"] is True
    assert "questionforms/testing" in traceback.extract_tb(failure.tb)[-1].filename.replace("\\", "/")


def configured(folder: Path, settings: str) -> Path:
    """A document with an error and one with a warning, in a project with these settings; returns the folder."""
    (folder / "forms").mkdir()
    (folder / "forms" / "bad.xml").write_text(BAD, encoding="utf-8")
    (folder / "forms" / "doubtful.xml").write_text(DOUBTFUL, encoding="utf-8")
    (folder / "pyproject.toml").write_text(f"[tool.questionforms]\n{settings}\n", encoding="utf-8")
    return folder / "forms"


@pytest.mark.parametrize(
    "settings",
    [
        'ignore = ["unknown-element"]',
        'select = ["html-*"]',
        'per-file-ignores = { "forms/bad.xml" = ["unknown-element"] }',
        'exclude = ["forms"]',
    ],
)
def test_settings(tmp_path: Path, settings: str) -> None:
    """The settings nearest to the file apply, wherever the test runs; `config=False` reads none."""
    forms = configured(tmp_path, settings)
    assert_valid(forms / "bad.xml")
    with pytest.raises(AssertionError, match="unknown-element"):
        assert_valid(forms / "bad.xml", config=False)


def test_the_severity_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A severity in the settings is that of the test, unless the test has its own."""
    forms = configured(tmp_path, 'severity = "warning"')
    with pytest.raises(AssertionError, match="warning: "):
        assert_valid(forms / "doubtful.xml")
    assert_valid(forms / "doubtful.xml", severity="error")
    assert_valid(DOUBTFUL)
    monkeypatch.chdir(forms)
    with pytest.raises(AssertionError, match="warning: "):
        assert_valid(DOUBTFUL)


def test_the_schemas_of_the_settings(tmp_path: Path) -> None:
    """A folder of schemas in the settings is used, and one that is passed instead of it."""
    forms = configured(tmp_path, 'schemas = "nothing"')
    with pytest.raises(SchemaNotFound, match="nothing"):
        assert_valid(forms / "doubtful.xml")
    assert_valid(forms / "doubtful.xml", schemas=None)


def test_options_override_settings(tmp_path: Path) -> None:
    """What a test passes counts, and the rest of the settings still applies."""
    forms = configured(tmp_path, 'ignore = ["unknown-element"]\nseverity = "warning"')
    with pytest.raises(AssertionError, match="error: unknown-element"):
        assert_valid(forms / "bad.xml", ignore=[])
    with pytest.raises(AssertionError, match="warning: "):
        assert_valid(forms / "doubtful.xml", ignore=[])


def test_another_file_of_settings(tmp_path: Path) -> None:
    """`config` names a file; one that does not exist, or has a wrong setting, is refused."""
    forms = configured(tmp_path, "")
    other = tmp_path / "other.toml"
    other.write_text('[tool.questionforms]\nignore = ["unknown-element"]\n', encoding="utf-8")
    assert_valid(forms / "bad.xml", config=other)
    assert_valid(BAD, config=other)
    other.write_text("[tool.questionforms]\nignored = []\n", encoding="utf-8")
    with pytest.raises(InvalidArgument, match="did you mean `ignore`"):
        assert_valid(forms / "bad.xml", config=other)
    with pytest.raises(InvalidArgument, match="cannot be read"):
        assert_valid(BAD, config=tmp_path / "missing.toml")


def test_layouts(tmp_path: Path) -> None:
    """A file that is a layout in the settings is checked as one."""
    page = tmp_path / "layout.html"
    page.write_text("<p>${text}</p><input name='a'>", encoding="utf-8")
    with pytest.raises(AssertionError, match="unfilled-placeholder"):
        assert_valid(page, severity="warning", config=False)
    (tmp_path / "pyproject.toml").write_text('[tool.questionforms]\nlayouts = ["layout*.html"]\n', encoding="utf-8")
    assert_valid(page, severity="warning")
    with pytest.raises(AssertionError, match="unfilled-placeholder"):
        assert_valid(page, severity="warning", layout=False)


def test_keys(tmp_path: Path) -> None:
    """A form and its key are compared, each with the problems in its own file; a form that is passed counts instead."""
    write_pair(tmp_path)
    form, key = tmp_path / "forms" / "one.xml", tmp_path / "keys" / "one.xml"
    with pytest.raises(AssertionError, match=r"one\.xml:.*error: keyed-question-not-in-form"):
        assert_valid(key)
    assert_valid(form)
    assert_valid(key, ignore=["keyed-question-not-in-form"])
    assert_valid(key, config=False)
    assert_valid(key, form=form.read_text(encoding="utf-8").replace(">q<", ">r<"))


def test_the_baseline(tmp_path: Path) -> None:
    """Known problems do not fail, new ones do, and the file of the baseline is not changed."""
    forms = configured(tmp_path, 'baseline = "known.json"')
    with pytest.raises(InvalidArgument, match=r"known\.json: the baseline cannot be read"):
        assert_valid(forms / "bad.xml")
    write_baseline(tmp_path)
    before = (tmp_path / "known.json").read_bytes()
    assert_valid(forms / "bad.xml", severity="warning")
    assert_valid(BAD, file=str(forms / "bad.xml"))
    with pytest.raises(AssertionError, match="the document has 1 problem:"):
        assert_valid(BAD, file=str(forms / "new.xml"))
    with pytest.raises(AssertionError, match="the document has 1 problem:"):
        assert_valid(forms / "bad.xml", config=False)
    (forms / "bad.xml").write_text(GOOD, encoding="utf-8")
    assert_valid(forms / "bad.xml")
    assert (tmp_path / "known.json").read_bytes() == before


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file fails the test, and the message names it."""
    for name in ("none.xml", "none.html"):
        with pytest.raises(AssertionError, match=rf"{name}: cannot be read: No such file"):
            assert_valid(tmp_path / name)
