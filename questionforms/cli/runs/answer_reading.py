"""Reads the answers in a command's files once, checks and summarises them, and keeps them for the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.answers.summaries.summarise import with_arrow, without_arrow
from questionforms.answers.tables.documents import DocumentReading
from questionforms.cli.inputs.collection import Document
from questionforms.cli.output.table_files import load_arrow
from questionforms.exceptions import MissingExtra
from questionforms.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa  # type: ignore[import-untyped]

    from questionforms.answers.summaries.summary_types import Summary
    from questionforms.answers.tables.arrow.chunks import Chunk
    from questionforms.answers.tables.arrow.passes import ArrowReading
    from questionforms.answers.tables.options import Options
    from questionforms.cli.inputs.collection import Collection
    from questionforms.cli.runs.answer_checks import AnswerChecks

    Reading = ArrowReading | DocumentReading

#: Files of at least this many bytes are worth the time that it takes to import pyarrow.
_MANY_BYTES = 2_000_000


def read(found: Collection, options: Options, checks: AnswerChecks, *, arrow: bool) -> tuple[Reading, Summary]:
    """Read all documents; with `arrow`, or if there are many and pyarrow is installed, in Arrow columns."""
    if arrow or (found.size >= _MANY_BYTES and _has_arrow()):
        from questionforms.answers.tables.arrow.passes import ArrowReading

        columns = ArrowReading(_chunks(found, options, checks), options)
        return columns, with_arrow(columns)
    documents = DocumentReading(checks.checked(found.documents("reading")), options)
    return documents, without_arrow(documents)


def _has_arrow() -> bool:
    """Whether pyarrow can be imported; the command can do without it."""
    try:
        load_arrow()
    except MissingExtra:
        return False
    return True


def read_table(found: Collection, options: Options) -> tuple[pa.Table, list[str]]:
    """The table of all documents, and what could not be read or understood, each as a sentence."""
    load_arrow()
    from questionforms.answers.tables.arrow.passes import PIECE, ArrowReading

    columns = ArrowReading(found.chunks("reading", options, PIECE), options)
    unread, total = columns.seen.unread, columns.seen.total
    said = [f"{unread:,} of {counted(total, 'document')} could not be read"] if unread else []
    return columns.table(), [*said, *notes(columns)]


def notes(reading: Reading) -> Iterator[str]:
    """What could not be understood, and which columns are not floats, each as a sentence."""
    yield from reading.values.lines()
    yield from reading.notes()


def _chunks(found: Collection, options: Options, checks: AnswerChecks) -> Iterator[Chunk]:
    """The documents in chunks; if each of them must be checked anyway, they are read one by one."""
    from questionforms.answers.tables.arrow.files.file_chunks import iter_chunks
    from questionforms.answers.tables.arrow.passes import PIECE

    if checks.reads_all:
        yield from iter_chunks(checks.checked(found.documents("reading")), options, PIECE)
        return
    for chunk in found.chunks("reading", options, PIECE):
        for assignment in chunk.bad:
            place = assignment.place or ""
            which = assignment.columns[0]
            shown = place if which is None or which == place else f"{place}: {which}"
            checks.add_unread(Document(shown, assignment, chunk.is_file))
        checks.add_read(chunk.count - chunk.unread)
        yield chunk
