"""Answers of several classes to one question: each is a label, and how many there are is logged."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from questionforms import Answer, Answers, FreeTextAnswer, IsNumeric, Question, QuestionForm
from questionforms.answers import table
from questionforms.quality import agreement, consensus, workers

pa: Any = pytest.importorskip("pyarrow", reason="needs pyarrow, from the extra `quality`")
pytest.importorskip("krippendorff", reason="needs krippendorff, from the extra `quality`")


def sent(*values: Any) -> list[dict[str, Any]]:
    """An assignment of a crowd-form for each value of its field `stars`, by different workers for one unit."""
    return [
        {
            "AssignmentId": f"A{number}",
            "HITId": "H",
            "WorkerId": f"W{number}",
            "Answer": Answers(Answer("taskAnswers", text=json.dumps([{"stars": value}]))).to_xml(),
        }
        for number, value in enumerate(values)
    ]


def given_labels(*values: Any) -> list[str]:
    """The label of each of these values, each the only answer to its unit; a last text is of another class."""
    rows = [{**row, "HITId": f"H{number}"} for number, row in enumerate(sent(*values, "n/a"))]
    return [str(label) for label in consensus(rows, "stars").column("label").to_pylist()[:-1]]


def test_numbers_and_a_text_are_labels(caplog: pytest.LogCaptureFixture) -> None:
    """All answers count, as names, and how many of each class there are is logged."""
    with caplog.at_level(logging.WARNING, "questionforms.quality"):
        found = agreement(sent(4, 5, "n/a", "4"), "stars")
    assert (found.answers, found.metric) == (4, "nominal")
    assert found.percent == pytest.approx(1 / 6)
    assert "answers to `stars` are of several kinds, so all are compared as text: 2 texts and 2 numbers" in (
        caplog.text
    )
    (row,) = consensus(sent(4, 4.0, 5, "n/a"), "stars").to_pylist()
    assert (row["label"], row["votes"]) == ("4", 4)
    assert sum(workers(sent(4, 5, "n/a"), "stars").column("answers").to_pylist()) == 3


def test_every_class_has_its_text() -> None:
    """Numbers, truth values, selections and arrays are written the same way wherever they occur."""
    values = [4, 2.5, True, False, {"on": True, "off": False}, {"on": True, "in": True}, ["b", "a"], [1, 2]]
    assert given_labels(*values) == ["4", "2.5", "true", "false", "on", "in|on", "a|b", "1|2"]
    assert given_labels(4, [2, 1]) == ["4", "1|2"]
    assert given_labels({"on": True, "in": False}, {"on": False, "in": False}) == ["on", "(none selected)"]


def test_arrays_beside_selections() -> None:
    """Where nobody sent a text, arrays are in the question's first column, and equal to selections."""
    found = agreement(sent(["a", "b"], {"b": True, "a": True}), "stars")
    assert (found.answers, found.percent) == (2, 1.0)


def test_decimals_have_no_added_zeros() -> None:
    """A column of decimals gives the numbers that were sent."""
    assert given_labels(2.5, 12345678901234567890, 4) == ["2.5", "12345678901234567890", "4"]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_data_frames_give_the_same(library: str) -> None:
    """The columns of a question can have been in a data frame."""
    frame: Any = pytest.importorskip(library, reason=f"needs {library}, from the extra `test`")
    made = table(sent(4, "4", True, {"on": True, "in": True}, [1, 2], "n/a"))
    same = made.to_pandas() if library == "pandas" else frame.from_arrow(made)
    assert agreement(same, "stars") == agreement(made, "stars")
    assert agreement(made, "stars").answers == 6


def test_one_class_remains_what_it_is(caplog: pytest.LogCaptureFixture) -> None:
    """Numbers alone have the metric of numbers, also in a part of a table with an empty column of texts."""
    whole = table(sent(4, 5, "n/a"))
    with caplog.at_level(logging.WARNING, "questionforms.quality"):
        assert agreement(sent(4, 5), "stars").metric == "interval"
        assert agreement(whole.slice(0, 2), "stars").metric == "interval"
    assert caplog.text == ""


def test_columns_of_other_types_are_other_questions() -> None:
    """A column that only looks like a further one of the question is not part of it."""
    frame = pa.table({"HITId": ["H", "H"], "WorkerId": ["W", "V"], "q": ["a", "a"], "q.number": ["one", "two"]})
    assert agreement(frame, "q").percent == 1.0
    assert agreement(frame, "q.number").percent == 0.0


def test_columns_of_one_question_are_one_question() -> None:
    """Without a question, the columns of each question are compared together."""
    rows = [*sent(True, True, "maybe", "maybe")]
    assert workers(rows).column("answers").to_pylist() == [1, 1, 1, 1]


def test_answers_that_no_column_holds_are_counted(caplog: pytest.LogCaptureFixture) -> None:
    """With a form that asks for a number, a text is not a label, which is logged."""
    form = QuestionForm(Question("stars", "?", FreeTextAnswer(IsNumeric())))
    rows = [
        {"AssignmentId": f"A{w}", "HITId": "H", "WorkerId": w, "Answer": Answers(Answer("stars", text=text)).to_xml()}
        for w, text in (("V", "4"), ("W", "n/a"))
    ]
    with caplog.at_level(logging.WARNING, "questionforms.quality"):
        assert agreement(rows, "stars", form=form).answers == 1
        polars: Any = pytest.importorskip("polars", reason="needs polars, from the extra `test`")
        assert agreement(polars.from_arrow(table(rows, form)), "stars").answers == 1
    assert len(caplog.records) == 2
    assert "left out 1 answer to `stars` that its columns cannot hold; see the column `rest`" in caplog.text
