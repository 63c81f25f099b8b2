"""Many workers' answers as Arrow tables and batches, in the long layout or the wide."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.answers.archives.sources import COLUMNS, TIMES, iter_blocks
from questionforms.answers.archives.unread import report
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

#: So many documents are in a batch, if nothing else is said; with more, memory grows.
BATCH = 1_024
#: A table is made of so many documents at a time; with fewer, it takes longer.
_PIECE = 4_096
#: Where a table's metadata has the number of documents that could not be read.
UNREAD = b"questionforms.unread"


class Tally:
    """How many documents were read, and how many could not be."""

    __slots__ = ("bad", "total")

    def __init__(self) -> None:
        self.bad = self.total = 0

    def add(self, problems: pa.Array) -> None:
        """Count the documents of a batch, each with its problem or none."""
        self.total += len(problems)
        self.bad += len(problems) - problems.null_count


def table(assignments: Any, form: QuestionForm | None = None, *, layout: Layout = "wide") -> pa.Table:
    """Each assignment as a row of an Arrow table, or in the "long" layout each value that a worker sent.

    A document that cannot be read has a row whose `problem` says why. How many there were is logged as a warning, and
    stands in the metadata of the schema as `questionforms.unread`. Numbers are int64 where all of a question are whole.
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
    """The same in batches of so many assignments each, in bounded memory; a batch is made when it is asked for.

    All batches have `schema(form, layout=layout)`; in the wide layout without a form, each has the columns of its own
    answers. How many documents could not be read is logged at the end.
    """
    _arrow()
    check("iter_batches", form, layout)
    size = arguments.integer("iter_batches", "size", size, 1)
    return _reported(assignments, form, layout, size)


def expand_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch in the long layout, from one with a column `Answer`, and any of the columns of assignments.

    It depends on nothing but the batch, and always gives `schema(layout="long")`, so that Dask and Spark's
    `mapInArrow` can run it.
    """
    _arrow()
    import pyarrow as pa

    found = [_long(_read(block, tally=Tally())) for block in iter_blocks(batch, len(batch) or 1)]
    return found[0] if found else pa.RecordBatch.from_pylist([], schema(layout="long"))


def schema(form: QuestionForm | None = None, *, layout: Layout = "wide") -> pa.Schema:
    """The schema of batches: of the long layout, or of the wide with the columns of a form."""
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
        raise MissingExtra("tables need pyarrow; `pip install 'questionforms[arrow]'` installs it") from error


class _Read(NamedTuple):
    """Several assignments: their columns with `problem`, and the parts of their documents."""

    head: list[pa.Array]
    parts: pa.RecordBatch


def _read(block: Block, *, tally: Tally) -> _Read:
    """The assignments of a block."""
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
    """The batches; none is held here when the next is made."""
    columns = None if form is None else of_form(form)
    make = _long if layout == "long" else partial(_wide, columns=columns)
    return map(make, map(partial(_read, tally=tally), iter_blocks(assignments, size)))


def _reported(assignments: Any, form: QuestionForm | None, layout: Layout, size: int) -> Iterator[pa.RecordBatch]:
    tally = Tally()
    yield from _batches(assignments, form, layout, size, tally)
    report(tally.bad, tally.total)


def _from_data(assignments: Any, tally: Tally) -> pa.Table:
    """The wide layout without a form: its columns are known when all is read."""
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
    """So many nulls; all columns share a few bytes, since most columns of an assignment are empty."""
    import pyarrow as pa

    zeros = pa.py_buffer(_zeros(count.bit_length()))
    return pa.Array.from_buffers(kind, count, [zeros, zeros, zeros][: kind.num_buffers], null_count=count)


@lru_cache(maxsize=1)
def _zeros(exponent: int) -> bytes:
    """As many as so many bits need where each value is of 8 bytes."""
    return bytes(8 * 2**exponent + 8)


def _wide(read: _Read, *, columns: list[Column] | None) -> pa.RecordBatch:
    """A row for each assignment, with the columns of a form, or of what was sent."""
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
