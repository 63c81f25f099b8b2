"""The documents that `pytest --questionforms` names, each as a test, found and checked as `validate` does."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from questionforms.exceptions import SchemaNotFound
from questionforms.project.baseline import Baseline
from questionforms.project.checking import Checker
from questionforms.project.pyproject import find_settings
from questionforms.project.results import Result
from questionforms.project.settings import SettingsError
from questionforms.testing.validity import DEFAULTS, failure, severe

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
        if report := self._document.report():
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


class Document:
    """A document that was found, and how it is checked."""

    def __init__(self, item: Item, checker: Checker, severity: str, baseline: Baseline | None) -> None:
        self.item = item
        self._checker = checker
        self._severity = severity
        self._baseline = baseline

    def report(self) -> str:
        """The report of the problems that make the test fail; empty if there are none."""
        result = self._checker.check(self.item)
        if result.unread:
            return f"{self.item.name}: {result.unread}"
        if self._baseline is not None:
            (result,) = self._baseline.without_known([result], self._checker.looks_for)
        problems = severe(result.problems, self._severity)
        return failure(problems, result.lines if problems else [])


class DocumentTests:
    """The plugin that collects the documents; registered only if the option is given."""

    def __init__(self, arguments: Iterable[str], config: pytest.Config) -> None:
        self._documents: dict[Path, Document] = {}
        for argument in arguments:
            found = _find(argument)
            self._documents |= found
            _add_argument(config, [Path(argument)] if os.path.isdir(argument) else list(found))
        self._folders = {folder for path in self._documents for folder in path.parents}

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> DocumentFile | None:
        """A file that holds one of the documents."""
        document = self._documents.get(file_path)
        if document is None:
            return None
        return DocumentFile.from_parent(parent, path=file_path, document=document)

    @pytest.hookimpl(wrapper=True)
    def pytest_ignore_collect(self, collection_path: Path, config: pytest.Config) -> Generator[None, Any, Any]:
        """Search folders for documents that pytest passes over for tests, such as `build`."""
        ignored = yield
        if ignored and collection_path in self._folders:
            by_name = any(fnmatch(collection_path.name, name) for name in config.getini("norecursedirs"))
            named = [Path(os.path.abspath(path)) for path in config.getoption("ignore") or []]
            return None if by_name and collection_path not in named else ignored
        return ignored


def _find(argument: str) -> dict[Path, Document]:
    """The documents that an argument names, by absolute path. Raises UsageError if there are none."""
    if argument == "-":
        raise pytest.UsageError(f"{_OPTION} -: {_EXPECTED}")
    try:
        settings = find_settings(beside=Path(argument), defaults=DEFAULTS)
        checker = Checker(settings)
        baseline = None if settings.baseline is None else Baseline.read(settings.baseline)
    except (SettingsError, SchemaNotFound) as error:
        raise pytest.UsageError(f"{_OPTION} {argument}: {error}") from None
    found = {}
    for item in checker.find([argument]):
        if isinstance(item, Result):
            raise pytest.UsageError(f"{_OPTION} {argument}: {item.unread}")
        if item.file is None or item.file.suffix == ".py":
            raise pytest.UsageError(f"{_OPTION} {argument}: {_EXPECTED}")
        if not item.file.is_file():
            raise pytest.UsageError(f"{_OPTION} {argument}: there is no such file or folder")
        found[Path(os.path.abspath(item.file))] = Document(item, checker, settings.severity, baseline)
    return found


def _add_argument(config: pytest.Config, paths: Iterable[Path]) -> None:
    """Let pytest search these paths too, except those that it searches anyway, and those it is to search only in part.

    `pytest --questionforms forms forms/one.xml` tests only one of the documents.
    """
    where = config.invocation_params.dir
    given = [Path(os.path.abspath(where / argument.partition("::")[0])) for argument in config.args]
    for path in [Path(os.path.abspath(where / path)) for path in paths]:
        if not any(path.is_relative_to(other) or other.is_relative_to(path) for other in given):
            config.args.append(str(path))
