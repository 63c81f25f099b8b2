"""The files that a command's arguments name, read as often as needed, with a progress bar on a terminal."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager, nullcontext
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

import click

from questionforms.cli.inputs.archives import Archive, UnreadError
from questionforms.cli.inputs.sources import STDIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from questionforms.cli.inputs.archives import Document
    from questionforms.elements.question_form import QuestionForm

#: The files to look for in a folder.
SUFFIXES = (".xml", ".json", ".jsonl", ".ndjson", ".csv")
#: With at least this many files or bytes, a terminal shows a progress bar.
_MANY_FILES = 100
_MANY_BYTES = 2_000_000


class Collection:
    """The files of a run. What can be read only once is copied to `scratch`; `without` is skipped in folders."""

    def __init__(self, arguments: Iterable[str], *, scratch: Path, without: Path | None = None) -> None:
        #: Why a file, or the rest of one, could not be read; each line names the file.
        self.unread: list[str] = []
        self._files: list[Archive] = []
        for argument in arguments:
            try:
                once = argument == "-" or Path(argument).is_fifo()
                self._files += [_copied(argument, scratch)] if once else _find(argument, without)
            except UnreadError as error:
                self.unread.append(str(error))

    def holds(self, path: Path) -> bool:
        """Whether a file is part of the collection."""
        return path.exists() and any(file.path.exists() and file.path.samefile(path) for file in self._files)

    def documents(self, label: str, form: QuestionForm | None = None) -> Iterator[Document]:
        """Yield all documents, with a labelled progress bar if there are many."""
        size = sum(file.size for file in self._files)
        shown = (len(self._files) >= _MANY_FILES or size >= _MANY_BYTES) and sys.stderr.isatty()
        with _bar(label, size, shown=shown) as advance:
            for file in self._files:
                try:
                    yield from _followed(file, form, advance)
                except UnreadError as error:
                    if str(error) not in self.unread:  # this may be the second pass
                        self.unread.append(str(error))


def _followed(file: Archive, form: QuestionForm | None, advance: Callable[[int], None]) -> Iterator[Document]:
    done = 0
    try:
        for document in file.documents(form):
            yield document
            if file.position > done:
                advance(file.position - done)
                done = file.position
    finally:
        advance(max(0, file.size - done))


@contextmanager
def _bar(label: str, size: int, *, shown: bool) -> Iterator[Callable[[int], None]]:
    if not shown:
        yield lambda _: None
        return
    with click.progressbar(length=size, label=label, file=sys.stderr) as bar:
        yield bar.update


def _copied(argument: str, scratch: Path) -> Archive:
    """Standard input or a named pipe, copied to a file."""
    path = scratch / f"{len(list(scratch.iterdir()))}"
    if argument == "-" and sys.stdin is None:
        raise UnreadError(f"{STDIN}: cannot be read: standard input is closed")
    with path.open("wb") as file, nullcontext(sys.stdin.buffer) if argument == "-" else open(argument, "rb") as stream:
        shutil.copyfileobj(stream, file)
    return Archive(path, STDIN if argument == "-" else argument)


def _find(argument: str, without: Path | None) -> list[Archive]:
    """The files that an argument names, sorted. Raises UnreadError if there are none."""
    path = Path(argument)
    found, nothing = [path], ""
    if path.is_dir():
        found, nothing = _in_folder(path, without), f"the folder contains no *{', *'.join(SUFFIXES)}"
    elif has_magic(argument) and not path.exists():
        names = [Path(name) for name in glob(argument, recursive=True)]
        found = [file for name in names for file in (_in_folder(name, without) if name.is_dir() else [name])]
        nothing = "no files match"
    if not found:
        raise UnreadError(f"{argument}: cannot be read: {nothing}")
    return [Archive(file) for file in sorted(found)]


def _in_folder(folder: Path, without: Path | None) -> list[Path]:
    """The files below a folder that may contain documents, except `without` and anything hidden by a leading dot."""
    found = [path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file()]
    seen = [path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    return [path for path in seen if without is None or not without.exists() or not path.samefile(without)]
