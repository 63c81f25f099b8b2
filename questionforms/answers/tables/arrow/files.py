"""The assignments in a file as Arrow columns: with pyarrow's own readers where they read the same, else one by one."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import pyarrow as pa  # type: ignore[import-untyped]

from questionforms.answers.archives.known_columns import COLUMNS
from questionforms.answers.tables.arrow import cells, columns_of_files, delimited_blocks, json_blocks
from questionforms.answers.tables.arrow.chunks import Chunk, by_question, chunks_of_blocks
from questionforms.answers.tables.arrow.scan import scan_column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from questionforms.answers.archives.files import ArchiveFile
    from questionforms.answers.archives.header import Header
    from questionforms.answers.archives.hits import HITs
    from questionforms.answers.tables.options import Options

    Given = TypeVar("Given")

#: How many blocks are read at the same time; Arrow's functions run outside Python's lock.
_THREADS = 2


def iter_file_chunks(file: ArchiveFile, hits: HITs, options: Options, size: int) -> Iterator[Chunk]:
    """The assignments in a file, in chunks of at most `size` if they are read one by one, with their HITs' columns."""
    count = 0
    for chunk in () if hits else _fast(file, options):
        if chunk is None:
            break
        count += chunk.count
        hits.assignments += chunk.count
        yield chunk
    else:
        if count:
            return
    left = (hits.join(one) for one in islice(file.assignments(hits), count, None))
    for chunk in chunks_of_blocks(left, options, size):
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
            yield from _in_order(partial(_delimited_chunk, header=header, options=options), rows)
    elif kind == "json":
        with file.open_bytes() as stream:
            lines = json_blocks.iter_blocks_of(stream)
            yield from _in_order(partial(_json_chunk, file=file, options=options), lines)


def _in_order(make: Callable[[Given], Chunk | None], blocks: Iterator[Given | None]) -> Iterator[Chunk | None]:
    """What is made of each block, in order; a few blocks are worked on at the same time."""
    with ThreadPoolExecutor(_THREADS) as pool:
        pending: deque[Future[Chunk | None] | None] = deque()
        for block in blocks:
            pending.append(None if block is None else pool.submit(make, block))
            if len(pending) > _THREADS:
                yield _result(pending.popleft())
        while pending:
            yield _result(pending.popleft())


def _result(future: Future[Chunk | None] | None) -> Chunk | None:
    return None if future is None else future.result()


def _delimited_chunk(block: bytes, *, header: Header, options: Options) -> Chunk | None:
    found = delimited_blocks.rows_of(block, header)
    if found is None:
        return None
    columns: dict[str, dict[str, pa.Array]] = {}
    for one, array in zip(header.columns, found, strict=True):
        columns.setdefault(one.content, {})[one.name] = array
    head = columns_of_files.own(columns.get("assignment", {}), len(found[0]))
    others = None if head is None else columns_of_files.others(columns.get("other", {}), head)
    if head is None or others is None:
        return None
    answers = cells.answers_in(list(columns["answer"].items()), header.separator, options)
    if answers is None:
        return None
    problems = pa.nulls(len(found[0]), pa.string())
    return Chunk([*head, problems], others if options.keeps else {}, answers, header.separator)


def _json_chunk(block: json_blocks.Lines, *, file: ArchiveFile, options: Options) -> Chunk | None:
    found = json_blocks.columns_of(block)
    if found is None:
        return None
    documents = found.pop("Answer")
    count = len(documents)
    head = columns_of_files.own({name: found[name] for name in COLUMNS if name in found}, count)
    others = {name: array for name, array in found.items() if name not in COLUMNS}
    typed = None if head is None else columns_of_files.others(others, head)
    if head is None or typed is None:
        return None
    scanned = scan_column(documents, partial(json_blocks.assignment, documents, block, file.name), options)
    bad = [
        json_blocks.assignment(documents, block, file.name, index)._replace(
            columns=tuple([array[index].as_py() for array in head])
        )
        for index in scanned.bad
    ]
    answers = by_question(scanned, options)
    return Chunk([*head, scanned.problems], typed if options.keeps else {}, answers, bad=tuple(bad))
