"""Writes tables of answers as Parquet, CSV or JSON Lines; a file is written completely or not at all."""

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
    from collections.abc import Callable, Iterable, Iterator

    from questionforms.answers.archives.assignment_records import Assignment
    from questionforms.answers.summaries.summary_types import Summary
    from questionforms.answers.tables.rows import Layout
    from questionforms.elements.question_form import QuestionForm

    Given = Iterable[Assignment]

#: A question's numbers become int64 if all are whole and below this.
_INT64 = 2**63


def write(given: Given, path: Path, form: QuestionForm | None, layout: Layout, figures: Summary) -> None:
    """Write the table of assignments to a file with one of the suffixes in WRITERS.

    The figures must be those of the same assignments. The wide layout without a form is built in memory, since its
    columns are known only at the end; everything else is written as it is read.
    """
    with _replaced(path) as part:
        WRITERS[path.suffix.lower()](given, part, form, layout, figures)


def require(path: Path) -> None:
    """Raise MissingExtra if the library that writes such a file is not installed."""
    if path.suffix.lower() == ".parquet":
        from questionforms.answers.tables.batches import schema

        schema()


def plain(value: Any) -> Any:
    """A value that JSON lacks: a time as ISO 8601, a decimal as a number, or as text if a float would change it."""
    if isinstance(value, datetime):
        return value.isoformat()
    number = float(value)
    return number if isinstance(value, Decimal) and Decimal(repr(number)) == value else str(value)


@contextmanager
def _replaced(path: Path) -> Iterator[Path]:
    """A temporary file that replaces the one at the path at the end, and is removed if writing fails."""
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
    """The schema, with integers instead of decimals for questions with only whole numbers."""
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
    """A value as a cell: a list as JSON, and text neutralised if a spreadsheet would run it as a formula."""
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


#: The suffix of a file -> the function that writes it.
WRITERS: dict[str, Callable[[Given, Path, QuestionForm | None, Layout, Summary], None]] = {
    ".parquet": _write_parquet,
    ".csv": _write_csv,
    ".jsonl": _write_json_lines,
    ".ndjson": _write_json_lines,
}
