"""The assignments in a file as Arrow columns: with pyarrow's own readers where they read the same, else one by one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

import pyarrow as pa  # type: ignore[import-untyped]

from questionforms.answers.archives.assignment_records import Assignment
from questionforms.answers.archives.encodings import check_encoding
from questionforms.answers.archives.files import ArchiveFile
from questionforms.answers.archives.hits import HITs
from questionforms.answers.archives.known_columns import COLUMNS
from questionforms.answers.archives.sources import paths_in
from questionforms.answers.tables.arrow.chunks import Chunk, by_question, chunks_of_blocks
from questionforms.answers.tables.arrow.files import cell_columns, delimited_blocks, json_blocks, typed_columns
from questionforms.answers.tables.arrow.scan import scan_column
from questionforms.answers.tables.arrow.threads import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.answers.archives.header import Header
    from questionforms.answers.tables.options import Options


def iter_chunks(
    source: Any, options: Options, size: int, *, encoding: str | None = None, ahead: bool = True
) -> Iterator[Chunk]:
    """The assignments in a source, in chunks of about `size`, of which a few are made at the same time with `ahead`."""
    paths = paths_in(source)
    if paths is None:
        yield from chunks_of_blocks(source, options, size, encoding=encoding, ahead=ahead)
        return
    hits = HITs()
    check_encoding("answers", encoding)
    files = [ArchiveFile(path, encoding=encoding) for path in paths]
    for file in files:
        file.add_hits(hits)
    for file in files:
        yield from iter_file_chunks(file, hits, options, size, ahead=ahead)
    hits.refuse_alone()


def iter_file_chunks(
    file: ArchiveFile, hits: HITs, options: Options, size: int, *, ahead: bool = True
) -> Iterator[Chunk]:
    """The assignments in a file, with the columns of their HITs.

    They are read one by one, in chunks of at most `size`, where pyarrow would read them differently, and without
    `ahead`: then no chunk is made before it is asked for.
    """
    count = 0
    for chunk in _fast(file, options) if ahead and not hits else ():
        if chunk is None:
            break
        count += chunk.count
        hits.assignments += chunk.count
        yield chunk
    else:
        if count:
            return
    left = (hits.join(one) for one in islice(file.assignments(hits), count, None))
    for chunk in chunks_of_blocks(left, options, size, ahead=ahead):
        yield replace(chunk, is_file=True) if file.kind == "xml" else chunk


def _fast(file: ArchiveFile, options: Options) -> Iterator[Chunk | None]:
    """The chunks that pyarrow can read, up to None for the first one that it cannot."""
    kind = file.fast_kind()
    if kind == "delimited":
        header = file.header()
        if header is None or not header.plain or header.document is not None:
            return
        with file.open_bytes() as stream:
            rows = delimited_blocks.iter_blocks_of(stream, header)
            chunks = in_order(partial(_delimited_chunk, header=header, options=options), rows)
            yield from _followed(chunks, stream, file)
    elif kind == "json":
        with file.open_bytes() as stream:
            lines = json_blocks.iter_blocks_of(stream)
            chunks = in_order(partial(_json_chunk, file=file, options=options), lines)
            yield from _followed(chunks, stream, file)


def _followed(chunks: Iterator[Chunk | None], stream: BinaryIO, file: ArchiveFile) -> Iterator[Chunk | None]:
    """The chunks, while the position in the file advances."""
    for chunk in chunks:
        file.position = min(stream.tell(), file.size)  # of a compressed file, it is the position behind that
        yield chunk


def _delimited_chunk(block: bytes | None, *, header: Header, options: Options) -> Chunk | None:
    found = None if block is None else delimited_blocks.rows_of(block, header)
    if found is None:
        return None
    columns: dict[str, dict[str, pa.Array]] = {}
    for one, array in zip(header.columns, found, strict=True):
        columns.setdefault(one.content, {})[one.name] = array
    head = typed_columns.own(columns.get("assignment", {}), len(found[0]))
    others = None if head is None else typed_columns.others(columns.get("other", {}), head)
    if head is None or others is None:
        return None
    answers = cell_columns.answers_in(list(columns["answer"].items()), header.separator, options)
    if answers is None:
        return None
    problems = pa.nulls(len(found[0]), pa.string())
    return Chunk([*head, problems], others if options.keeps else {}, answers, header.separator)


def _json_chunk(block: json_blocks.Lines | None, *, file: ArchiveFile, options: Options) -> Chunk | None:
    found = None if block is None else json_blocks.columns_of(block)
    if block is None or found is None:
        return None
    documents = found.pop("Answer")
    count = len(documents)
    head = typed_columns.own({name: found[name] for name in COLUMNS if name in found}, count)
    others = {name: array for name, array in found.items() if name not in COLUMNS}
    typed = None if head is None else typed_columns.others(others, head)
    if head is None or typed is None:
        return None
    scanned = scan_column(documents, lambda index: Assignment(documents[index].as_py()), options)
    lines = json_blocks.numbers_of(block) if scanned.bad else []
    bad = [
        Assignment(
            documents[index].as_py(),
            tuple([array[index].as_py() for array in head]),
            place=f"{file.name}:{lines[index]}",
        )
        for index in scanned.bad
    ]
    answers = by_question(scanned, options)
    return Chunk([*head, scanned.problems], typed if options.keeps else {}, answers, bad=tuple(bad))
