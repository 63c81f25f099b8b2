"""Tables without Arrow: the same names, rows and sentences as with it, for whatever is read."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import Answer, Answers
from questionforms.answers import table
from questionforms.answers.archives.sources import iter_assignments
from questionforms.answers.tables.arrow.files.file_chunks import iter_chunks
from questionforms.answers.tables.arrow.passes import ArrowReading
from questionforms.answers.tables.documents import DocumentReading
from questionforms.answers.tables.options import Options, checked
from tests.answers.tables.test_rows import FORM, entries
from tests.answers.tables.test_table import broken

pytest.importorskip("pyarrow")

#: What the columns of assignments and HITs have, of each type and of several.
values = st.one_of(
    st.sampled_from(["", "x", "1", "2.5", "007", "true", "True", "a|b"]),
    st.sampled_from([1, 2, -7, 2**53 + 1, 2**63, 10**5_000, 0.5, 1.0, 1e300, True, False, None]),
    st.sampled_from([datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), Decimal("1.50"), [1, "x"], {"a": None}]),
)
others = st.fixed_dictionaries(
    {},
    optional={
        "Input.x": values,
        "WorkTimeInSeconds": st.sampled_from([3, "7", "x", None]),
        "Reward": st.sampled_from(["$0.05", "0.10", None]),
        "Title": st.sampled_from(["12", "true"]),
        "why": values,
        "question": st.just("q"),
        "CreationTime": st.sampled_from(["Wed Jun 22 12:52:35 PDT 2022", "soon", None]),
    },
)
crowd = st.sampled_from(
    [
        {"stars": 4, "mood": {"label": "x"}},
        {"stars": 3.5, "mood": {"label": "12"}, "boxes": [{"left": 1}]},
        {"stars": 0.12345678901234567, "mood": "y", "boxes": ["a"], "tags": {"a": True, "b": False}},
        {"stars": "many", "agree": {"on": True}, "note": None},
        {"stars": 10**25},
    ]
).map(lambda sent: Answer("taskAnswers", text=json.dumps([sent])))
plain = st.builds(
    lambda name, text: Answer(name, text=text),
    st.sampled_from(["q", "mood.good", "mood.bad", "agree.on", "price", "best"]),
    st.sampled_from(["1", "2.5", "true", "FALSE", "a|b", "a", "b", "", "x y", "007", "0.12345678901234567"]),
)
documents = st.lists(st.one_of(entries, crowd, plain), max_size=5).map(lambda found: Answers(*found).to_xml())
assignments = st.builds(
    lambda number, answer, other: {"AssignmentId": f"A{number}", "Answer": answer} | other,
    st.integers(0, 9),
    st.one_of(documents, broken(), st.none()),
    others,
)
options = st.builds(
    lambda form, layout, columns, expand, infer, numbers, multi, scales: checked(
        "table", form, layout, columns, expand, infer, numbers, *((scales, ("why",)) if form else ((), multi))
    ),
    st.sampled_from([None, FORM]),
    st.sampled_from(["wide", "long"]),
    st.sampled_from(["keep", "core"]),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["float", "decimal"]),
    st.sampled_from([(), ("q",), ("price", "why")]),
    st.sampled_from([(), ("best",)]),
)


@given(st.lists(assignments, max_size=5), options, st.integers(1, 6))
def test_both_ways_give_the_same(sent: list[dict[str, Any]], asked: Options, size: int) -> None:
    """Names, rows and notes are the same with Arrow and without, whatever the options, and in chunks of any size."""
    one = DocumentReading(iter_assignments(sent), asked)
    other = ArrowReading(iter_chunks(sent, asked, size), asked)
    assert one.names == other.names
    assert list(map(comparable, one.rows())) == list(map(comparable, other.rows()))
    assert list(one.notes()) == list(other.notes())
    assert list(one.values.lines()) == list(other.values.lines())


@given(st.lists(assignments, max_size=4), options)
def test_tables_have_the_same_rows(sent: list[dict[str, Any]], asked: Options) -> None:
    """`table` has the rows that are made without Arrow, but for lists of crowd-forms, which have one type there."""
    found = table(
        sent,
        asked.form,
        layout=asked.layout,
        columns=asked.columns,
        expand=asked.expand,
        infer=asked.infer,
        numbers=asked.numbers,
        scales=sorted(asked.scales),
        multi=sorted(asked.multi),
    )
    expected = DocumentReading(iter_assignments(sent), asked)
    assert found.schema.names == expected.names
    rows = [{name: value for name, value in row.items() if name != "boxes"} for row in found.to_pylist()]
    others = [{name: value for name, value in row.items() if name != "boxes"} for row in expected.rows()]
    assert list(map(comparable, rows)) == list(map(comparable, others))


def comparable(row: dict[str, Any]) -> dict[str, Any]:
    """A row in which values of different types are different, and characters have escapes if no encoding has them."""
    return {name: (type(value).__name__, _encoded(value)) for name, value in row.items()}


def _encoded(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode(errors="backslashreplace").decode()
    if isinstance(value, dict):
        return {name: _encoded(one) for name, one in value.items()}
    return [_encoded(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("layout", ["wide", "long"])
def test_much_is_read_from_a_temporary_file(layout: Any) -> None:
    """What does not fit into memory is written to a file, and gives the same, as often as it is read."""
    sent = [
        {
            "AssignmentId": f"A{number}",
            "Input.x": number,
            "Answer": Answers(Answer("q", text=f"{number} " * 50), Answer("taskAnswers", text='[{"a": [1]}]')).to_xml(),
        }
        for number in range(50)
    ]
    asked = checked("table", layout=layout, infer=True)
    expected = list(DocumentReading(iter_assignments(sent), asked).rows())
    for reading in (
        DocumentReading(iter_assignments(sent), asked, most=1_000),
        ArrowReading(iter_chunks(sent, asked, 7), asked, most=1_000),
    ):
        assert list(reading.rows()) == list(reading.rows()) == expected


def test_numbers_that_floats_would_change(caplog: pytest.LogCaptureFixture) -> None:
    """A column with such a number is decimal, and a warning names the question and the number."""
    sent = [Answers(Answer("price", text=text)).to_xml() for text in ("2.5", "0.30000000000000004", "3")]
    with caplog.at_level(logging.WARNING, logger="questionforms"):
        found = table(sent, FORM)["price"]
    assert (found.to_pylist(), caplog.text) == ([2.5, 0.1 + 0.2, 3.0], "")
    exact = [Answers(Answer("price", text=text)).to_xml() for text in ("2.5", "1234567890.123456789", "3")]
    with caplog.at_level(logging.WARNING, logger="questionforms"):
        assert table(exact, FORM)["price"].to_pylist() == [Decimal("2.5"), Decimal("1234567890.123456789"), Decimal(3)]
    message = (
        "`price` is a column of decimals, since a float would change some of the digits, as in 1234567890.123456789"
    )
    assert message in caplog.text


@given(st.lists(st.decimals(min_value=-(10**6), max_value=10**6, places=9, allow_nan=False), min_size=1))
def test_floats_are_those_of_python(numbers: list[Decimal]) -> None:
    """A float in a table is the one that Python reads from the text."""
    texts = [f"{number:f}" for number in numbers if len(number.normalize().as_tuple().digits) <= 15]
    found = table([Answers(Answer("price", text=text)).to_xml() for text in texts], FORM)["price"]
    assert found.to_pylist() == [float(text) for text in texts]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_mixed_values_do_not_depend_on_chunks(size: int) -> None:
    """A whole number beside floats and texts has the same text whatever it is in a chunk with."""
    sent = [{"AssignmentId": f"A{value}", "Answer": None, "Note": value} for value in (-4, 0.5, 2.0, "x")]
    found = ArrowReading(iter_chunks(sent, Options(infer=True), size), Options(infer=True))
    assert [row["Note"] for row in found.rows()] == ["-4", "0.5", "2", "x"]
    assert [row["Note"] for row in DocumentReading(iter_assignments(sent), Options()).rows()] == ["-4", "0.5", "2", "x"]


@pytest.mark.parametrize("size", [1, 2, 8])
def test_chunks_without_a_value_decide_nothing(size: int) -> None:
    """A HIT's time that was not understood is text of the same type, also if a chunk has no such value."""
    hits = [{"HITId": "H1", "Title": "t", "CreationTime": "soon"}, {"HITId": "H2", "Title": "t"}]
    sent = [{"AssignmentId": f"A{n}", "HITId": f"H{1 + n // 2}", "Answer": None} for n in range(4)]
    found = ArrowReading(iter_chunks([{"HITs": hits}, *sent], Options(infer=True), size), Options(infer=True))
    assert str(found.plan.schema.field("CreationTime").type).startswith("dictionary")
