"""Several assignments as Arrow columns: those of the assignments, and the parts of their documents by question."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pyarrow as pa  # type: ignore[import-untyped]

from questionforms.answers.archives.files import ArchiveFile
from questionforms.answers.archives.hits import HITs
from questionforms.answers.archives.sources import iter_blocks, paths_in
from questionforms.answers.read.answers import Answers
from questionforms.answers.tables.arrow.groups import grouped, with_opened
from questionforms.answers.tables.arrow.heads import other_columns, own_columns
from questionforms.answers.tables.arrow.scan import scan
from questionforms.answers.tables.parts import separator_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.answers.archives.sources import Assignment, Block
    from questionforms.answers.tables.arrow.groups import Grouped
    from questionforms.answers.tables.arrow.scan import Scanned
    from questionforms.answers.tables.options import Options


@dataclass(frozen=True, slots=True)
class Chunk:
    """Several assignments."""

    #: A column for each of COLUMNS, and `problem`.
    head: list[pa.Array]
    #: All other columns, by name.
    others: dict[str, pa.Array]
    answers: Grouped
    #: What separates several values in a text.
    separator: str = "|"
    #: The assignments whose documents could not be read.
    bad: tuple[Assignment, ...] = ()
    #: Whether the only document is a whole file.
    is_file: bool = False

    @property
    def count(self) -> int:
        """The number of assignments."""
        return len(self.head[0])

    @property
    def unread(self) -> int:
        """How many documents could not be read."""
        return self.count - int(self.head[-1].null_count)


def iter_chunks(source: Any, options: Options, size: int) -> Iterator[Chunk]:
    """The assignments in a source, in chunks of about `size`."""
    paths = paths_in(source)
    if paths is None:
        yield from chunks_of_blocks(source, options, size)
        return
    from questionforms.answers.tables.arrow.files import iter_file_chunks

    hits = HITs()
    files = list(map(ArchiveFile, paths))
    for file in files:
        file.add_hits(hits)
    for file in files:
        yield from iter_file_chunks(file, hits, options, size)
    hits.refuse_alone()


def chunks_of_blocks(source: Any, options: Options, size: int) -> Iterator[Chunk]:
    """The same, read one by one."""
    for block in iter_blocks(source, size):
        for separator, one in _by_separator(block):
            yield _chunk(one, options, separator)


def _chunk(block: Block, options: Options, separator: str) -> Chunk:
    scanned = scan(block, options)
    others = other_columns(block.others) if options.keeps else {}
    own = own_columns(block)
    bad = [
        block.assignment(index)._replace(columns=tuple([one[index].as_py() for one in own])) for index in scanned.bad
    ]
    return Chunk([*own, scanned.problems], others, by_question(scanned, options), separator, tuple(bad))


def by_question(scanned: Scanned, options: Options) -> Grouped:
    """What was read by question, with the answers of crowd-forms opened if the options say so."""
    found = grouped(scanned.parts)
    return with_opened(found) if options.expand and options.form is None else found


def _by_separator(block: Block) -> Iterator[tuple[str, Block]]:
    """The block in pieces with one separator each; nearly always it is a single piece."""
    separators = [_separator(xml) for xml in block.xml]
    if len(set(separators)) == 1:
        yield separators[0], block
        return
    start = 0
    for separator, run in groupby(separators):
        end = start + len(list(run))
        yield separator, block.piece(start, end)
        start = end


def _separator(xml: Any) -> str:
    return separator_of(xml) if isinstance(xml, Answers) else "|"
