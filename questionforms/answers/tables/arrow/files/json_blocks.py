"""Read JSON Lines with pyarrow, block by block, where it reads the same as Python's json.

Each line must be one assignment, as the AWS CLI or boto3 writes it. Blocks with anything unusual are left to the slow
way.
"""

from __future__ import annotations

import gzip
import json
from io import BytesIO
from typing import IO, TYPE_CHECKING, NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.json as arrow_json  # type: ignore[import-untyped]

from questionforms.answers.archives.header import UnknownTableError, header_of

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The bytes of a block; a line that does not fit into a few is left to the slow way.
_BLOCK = 2**23
_MOST_BLOCKS = 4
#: The most bytes of a first line.
_LONGEST_LINE = 2**20


class Lines(NamedTuple):
    """Some whole lines of a file."""

    data: bytes | memoryview
    #: The number of the first one in the file.
    first: int


def iter_blocks_of(file: IO[bytes], size: int = _BLOCK) -> Iterator[Lines | None]:
    """The lines of a file in blocks; None at the place where that is not possible."""
    start, first, left = 0, 1, b""
    can_seek = not isinstance(file, gzip.GzipFile)  # where it must decompress everything again
    while data := file.read(size):
        whole = left + data if left else data
        end = whole.rfind(b"\n") + 1
        if len(data) < size and not file.peek(1):  # type: ignore[attr-defined]
            end = len(whole)
        if not end and len(whole) > _MOST_BLOCKS * size:
            yield None
            return
        if end:
            yield Lines(memoryview(whole)[:end], first)
        start += end
        first += whole.count(b"\n", 0, end)
        if can_seek and end:
            file.seek(start)
            left = b""
        else:
            left = whole[end:]
    if left:
        yield Lines(left, first)


def numbers_of(block: Lines) -> list[int]:
    """The number in the file of each line that is not blank."""
    return [number for number, line in enumerate(BytesIO(block.data), block.first) if line.strip()]


def columns_of(block: Lines) -> dict[str, pa.Array] | None:
    """The columns of the assignments in a block, by name; None if a line needs a closer look."""
    names = _names(bytes(block.data[:_LONGEST_LINE]))
    if names is None:
        return None
    texts = pa.schema([(name, pa.string()) for name, value in names.items() if isinstance(value, str | None)])
    try:
        table = arrow_json.read_json(
            pa.BufferReader(pa.py_buffer(block.data)),
            read_options=arrow_json.ReadOptions(use_threads=False, block_size=len(block.data) + 1),
            parse_options=arrow_json.ParseOptions(explicit_schema=texts, unexpected_field_behavior="infer"),
        )
    except pa.ArrowInvalid:
        return None
    if not _are_known(table.column_names) or any(map(pa.types.is_nested, table.schema.types)):
        return None
    place = {name: index for index, name in enumerate(names)}
    in_order = sorted(table.column_names, key=lambda name: place.get(name, len(place)))
    found = {name: table.column(name).combine_chunks() for name in in_order}
    documents = found.get("Answer")
    if documents is None or documents.type != pa.string() or documents.null_count:
        return None
    return found


def _names(data: bytes) -> dict[str, object] | None:
    """The names and values in the first line; None if it is not an assignment."""
    try:
        found = json.loads(data[: data.find(b"\n") + 1] or data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("Answer"), str) else None


def _are_known(names: list[str]) -> bool:
    """Whether the columns are those of assignments under their own names."""
    try:
        header = header_of(tuple(names))
    except UnknownTableError:
        return False
    return not header.answers and [column.name for column in header.columns] == names
