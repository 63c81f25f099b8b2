"""Documents in Python: `module:attribute` and `file.py:attribute`."""

from __future__ import annotations

import sys
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms.cli.sources import Item, NotFoundError
from questionforms.elements.base.element import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


def find_documents(argument: str, module: str, attribute: str) -> Iterator[Item]:
    """The documents that an attribute of a module holds, or gives when it is called.

    Raises NotFoundError where the module cannot be imported, and where there is no document.
    """
    try:
        with redirect_stdout(sys.stderr), _first_looking_in(_folder(module)):  # the report alone is standard output's
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
        raise NotFoundError("cannot be checked: there is no document in it")
    file = getattr(loaded, "__file__", None)
    for name, document in found.items():
        yield Item(name, document, _shortest(Path(file)) if file else None)


def _load(module: str) -> ModuleType:
    if not module.endswith(".py"):
        return import_module(module)
    path = Path(module)
    if not path.is_file():
        raise NotFoundError("cannot be read: No such file or directory")
    name = f"_questionforms_{path.stem}"  # one that hides no module
    spec = spec_from_file_location(name, path)
    assert spec is not None  # every file that ends in .py has one
    assert spec.loader is not None
    loaded = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def _folder(module: str) -> Path:
    """Where the imports of a module look first: beside its file, else in the current folder."""
    return Path(module).absolute().parent if module.endswith(".py") else Path.cwd()


@contextmanager
def _first_looking_in(folder: Path) -> Iterator[None]:
    """Import from a folder first, as Python does from that of the script which it runs; then as before."""
    before = list(sys.path)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path[:] = before


def _documents(name: str, value: Any) -> Iterator[tuple[str, Document | str | bytes]]:
    """The documents in a value, each with its name."""
    if isinstance(value, (Document, str, bytes)):
        yield name, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _documents(f"{name}[{key!r}]", item)
    elif hasattr(value, "__iter__"):
        for index, item in enumerate(value):
            yield from _documents(f"{name}[{index}]", item)
    else:
        from questionforms.elements.base.arguments import found

        raise NotFoundError(f"cannot be checked: {found(value)}; expected a document, or a list or dict of them")


def _shortest(file: Path) -> Path:
    """The path from the current folder on, where the file is in it."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file
