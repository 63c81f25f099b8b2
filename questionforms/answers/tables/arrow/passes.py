"""Read many assignments twice: once to see what they all show, and again with the columns known."""

from __future__ import annotations

import json
import struct
from dataclasses import replace
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any

import pyarrow as pa  # type: ignore[import-untyped]

from questionforms.answers.tables.arrow.chunks import Chunk
from questionforms.answers.tables.arrow.groups import Group, Grouped
from questionforms.answers.tables.arrow.heads import head_fields
from questionforms.answers.tables.arrow.plan import Plan, Seen
from questionforms.answers.tables.numerals import json_list
from questionforms.answers.tables.spool import MOST_BYTES, Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.answers.archives.tally import UnreadValues
    from questionforms.answers.tables.options import Options

#: The number of assignments in a chunk; smaller chunks are slower.
PIECE = 8_192
_GROUP = pa.schema(
    [
        *(("document", pa.int32()), ("answer", pa.int32()), ("part", pa.int32())),
        *(("value", pa.string()), ("place", pa.int64())),
    ]
)


class ArrowReading:
    """The assignments in some chunks, of which only a few are in memory at a time."""

    def __init__(self, chunks: Iterable[Chunk], options: Options, *, most: int = MOST_BYTES) -> None:
        self.seen = Seen(options)
        self._chunks: Spool[Chunk] = Spool(_size, _dump, _load, most)
        for chunk in chunks:
            self.seen.add(chunk)
            self._chunks.add(chunk)

    @cached_property
    def plan(self) -> Plan:
        """The columns of the table."""
        return Plan(self.seen)

    @property
    def _is_wide(self) -> bool:
        return self.seen.options.layout == "wide"

    def __iter__(self) -> Iterator[Chunk]:
        return iter(self._chunks)

    @property
    def values(self) -> UnreadValues:
        """The values of assignments' own columns that could not be understood."""
        return self.seen.values

    @property
    def options(self) -> Options:
        """What the caller asked for."""
        return self.seen.options

    @property
    def kinds(self) -> dict[str, set[str]]:
        """The kinds of parts of each question, in the order of their first answers."""
        return self.seen.kinds

    def notes(self) -> Iterator[str]:
        """What is not as one might expect, each a sentence."""
        return self.plan.notes()

    @property
    def names(self) -> list[str]:
        """The names of the table's columns."""
        return list(self.plan.schema.names)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of the table as plain values, with lists in JSON as they were sent."""
        plan = Plan(self.seen, lists=False)
        names = [column.name for column in plan.columns if column.role == "json"] if self._is_wide else []
        for chunk in self:
            for row in plan.batch(chunk).to_pylist():
                yield row | {name: json_list(row[name]) for name in names if row[name] is not None}

    def table(self) -> pa.Table:
        """The whole table."""
        return pa.Table.from_batches(self.batches(), self.plan.schema).unify_dictionaries()

    def meant(self) -> Iterator[Chunk]:
        """The chunks with their answers as they are meant."""
        for chunk in self:
            yield replace(chunk, answers=self.plan.meant(chunk))

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows of the table, all with the plan's schema."""
        return map(self.plan.batch, self)


def _size(chunk: Chunk) -> int:
    groups = [*chunk.answers.groups.values(), chunk.answers.loose]
    arrays = [*chunk.head, *chunk.others.values(), *[column for group in groups for column in group]]
    return sum(array.nbytes for array in arrays)


def _dump(chunk: Chunk, file: IO[bytes]) -> None:
    """Write a chunk: its columns, then the parts of all questions, one question after the other."""
    names = [field.name for field in head_fields()] + list(chunk.others)
    head = pa.record_batch([*chunk.head, *chunk.others.values()], names=names)
    groups = [*chunk.answers.groups.values(), chunk.answers.loose]
    columns = [
        pa.concat_arrays(list(several)).cast(field.type)
        for several, field in zip(zip(*groups, strict=True), _GROUP, strict=True)
    ]
    about = {
        "questions": list(chunk.answers.groups),
        "lengths": [len(group.document) for group in groups],
        "parts": chunk.answers.parts,
        "separator": chunk.separator,
    }
    parts = pa.record_batch(columns, schema=_GROUP.with_metadata({"about": json.dumps(about)}))
    for batch in (head, parts):
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as writer:
            writer.write_batch(batch)
        data = sink.getvalue()
        file.write(struct.pack("<q", data.size))
        file.write(data)


def _load(file: IO[bytes]) -> Chunk:
    head, parts = (_batch(file) for _ in range(2))
    about = json.loads(parts.schema.metadata[b"about"])
    groups, start = [], 0
    for length in about["lengths"]:
        groups.append(Group(*[column.slice(start, length) for column in parts.columns]))
        start += length
    answers = Grouped(dict(zip(about["questions"], groups[:-1], strict=True)), groups[-1], about["parts"])
    count = len(head_fields())
    others = dict(zip(head.schema.names[count:], head.columns[count:], strict=True))
    return Chunk(head.columns[:count], others, answers, about["separator"])


def _batch(file: IO[bytes]) -> pa.RecordBatch:
    (size,) = struct.unpack("<q", file.read(8))
    with pa.ipc.open_stream(file.read(size)) as reader:
        return reader.read_next_batch()
