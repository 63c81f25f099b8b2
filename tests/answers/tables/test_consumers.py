"""What other libraries do with tables of answers: they take them as they are, write files of them, and make them."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from examples.dask_table import ASSIGNMENTS, expand_folder, two_processes
from questionforms import Answer, Answers
from questionforms.answers import expand_batch, rows, schema, table
from tests.answers.tables.test_rows import ASSIGNMENT, FORM

if TYPE_CHECKING:
    from distributed import Client

SOURCES: list[Any] = [
    ASSIGNMENT,
    {"AssignmentId": "A2", "Answer": Answers(Answer("best", other_text="quince"), Answer("eaten"))},
    {"AssignmentId": "A3", "Answer": "<QuestionFormAnswers>"},
    {"AssignmentId": "A4", "Answer": Answers(Answer("price", text="about 4"), Answer("why", text='"a", =1\n; é'))},
    {"AssignmentId": "A5"},
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Dask on this machine, in two processes."""
    with two_processes(tmp_path_factory.mktemp("dask")) as client:
        yield client


@pytest.fixture(params=["wide", "long"])
def found(request: pytest.FixtureRequest) -> pa.Table:
    """A table with every kind of column."""
    return table(SOURCES, FORM, layout=request.param)


def addresses(array: pa.ChunkedArray) -> set[int]:
    """Where the memory of a column is, but for what says which values are null."""
    return {buffer.address for chunk in array.chunks for buffer in chunk.buffers()[1:] if buffer is not None}


def test_pandas_takes_tables(found: pa.Table) -> None:
    """One line makes a frame of pandas; with Arrow's types it comes back as it was, and shares its memory."""
    assert found.to_pandas().shape == (found.num_rows, found.num_columns)
    frame = found.to_pandas(types_mapper=pd.ArrowDtype)
    back = pa.Table.from_pandas(frame, preserve_index=False)
    assert back.to_pylist() == found.to_pylist()
    assert addresses(back["AssignmentId"]) == addresses(found["AssignmentId"])


def test_pandas_has_choices_as_categories() -> None:
    """The choices of the form are categories in pandas, in its order, and times have their zone."""
    frame = table(SOURCES, FORM).to_pandas()
    assert list(frame["best"].cat.categories) == ["apple", "pear"]
    assert frame["SubmitTime"][0] == pd.Timestamp("2026-01-02 03:04:05", tz="UTC")


def test_polars_takes_tables(found: pa.Table) -> None:
    """One line makes a frame of polars, with all values."""
    frame = pl.from_arrow(found)
    assert isinstance(frame, pl.DataFrame)
    assert frame.to_dicts() == found.to_pylist()


def test_duckdb_takes_tables(found: pa.Table) -> None:
    """DuckDB asks a table by the name of its variable, and gives all values back."""
    with duckdb.connect() as connection:
        back = connection.sql("SELECT * FROM found").to_arrow_table()
        ids = connection.sql("SELECT DISTINCT AssignmentId FROM found ORDER BY 1").fetchall()
    assert back.to_pylist() == found.to_pylist()
    assert ids == [("A1",), ("A2",), ("A3",), ("A4",), ("A5",)]


def test_parquet(found: pa.Table, tmp_path: Path) -> None:
    """Each of the libraries writes Parquet, and what is read from it is what was written."""
    pq.write_table(found, tmp_path / "pyarrow.parquet")
    back = pq.read_table(tmp_path / "pyarrow.parquet")
    assert back.equals(found)
    assert back.schema.metadata == found.schema.metadata == {b"questionforms.unread": b"1"}
    found.to_pandas(types_mapper=pd.ArrowDtype).to_parquet(tmp_path / "pandas.parquet")
    pl.DataFrame(found).write_parquet(tmp_path / "polars.parquet")
    with duckdb.connect() as connection:
        connection.sql("FROM found").write_parquet(str(tmp_path / "duckdb.parquet"))
    for name in ("pandas", "polars", "duckdb"):
        assert pq.read_table(tmp_path / f"{name}.parquet").to_pylist() == found.to_pylist()


def test_csv(tmp_path: Path) -> None:
    """The libraries write the long table as CSV, which pandas reads back with all of its values."""
    found = table(SOURCES, FORM, layout="long")
    found.to_pandas().to_csv(tmp_path / "pandas.csv", index=False)
    pl.DataFrame(found).write_csv(tmp_path / "polars.csv")
    with duckdb.connect() as connection:
        connection.sql("FROM found").write_csv(str(tmp_path / "duckdb.csv"))
    expected = [value or "" for value in found["value"].to_pylist()]
    for name in ("pandas", "polars", "duckdb"):
        frame = pd.read_csv(tmp_path / f"{name}.csv", dtype=str, keep_default_na=False)
        assert list(frame.columns) == found.column_names
        assert frame["value"].tolist() == expected


def test_json_lines(found: pa.Table, tmp_path: Path) -> None:
    """The libraries write JSON Lines with all values, lists and all."""
    frame = found.to_pandas(types_mapper=pd.ArrowDtype)
    frame.to_json(tmp_path / "pandas.jsonl", orient="records", lines=True, date_format="iso")
    pl.DataFrame(found).write_ndjson(tmp_path / "polars.jsonl")
    with duckdb.connect() as connection:
        connection.sql(f"COPY found TO '{tmp_path / 'duckdb.jsonl'}' (FORMAT json)")
    for name in ("pandas", "polars", "duckdb"):
        lines = (tmp_path / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        back = [dict.fromkeys(found.column_names) | json.loads(line) for line in lines]
        assert list(map(plain, back)) == list(map(plain, found.to_pylist()))


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row without times, which each library writes in its own way; a decimal, which some write as text, as one."""
    price = row.get("price")
    return {
        name: Decimal(price) if name == "price" and price is not None else value
        for name, value in row.items()
        if not name.endswith(("Time", "Deadline"))
    }


def test_dask_makes_the_long_table(client: Client) -> None:
    """Two processes of Dask's run `expand_batch` as it is, and together they make the long table."""
    assert len({*client.run(os.getpid).values(), os.getpid()}) == 3
    batches = pa.Table.from_pylist(ASSIGNMENTS).to_batches(max_chunksize=7)
    expanded = client.gather(client.map(expand_batch, batches))  # type: ignore[no-untyped-call]
    assert len(expanded) == 6
    assert pa.Table.from_batches(expanded).equals(table(ASSIGNMENTS, layout="long"))


def test_dask_works_file_by_file(client: Client, tmp_path: Path) -> None:
    """The example writes a file of the long table for each file of assignments, empty ones too."""
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    target.mkdir()
    whole = pa.Table.from_pylist(ASSIGNMENTS)
    for number, part in enumerate([whole.slice(0, 30), whole.slice(30, 0), whole.slice(30)]):
        pq.write_table(part, source / f"{number}.parquet")
    assert expand_folder(client, source, target) == 101
    assert pq.read_table(target).equals(table(ASSIGNMENTS, layout="long"))


def test_expand_batch_is_pure() -> None:
    """`expand_batch` can be pickled, gives the same twice, and leaves what it was given as it was."""
    batch = pa.RecordBatch.from_pylist(ASSIGNMENTS)
    before = batch.to_pylist()
    function = pickle.loads(pickle.dumps(expand_batch))
    assert function(batch).equals(expand_batch(batch))
    assert batch.to_pylist() == before


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.null()])
def test_expand_batch_takes_texts_of_any_type(kind: pa.DataType) -> None:
    """However a system holds texts, and with batches that are empty, what comes out has the one schema."""
    texts = [None] if kind == pa.null() else [one["Answer"] for one in ASSIGNMENTS]
    answers = pa.array([text and text.encode() for text in texts] if kind == pa.binary() else texts, kind)
    batch = pa.record_batch({"AssignmentId": pa.array(["A"] * len(texts), pa.large_string()), "Answer": answers})
    assert expand_batch(batch).schema == expand_batch(batch.slice(0, 0)).schema == schema(layout="long")
    assert expand_batch(batch).to_pylist() == list(rows([("A", text) for text in texts], layout="long"))


def test_expand_batch_takes_what_clusters_hand_over() -> None:
    """A data frame, as Dask passes it, and a mapping of arrays, as Ray does, give what an Arrow batch gives."""
    import pandas

    xml = Answers(Answer("q", text="x")).to_xml()
    batch = pa.record_batch({"AssignmentId": ["A1", "A2"], "Answer": [xml, xml]})
    frame = batch.to_pandas()
    arrays = {name: frame[name].to_numpy() for name in frame.columns}
    assert isinstance(frame, pandas.DataFrame)
    assert expand_batch(frame) == expand_batch(arrays) == expand_batch(batch)


def test_expand_batch_takes_dictionaries() -> None:
    """A dictionary-encoded column, which pandas' categories are, is taken as the texts in it."""
    batch = pa.record_batch({"Answer": pa.array(["", None, ""]).dictionary_encode()})
    assert expand_batch(batch).schema == schema(layout="long")
    assert expand_batch(batch).num_rows == 3


def test_systems_that_pass_iterators() -> None:
    """Where a system passes an iterator of batches and takes one, as `mapInArrow` does, `map` is all it needs."""
    batches = pa.Table.from_pylist(ASSIGNMENTS).to_batches(max_chunksize=10)
    expanded = pa.RecordBatchReader.from_batches(schema(layout="long"), map(expand_batch, iter(batches)))
    assert expanded.read_all().equals(table(ASSIGNMENTS, layout="long"))
