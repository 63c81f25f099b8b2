"""The files that a command's arguments name: paths, folders, patterns, and `-` for standard input."""

from __future__ import annotations

import sys
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What is looked for in a folder.
SUFFIXES = (".xml", ".question")

STDIN = "<stdin>"


class NothingFound(OSError):
    """An argument that names no file."""


def find(argument: str) -> Iterator[Path]:
    """The files that an argument names, sorted. Raises NothingFound where there are none."""
    path = Path(argument)
    if path.is_dir():
        found: Iterable[Path] = (file for file in path.rglob("*") if file.suffix in SUFFIXES and file.is_file())
        nothing = f"the folder holds no {' or '.join('*' + suffix for suffix in SUFFIXES)}"
    elif not path.exists() and has_magic(argument):
        found = (file for name in glob(argument, recursive=True) for file in _files(Path(name)))
        nothing = "no file is matched"
    else:
        yield path
        return
    files = sorted(found)
    if not files:
        raise NothingFound(nothing)
    yield from files


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (file for file in path.rglob("*") if file.suffix in SUFFIXES and file.is_file())


def read(path: Path) -> Path | bytes:
    """What is checked for a path: standard input's bytes for `-`, else the path itself."""
    return sys.stdin.buffer.read() if str(path) == "-" else path


def name(path: Path) -> str:
    """How output names a path."""
    return STDIN if str(path) == "-" else str(path)
