"""Checks the documents that the arguments name, one after the other."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms.cli.inputs.sources import Item, NotFoundError, find
from questionforms.cli.output.results import Result
from questionforms.exceptions import SchemaNotFound
from questionforms.namespaces import VERSIONS
from questionforms.problems import changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.schema.schemas import Schemas
    from questionforms.settings.settings import Settings
    from questionforms.xml.load import Source

_BEFORE = rb"(?:\xef\xbb\xbf)?(?:\s|<\?.{0,200}?\?>|<!--.{0,2000}?-->)*"
#: How the XML of a document starts.
_DOCUMENT = re.compile(_BEFORE + rb"<(?:[\w.-]+:)?(?:%s)[\s/>]" % "|".join(VERSIONS).encode(), re.DOTALL)
#: How an HTML page starts.
_PAGE = re.compile(
    _BEFORE
    + rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|form|div|p|h[1-6]|crowd-[a-z-]+)[\s/>]",
    re.DOTALL | re.IGNORECASE,
)


class Checker:
    """Finds and checks documents, following the settings of a run."""

    def __init__(self, settings: Settings, schemas: Schemas | None) -> None:
        self._settings = settings
        self._schemas = schemas

    def find(self, arguments: Iterable[str]) -> Iterator[Item | Result]:
        """Yield what the arguments name, or a Result for an argument that names nothing."""
        for argument in arguments:
            try:
                yield from find(argument, self._settings.excludes)
            except (NotFoundError, OSError) as error:
                yield Result(Item(argument, b""), unread=reason(error))

    def check_both(self, form: Item, key: Item) -> list[Result]:
        """The results for a form and its key, each with the problems in its own file."""
        alone, beside = self.check(form), self.check(key, form)
        in_key = [problem for problem in beside.problems if problem.file == key.name]
        in_form = [changed(problem, file=form.name) for problem in beside.problems if problem not in in_key]
        problems = sorted([*alone.problems, *in_form], key=lambda problem: problem.place)
        return [replace(alone, problems=tuple(problems)), replace(beside, problems=tuple(in_key))]

    def check(self, item: Item, form: Item | None = None) -> Result:
        """The result for a document; a key can be checked against its form."""
        settings = self._settings
        options: dict[str, Any] = {
            "file": item.name,
            "schemas": self._schemas,
            "form": form.content if form else None,
            "select": settings.select or None,
            "ignore": settings.ignored(item.file),
        }
        from questionforms.checks.validate import iter_problems

        try:
            problems = list(iter_problems(item.content, page=is_page(item.content), **options))
        except (OSError, SchemaNotFound) as error:
            return Result(item, unread=reason(error))
        return Result(
            item, tuple([problem for problem in problems if settings.severity in ("warning", problem.severity)])
        )


def is_page(content: Source) -> bool:
    """Whether a source is a page: a file by suffix, unless it starts as a document; other sources by their start."""
    from questionforms.checks.validate import PAGE_SUFFIXES

    if isinstance(content, Path):
        return content.suffix.lower() in PAGE_SUFFIXES and not _DOCUMENT.match(_start(content))
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    return isinstance(content, bytes) and _PAGE.match(content) is not None


def _start(path: Path) -> bytes:
    """The first bytes of a file, where its root element starts."""
    with path.open("rb") as stream:
        return stream.read(10_000)


def reason(error: Exception) -> str:
    """Why a document could not be checked."""
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}"
    return f"cannot be checked: {error}" if isinstance(error, SchemaNotFound) else str(error)
