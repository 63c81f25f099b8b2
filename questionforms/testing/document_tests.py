"""The documents that `pytest --questionforms` names, each as a test, found and checked as `validate` does."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from questionforms.exceptions import SchemaNotFound
from questionforms.project.pairing import Pairing
from questionforms.project.pyproject import find_settings
from questionforms.project.results import Result
from questionforms.project.settings import SettingsError
from questionforms.testing.validity import DEFAULTS, ProjectChecker

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from questionforms.project.sources import Item

_OPTION = "--questionforms"
_EXPECTED = "expected a folder, a file, or a pattern for files"


class InvalidDocumentError(Exception):
    """The document of a test is not valid; the message is the report."""


class DocumentTest(pytest.Item):
    """The test that a document is valid."""

    def __init__(self, *, document: Document, **given: Any) -> None:
        super().__init__(**given)
        self._document = document

    def runtest(self) -> None:
        """Check the document. Raises InvalidDocumentError with the report."""
        item, checker = self._document
        if report := checker.report(item):
            raise InvalidDocumentError(report)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **given: Any) -> Any:
        """The report alone, without a traceback."""
        if isinstance(excinfo.value, InvalidDocumentError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args, **given)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The file, and its name as the headline of a failure."""
        return self.path, 0, self._document.item.name


class DocumentFile(pytest.File):
    """A file with one document."""

    def __init__(self, *, document: Document, **given: Any) -> None:
        super().__init__(**given)
        self._document = document

    def collect(self) -> Iterator[DocumentTest]:
        """The test of the document."""
        yield DocumentTest.from_parent(self, name=self.path.name, document=self._document)


class Document(NamedTuple):
    """A document that was found, and what checks it."""

    item: Item
    checker: ProjectChecker


class DocumentTests:
    """The plugin that collects the documents; registered only if the option is given."""

    def __init__(self, arguments: Iterable[str], config: pytest.Config) -> None:
        self._documents: dict[Path, Document] = {}
        #: Sentences about pairs of a form and a key that do not match, as `validate` prints them.
        self._notes: list[str] = []
        for argument in arguments:
            found = _find(argument, self._notes)
            self._documents |= found
            _add_arguments(config, Path(argument), found)
        self._folders = {folder for path in self._documents for folder in path.parents}

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> DocumentFile | None:
        """A file that holds one of the documents."""
        document = self._documents.get(file_path)
        if document is None:
            return None
        return DocumentFile.from_parent(parent, path=file_path, document=document)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the notes."""
        for note in self._notes:
            terminalreporter.write_line(note)

    @pytest.hookimpl(wrapper=True)
    def pytest_ignore_collect(self, collection_path: Path, config: pytest.Config) -> Generator[None, Any, Any]:
        """Search folders for documents that pytest passes over for tests, such as `build`."""
        ignored = yield
        if ignored and collection_path in self._folders:
            by_name = any(fnmatch(collection_path.name, name) for name in config.getini("norecursedirs"))
            named = [Path(os.path.abspath(path)) for path in config.getoption("ignore") or []]
            return None if by_name and collection_path not in named else ignored
        return ignored


def _find(argument: str, notes: list[str]) -> dict[Path, Document]:
    """The documents that an argument names, with the keys or forms that they are paired with, by absolute path.

    Raises UsageError if there are none. Adds what is worth knowing to the notes.
    """
    if argument == "-":
        raise pytest.UsageError(f"{_OPTION} -: {_EXPECTED}")
    try:
        settings = find_settings(beside=Path(argument), defaults=DEFAULTS)
        checker = ProjectChecker(settings)
    except (SettingsError, SchemaNotFound) as error:
        raise pytest.UsageError(f"{_OPTION} {argument}: {error}") from None
    found = {}
    pairing = Pairing(settings.keys, [Path(argument)] if os.path.isdir(argument) else [])
    for item in pairing.paired([*checker.checker.find([argument])]):
        if isinstance(item, Result):
            raise pytest.UsageError(f"{_OPTION} {argument}: {item.unread}")
        if item.file is None or item.file.suffix == ".py":
            raise pytest.UsageError(f"{_OPTION} {argument}: {_EXPECTED}")
        if not item.file.is_file():
            raise pytest.UsageError(f"{_OPTION} {argument}: there is no such file or folder")
        found[Path(os.path.abspath(item.file))] = Document(item, checker)
    notes += pairing.notes()
    return found


def _add_arguments(config: pytest.Config, argument: Path, found: Iterable[Path]) -> None:
    """Let pytest search the argument and what was found, except what it searches anyway or is to search only in part.

    `pytest --questionforms forms forms/one.xml` tests only one of the documents.
    """
    where = config.invocation_params.dir
    given = [Path(os.path.abspath(where / name.partition("::")[0])) for name in config.args]
    folder = Path(os.path.abspath(where / argument))
    if any(folder in path.parents for path in given):
        return
    for path in ([folder] if folder.is_dir() else []) + [*found]:
        if not any(path.is_relative_to(other) for other in given):
            config.args.append(str(path))
            given.append(path)
