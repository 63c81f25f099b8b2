"""Writes the tables of quality figures as Parquet, CSV or JSON Lines, and labels in three columns for crowd-kit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from questionforms.answers.archives.csv_injection import neutralised, write_csv_rows
from questionforms.cli.output.table_files import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    import pyarrow as pa  # type: ignore[import-untyped]

    from questionforms.quality.labels import Labels

#: The columns that crowd-kit expects.
_THREE_COLUMNS = ("task", "worker", "label")
#: What separates the values of a unit with several columns, and several selections.
_SEPARATOR = "|"


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table in the format of the path's suffix, one of WRITERS; completely, or not at all."""
    with replaced(path) as part:
        WRITERS[path.suffix.lower()](table, part)


def write_three_columns(given: Labels, path: Path) -> None:
    """Write each label as a row of task, worker and label."""
    units = [_SEPARATOR.join(map(str, unit.values())) for unit in given.units.to_pylist()]
    workers = given.workers.to_pylist()
    labels = [_cell(sorted(value) if isinstance(value, frozenset) else value) for value in given.values]
    rows = (
        (neutralised(units[unit]), "" if worker < 0 else neutralised(workers[worker]), labels[label])
        for unit, worker, label in zip(*map(list, (given.unit, given.worker, given.label)), strict=True)
    )
    with replaced(path) as part:
        _write_rows(part, _THREE_COLUMNS, rows)


def _write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        write_csv_rows(file, header, rows)


def _write_csv(table: pa.Table, path: Path) -> None:
    _write_rows(path, table.column_names, ([_cell(value) for value in row.values()] for row in table.to_pylist()))


def _cell(value: Any) -> str:
    """A value as a cell, neutralised if a spreadsheet would run it as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return neutralised(_SEPARATOR.join(map(str, value)) if isinstance(value, list) else str(value))


def _write_json_lines(table: pa.Table, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in table.to_pylist():
            file.write(f"{json.dumps(row, default=str)}\n")


def _write_parquet(table: pa.Table, path: Path) -> None:
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    pq.write_table(table, path)


#: The suffix of a file -> the function that writes it.
WRITERS: dict[str, Callable[[pa.Table, Path], None]] = {
    ".parquet": _write_parquet,
    ".csv": _write_csv,
    ".jsonl": _write_json_lines,
    ".ndjson": _write_json_lines,
}
