"""Many workers' answers as Arrow tables and batches, in a long or a wide layout."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.answers.archives.sources import COLUMNS, TIMES, iter_blocks, report
from questionforms.answers.tables.columns import of_form
from questionforms.answers.tables.rows import check
from questionforms.elements.base import arguments
from questionforms.exceptions import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa  # type: ignore[import-untyped]

    from questionforms.answers.archives.sources import Block
    from questionforms.answers.tables.columns import Column
    from questionforms.answers.tables.rows import Layout
    from questionforms.elements.question_form import QuestionForm

#: The default number of documents in a batch; larger batches need more memory.
BATCH = 1_024
#: The number of documents that are added to a table at a time; smaller pieces are slower.
_PIECE = 4_096
#: The key of a table's metadata for the number of documents that could not be read.
UNREAD = b"questionforms.unread"


class Tally:
    """The number of documents, and how many of them could not be read."""

    __slots__ = ("bad", "total")

    def __init__(self) -> None:
        self.bad = self.total = 0

    def add(self, problems: pa.Array) -> None:
        """Count the documents of a batch, from their problems (null if a document was read)."""
        self.total += len(problems)
        self.bad += len(problems) - problems.null_count


def table(assignments: Any, form: QuestionForm | None = None, *, layout: Layout = "wide") -> pa.Table:
    """Return an Arrow table with a row for each assignment, or in the "long" layout for each value that a worker sent.

    A document that cannot be read has a row whose `problem` says why. The number of such documents is logged as a
    warning, and is in the schema's metadata as `questionforms.unread`. Numbers are int64 if all answers to a question
    are whole.
    """
    _arrow()
    check("table", form, layout)
    import pyarrow as pa

    from questionforms.answers.tables.arrow.pivot import narrowed

    tally = Tally()
    if layout == "wide" and form is None:
        found = _from_data(assignments, tally)
    else:
        kind = schema(form, layout=layout)
        found = pa.Table.from_batches(_batches(assignments, form, layout, _PIECE, tally), kind)
    report(tally.bad, tally.total)
    return narrowed(found.unify_dictionaries()).replace_schema_metadata({UNREAD: str(tally.bad).encode()})


def iter_batches(
    assignments: Any, form: QuestionForm | None = None, *, layout: Layout = "wide", size: int = BATCH
) -> Iterator[pa.RecordBatch]:
    """Yield the rows of `table` in batches of `size` assignments, in bounded memory; each batch is made on demand.

    All batches have the schema `schema(form, layout=layout)`, except in the wide layout without a form, where each
    batch has the columns of its own answers. The number of documents that could not be read is logged at the end.
    """
    _arrow()
    check("iter_batches", form, layout)
    size = arguments.integer("iter_batches", "size", size, 1)
    return _reported(assignments, form, layout, size)


def expand_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Convert a batch with a column `Answer`, and any columns of assignments, to the long layout.

    The result depends only on the batch, and always has `schema(layout="long")`, so you can use this function in Dask
    and in Spark's `mapInArrow`.
    """
    _arrow()
    import pyarrow as pa

    found = [_long(_read(block, tally=Tally())) for block in iter_blocks(batch, len(batch) or 1)]
    return found[0] if found else pa.RecordBatch.from_pylist([], schema(layout="long"))


def schema(form: QuestionForm | None = None, *, layout: Layout = "wide") -> pa.Schema:
    """The schema of batches: that of the long layout, or of the wide layout with the columns of a form."""
    _arrow()
    check("schema", form, layout)
    import pyarrow as pa

    if layout == "wide":
        return _wide_schema(of_form(form) if form is not None else [])
    texts = [pa.field(name, pa.string()) for name in ("question", "part", "value")]
    return pa.schema([*_head_fields(), pa.field("answer", pa.int32()), *texts])


def _arrow() -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise MissingExtra("tables need pyarrow; install it with `pip install 'questionforms[arrow]'`") from error


class _Read(NamedTuple):
    """Several assignments: their columns, including `problem`, and the parts of their documents."""

    head: list[pa.Array]
    parts: pa.RecordBatch


def _read(block: Block, *, tally: Tally) -> _Read:
    """Read the assignments of a block."""
    from questionforms.answers.tables.arrow.scan import column, scan

    scanned = scan(block)
    tally.add(scanned.problems)
    head = [
        _nulls(len(block.xml), _type(name)) if values is None else column(_type(name), values)
        for name, values in zip(COLUMNS, block.columns, strict=True)
    ]
    return _Read([*head, scanned.problems], scanned.parts)


def _batches(
    assignments: Any, form: QuestionForm | None, layout: Layout, size: int, tally: Tally
) -> Iterator[pa.RecordBatch]:
    """The batches; no reference to one is held here while the next one is made."""
    columns = None if form is None else of_form(form)
    make = _long if layout == "long" else partial(_wide, columns=columns)
    return map(make, map(partial(_read, tally=tally), iter_blocks(assignments, size)))


def _reported(assignments: Any, form: QuestionForm | None, layout: Layout, size: int) -> Iterator[pa.RecordBatch]:
    tally = Tally()
    yield from _batches(assignments, form, layout, size, tally)
    report(tally.bad, tally.total)


def _from_data(assignments: Any, tally: Tally) -> pa.Table:
    """The wide layout without a form, whose columns are known only after everything is read."""
    import pyarrow as pa

    from questionforms.answers.tables.arrow.pivot import columns_of

    read = [_read(block, tally=tally) for block in iter_blocks(assignments, _PIECE)]
    columns = columns_of([one.parts for one in read])
    return pa.Table.from_batches([_wide(one, columns=columns) for one in read], _wide_schema(columns))


def _long(read: _Read) -> pa.RecordBatch:
    """A row for each part."""
    import pyarrow as pa

    document, answer, *names, value = read.parts.columns
    head = [
        _nulls(len(document), array.type) if array.null_count == len(array) else array.take(document)
        for array in read.head
    ]
    texts = [one.dictionary.take(one.indices) for one in names]
    return pa.record_batch([*head, answer, *texts, value], schema=schema(layout="long"))


def _nulls(count: int, kind: pa.DataType) -> pa.Array:
    """An array of nulls; all such arrays share a small buffer, since most columns of an assignment are empty."""
    import pyarrow as pa

    zeros = pa.py_buffer(_zeros(count.bit_length()))
    return pa.Array.from_buffers(kind, count, [zeros, zeros, zeros][: kind.num_buffers], null_count=count)


@lru_cache(maxsize=1)
def _zeros(exponent: int) -> bytes:
    """A buffer of zeros for up to 2**exponent values of 8 bytes."""
    return bytes(8 * 2**exponent + 8)


def _wide(read: _Read, *, columns: list[Column] | None) -> pa.RecordBatch:
    """A row for each assignment, with the columns of a form, or of the answers."""
    import pyarrow as pa

    from questionforms.answers.tables.arrow import pivot as widening

    columns = widening.columns_of([read.parts]) if columns is None else columns
    arrays = [*read.head, *widening.widen(read.parts, columns, len(read.head[0]))]
    return pa.record_batch(arrays, schema=_wide_schema(columns))


def _wide_schema(columns: list[Column]) -> pa.Schema:
    import pyarrow as pa

    from questionforms.answers.tables.arrow import pivot as widening

    return pa.schema([*_head_fields(), *widening.fields(columns)])


def _head_fields() -> list[pa.Field]:
    import pyarrow as pa

    return [pa.field(name, _type(name)) for name in (*COLUMNS, "problem")]


def _type(name: str) -> pa.DataType:
    import pyarrow as pa

    return pa.timestamp("us", "UTC") if name in TIMES else pa.string()
