"""What goes into tables: each kind of source, alone and mixed, gives the rows of the same source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import Answer, Answers, parse_answers
from questionforms.answers import iter_batches, rows, table
from tests.answers.tables.test_rows import ASSIGNMENT, FORM, XML
from tests.long_runs import examples

pa = pytest.importorskip("pyarrow")

DOCUMENTS = [XML, "", "<QuestionFormAnswers>"]
#: Three assignments of which one answered nothing and one cannot be read.
ASSIGNMENTS = [
    ASSIGNMENT,
    {**ASSIGNMENT, "AssignmentId": "A2", "Answer": DOCUMENTS[1]},
    {**ASSIGNMENT, "AssignmentId": "A3", "Answer": DOCUMENTS[2]},
]
PAGE = {"NumResults": 3, "Assignments": ASSIGNMENTS}

identifiers = st.sampled_from(["A1", "A2", ""])
documents = st.sampled_from([XML, XML.encode(), "", None, "<Answer>", parse_answers(XML), 7])
times = st.sampled_from(
    [
        datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=-8))),
        datetime(2026, 1, 2, 3, 4, 5, 678),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-8))),
        *("2026-01-02T03:04:05Z", "Thu Jan 01 19:04:05 PST 2026", "soon", "", 1767323045.0, None),
    ]
)
assignments = st.fixed_dictionaries(
    {"AssignmentId": st.sampled_from(["A1", "", "\ud800", 7, None]), "Answer": documents},
    optional={
        "SubmitTime": times,
        "AcceptTime": times,
        "RequesterFeedback": st.sampled_from(["thanks", "", 3, None]),
    },
)
pairs = st.tuples(identifiers, documents.filter(lambda one: one != 7))
items = st.one_of(
    assignments,
    pairs,
    documents.filter(lambda one: one != 7),
    st.lists(assignments, max_size=2).map(lambda several: {"Assignments": several}),
    assignments.map(lambda one: {"Assignment": one, "HIT": {}}),
    st.lists(pairs, max_size=2),
)


def in_both(make: Callable[[], object]) -> list[list[dict[str, Any]]]:
    """A table of a source in each layout, as rows; the source is made anew for each."""
    return [table(make(), layout="wide").to_pylist(), table(make(), layout="long").to_pylist()]


def as_rows(source: object) -> list[list[dict[str, Any]]]:
    """The rows of a source in each layout."""
    return [_filled(list(rows(source, layout="wide"))), _filled(list(rows(source, layout="long")))]


def _filled(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the columns of all of them, since a long row has only those that were known when it was read."""
    names = {name: None for row in found for name in row}
    return [names | row for row in found]


@pytest.mark.parametrize(
    "make",
    [
        lambda: PAGE,
        lambda: [PAGE, {"Assignments": []}],
        lambda: iter([iter([PAGE])]),
        lambda: ASSIGNMENTS,
        lambda: ({"Assignment": one, "HIT": {"HITId": "H1"}} for one in ASSIGNMENTS),
        lambda: pa.Table.from_pylist(ASSIGNMENTS),
        lambda: pa.Table.from_pylist(ASSIGNMENTS).to_batches(max_chunksize=2),
        lambda: pa.RecordBatch.from_pylist(ASSIGNMENTS),
    ],
    ids=["page", "pages", "paginators", "assignments", "get_assignment", "table", "batches", "batch"],
)
def test_assignments_in_all_their_wrappings(make: Any) -> None:
    """Pages, paginators of several HITs, assignments, and Arrow's tables give the table of the assignments."""
    assert in_both(make) == as_rows(ASSIGNMENTS)


@pytest.mark.parametrize(
    "make",
    [
        lambda: DOCUMENTS,
        lambda: tuple(DOCUMENTS),
        lambda: iter(DOCUMENTS),
        lambda: [one.encode() for one in DOCUMENTS],
        lambda: [parse_answers(DOCUMENTS[0]), None, DOCUMENTS[2]],
        lambda: pa.array(DOCUMENTS),
        lambda: pa.array(DOCUMENTS, pa.large_string()),
        lambda: pa.array([one.encode() for one in DOCUMENTS]),
        lambda: pa.array(DOCUMENTS).dictionary_encode(),
        lambda: pa.chunked_array([DOCUMENTS[:1], DOCUMENTS[1:]]),
        lambda: pa.table({"Answer": DOCUMENTS}),
    ],
    ids=[
        *("list", "tuple", "iterator", "bytes", "objects", "column", "large column", "column of bytes"),
        *("dictionary", "chunked column", "table"),
    ],
)
def test_documents_in_all_their_wrappings(make: Any) -> None:
    """Plain documents, as text, bytes or objects, and a column of Arrow's of any kind, give one table."""
    assert in_both(make) == as_rows(DOCUMENTS)


def test_pairs_of_an_id_and_a_document(tmp_path: Path) -> None:
    """Pairs put their ids into `AssignmentId`, whatever the document is given as."""
    path = tmp_path / "answers.xml"
    path.write_text(XML, encoding="utf-8")
    for document in (XML, XML.encode(), path, parse_answers(XML)):
        found = table([("A1", document), ("A2", None)])
        assert found["AssignmentId"].to_pylist() == ["A1", "A2"]
        assert found["eaten"].to_pylist() == [["apple", "pear"], None]


def test_paginators_of_boto3() -> None:
    """What boto3's own paginator gives is read page by page, for one HIT, and for many in one call."""
    boto3 = pytest.importorskip("boto3")
    stub = pytest.importorskip("botocore.stub")
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    client = boto3.client("mturk", region_name="us-east-1", endpoint_url="http://localhost:1", **keys)
    with stub.Stubber(client) as stubbed:
        for number, hit in enumerate(["H1", "H1", "H2"]):
            one = {**ASSIGNMENT, "AssignmentId": f"A{number}", "HITId": hit}
            more = {"NextToken": "more"} if number == 0 else {}
            stubbed.add_response("list_assignments_for_hit", {"Assignments": [one], **more})
        pages = client.get_paginator("list_assignments_for_hit")
        found = table((pages.paginate(HITId=hit) for hit in ("H1", "H2")), FORM)
    client.close()
    assert found["AssignmentId"].to_pylist() == ["A0", "A1", "A2"]
    assert found["HITId"].to_pylist() == ["H1", "H1", "H2"]
    assert found["best"].to_pylist() == ["apple"] * 3


@examples(50)
@given(st.lists(items, max_size=6), st.integers(1, 4))
def test_mixtures(source: list[Any], size: int) -> None:
    """Whatever kinds stand side by side, with odd columns or without, a table and its batches are the rows."""
    expected = [[_encoded(row) for row in found] for found in as_rows(source)]
    assert in_both(lambda: source) == expected
    batches = iter_batches(source, layout="long", size=size)
    core = [_encoded(row) for row in rows(source, layout="long", columns="core")]
    assert [row for batch in batches for row in batch.to_pylist()] == core


@given(st.lists(assignments, max_size=6))
def test_assignments_alone(source: list[Any]) -> None:
    """Assignments, which are taken column by column where their values are plain, give their rows."""
    assert in_both(lambda: source) == [[_encoded(row) for row in found] for found in as_rows(source)]


def test_tables_of_arrow_are_not_taken_at_once() -> None:
    """From a long column no more is taken than a batch needs."""
    column = pa.array([Answers(Answer("q", text=str(number))).to_xml() for number in range(5_000)])
    first: Iterator[Any] = iter_batches(column, layout="long", size=10)
    before = pa.total_allocated_bytes()
    assert next(first)["value"].to_pylist() == [str(number) for number in range(10)]
    assert pa.total_allocated_bytes() - before < column.nbytes


def _encoded(value: Any) -> Any:
    """What a row holds, with escapes for what no encoding has, as tables have them."""
    if isinstance(value, str):
        return value.encode(errors="backslashreplace").decode()
    if isinstance(value, dict):
        return {name: _encoded(one) for name, one in value.items()}
    return [_encoded(one) for one in value] if isinstance(value, list) else value


def test_questions_with_the_names_of_other_columns() -> None:
    """Inputs and the working time keep their names, whatever questions are called; nothing is lost."""
    sent = {
        "AssignmentId": "A1",
        "Input.x": "cat.png",
        "WorkTimeInSeconds": "7",
        "Title": "t",
        "HIT.Title": "u",
        "Answer.Input.x": "a",
        "Answer.input.y": "b",
        "Answer.WorkTimeInSeconds": "c",
        "Answer.title": "d",
    }
    expected = {
        "Input.x": "cat.png",
        "WorkTimeInSeconds": 7,
        "HIT.Title": "t",
        "HIT.HIT.Title": "u",
        "Answer.Input.x": "a",
        "Answer.input.y": "b",
        "Answer.WorkTimeInSeconds": "c",
        "title": "d",
    }
    for found in (table([sent]).to_pylist()[0], next(rows([sent]))):
        assert {name: value for name, value in found.items() if value and name != "AssignmentId"} == expected
