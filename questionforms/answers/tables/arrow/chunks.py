"""Several assignments as Arrow columns: those of the assignments, and the parts of their documents by question."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pyarrow as pa  # type: ignore[import-untyped]

from questionforms.answers.archives.known_columns import WORK_TIME
from questionforms.answers.archives.sources import iter_blocks
from questionforms.answers.tables.arrow.groups import grouped, with_opened
from questionforms.answers.tables.arrow.heads import other_columns, own_columns
from questionforms.answers.tables.arrow.scan import scan
from questionforms.answers.tables.arrow.threads import in_order
from questionforms.answers.tables.arrow.times_of_texts import read_texts, work_times
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


def chunks_of_blocks(
    source: Any, options: Options, size: int, *, encoding: str | None = None, ahead: bool = True
) -> Iterator[Chunk]:
    """The assignments in a source, read one by one, in chunks of at most `size`; with `ahead`, a few at a time."""
    blocks = iter_blocks(source, size, encoding=encoding, times=read_texts)
    pieces = (piece for block in blocks for piece in _by_separator(block))
    return (in_order if ahead else map)(partial(_chunk, options), pieces)


def _chunk(options: Options, piece: tuple[str, Block]) -> Chunk:
    separator, block = piece
    scanned = scan(block, options)
    own = own_columns(block)
    others = _others(block, own) if options.keeps else {}
    bad = [
        block.assignment(index)._replace(columns=tuple([one[index].as_py() for one in own])) for index in scanned.bad
    ]
    return Chunk([*own, scanned.problems], others, by_question(scanned, options), separator, tuple(bad))


def _others(block: Block, own: list[pa.Array]) -> dict[str, pa.Array]:
    if block.others:
        return other_columns(block.others)
    times = work_times(own)
    return {} if times is None else {WORK_TIME: times}


def by_question(scanned: Scanned, options: Options) -> Grouped:
    """What was read by question, with the answers of crowd-forms opened if the options say so."""
    found = grouped(scanned.parts)
    return with_opened(found) if options.expand and options.form is None else found


def _by_separator(block: Block) -> Iterator[tuple[str, Block]]:
    """The block in pieces with one separator each; nearly always it is a single piece."""
    separators = [separator_of(xml) for xml in block.xml]
    if len(set(separators)) == 1:
        yield separators[0], block
        return
    start = 0
    for separator, run in groupby(separators):
        end = start + len(list(run))
        yield separator, block.piece(start, end)
        start = end
