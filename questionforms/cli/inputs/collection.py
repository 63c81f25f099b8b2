"""The files that a command's arguments name, read as often as needed, with a progress bar on a terminal."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager, nullcontext
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from questionforms.answers.archives.files import SUFFIXES, ArchiveFile, find_files
from questionforms.answers.archives.hits import HITs
from questionforms.exceptions import InvalidArgument, MissingExtra
from questionforms.project.sources import STDIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from questionforms.answers.archives.assignment_records import Assignment
    from questionforms.answers.tables.arrow.chunks import Chunk
    from questionforms.answers.tables.options import Options

#: With at least this many files or bytes, a terminal shows a progress bar.
_MANY_FILES = 100
_MANY_BYTES = 2_000_000


class Document(NamedTuple):
    """One worker's document, and where it comes from."""

    #: The file, the line if the document has one to itself, and the assignment's id.
    place: str
    assignment: Assignment
    #: Whether it is the whole file, so that line numbers in the document are those of the file.
    alone: bool = False

    @property
    def given(self) -> Assignment:
        """The assignment; without an id, the place is used instead, to keep its rows together."""
        columns = self.assignment.columns
        return self.assignment if columns[0] else self.assignment._replace(columns=(self.place, *columns[1:]))


class Collection:
    """The files of a run. What can be read only once is copied to `scratch`; `without` is skipped in folders."""

    def __init__(
        self, arguments: Iterable[str], *, scratch: Path, without: Path | None = None, encoding: str | None = None
    ) -> None:
        #: Why a file, or the rest of one, could not be read; each line names the file.
        self.unread: list[str] = []
        self._files: list[ArchiveFile] = []
        for argument in arguments:
            try:
                once = argument == "-" or Path(argument).is_fifo()
                found = [_copied(argument, scratch)] if once else [(path, None) for path in _find(argument, without)]
                self._files += [ArchiveFile(path, name=name, encoding=encoding) for path, name in found]
            except _NotFoundError as error:
                self.unread.append(str(error))

    def holds(self, path: Path) -> bool:
        """Whether a file is part of the collection."""
        return path.exists() and any(file.path.exists() and file.path.samefile(path) for file in self._files)

    @property
    def size(self) -> int:
        """The size of all files, in bytes."""
        return sum(file.size for file in self._files)

    def documents(self, label: str) -> Iterator[Document]:
        """Yield all documents, with a labelled progress bar if there are many."""
        hits = self._hits()
        with self._bar(label) as advance:
            for file in self._files:
                with self._collected(file):
                    yield from _followed(file, hits, advance)
        self._refuse_alone(hits)

    def chunks(self, label: str, options: Options, size: int) -> Iterator[Chunk]:
        """Yield all documents in Arrow columns, at most `size` at a time, with a progress bar if there are many."""
        from questionforms.answers.tables.arrow.files.file_chunks import iter_file_chunks

        hits = self._hits()
        with self._bar(label) as advance:
            for file in self._files:
                done = 0
                with self._collected(file):
                    for chunk in iter_file_chunks(file, hits, options, size):
                        yield chunk
                        advance(max(0, file.position - done))
                        done = max(done, file.position)
                advance(max(0, file.size - done))
        self._refuse_alone(hits)

    def _hits(self) -> HITs:
        """The HITs in the files, which are read first."""
        hits = HITs()
        for file in self._files:
            file.add_hits(hits)
        return hits

    def _bar(self, label: str) -> AbstractContextManager[Callable[[int], None]]:
        many = len(self._files) >= _MANY_FILES or self.size >= _MANY_BYTES
        return _bar(label, self.size, shown=many and sys.stderr.isatty())

    def _refuse_alone(self, hits: HITs) -> None:
        """Collect the error of HITs without assignments."""
        try:
            hits.refuse_alone()
        except InvalidArgument as error:
            self._add(error.message)

    @contextmanager
    def _collected(self, file: ArchiveFile) -> Iterator[None]:
        """Errors of a file are collected; its rest is not read."""
        try:
            yield
        except (InvalidArgument, MissingExtra) as error:
            self._add(getattr(error, "message", f"{file.name}: cannot be read: {error}"))
        except OSError as error:
            self._add(f"{file.name}: cannot be read: {error.strerror or error}")

    def _add(self, line: str) -> None:
        if line not in self.unread:  # this may be the second pass
            self.unread.append(line)


class _NotFoundError(Exception):
    """An argument that names no files."""


def _followed(file: ArchiveFile, hits: HITs, advance: Callable[[int], None]) -> Iterator[Document]:
    """The documents of a file, each with its place."""
    done = 0
    try:
        for count, assignment in enumerate(file.assignments(hits), 1):
            yield _document(file, hits.join(assignment), count)
            if file.position > done:
                advance(file.position - done)
                done = file.position
    finally:
        advance(max(0, file.size - done))


def _document(file: ArchiveFile, assignment: Assignment, count: int) -> Document:
    """An assignment with its place: the file, and the line if the document has one to itself, or its number."""
    alone, place = file.kind == "xml", assignment.place or file.name
    if file.kind == "delimited":
        place = file.name
    numbered = "" if alone or (file.kind == "json" and place != file.name) else f"document {count}"
    which = assignment.columns[0] or numbered
    return Document(f"{place}: {which}" if which else place, assignment, alone)


@contextmanager
def _bar(label: str, size: int, *, shown: bool) -> Iterator[Callable[[int], None]]:
    if not shown:
        yield lambda _: None
        return
    with click.progressbar(length=size, label=label, file=sys.stderr) as bar:
        yield bar.update


def _copied(argument: str, scratch: Path) -> tuple[Path, str]:
    """Standard input or a named pipe, copied to a file."""
    path = scratch / f"{len(list(scratch.iterdir()))}"
    if argument == "-" and sys.stdin is None:
        raise _NotFoundError(f"{STDIN}: cannot be read: standard input is closed")
    with path.open("wb") as file, nullcontext(sys.stdin.buffer) if argument == "-" else open(argument, "rb") as stream:
        shutil.copyfileobj(stream, file)
    return path, STDIN if argument == "-" else argument


def _find(argument: str, without: Path | None) -> list[Path]:
    """The files that an argument names, sorted. Raises _NotFoundError if there are none."""
    path = Path(argument)
    found, nothing = [path], ""
    if path.is_dir():
        found, nothing = _in_folder(path, without), f"the folder contains no *{', *'.join(SUFFIXES)}"
    elif has_magic(argument) and not path.exists():
        names = [Path(name) for name in glob(argument, recursive=True)]
        found = [file for name in names for file in (_in_folder(name, without) if name.is_dir() else [name])]
        nothing = "no files match"
    if not found:
        raise _NotFoundError(f"{argument}: cannot be read: {nothing}")
    return sorted(found)


def _in_folder(folder: Path, without: Path | None) -> list[Path]:
    """The files below a folder that may contain documents, except `without`."""
    found = find_files(folder)
    return [path for path in found if without is None or not without.exists() or not path.samefile(without)]
