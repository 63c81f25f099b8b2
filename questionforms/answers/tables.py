"""Many workers' answers as Arrow tables and batches, in the long layout or the wide."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from questionforms.answers.assignments import COLUMNS, TIMES, iter_assignments
from questionforms.answers.columns import of_form
from questionforms.answers.layouts import check, report
from questionforms.elements import arguments
from questionforms.exceptions import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa  # type: ignore[import-untyped]

    from questionforms.answers.assignments import Assignment
    from questionforms.answers.columns import Column
    from questionforms.answers.layouts import Layout
    from questionforms.elements.question_form import QuestionForm

#: So many documents are in a batch, if nothing else is said.
BATCH = 4_096
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

    from questionforms.answers.widening import narrowed

    tally = Tally()
    if layout == "wide" and form is None:
        found = _widened_at_once(assignments, tally)
    else:
        kind = schema(form, layout=layout)
        found = pa.Table.from_batches(_batches(assignments, form, layout, BATCH, tally), kind)
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

    It depends on nothing but the batch, and always gives `schema(layout="long")`, so that Dask, Ray, and Spark's
    `mapInArrow` can run it.
    """
    _arrow()
    return _batch(list(iter_assignments(batch)), "long", None, Tally())


def schema(form: QuestionForm | None = None, *, layout: Layout = "wide") -> pa.Schema:
    """The schema of batches: of the long layout, or of the wide with the columns of a form."""
    _arrow()
    check("schema", form, layout)
    import pyarrow as pa

    from questionforms.answers import scanning, widening

    first = [pa.field(name, _type(name)) for name in (*COLUMNS, "problem")]
    if layout == "long":
        return pa.schema([*first, *list(scanning.SCHEMA)[1:]])
    return pa.schema([*first, *widening.fields(of_form(form) if form is not None else [])])


def _arrow() -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise MissingExtra("tables need pyarrow; `pip install 'questionforms[arrow]'` installs it") from error


def _type(name: str) -> pa.DataType:
    import pyarrow as pa

    return pa.timestamp("us", "UTC") if name in TIMES else pa.string()


def _batches(
    assignments: Any, form: QuestionForm | None, layout: Layout, size: int, tally: Tally
) -> Iterator[pa.RecordBatch]:
    columns = None if form is None else of_form(form)
    found = iter_assignments(assignments)
    while several := list(islice(found, size)):
        yield _batch(several, layout, columns, tally)


def _reported(assignments: Any, form: QuestionForm | None, layout: Layout, size: int) -> Iterator[pa.RecordBatch]:
    tally = Tally()
    yield from _batches(assignments, form, layout, size, tally)
    report(tally.bad, tally.total)


def _batch(
    assignments: Sequence[Assignment], layout: Layout, columns: list[Column] | None, tally: Tally
) -> pa.RecordBatch:
    """Some assignments as one batch."""
    import pyarrow as pa

    from questionforms.answers.scanning import scan

    scanned = scan(assignments)
    tally.add(scanned.problems)
    head = [*_head(assignments), scanned.problems]
    if layout == "wide":
        return _wide(head, scanned.parts, columns)
    parts = scanned.parts.combine_chunks()
    document = parts["document"].combine_chunks()
    arrays = [array.take(document) for array in head] + [column.combine_chunks() for column in parts.columns[1:]]
    return pa.record_batch(arrays, schema=schema(layout="long"))


def _wide(head: list[pa.Array], parts: pa.Table, columns: list[Column] | None) -> pa.RecordBatch:
    import pyarrow as pa

    from questionforms.answers import widening

    columns = widening.columns_of(parts) if columns is None else columns
    arrays = [*head, *widening.widen(parts, columns, len(head[0]))]
    fields = [pa.field(name, _type(name)) for name in (*COLUMNS, "problem")] + widening.fields(columns)
    return pa.record_batch(arrays, schema=pa.schema(fields))


def _widened_at_once(assignments: Any, tally: Tally) -> pa.Table:
    """The wide layout without a form: its columns are known when all is read."""
    import pyarrow as pa
    import pyarrow.compute as pc  # type: ignore[import-untyped]

    from questionforms.answers.scanning import SCHEMA, scan

    heads: list[list[pa.Array]] = [[] for _ in range(len(COLUMNS) + 1)]
    parts = [SCHEMA.empty_table()]
    count = 0
    found = iter_assignments(assignments)
    while several := list(islice(found, BATCH)):
        scanned = scan(several)
        tally.add(scanned.problems)
        for column, values in zip(heads, [*_head(several), scanned.problems], strict=True):
            column.append(values)
        shifted = pc.add(scanned.parts["document"], pa.scalar(count, pa.int32()))
        parts.append(scanned.parts.set_column(0, SCHEMA.field(0), shifted))
        count += len(several)
    head = [
        pa.concat_arrays([pa.array([], _type(name)), *column])
        for name, column in zip((*COLUMNS, "problem"), heads, strict=True)
    ]
    return pa.Table.from_batches([_wide(head, pa.concat_tables(parts), None)])


def _head(assignments: Sequence[Assignment]) -> list[pa.Array]:
    """The columns of the assignments."""
    import pyarrow as pa

    from questionforms.answers.scanning import column

    count = len(assignments)
    found = []
    for index, name in enumerate(COLUMNS):
        values = [one[1][index] for one in assignments]
        empty = values.count(None) == count
        found.append(pa.nulls(count, _type(name)) if empty else column(_type(name), values))
    return found
