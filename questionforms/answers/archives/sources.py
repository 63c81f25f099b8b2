"""Iterate over the assignments in any source: files and folders, boto3's pages, assignments, documents, and tables."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.answers.archives.assignment_records import Assignment, assignment_in
from questionforms.answers.archives.encodings import check_encoding
from questionforms.answers.archives.files import SUFFIXES, ArchiveFile, find_files
from questionforms.answers.archives.hits import HITs
from questionforms.answers.archives.items import DOCUMENT_TYPES, answered, iter_items
from questionforms.answers.archives.known_columns import COLUMNS, TEXTS, TIMES
from questionforms.exceptions import InvalidArgument, WrongType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from questionforms.answers.archives.header import Header

    #: Reads many texts as times together; None if any of them needs a closer look.
    Times = Callable[[Sequence[str | None]], Sequence[datetime | None] | None]

__all__ = [
    "COLUMNS",
    "DOCUMENT",
    "TEXTS",
    "TIMES",
    "Assignment",
    "Block",
    "iter_assignments",
    "iter_blocks",
    "read_header",
    "report",
    "text_of",
]

_NOTHING: tuple[None, ...] = (None,) * len(COLUMNS)
#: The others of assignments that have none.
_NO_OTHERS: Mapping[str, Any] = {}
#: The keys of an assignment as boto3 returns it.
_OF_BOTO3 = frozenset({*COLUMNS, "Answer"})


class Block(NamedTuple):
    """Several assignments, column by column."""

    xml: Sequence[Any]
    #: The values of each of COLUMNS; None if a column has none.
    columns: Sequence[Sequence[Any] | None]
    #: The unread columns of an assignment, by its index.
    unread: Mapping[int, tuple[tuple[str, str], ...]]
    #: All other columns of each assignment; empty if none has any, except that the working time may be left out.
    others: Sequence[Mapping[str, Any]] = ()
    #: The place of each assignment; empty if none has one.
    place: Sequence[str | None] = ()

    def piece(self, start: int, end: int) -> Block:
        """Some of the assignments."""
        return Block(
            self.xml[start:end],
            [None if values is None else values[start:end] for values in self.columns],
            {index - start: found for index, found in self.unread.items() if start <= index < end},
            self.others[start:end],
            self.place[start:end],
        )

    def assignment(self, index: int) -> Assignment:
        """The assignment at an index, without its columns."""
        others = self.others[index] if self.others else _NO_OTHERS
        place = self.place[index] if self.place else None
        return Assignment(self.xml[index], unread=self.unread.get(index, ()), others=others, place=place)


def iter_assignments(source: Any, *, encoding: str | None = None) -> Iterator[Assignment]:
    """The assignments in a source, with the columns of their HITs if these are in it, too.

    Raises WrongType if it cannot contain any, InvalidArgument if a file cannot be read or has no answers, and OSError
    if a file cannot be opened. `encoding` is that of files that are not in UTF-8 and have no byte order mark.
    """
    hits = HITs()
    for item in _items(source, hits, encoding):
        yield hits.join(_assignment(item))
    hits.refuse_alone()


def iter_blocks(source: Any, size: int, *, encoding: str | None = None, times: Times | None = None) -> Iterator[Block]:
    """The same, in blocks of at most `size`; no block is kept in memory while the next one is made.

    If there is an error, the assignments before it come first. `times` reads many texts as times together, or returns
    None to leave them to the slow way.
    """
    hits = HITs()
    items = _items(source, hits, encoding)
    failure: Exception | None = None
    while failure is None:
        some: list[Any] = []
        try:
            some.extend(islice(items, size))
        except Exception as error:
            failure = error
        if not some:
            break
        block = _block(some, hits, times)
        del some[:]
        yield block
        del block
    if failure is not None:
        raise failure
    hits.refuse_alone()


def paths_in(source: Any) -> list[Path] | None:
    """The files in a source that is nothing but paths of files and folders; None for any other source."""
    found = [source] if isinstance(source, Path) else source
    if not isinstance(found, list | tuple) or not found or not all(isinstance(path, Path) for path in found):
        return None
    return [file for path in found for file in (_in_folder(path) if path.is_dir() else [path])]


def read_header(path: Path, *, encoding: str | None = None) -> Header | None:
    """What the columns of a delimited file contain, and how it is written; None for a file of another kind.

    Only the start of the file is read. Raises InvalidArgument if the file is not of a known shape.
    """
    check_encoding("answers", encoding)
    return ArchiveFile(path, encoding=encoding).header()


def _items(source: Any, hits: HITs, encoding: str | None) -> Iterator[Any]:
    check_encoding("answers", encoding)
    try:
        _find_hits(source, hits, encoding)
        yield from answered(iter_items(source, hits, lambda path: _in_path(path, hits, encoding)))
    except RecursionError:
        raise WrongType("answers", "source", "the source is nested too deeply, or contains itself") from None


def _find_hits(source: Any, hits: HITs, encoding: str | None) -> None:
    """Read HITs before all assignments; an iterator is read once, so its HITs must come first."""
    if isinstance(source, Path):
        for path in find_files(source) if source.is_dir() else [source]:
            ArchiveFile(path, encoding=encoding).add_hits(hits)
    elif isinstance(source, Mapping):
        hits.collect(source)
    elif isinstance(source, list | tuple):
        for item in source:
            if isinstance(item, Path | list) or (isinstance(item, Mapping) and "AssignmentId" not in item):
                _find_hits(item, hits, encoding)


def _in_path(path: Path, hits: HITs, encoding: str | None) -> Iterator[Assignment]:
    """The assignments in a file, or in all files of a folder."""
    for file in _in_folder(path) if path.is_dir() else [path]:
        yield from ArchiveFile(file, encoding=encoding).assignments(hits)


def _in_folder(folder: Path) -> list[Path]:
    """The files of a folder. Raises InvalidArgument if there are none."""
    files = find_files(folder)
    if not files:
        suffixes = ", ".join(f"*{suffix}" for suffix in SUFFIXES)
        message = f"{folder}: cannot be read: the folder contains no {suffixes}"
        raise InvalidArgument("answers", "source", message)
    return files


def _assignment(item: Any) -> Assignment:
    """An item as an Assignment, with its columns."""
    if isinstance(item, Assignment):
        return item
    if item is None or isinstance(item, DOCUMENT_TYPES):
        return Assignment(item)
    if isinstance(item, tuple):
        return Assignment(item[1], (item[0], *_NOTHING[1:]))
    return assignment_in(item, may_lack=True)


def _block(items: list[Any], hits: HITs, times: Times | None) -> Block:
    """The items as columns; mixed kinds of items, or values of unexpected types, are converted one by one."""
    kinds = set(map(type, items))
    if kinds == {str}:
        hits.assignments += len(items)
        return Block(list(items), _NOTHING, {})
    if kinds == {tuple}:
        hits.assignments += len(items)
        return Block([item[1] for item in items], ([item[0] for item in items], *_NOTHING[1:]), {})
    columns = _columns(items, times) if kinds == {dict} and not hits else None
    if columns is not None:
        hits.assignments += len(items)
        return Block([item["Answer"] for item in items], columns, {})
    found = [hits.join(_assignment(item)) for item in items]
    by_column = zip(*[one.columns for one in found], strict=True)
    return Block(
        [one.xml for one in found],
        [None if values.count(None) == len(values) else values for values in by_column],
        {i: one.unread for i, one in enumerate(found) if one.unread},
        [one.others for one in found] if any(one.others for one in found) else (),
        [one.place for one in found] if any(one.place for one in found) else (),
    )


def _columns(items: list[dict[str, Any]], read_texts: Times | None) -> list[Sequence[Any] | None] | None:
    """The columns of assignments as boto3 returns them; None if any has other columns, or an unexpected type."""
    if not all("Answer" in item and item.keys() <= _OF_BOTO3 for item in items):
        return None
    found: list[Sequence[Any] | None] = []
    for name in COLUMNS:
        values = [item.get(name) for item in items]
        kinds = set(map(type, values))
        if kinds == {NoneType}:
            found.append(None)
        elif name in TIMES and kinds <= {datetime, NoneType}:
            times = [value and _in_utc(value) for value in values]
            if times.count(None) > values.count(None):
                return None
            found.append(times)
        elif name in TIMES and kinds <= {str, NoneType} and read_texts is not None:
            read = read_texts(values)
            if read is None:
                return None
            found.append(read)
        elif name not in TIMES and kinds <= {str, NoneType}:
            if name in TEXTS:
                found.append([value.strip() or None if value else None for value in values])
            else:
                found.append([value or None for value in values])
        else:
            return None
    return found


def _in_utc(value: datetime) -> datetime | None:
    try:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


#: The kind of part for a document that cannot be read.
DOCUMENT = "document"

_LOG = logging.getLogger("questionforms.answers")


def report(bad: int, total: int) -> None:
    """Log how many documents could not be read, if any."""
    if bad:
        _LOG.warning("%d of %d documents could not be read; the column `problem` says why", bad, total)


def text_of(xml: Any) -> str:
    """A document that cannot be read, as text; bytes that are not UTF-8 become escapes."""
    data = xml if isinstance(xml, bytes) else str(xml).encode(errors="backslashreplace")
    return data.decode(errors="backslashreplace")
