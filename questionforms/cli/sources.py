"""The files that a command's arguments name: paths, folders, patterns, and `-` for standard input."""

from __future__ import annotations

import sys
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from questionforms.loading import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What is looked for in a folder.
SUFFIXES = (".xml", ".question")

STDIN = "<stdin>"


class NothingFoundError(OSError):
    """An argument that names no file."""


def find(argument: str) -> Iterator[Path | None]:
    """The files that an argument names, sorted; None for standard input. Raises NothingFoundError for nothing."""
    path = Path(argument)
    if argument == "-":
        yield None
    elif path.is_dir():
        yield from _some(_in_folder(path), f"the folder holds no {' or '.join('*' + suffix for suffix in SUFFIXES)}")
    elif not path.exists() and has_magic(argument):
        yield from _some((file for name in glob(argument, recursive=True) for file in _files(Path(name))), "no match")
    else:
        yield path


def _files(path: Path) -> Iterable[Path]:
    return _in_folder(path) if path.is_dir() else [path]


def _in_folder(path: Path) -> Iterator[Path]:
    return (file for file in path.rglob("*") if file.suffix in SUFFIXES and file.is_file())


def _some(files: Iterable[Path], nothing: str) -> list[Path]:
    found = sorted(files)
    if not found:
        raise NothingFoundError(nothing)
    return found


def read(path: Path | None) -> Path | bytes:
    """What is checked: standard input's bytes, as far as a document may go, or the path itself."""
    if path is not None:
        return path
    if sys.stdin is None:
        raise NothingFoundError("standard input is closed")
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def name(path: Path | None) -> str:
    """How output names a path."""
    return STDIN if path is None else str(path)
