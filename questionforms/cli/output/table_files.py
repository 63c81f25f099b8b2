"""Writes tables of answers as Parquet, CSV or JSON Lines; a file is written completely or not at all."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms.answers.archives.csv_injection import neutralised, neutralised_json, write_csv_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from questionforms.answers.tables.arrow.passes import ArrowReading
    from questionforms.answers.tables.documents import DocumentReading

    Reading = ArrowReading | DocumentReading


def write(reading: Reading, path: Path) -> None:
    """Write the table of what was read to a file with one of the suffixes in WRITERS, row by row or batch by batch."""
    with replaced(path) as part:
        WRITERS[path.suffix.lower()](reading, part)


def is_parquet(path: Path) -> bool:
    """Whether such a file is Parquet, for which the table must be Arrow's."""
    return path.suffix.lower() == ".parquet"


def require(path: Path) -> None:
    """Raise MissingExtra if the library that writes such a file is not installed."""
    if is_parquet(path):
        load_arrow()


def load_arrow() -> None:
    """Import pyarrow, without pandas: pyarrow imports that for the first array, though the command does not need it.

    This makes the command start a third faster.
    """
    from questionforms.answers.tables.batches import require_arrow

    sys.meta_path.insert(0, _WithoutPandas())
    try:
        require_arrow()
    finally:
        del sys.meta_path[0]


class _WithoutPandas:
    """An importer that finds no pandas."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:  # noqa: ARG004 - as importers are called
        """Nothing, so that other importers look; raises ModuleNotFoundError for pandas."""
        if name == "pandas":
            raise ModuleNotFoundError(name=name)


def plain(value: Any) -> Any:
    """A value that JSON lacks: a time as ISO 8601, a decimal as a number, or as text if a float would change it."""
    if isinstance(value, datetime):
        return value.isoformat()
    number = float(value)
    return number if isinstance(value, Decimal) and Decimal(repr(number)) == value else str(value)


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A temporary file that replaces the one at the path at the end, and is removed if writing fails."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write_parquet(reading: Reading, path: Path) -> None:
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    arrow: ArrowReading = reading  # type: ignore[assignment]
    with pq.ParquetWriter(path, arrow.plan.schema) as writer:
        for batch in arrow.batches():
            writer.write_batch(batch)


def _write_csv(reading: Reading, path: Path) -> None:
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        rows = ([_cell(value) for value in row.values()] for row in reading.rows())
        write_csv_rows(file, reading.names, rows)


def _cell(value: Any) -> str:
    """A value as a cell: a list as JSON, and text neutralised if a spreadsheet would run it as a formula."""
    if value is None:
        return ""
    if isinstance(value, list):
        return neutralised_json(json.dumps(value, ensure_ascii=False, default=plain))
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | float):
        number = Decimal(repr(value)) if isinstance(value, float) else value.normalize()
        return f"{number:f}"
    return neutralised(str(value))


def _write_json_lines(reading: Reading, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in reading.rows():
            file.write(f"{json.dumps(row, default=plain)}\n")


#: The suffix of a file -> the function that writes it.
WRITERS: dict[str, Callable[[Reading, Path], None]] = {
    ".parquet": _write_parquet,
    ".csv": _write_csv,
    ".jsonl": _write_json_lines,
    ".ndjson": _write_json_lines,
}
