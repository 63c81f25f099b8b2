"""Batches: one schema for all of them, and the rows of `rows`."""

from __future__ import annotations

import itertools
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from questionforms import Answer, Answers, InvalidArgument, WrongType
from questionforms.answers import expand_batch, iter_batches, rows, schema, table
from tests.answers.tables.test_rows import ASSIGNMENT, FORM

pa = pytest.importorskip("pyarrow")

CROWD = json.dumps([{"stars": 4.5, "best": {"apple": True, "pear": False}, "boxes": [{"left": 1}], "price": 3}])
SENT: list[dict[str, Any]] = [
    ASSIGNMENT,
    {"AssignmentId": "A2", "Answer": Answers(Answer("taskAnswers", text=CROWD)).to_xml(), "Reward": "0.05"},
    {"AssignmentId": "A3", "Answer": Answers(Answer("price", text="12"), Answer("why", text="a|b")).to_xml()},
    {"AssignmentId": "A4", "Answer": "<QuestionFormAnswers>", "Input.x": 1},
    {"AssignmentId": "A5", "Answer": Answers(Answer("q.good", text="true"), Answer("price", text="1.25")).to_xml()},
    {"AssignmentId": "A6", "Answer": None, "Input.x": "one"},
    {"AssignmentId": "A7", "Answer": Answers(Answer("price", text="0.1234567890123456789")).to_xml()},
]
COMBINATIONS = [
    {"form": form, "layout": layout, "columns": columns, "expand": expand, "numbers": numbers, "multi": multi}
    for form, layout, columns, expand, numbers, multi in itertools.product(
        [None, FORM], ["wide", "long"], ["core", "keep"], [True, False], ["float", "decimal"], [(), ("why",)]
    )
]


def shown(combination: dict[str, Any]) -> str:
    """A combination of arguments as the name of a test."""
    return "-".join(["form" if value is FORM else str(value) for value in combination.values()])


@pytest.mark.parametrize("arguments", COMBINATIONS, ids=shown)
def test_batches(arguments: dict[str, Any]) -> None:
    """Batches of any size have the rows of `rows`; where one schema is promised, it is that of `schema`."""
    batches = list(iter_batches(SENT, size=2, **arguments))
    assert [len(batch) for batch in batches] == [2, 2, 2, 1] or arguments["layout"] == "long"
    is_fixed = arguments["columns"] == "core" and (arguments["form"] or arguments["layout"] == "long")
    if is_fixed:
        assert {str(batch.schema) for batch in batches} == {str(schema(**arguments))}
        assert all(batch.schema == schema(**arguments) for batch in batches)
    found = [row for batch in batches for row in batch.to_pylist()]
    assert [row["AssignmentId"] for row in found if row["AssignmentId"]]
    if is_fixed:
        expected = [dict(row) for row in rows(SENT, **arguments)]
        assert [row | {"price": None, "rest": None} for row in found] == [
            row | {"price": None, "rest": None} for row in expected
        ]


def test_numbers_that_a_float_would_change_are_in_rest() -> None:
    """A batch cannot change its schema, so such a number is in `rest`; a decimal holds it, or `rest` does, too."""
    texts = ["1.25", "12345678901.123456789", "0.1234567890123456789"]
    sent = [Answers(Answer("price", text=text)).to_xml() for text in texts]
    (floats,) = iter_batches(sent, FORM)
    assert floats["price"].to_pylist() == [1.25, None, None]
    assert [part[0]["value"] for part in floats["rest"].to_pylist()[1:]] == texts[1:]
    (decimals,) = iter_batches(sent, FORM, numbers="decimal")
    assert decimals["price"].to_pylist() == [Decimal("1.25"), Decimal("12345678901.123456789"), None]


def test_types_are_never_inferred() -> None:
    """Batches have texts even if all are numbers, and lists of crowd-forms as JSON."""
    (batch,) = iter_batches(
        [Answers(Answer("q", text="1")), Answers(Answer("taskAnswers", text='[{"a": [1], "b": 2}]'))]
    )
    types = {field.name: str(field.type) for field in list(batch.schema)[12:-1]}
    assert types == {"q": "string", "a": "string", "b": "double"}


def test_names_are_checked() -> None:
    """A question in `multi` is text, and an unknown value of an argument is refused at the call."""
    with pytest.raises(WrongType, match="multi"):
        iter_batches([], multi="q")
    with pytest.raises(InvalidArgument, match="'keep' or 'core'"):
        schema(columns="all")  # type: ignore[arg-type]


DOCUMENTS = pa.RecordBatch.from_pylist([{name: one.get(name) for name in ("AssignmentId", "Answer")} for one in SENT])
CELLS = pa.RecordBatch.from_pylist(
    [
        {"AssignmentId": "A1", "WorkerId": "W1", "Input.x": "1", "Answer.mood.good": "true", "Answer.q": "a|b"},
        {"AssignmentId": "A2", "WorkerId": "W2", "Input.x": "2", "Answer.mood.good": "false", "Answer.q": None},
        {"AssignmentId": "A3", "WorkerId": "W3", "Input.x": "3", "Answer.mood.good": None, "Answer.q": "{}"},
    ]
)


@pytest.mark.parametrize("batch", [DOCUMENTS, CELLS], ids=["documents", "cells"])
def test_expand_batch(batch: Any) -> None:
    """Batches and tables, with documents or with a column for each answer, become long, always with one schema."""
    expected = list(rows(batch.to_pylist(), layout="long", columns="core"))
    for given in (batch, pa.Table.from_batches([batch]), pa.Table.from_batches([batch.slice(0, 1), batch.slice(1)])):
        found = expand_batch(given)
        assert isinstance(found, pa.RecordBatch)
        assert found.schema == schema(layout="long")
        assert found.to_pylist() == expected
    pieces = [expand_batch(batch.slice(start, 1)) for start in range(len(batch))]
    assert pa.Table.from_batches(pieces).to_pylist() == expected


def test_truth_values_of_a_batch_stay() -> None:
    """A batch does not see the others, so truth values stay texts; a table of all of them groups them."""
    assert expand_batch(CELLS)["question"].to_pylist() == ["mood.good", "q", "mood.good", None]
    assert table(CELLS, layout="long")["question"].to_pylist() == ["mood", "q", "q", "mood", None]


def test_a_batch_without_lists() -> None:
    """Lists of a crowd-form have one type, also in a batch where none was sent for the question."""
    sent = [Answers(Answer("taskAnswers", text=text)).to_xml() for text in ('[{"box": null}]', '[{"box": [{"a": 1}]}]')]
    found = table([*[sent[0]] * 8_192, sent[1]])["box"]
    assert str(found.type) == "list<item: struct<a: int64>>"
    assert found.to_pylist() == [*[None] * 8_192, [{"a": 1}]]


def test_batches_of_files(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Batches of a file have the size that was asked for, and values that could not be understood are logged."""
    path = tmp_path / "a.csv"
    path.write_text("AssignmentId,SubmitTime,Answer.q\n" + "".join(f"A{number},soon,x\n" for number in range(5)))
    assert [len(batch) for batch in iter_batches(path, size=2)] == [2, 2, 1]
    assert "5 of 5 values of `SubmitTime` are not times, such as `soon`" in caplog.text


def test_expand_batch_takes_only_what_it_needs() -> None:
    """Other columns of a mapping may be anything; one assignment is a batch of one; anything else is refused."""
    xml = Answers(Answer("q", text="x")).to_xml()
    pictures = {"Answer": [xml], "picture": [[[1, 2], [3, 4]]], "other": [object()]}
    assert expand_batch(pictures)["value"].to_pylist() == ["x"]
    assert expand_batch({"AssignmentId": "A1", "Answer": xml})["AssignmentId"].to_pylist() == ["A1"]
    with pytest.raises(WrongType):
        expand_batch(3)
