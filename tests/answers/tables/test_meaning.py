"""Truth values: columns that are all true or false are one question with a list, wherever the answers come from."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from questionforms import Answer, Answers, Question, QuestionForm, SelectionAnswer
from questionforms.answers import read_requester_csv, requester_csv, rows, summary, table
from tests.documents import SHARED, needs_shared

pa = pytest.importorskip("pyarrow")

CASES = SHARED / "cases" / "archives"


def as_csv(tmp_path: Path, *records: dict[str, str]) -> Path:
    """A results file of the requester site with these answers, one row for each mapping."""
    names = dict.fromkeys(name for one in records for name in one)
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, ["HITId", "AssignmentId", "WorkerId", *(f"Answer.{name}" for name in names)])
    writer.writeheader()
    for number, one in enumerate(records):
        ids = {"HITId": "H1", "AssignmentId": f"A{number}", "WorkerId": f"W{number}"}
        writer.writerow(ids | {f"Answer.{name}": text for name, text in one.items()})
    path = tmp_path / "Batch_1_batch_results.csv"
    path.write_text(file.getvalue(), newline="")
    return path


def as_xml(*records: dict[str, str]) -> list[tuple[str, str]]:
    """The same as documents: an HTML page sends texts only."""
    return [
        (f"A{number}", Answers(*[Answer(name, text=text) for name, text in one.items() if text]).to_xml())
        for number, one in enumerate(records)
    ]


def answers_of(found: Any) -> list[dict[str, Any]]:
    """The columns of the answers, without `rest`."""
    return [dict(list(row.items())[12:-1]) for row in found]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (
            [{"mood.good": "true", "mood.bad": "false"}, {"mood.good": "false", "mood.bad": "false"}],
            [{"mood": ["good"]}, {"mood": []}],
        ),
        ([{"mood.good": "TRUE", "mood.bad": "False"}], [{"mood": ["good"]}]),
        ([{"a.b.very good": "true", "a.b.so so": "true"}], [{"a.b": ["very good", "so so"]}]),
        (
            [{"agree.on": "true"}, {"agree.on": "false"}, {"agree.on": ""}],
            [{"agree": True}, {"agree": False}, {"agree": None}],
        ),
        ([{"food.on": "true", "food.off": "false"}], [{"food": ["on"]}]),
        ([{"mood.good": "true", "mood.note": "so so"}], [{"mood.good": True, "mood.note": "so so"}]),
        ([{"mood.good": "true", "mood.bad": ""}], [{"mood": ["good"]}]),
        ([{"mood.": "true", ".good": "false", "ok": "true"}], [{"mood.": True, ".good": False, "ok": True}]),
        ([{"mood": "fine", "mood.good": "true"}], [{"mood": "fine", "mood.good": True}]),
    ],
)
def test_truth_values(tmp_path: Path, records: list[dict[str, str]], expected: list[dict[str, Any]]) -> None:
    """CSV and XML of the same answers give the same columns: lists of what is true, or a boolean for `on` alone."""
    path = as_csv(tmp_path, *records)
    for source in (path, as_xml(*records)):
        found = table(source)
        assert answers_of(found.to_pylist()) == expected
        assert found["rest"].null_count == len(found)
    plain = [{name: value for name, value in row.items() if value not in ("true", "false")} for row in expected]
    for row, wanted in zip(answers_of(rows(path)), plain, strict=True):
        assert row.keys() == wanted.keys()


def test_a_form_of_the_crowd_and_its_columns(tmp_path: Path) -> None:
    """The JSON of a crowd-form, and the columns that the site makes of it, give the same table."""
    sent = [
        {"mood": {"good": True, "bad": False}, "agree": {"on": True}, "label": "x"},
        {"mood": {"good": False, "bad": False}, "agree": {"on": False}, "label": "y"},
    ]
    documents = [
        {"AssignmentId": f"A{number}", "Answer": Answers(Answer("taskAnswers", text=json.dumps([one]))).to_xml()}
        for number, one in enumerate(sent)
    ]
    path = tmp_path / "site.csv"
    path.write_text(requester_csv(documents), newline="")
    one, other = table(documents), table(path)
    for name in ("mood", "agree", "label"):
        assert one[name].to_pylist() == other[name].to_pylist()
        assert one.schema.field(name).type == other.schema.field(name).type


@pytest.mark.parametrize("layout", ["wide", "long"])
def test_options_leave_truth_values(layout: Any) -> None:
    """`expand=False` leaves each truth value in a column of its own."""
    sent = as_xml({"mood.good": "true", "mood.bad": "false"})
    found = table(sent, expand=False, layout=layout)
    names = found.schema.names if layout == "wide" else found["question"].to_pylist()
    assert {"mood.good", "mood.bad"} <= set(names)
    assert "mood" not in names


def test_rows_in_the_long_layout_do_not_wait() -> None:
    """Long rows are yielded as they are read, so truth values stay as they were sent; a long table groups them."""
    sent = as_xml({"mood.good": "true", "mood.bad": "false"})
    assert [(row["question"], row["value"]) for row in rows(sent, layout="long")] == [
        ("mood.good", "true"),
        ("mood.bad", "false"),
    ]
    assert table(sent, layout="long").select(["question", "part", "value"]).to_pylist() == [
        {"question": "mood", "part": "selection", "value": "good"}
    ]


def test_truth_values_by_a_form(tmp_path: Path) -> None:
    """With a form, truth values are the selections of its question, and other columns are questions by themselves."""
    form = QuestionForm(
        Question("mood", "?", SelectionAnswer({"good": "Good", "bad": "Bad"})),
        Question("a.b", "?", SelectionAnswer({"x y": "X", "z": "Z"}, max=2)),
    )
    path = as_csv(
        tmp_path, {"mood.good": "True", "mood.bad": "false", "a.b.x y": "true", "a.b.z": "TRUE", "q.r": "true"}
    )
    for source in (path, read_requester_csv(path)):
        (row,) = table(source, form).to_pylist()
        assert (row["mood"], row["a.b"]) == ("good", ["x y", "z"])
        assert [part["question"] for part in row["rest"]] == ["q.r"]


def test_summaries_of_truth_values() -> None:
    """A summary counts the values that are true as selections."""
    sent = as_xml({"mood.good": "true", "mood.bad": "false"}, {"mood.good": "true", "mood.bad": "true"})
    (question,) = summary(sent).questions
    assert (question.kind, question.answered) == ("choices", 2)
    assert {choice.identifier: choice.count for choice in question.choices} == {"good": 2, "bad": 1}


@needs_shared
def test_the_case_of_the_issue() -> None:
    """The archive with boolean columns: a list, a boolean, and two topics in one cell."""
    found = table(CASES / "14-site-csv-boolean-columns.csv")
    assert found.schema.field("agree").type == pa.bool_()
    assert found["mood"].to_pylist()[0] == ["good"]


def test_texts_of_many_parts(tmp_path: Path) -> None:
    """A long text of nothing but separators is divided without a copy of the text for each of its parts."""
    texts = ["a|b", "a", "b", *["|" * 100_000] * 5]
    found = table(as_csv(tmp_path, *[{"q": text} for text in texts]))["q"]
    assert [len(one) for one in found.to_pylist()] == [2, 1, 1, *[100_001] * 5]
