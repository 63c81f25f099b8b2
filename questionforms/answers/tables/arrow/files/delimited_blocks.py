"""Read the rows of the requester site's CSV with pyarrow, block by block, where it reads the same as Python's csv.

A block ends at a line break outside quotes. Blocks with anything unusual are left to the slow way.
"""

from __future__ import annotations

import csv
import io
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.csv as arrow_csv  # type: ignore[import-untyped]

from questionforms.answers.archives.csv_injection import restored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.answers.archives.header import Header

#: The bytes of a block; a row that does not fit into one is left to the slow way.
_BLOCK = 2**22


class _Short(NamedTuple):
    """A row without its last cells, and its number among the rows of a block."""

    number: int
    cells: list[str]


def iter_blocks_of(file: IO[bytes], header: Header, size: int = _BLOCK) -> Iterator[bytes | None]:
    """The rows below the header, in blocks of whole rows; None at the place where that is not possible."""
    left = b""
    skipped = False
    while True:
        data = file.read(size)
        block = left + data
        if not skipped and block:
            start = _behind_header(block, header)
            if start is None:
                yield None
                return
            block, skipped = block[start:], True
        if not data:
            if block:
                yield block
            return
        end = _end_of_rows(block)
        if end == 0 and len(block) > 4 * size:
            yield None
            return
        if end:
            yield block[:end]
        left = block[end:]


def rows_of(block: bytes, header: Header) -> list[pa.Array] | None:
    """The columns of a block, as texts; None if any of its rows needs a closer look."""
    if b"\0" in block or _is_malformed(block, header.delimiter):
        return None
    short: list[_Short] = []
    long: list[int] = []
    try:
        table = _parsed(block, header, short, long)
    except pa.ArrowInvalid:
        return None
    if long or any(len(row.cells) > len(header.columns) for row in short):
        return None
    columns = [column.combine_chunks() for column in table.columns]
    if short:
        columns = _with_short(columns, short)
    return [_restored(column) for column in columns] if header.restored and b"'" in block else columns


def _parsed(block: bytes, header: Header, short: list[_Short], long: list[int]) -> pa.Table:
    count = len(header.columns)
    names = [str(index) for index in range(count)]

    def invalid(row: Any) -> str:
        if row.actual_columns > count or row.number is None:
            long.append(row.actual_columns)
        else:
            try:
                cells = next(csv.reader(io.StringIO(row.text, newline=""), delimiter=header.delimiter), [])
            except csv.Error:  # a cell is longer than the limit, which applies to the whole process
                return "error"
            short.append(_Short(row.number - 1, [*cells, *[""] * (count - len(cells))]))
        return "skip"

    return arrow_csv.read_csv(
        pa.BufferReader(block),
        read_options=arrow_csv.ReadOptions(column_names=names, use_threads=False, block_size=len(block) + 1),
        parse_options=arrow_csv.ParseOptions(
            delimiter=header.delimiter, newlines_in_values=True, invalid_row_handler=invalid
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )


def _with_short(columns: list[pa.Array], short: list[_Short]) -> list[pa.Array]:
    """The columns with the short rows at their places."""
    total = len(columns[0]) + len(short)
    at = {row.number: index for index, row in enumerate(short)}
    order, whole = [], 0
    for number in range(total):
        if number in at:
            order.append(total - len(short) + at[number])
        else:
            order.append(whole)
            whole += 1
    places = pa.array(order, pa.int32())
    added = [pa.array([row.cells[index] for row in short], pa.string()) for index in range(len(columns))]
    return [pa.concat_arrays([column, more]).take(places) for column, more in zip(columns, added, strict=True)]


def _restored(column: pa.Array) -> pa.Array:
    """The column without the apostrophes in front of formulas."""
    marked = pc.match_substring_regex(column, "(?:^|;)'")
    if not marked.true_count:
        return column
    cells = pa.array([restored(cell) for cell in column.filter(marked).to_pylist()], pa.string())
    return pc.replace_with_mask(column, marked, cells)


def _behind_header(block: bytes, header: Header) -> int | None:
    """Where the rows start; None if the header does not end in the block."""
    start, quotes = 0, 0
    lines = header.skip + 1
    while lines:
        end = block.find(b"\n", start)
        if end < 0:
            return None
        quotes += block.count(b'"', start, end)
        start = end + 1
        lines -= quotes % 2 == 0
    return start


def _end_of_rows(block: bytes) -> int:
    """The end of the last row that ends in the block; 0 if none does."""
    end = block.rfind(b"\n") + 1
    odd = block.count(b'"', 0, end) % 2
    while odd and end:
        before = block.rfind(b"\n", 0, end - 1) + 1
        odd ^= block.count(b'"', before, end) % 2
        end = before
    return end


def _is_malformed(block: bytes, delimiter: str) -> bool:
    """Whether there is a quote where Python's csv does not expect one, or one is not closed, as in half a download."""
    quotes = block.count(b'"')
    if not quotes or quotes % 2:
        return quotes > 0
    ends = f"\\r\\n{delimiter}"
    other = f'[^{ends}"]'
    wrong = f'{other}(?:"")*"{other}|(?:^|[{ends}])(?:"")+{other}'
    return bool(pc.match_substring_regex(pa.array([block], pa.binary()), wrong)[0].as_py())
