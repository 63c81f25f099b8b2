"""Finds what a command's arguments name: files, folders, patterns, documents in Python, and `-` for standard input."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from glob import glob, has_magic
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms.elements.base.element import Document
from questionforms.project.folders import FolderSearch
from questionforms.xml.load import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import ModuleType

    from questionforms.xml.load import Source

STDIN = "<stdin>"

_REFERENCE = re.compile(r"(?P<module>[^\W\d][\w.]*|.+\.py):(?P<attribute>[^\W\d][\w.]*)")


@dataclass(frozen=True, slots=True)
class Item:
    """One document, or what should be one."""

    #: The name to show in output.
    name: str
    content: Source
    #: The file that it comes from, if any.
    file: Path | None = None
    #: Each form and its key that are to be compared; the file is one of the two.
    pairs: tuple[tuple[Path, Path], ...] = ()


class NotFoundError(Exception):
    """An argument that names nothing to check; the message says why, such as `cannot be read: no files match`."""


def find(argument: str, excludes: Callable[[Path], bool], search: FolderSearch | None = None) -> Iterator[Item]:
    """Yield what an argument names, sorted; folders are searched by `search`, else for all that is not excluded.

    Raises NotFoundError if there is nothing.
    """
    path = Path(argument)
    search = search or FolderSearch(excludes)
    if argument == "-":
        yield Item(STDIN, _stdin())
    elif path.is_dir():
        files = search.files(path)
        yield from _some(files, "" if files else search.nothing())
    elif path.exists():
        yield _file(path)
    elif has_magic(argument):
        found = (file for name in glob(argument, recursive=True) for file in _files(Path(name), search))
        yield from _some(found, "no files match")
    elif reference := _REFERENCE.fullmatch(argument):
        from questionforms.project.sources import find_documents

        yield from find_documents(argument, reference["module"], reference["attribute"])
    else:
        yield _file(path)


def _file(path: Path) -> Item:
    if path.suffix == ".py":
        raise NotFoundError(f"cannot be checked: name the attribute that holds the document, such as {path}:form")
    return file_item(path)


def file_item(path: Path) -> Item:
    """The document in a file."""
    return Item(os.fsencode(path).decode("utf-8", "replace"), path, path)


def _files(path: Path, search: FolderSearch) -> Iterable[Path]:
    return search.files(path) if path.is_dir() else [] if search.excludes(path) else [path]


def _some(files: Iterable[Path], nothing: str) -> list[Item]:
    found = [_file(path) for path in sorted(files)]
    if not found:
        raise NotFoundError(f"cannot be read: {nothing}")
    return found


def _stdin() -> bytes:
    """The bytes of standard input, up to just over the size limit of a document."""
    if sys.stdin is None:
        raise NotFoundError("cannot be read: standard input is closed")
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def find_documents(argument: str, module: str, attribute: str) -> Iterator[Item]:
    """Yield the documents in an attribute of a module, or those that it returns when called.

    Raises NotFoundError if the module cannot be imported, or has no document there.
    """
    try:
        with redirect_stdout(sys.stderr), _first_looking_in(_folder(module)):  # standard output is only for the report
            loaded = _load(module)
            value: Any = loaded
            for name in attribute.split("."):
                value = getattr(value, name)
            found = dict(_documents(argument, value() if callable(value) else value))
    except (Exception, SystemExit) as error:
        if isinstance(error, NotFoundError):
            raise
        raise NotFoundError(f"cannot be imported: {type(error).__name__}: {error}") from None
    if not found:
        raise NotFoundError("cannot be checked: it contains no documents")
    file = getattr(loaded, "__file__", None)
    for name, document in found.items():
        yield Item(name, document, shortest(Path(file)) if file else None)


def _load(module: str) -> ModuleType:
    if not module.endswith(".py"):
        return import_module(module)
    path = Path(module)
    if not path.is_file():
        raise NotFoundError("cannot be read: No such file or directory")
    name = f"_questionforms_{path.stem}"  # a name that no other module has
    spec = spec_from_file_location(name, path)
    assert spec is not None  # every .py file has one
    assert spec.loader is not None
    loaded = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def _folder(module: str) -> Path:
    """Where a module's imports look first: the folder of its file, else the current folder."""
    return Path(module).absolute().parent if module.endswith(".py") else Path.cwd()


@contextmanager
def _first_looking_in(folder: Path) -> Iterator[None]:
    """Import from this folder first, as Python does for the script that it runs; afterwards, restore the path."""
    before = list(sys.path)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path[:] = before


def _documents(name: str, value: Any) -> Iterator[tuple[str, Document | str | bytes]]:
    """Yield the documents in a value, each with its name."""
    if isinstance(value, (Document, str, bytes)):
        yield name, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _documents(f"{name}[{key!r}]", item)
    elif hasattr(value, "__iter__"):
        for index, item in enumerate(value):
            yield from _documents(f"{name}[{index}]", item)
    else:
        from questionforms.words import found

        raise NotFoundError(f"cannot be checked: {found(value)}; expected a document, or a list or dict of them")


def shortest(file: Path) -> Path:
    """The path relative to the current folder, if the file is in it."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file
