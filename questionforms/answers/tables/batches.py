"""Many workers' answers as Arrow tables and batches, in a long or a wide layout."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from questionforms.answers.archives.known_columns import COLUMNS
from questionforms.answers.tables.options import checked
from questionforms.elements.base import arguments
from questionforms.exceptions import InvalidArgument, MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa  # type: ignore[import-untyped]

    from questionforms.answers.tables.arrow.plan import Counted, Plan
    from questionforms.answers.tables.options import Columns, Decimals, Layout, Options
    from questionforms.elements.question_form import QuestionForm

_LOG = logging.getLogger("questionforms.answers")
#: The default number of documents in a batch; larger batches need more memory.
BATCH = 1_024
#: The key of a table's metadata for the number of documents that could not be read.
UNREAD = b"questionforms.unread"


def table(
    source: Any,
    form: QuestionForm | None = None,
    *,
    layout: Layout = "wide",
    columns: Columns = "keep",
    expand: bool = True,
    infer: bool = True,
    numbers: Decimals = "float",
    scales: Iterable[str] = (),
    multi: Iterable[str] = (),
    encoding: str | None = None,
) -> pa.Table:
    """Return an Arrow table with a row for each assignment, or in the "long" layout for each value that a worker sent.

    `columns="keep"` includes all columns of assignments and HITs, such as `Input.*`; `columns="core"` includes only the
    assignment's IDs, status, times and feedback. `expand` opens the answers of crowd-forms into columns, and collects
    truth values. Without a form, `infer` converts a column of texts to a type that fits all of them. Numbers are int64
    if all are whole, otherwise floats; they are decimals with `numbers="decimal"`, or if a float would change one.
    `scales` are questions of the form whose selections are ordered; `multi` are questions whose texts
    contain several values, separated by `|`. `encoding` is that of files that are not in UTF-8 and have no byte
    order mark.

    A document that cannot be read has a row whose `problem` says why. The number of such documents is logged as a
    warning, and is in the schema's metadata as `questionforms.unread`.
    """
    require_arrow()
    options = checked("table", form, layout, columns, expand, infer, numbers, scales, multi)
    import pyarrow as pa

    from questionforms.answers.tables.arrow.files.file_chunks import iter_chunks
    from questionforms.answers.tables.arrow.passes import PIECE
    from questionforms.answers.tables.arrow.plan import Plan, Seen
    from questionforms.answers.tables.arrow.threads import in_order

    seen = Seen(options)
    chunks = []
    for chunk in iter_chunks(source, options, PIECE, encoding=encoding):
        seen.add(chunk)
        chunks.append(chunk)
    plan = Plan(seen)
    found = pa.Table.from_batches(in_order(plan.batch, chunks), plan.schema)
    seen.log()
    for note in plan.notes():
        _LOG.warning("%s", note)
    return found.unify_dictionaries().replace_schema_metadata({UNREAD: str(seen.unread).encode()})


def iter_batches(
    source: Any,
    form: QuestionForm | None = None,
    *,
    layout: Layout = "wide",
    columns: Columns = "core",
    expand: bool = True,
    numbers: Decimals = "float",
    multi: Iterable[str] = (),
    size: int = BATCH,
    encoding: str | None = None,
) -> Iterator[pa.RecordBatch]:
    """Yield the rows of `table` in batches of `size` assignments, in bounded memory; each batch is made on demand.

    All batches have the schema that `schema` returns for the same arguments, except in the wide layout without a form
    and with `columns="keep"`, where each batch has the columns of its own assignments. Types are not inferred. The
    number of documents that could not be read is logged at the end.
    """
    require_arrow()
    options = checked("iter_batches", form, layout, columns, expand=expand, numbers=numbers, multi=multi)
    size = arguments.integer("iter_batches", "size", size, 1)
    return _reported(source, options, size, encoding)


def expand_batch(batch: Any) -> pa.RecordBatch:
    """Convert a batch with a column `Answer`, or columns `Answer.*`, to the long layout.

    A batch is one of Arrow's batches or tables, a data frame, or a mapping from names to arrays: what Spark's
    `mapInArrow`, Dask and Ray pass to a function. The result depends only on the batch, and always has
    `schema(layout="long")`.
    """
    require_arrow()
    import pyarrow as pa

    from questionforms.answers.tables.arrow.plan import Counted

    if isinstance(batch, Mapping) and not any(isinstance(values, str | bytes) for values in batch.values()):
        known = {name: values for name, values in batch.items() if name in COLUMNS or str(name).startswith("Answer")}
        batch = pa.table({name: pa.array(values) for name, values in known.items()})
    options = checked("expand_batch", layout="long", columns="core")
    size = len(batch) if hasattr(batch, "__len__") else BATCH
    found = list(_batches(batch, options, max(1, size), Counted(options)))
    if len(found) > 1:
        found = pa.Table.from_batches(found).combine_chunks().to_batches()
    if len(found) > 1:
        raise InvalidArgument("expand_batch", "batch", "it has more than 2 GB of text; divide it")
    return found[0] if found else pa.RecordBatch.from_pylist([], schema(layout="long"))


def schema(
    form: QuestionForm | None = None,
    *,
    layout: Layout = "wide",
    columns: Columns = "core",
    expand: bool = True,
    numbers: Decimals = "float",
    multi: Iterable[str] = (),
) -> pa.Schema:
    """The schema of batches: that of the long layout, or of the wide layout with the columns of a form."""
    require_arrow()
    options = checked("schema", form, layout, columns, expand=expand, numbers=numbers, multi=multi)
    return _fixed(options).schema


def require_arrow() -> None:
    """Import pyarrow and make a first array with it; raises MissingExtra if it is not installed."""
    try:
        import pyarrow as pa

        pa.array([0])
    except ImportError as error:
        raise MissingExtra("tables need pyarrow; install it with `pip install 'questionforms[arrow]'`") from error


def _fixed(options: Options) -> Plan:
    from questionforms.answers.tables.arrow.plan import Plan, Seen

    return Plan(Seen(options), fixed=True)


def _batches(
    source: Any, options: Options, size: int, counted: Counted, encoding: str | None = None
) -> Iterator[pa.RecordBatch]:
    """The batches; no reference to one is held here while the next one is made."""
    from questionforms.answers.tables.arrow.files.file_chunks import iter_chunks

    fixed = _fixed(options)
    for chunk in iter_chunks(source, options, size, encoding=encoding, ahead=False):
        counted.add(chunk)
        yield (fixed if _is_fixed(options) else _plan_of(chunk, options)).batch(chunk)


def _is_fixed(options: Options) -> bool:
    return not options.keeps and (options.form is not None or options.layout == "long")


def _plan_of(chunk: Any, options: Options) -> Plan:
    from questionforms.answers.tables.arrow.plan import Plan, Seen

    seen = Seen(options)
    seen.add(chunk)
    return Plan(seen, fixed=True)


def _reported(source: Any, options: Options, size: int, encoding: str | None) -> Iterator[pa.RecordBatch]:
    from questionforms.answers.tables.arrow.plan import Counted

    counted = Counted(options)
    yield from _batches(source, options, size, counted, encoding)
    counted.log()
