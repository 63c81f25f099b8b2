"""What a command's arguments name: files, folders, patterns, documents in Python, and `-` for standard input."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from questionforms.xml.load import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from questionforms.xml.load import Source

#: What is looked for in a folder.
SUFFIXES = (".xml", ".question", ".html", ".htm")
#: The folders that are not looked into; nor are those whose name begins with a dot.
_NOT_OURS = ("node_modules", "__pycache__")

STDIN = "<stdin>"

_REFERENCE = re.compile(r"(?P<module>[^\W\d][\w.]*|.+\.py):(?P<attribute>[^\W\d][\w.]*)")


@dataclass(frozen=True, slots=True)
class Item:
    """One document, or what should be one."""

    #: How output names it.
    name: str
    content: Source
    #: The file where it stands, where it stands in one.
    file: Path | None = None


class NotFoundError(Exception):
    """An argument that names nothing that can be checked; the message says why, as in `cannot be read: no match`."""


def find(argument: str, excludes: Callable[[Path], bool]) -> Iterator[Item]:
    """What an argument names, sorted. Raises NotFoundError for nothing."""
    path = Path(argument)
    if argument == "-":
        yield Item(STDIN, _stdin())
    elif path.is_dir():
        yield from _some(_in_folder(path, excludes), f"the folder holds no *{', *'.join(SUFFIXES)}")
    elif path.exists():
        yield _file(path)
    elif has_magic(argument):
        found = (file for name in glob(argument, recursive=True) for file in _files(Path(name), excludes))
        yield from _some(found, "no match")
    elif reference := _REFERENCE.fullmatch(argument):
        from questionforms.cli.attributes import find_documents

        yield from find_documents(argument, reference["module"], reference["attribute"])
    else:
        yield _file(path)


def _file(path: Path) -> Item:
    if path.suffix == ".py":
        raise NotFoundError(f"cannot be checked: say where in it the document stands, as in {path}:form")
    return Item(os.fsencode(path).decode("utf-8", "replace"), path, path)


def _files(path: Path, excludes: Callable[[Path], bool]) -> Iterable[Path]:
    return _in_folder(path, excludes) if path.is_dir() else [] if excludes(path) else [path]


def _in_folder(folder: Path, excludes: Callable[[Path], bool]) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _NOT_OURS]
        for name in names:
            file = Path(where, name)
            if file.suffix.lower() in SUFFIXES and file.is_file() and not excludes(file):
                yield file


def _some(files: Iterable[Path], nothing: str) -> list[Item]:
    found = [_file(path) for path in sorted(files)]
    if not found:
        raise NotFoundError(f"cannot be read: {nothing}")
    return found


def _stdin() -> bytes:
    """Standard input's bytes, as far as a document may go."""
    if sys.stdin is None:
        raise NotFoundError("cannot be read: standard input is closed")
    return sys.stdin.buffer.read(MOST_BYTES + 1)
