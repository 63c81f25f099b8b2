"""Many workers' answers as Arrow tables and batches: the types, the bounds, and that they are equal to the rows."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal
from itertools import count, islice
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import Answer, Answers, InvalidArgument, MissingExtra, WrongType
from questionforms.answers import expand_batch, iter_batches, rows, schema, table
from tests.answers.tables.test_rows import ASSIGNMENT, FORM, XML, documents

pa = pytest.importorskip("pyarrow")

LAYOUTS: list[Literal["wide", "long"]] = ["wide", "long"]
BAD = "<QuestionFormAnswers>"

# What stands in documents, so that any text made of it is nearly a document.
pieces = st.sampled_from(
    [
        *("<Answer>", "</Answer>", "<QuestionIdentifier>", "</QuestionIdentifier>", "<FreeText>", "</FreeText>"),
        *("<FreeText/>", "<SelectionIdentifier>a</SelectionIdentifier>", "&amp;", "&#65;", "&#0;", "&", "&#x1F600;"),
        *(
            "]]>",
            ">",
            "<",
            "\x01",
            "<\x01",
            "\r",
            "\x00",
            "\ud800",
            "\ufffe",
            " ",
            "\n",
            "why",
            "</QuestionFormAnswers>",
        ),
        *("<UploadedFileSizeInBytes>", "0", "7", "</UploadedFileSizeInBytes>", "<UploadedFileKey>k</UploadedFileKey>"),
        *("<!-- -->", "<![CDATA[x]]>", "<OtherSelectionText>o</OtherSelectionText>", "é", "\u00a0", "\ufeff"),
    ]
)


@st.composite
def broken(draw: st.DrawFn) -> str:
    """A document in which something is put in place of something."""
    text = draw(documents).to_xml(indent=draw(st.booleans()))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        text = text[:start] + draw(pieces) + text[start + draw(st.integers(0, 12)) :]
    return text


sources = st.one_of(documents.map(Answers.to_xml), documents.map(Answers.to_bytes), broken(), st.none(), st.just(""))


@pytest.mark.parametrize("layout", LAYOUTS)
@given(st.lists(sources, max_size=5), st.sampled_from([None, FORM]))
def test_tables_are_the_rows(layout: Any, written: list[Any], form: Any) -> None:
    """Whatever is sent, or broken, a table holds what the rows do, which come from the reader of one document."""
    found = table(written, form, layout=layout, infer=False, numbers="decimal")
    assert found.to_pylist() == list(rows(written, form, layout=layout, numbers="decimal"))


@pytest.mark.parametrize("layout", LAYOUTS)
@given(st.lists(sources, max_size=5), st.integers(1, 3))
def test_batches_are_the_rows(layout: Any, written: list[Any], size: int) -> None:
    """Batches of any size, one behind the other, are the rows, and each has the schema that was announced."""
    batches = list(iter_batches(written, FORM, layout=layout, numbers="decimal", size=size))
    assert all(batch.schema == schema(FORM, layout=layout, numbers="decimal") for batch in batches)
    found = [row for batch in batches for row in batch.to_pylist()]
    assert found == list(rows(written, FORM, layout=layout, columns="core", numbers="decimal"))


def test_types_with_a_form() -> None:
    """Choices are dictionary-encoded in the form's order, several are lists, and whole numbers are int64."""
    found = table([XML, Answers(Answer("price", text="3"), Answer("best", selections=["kiwi"]))], FORM)
    types = {field.name: field.type for field in found.schema}
    assert types["AssignmentId"] == pa.string()
    assert types["SubmitTime"] == pa.timestamp("us", "UTC")
    assert types["best"] == pa.dictionary(pa.int32(), pa.string())
    assert types["eaten"] == pa.list_(pa.string())
    assert types["price"] == pa.float64()
    assert types["photo.upload_size"] == pa.int64()
    assert found["best"].chunk(0).dictionary.to_pylist() == ["apple", "pear", "kiwi"]
    assert found["price"].to_pylist() == [2.5, 3.0]


def test_whole_numbers() -> None:
    """A question with whole numbers alone has an int64 column in a table."""
    found = table([Answers(Answer("price", text=text)) for text in ("3", " 04 ", "-5", "6.0")], FORM)
    assert found.schema.field("price").type == pa.int64()
    assert found["price"].to_pylist() == [3, 4, -5, 6]


def test_large_numbers_stay_decimal() -> None:
    """A number that int64 cannot hold keeps its digits."""
    digits = "9" * 25
    found = table([Answers(Answer("price", text=digits))], FORM)
    assert found["price"].to_pylist() == [Decimal(digits)]


def test_columns_from_the_data() -> None:
    """Without a form a question has text or a list as it was sent, and other text beside."""
    found = table([XML])
    types = {field.name: str(field.type) for field in list(found.schema)[12:-1]}
    assert types == {
        "best": "list<item: string>",
        "best.other_text": "string",
        "eaten": "list<item: string>",
        "price": "string",
        "why": "string",
        "photo": "string",
        "photo.upload_size": "int64",
    }


def test_count_of_bad_documents() -> None:
    """The number of documents that could not be read stands in the schema's metadata."""
    for layout in LAYOUTS:
        found = table([XML, BAD, "{}", None], layout=layout)
        assert found.schema.metadata[b"questionforms.unread"] == b"2"


def test_nothing_gives_an_empty_table() -> None:
    """No assignments give a table without rows, with all columns that are known."""
    assert table([], FORM).schema.names == schema(FORM).names
    assert table([]).schema.names == schema().names
    assert table([], layout="long").num_rows == 0


def test_arrow_columns_go_in() -> None:
    """A column, a chunked column, a batch and a table of Arrow's are taken as what they hold."""
    column = pa.array([XML, None])
    whole = pa.table({"AssignmentId": ["A1", "A2"], "Answer": column})
    for source in (column, pa.chunked_array([column]), whole, whole.to_batches()[0]):
        assert table(source)["why"].to_pylist() == ["", None]
    assert table(whole)["AssignmentId"].to_pylist() == ["A1", "A2"]


def test_expand_batch() -> None:
    """A batch of assignments becomes one in the long layout, of the same schema whatever it holds."""
    batch = pa.RecordBatch.from_pylist([{**ASSIGNMENT, "Reward": "0.05"}, {"AssignmentId": "A2", "Answer": BAD}])
    found = expand_batch(batch)
    assert found.schema == schema(layout="long")
    assert found.to_pylist() == list(rows(batch.to_pylist(), layout="long", columns="core"))
    assert expand_batch(batch.slice(0, 0)).schema == schema(layout="long")


def test_expand_batch_refuses_other_columns() -> None:
    """A batch without answers is refused, and the message says what was expected."""
    with pytest.raises(WrongType, match="`Answer`"):
        expand_batch(pa.RecordBatch.from_pylist([{"xml": XML}]))


def test_batches_are_made_when_they_are_asked_for() -> None:
    """No more is taken from the source than a batch needs."""
    taken = count()
    source = (XML for _ in taken)
    assert [len(batch) for batch in islice(iter_batches(source, FORM, size=3), 2)] == [3, 3]
    assert next(taken) == 6


def test_memory_is_bounded() -> None:
    """Batch by batch, Python and Arrow hold no more after many batches than after a few."""

    def source(documents: int) -> Iterator[str]:
        return (XML.replace("key", f"key{index}") for index in range(documents))

    def held(documents: int) -> int:
        tracemalloc.start()
        for _ in iter_batches(source(documents), FORM, size=100):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    held(300)
    before = pa.total_allocated_bytes()
    assert held(6_000) < 2 * held(600)
    assert pa.total_allocated_bytes() <= before + 1_000_000


def test_size_is_checked() -> None:
    """A batch has at least one document, and this is said at the call."""
    with pytest.raises(InvalidArgument, match="size"):
        iter_batches([], size=0)


def test_without_pyarrow(tmp_path: Path) -> None:
    """Without pyarrow, the error names the command that installs it, and rows work."""
    (tmp_path / "pyarrow.py").write_text("raise ImportError", encoding="utf-8")
    code = (
        "from questionforms import MissingExtra, answers\n"
        "list(answers.rows([''], layout='long'))\n"
        "try:\n    answers.table([''])\n"
        "except MissingExtra as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {[str(tmp_path), *sys.path]!r}\n{code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "tables need pyarrow; install it with `pip install 'questionforms[arrow]'`\n"
    assert issubclass(MissingExtra, ImportError)


def test_other_libraries_take_tables() -> None:
    """pandas, polars and DuckDB take a table as it is, with choices as categories."""
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    duckdb = pytest.importorskip("duckdb")
    found = table([XML, None], FORM)
    frame = found.to_pandas()
    assert isinstance(frame["best"].dtype, pandas.CategoricalDtype)
    assert frame["best"].tolist()[0] == "apple"
    assert polars.from_arrow(found)["eaten"].to_list() == [["apple", "pear"], None]
    query = "SELECT best, count(*) FROM found WHERE best IS NOT NULL GROUP BY best"
    assert duckdb.connect().sql(query).fetchall() == [("apple", 1)]


def test_documents_that_spoil_their_neighbours() -> None:
    """A document that no encoding has, or that looks like two, changes nothing in the others."""
    hostile = [f"<\x01{XML}", "\x01", f"\n{XML}", "<", "<\ud800", f"{XML}<{XML}", f"{XML}{XML}", XML]
    found = table(hostile, FORM)
    assert found.to_pylist() == list(rows(hostile, FORM))
    assert found["best"].to_pylist() == [None, None, "apple", None, None, None, None, "apple"]


def test_documents_in_two_pieces() -> None:
    """The two pieces of a document, one behind the other, are two documents that cannot be read."""
    places = [at for at, character in enumerate(XML) if at and character in "<>"]
    for source in ([XML[:at], XML[at:], XML] for at in places):
        found = table(source, FORM)
        assert found["problem"].is_valid().to_pylist() == [True, True, False]
        assert found.to_pylist() == list(rows(source, FORM))


def test_more_text_than_is_read_at_once() -> None:
    """Twenty million characters in one batch give the rows, in order, with what cannot be read among them."""
    long = [Answers(Answer("why", text=f"{number} " * 150_000)).to_xml() for number in range(45)]
    source = [XML, *long, None, "<", XML.replace("apple", "kiwi"), *long[::20]]
    assert sum(map(len, filter(None, source))) > 2**24
    assert table(source, layout="long").to_pylist() == list(rows(source, layout="long"))


@pytest.mark.parametrize(
    "text", ["12", "-3.5", "007", "1.0000000000", "+4", ".5", "5.", "1e3", " 6 ", "9" * 30, "-", ""]
)
def test_numbers_are_those_of_the_rows(text: str) -> None:
    """A number is read alike by Arrow and by the reader of one, or by neither."""
    source = [Answers(Answer("price", text=other)).to_xml() for other in (text, "7", text, "many")]
    assert table(source, FORM).to_pylist() == list(rows(source, FORM))


def test_several_values_in_a_text_of_a_form() -> None:
    """`multi` divides the texts of a question that asks for text, in tables, rows and batches."""
    source = [Answers(Answer("why", text=text)).to_xml() for text in ("a|b", "c", "")]
    found = table(source, FORM, multi=["why"])
    assert found["why"].to_pylist() == [["a", "b"], ["c"], []]
    assert found["rest"].null_count == 3
    assert found.to_pylist() == list(rows(source, FORM, multi=["why"]))
    (batch,) = iter_batches(source, FORM, multi=["why"])
    assert batch["why"].to_pylist() == found["why"].to_pylist()
