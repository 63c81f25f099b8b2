"""`questionforms.testing.assert_valid`: it passes valid documents, and fails with a report for others."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from questionforms import FreeTextAnswer, InvalidArgument, Question, QuestionForm
from questionforms.testing import assert_valid
from tests.cli.command import BAD, DOUBTFUL, FORM, GOOD, SHOWN


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
