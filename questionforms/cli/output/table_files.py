"""Tables of answers as files: Parquet, CSV and JSON Lines, each written whole or not at all."""

from __future__ import annotations

import csv
import json
import os
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms.answers.archives.csv_injection import neutralised
from questionforms.answers.archives.sources import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from questionforms.answers.summaries.summary_types import Summary
    from questionforms.answers.tables.rows import Layout
    from questionforms.elements.question_form import QuestionForm

    Given = Iterable[Mapping[str, Any]]

#: Questions with numbers of fewer digits are int64, where all are whole.
_INT64 = 2**63


def write(given: Given, path: Path, form: QuestionForm | None, layout: Layout, figures: Summary) -> None:
    """Write the table of assignments into a file, whose suffix is one of WRITERS.

    The figures are those of the same assignments. The wide layout without a form is made in memory, since its columns
    are known at the end; all else is written as it comes.
    """
    with _replaced(path) as part:
        WRITERS[path.suffix.lower()](given, part, form, layout, figures)


def require(path: Path) -> None:
    """Raise MissingExtra where a library is not installed that writes such a file."""
    if path.suffix.lower() == ".parquet":
        from questionforms.answers.tables.batches import schema

        schema()


def plain(value: Any) -> Any:
    """What JSON has no word for: a time as ISO 8601, a number as one, or as text where a float has other digits."""
    if isinstance(value, datetime):
        return value.isoformat()
    number = float(value)
    return number if isinstance(value, Decimal) and Decimal(repr(number)) == value else str(value)


@contextmanager
def _replaced(path: Path) -> Iterator[Path]:
    """A file beside the path that takes its place at the end, and is not left behind if there is none."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write_parquet(given: Given, path: Path, form: QuestionForm | None, layout: Layout, figures: Summary) -> None:
    from questionforms.answers.tables.batches import iter_batches, schema, table

    if layout == "wide" and form is None:
        found = table(given)
        batches, kind = found.to_batches(), found.schema
    else:
        kind = _narrowed(schema(form, layout=layout), form, layout, figures)
        batches = iter_batches(given, form, layout=layout)
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    with pq.ParquetWriter(path, kind) as writer:
        for batch in batches:
            writer.write_batch(batch if batch.schema.equals(kind) else batch.cast(kind))


def _narrowed(kind: Any, form: QuestionForm | None, layout: Layout, figures: Summary) -> Any:
    """The schema with whole numbers in place of decimals for questions that have no others."""
    from questionforms.answers.tables.columns import of_form

    if form is None or layout == "long":
        return kind
    import pyarrow as pa

    numbers = {question.identifier: question.numbers.counts for question in figures.questions if question.numbers}
    for column in of_form(form):
        counts = numbers.get(column.question, ())
        if column.role == "number" and all(isinstance(value, int) and abs(value) < _INT64 for value, _ in counts):
            index = kind.get_field_index(column.name)
            kind = kind.set(index, pa.field(column.name, pa.int64()))
    return kind


def _write_csv(given: Given, path: Path, form: QuestionForm | None, layout: Layout, _: Summary) -> None:
    from questionforms.answers.tables.rows import rows

    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        found = rows(given, form, layout=layout)
        first = next(found, None)
        writer.writerow(map(neutralised, first if first is not None else (*COLUMNS, "problem")))
        for row in chain([] if first is None else [first], found):
            writer.writerow([_cell(value) for value in row.values()])


def _cell(value: Any) -> str:
    """A value as a cell: a list as JSON; text that a spreadsheet would run is made harmless."""
    if value is None:
        return ""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, default=plain)
    if isinstance(value, datetime):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else neutralised(str(value))


def _write_json_lines(given: Given, path: Path, form: QuestionForm | None, layout: Layout, _: Summary) -> None:
    from questionforms.answers.tables.rows import rows

    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows(given, form, layout=layout):
            file.write(f"{json.dumps(row, default=plain)}\n")


#: The suffix of a file -> what writes it.
WRITERS: dict[str, Callable[[Given, Path, QuestionForm | None, Layout, Summary], None]] = {
    ".parquet": _write_parquet,
    ".csv": _write_csv,
    ".jsonl": _write_json_lines,
    ".ndjson": _write_json_lines,
}
