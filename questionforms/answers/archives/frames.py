"""Read tables of assignments: data frames, Arrow tables, batches and readers, DuckDB relations, and Parquet files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms import words
from questionforms.answers.archives.assignment_records import assignment_of
from questionforms.answers.archives.header import UnknownTableError, header_of, repeated
from questionforms.answers.archives.long_frames import merged
from questionforms.exceptions import InvalidArgument, MissingExtra, WrongType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyarrow as pa  # type: ignore[import-untyped]

    from questionforms.answers.archives.assignment_records import Assignment
    from questionforms.answers.archives.header import Header

#: The rows that are converted at a time.
_ROWS = 1_024


def iter_frame(source: Any) -> Iterator[Assignment] | None:
    """The assignments in the rows of a table; None if the source is not a table."""
    if hasattr(source, "partitions") and hasattr(source, "compute"):  # a data frame of Dask
        return (row for part in source.partitions for row in iter_frame(part.compute()) or ())
    if hasattr(source, "collect") and hasattr(source, "collect_schema") and not hasattr(source, "iter_rows"):
        source = source.collect()  # a LazyFrame of polars
    is_pandas = hasattr(source, "iloc") and hasattr(source, "columns")
    is_batch = hasattr(source, "__arrow_c_array__") and hasattr(source, "schema")
    if not (is_pandas or is_batch or hasattr(source, "__arrow_c_stream__") or hasattr(source, "to_batches")):
        return None
    _require_arrow()
    import pyarrow as pa

    if isinstance(source, pa.RecordBatch):
        return _iter_batches(source.schema, [source])
    if is_pandas:
        return _in_pandas(source)
    return _in_stream(source)


def _in_stream(source: Any) -> Iterator[Any]:
    """The rows of a table that Arrow reads, or the documents in a column."""
    import pyarrow as pa

    if not hasattr(source, "__arrow_c_stream__"):  # a dataset
        return _iter_batches(source.schema, source.to_batches())
    try:
        reader = pa.RecordBatchReader.from_stream(source)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):  # a column, not a table
        return _in_column(pa.chunked_array(source))
    return _iter_batches(reader.schema, reader)


def iter_parquet(file: Any, place: str, done: Callable[[int], None]) -> Iterator[Assignment]:
    """The assignments in an open Parquet file, batch by batch; `done` is called with the share of rows, in percent."""
    _require_arrow()
    import pyarrow as pa
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    try:
        opened = pq.ParquetFile(file)
        header_of(tuple(opened.schema_arrow.names))
        batches = opened.iter_batches(batch_size=_ROWS)
        yield from _iter_batches(opened.schema_arrow, _counted(batches, opened.metadata.num_rows, done), place)
    except UnknownTableError as error:
        raise InvalidArgument("answers", "source", f"{place}: cannot be read: {error}") from None
    except (pa.ArrowException, OSError) as error:
        raise InvalidArgument(
            "answers", "source", f"{place}: cannot be read: it is not valid Parquet: {error}"
        ) from None


def _counted(batches: Iterable[pa.RecordBatch], total: int, done: Callable[[int], None]) -> Iterator[pa.RecordBatch]:
    rows = 0
    for batch in batches:
        yield batch
        rows += len(batch)
        done(100 * rows // max(total, 1))


def _iter_batches(
    schema: pa.Schema, batches: Iterable[pa.RecordBatch], place: str | None = None
) -> Iterator[Assignment]:
    """The assignments in the rows of batches."""
    header = _header(schema.names)
    rows = (row for batch in batches for row in _rows(batch))
    if header.long:
        return merged(header, ((place, row) for row in rows))
    return (assignment_of(header, row, place=place) for row in rows)


def _header(names: Iterable[Any]) -> Header:
    names = tuple(map(str, names))
    twice = repeated(names)
    if twice is not None:
        raise InvalidArgument("answers", "source", f"two columns of the table are called {words.quoted(twice)}")
    try:
        return header_of(names)
    except UnknownTableError as error:
        raise WrongType("answers", "source", f"the table cannot be read: {error}") from None


def _rows(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    """The rows of a batch, as Python values; times are cut to microseconds."""
    import pyarrow as pa

    for start in range(0, len(batch), _ROWS):
        columns = [
            column.cast(pa.timestamp("us", column.type.tz), safe=False)
            if pa.types.is_timestamp(column.type) and column.type.unit == "ns"
            else column
            for column in batch.slice(start, _ROWS).columns
        ]
        yield from zip(*[_values(column) for column in columns], strict=True)


def _values(column: pa.Array) -> list[Any]:
    """The values of a column; the texts of times and dates if Python lacks one of them."""
    import pyarrow as pa

    try:
        return column.to_pylist()  # type: ignore[no-any-return]
    except (OverflowError, ValueError):
        return column.cast(pa.string()).to_pylist()  # type: ignore[no-any-return]


def _in_pandas(source: Any) -> Iterator[Assignment]:
    """The rows of a data frame; columns of mixed types, which Arrow refuses, are read as Python objects."""
    import pyarrow as pa

    source = _with_index(source)
    header = _header(source.columns)
    if header.long:
        yield from merged(header, ((None, row) for row in source.itertuples(index=False, name=None)))
        return
    for start in range(0, len(source), _ROWS):
        piece = source.iloc[start : start + _ROWS]
        try:
            rows = _rows(pa.RecordBatch.from_pandas(piece, preserve_index=False))
        except (pa.ArrowException, TypeError, OverflowError):
            rows = piece.itertuples(index=False, name=None)
        for row in rows:
            yield assignment_of(header, row)


def _with_index(source: Any) -> Any:
    """The frame with those parts of its index as columns that have a name, such as `AssignmentId`."""
    names = list(getattr(source.index, "names", ()))
    named = [name for name in names if isinstance(name, str) and name and name not in source.columns]
    return source.reset_index(level=named) if named else source


def _in_column(column: pa.ChunkedArray) -> Iterator[Any]:
    """The documents in a column."""
    for chunk in column.iterchunks():
        for start in range(0, len(chunk), _ROWS):
            yield from chunk.slice(start, _ROWS).to_pylist()


def _require_arrow() -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        message = "data frames and Parquet files need pyarrow; install it with `pip install 'questionforms[arrow]'`"
        raise MissingExtra(message) from error
