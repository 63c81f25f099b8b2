"""Checks the documents that the arguments name, one after the other."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms.exceptions import SchemaNotFound
from questionforms.project.folders import FolderSearch
from questionforms.project.results import Result
from questionforms.project.roots import BEFORE, DOCUMENT
from questionforms.project.sources import Item, NotFoundError, file_item, find
from questionforms.words import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from questionforms.project.settings import Settings
    from questionforms.schema.schemas import Schemas

#: How an HTML page starts.
_PAGE = re.compile(
    BEFORE + rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|form|div|p|h[1-6]|crowd-[a-z-]+)[\s/>]",
    re.DOTALL | re.IGNORECASE,
)


class Checker:
    """Finds and checks documents, following the settings of a run."""

    def __init__(self, settings: Settings, *, with_ignored: bool = False, stdin_filename: str | None = None) -> None:
        self.settings = settings
        self._schemas = own_schemas(settings.schemas)
        #: Whether results include the problems of ignored rules.
        self._with_ignored = with_ignored
        self._stdin_filename = stdin_filename
        self._search = FolderSearch(settings.excludes, skips_ignored=settings.gitignore, skips_others=True)

    @property
    def others(self) -> int:
        """How many XML files in folders were skipped because they are not documents."""
        return self._search.others

    def __getstate__(self) -> dict[str, Any]:
        """Everything except the schemas, which another process compiles again."""
        return {**self.__dict__, "_schemas": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._schemas = own_schemas(self.settings.schemas)

    def find(self, arguments: Iterable[str]) -> Iterator[Item | Result]:
        """Yield what the arguments name, or a Result for an argument that names nothing."""
        for argument in arguments:
            try:
                for item in find(argument, self.settings.excludes, self._search):
                    yield self._named(item) if argument == "-" else item
            except (NotFoundError, OSError) as error:
                yield Result(Item(argument, b""), unread=reason(error))

    def _named(self, item: Item) -> Item:
        """Standard input, with the name that it was given."""
        if self._stdin_filename is None:
            return item
        return Item(printable(self._stdin_filename), item.content, Path(self._stdin_filename))

    def check_both(self, form: Item, key: Item, /, **options: Any) -> list[Result]:
        """The results for a form and its key, each with the problems in its own file."""
        alone, beside = self.check(form, **options), self.check(key, form, **options)
        in_key = [problem for problem in beside.problems if problem.file == key.name]
        in_form = [replace(problem, file=form.name) for problem in beside.problems if problem not in in_key]
        problems = sorted([*alone.problems, *in_form], key=lambda problem: problem.place)
        return [
            replace(alone, problems=tuple(problems), compared=True),
            replace(beside, problems=tuple(in_key), compared=True),
        ]

    def check(self, item: Item, form: Item | None = None, /, **options: Any) -> Result:
        """The result for a document, with warnings in any case; a key can be checked against its form.

        The options are those of `iter_problems`; they override the settings.
        """
        if item.pairs:
            return self._check_paired(item, options)
        from questionforms.checks.validate import iter_problems

        select = self.settings.select or None
        ignore = () if self._with_ignored else self.settings.ignored(item.file)
        beside = form.content if form else None
        try:
            given = {**self.options(item), "form": beside, "select": select, "ignore": ignore, **options}
            problems = list(iter_problems(item.content, **given))
        except (OSError, SchemaNotFound) as error:
            return Result(item, unread=reason(error))
        return Result(item, tuple(problems))

    def options(self, item: Item) -> dict[str, Any]:
        """The arguments of `iter_problems` for a document, apart from those that name rules. May raise OSError."""
        is_layout = self.settings.is_layout(item.file)
        return {"file": item.name, "schemas": self._schemas, "page": is_page(item), "layout": is_layout}

    def looks_for(self, result: Result, rule: str) -> bool:
        """Whether a rule was run for a document, and its problems are reported."""
        from questionforms.checks.rules.selection import wanted
        from questionforms.codes import CODES

        settings = self.settings
        if rule not in CODES:  # in a baseline from another version
            return True
        if rule not in wanted(settings.select or None, settings.ignored(result.item.file)):
            return False
        code = CODES[rule]
        return settings.severity in ("warning", code.severity) and (
            result.compared or code.family != "answer_key_and_form"
        )

    def _check_paired(self, item: Item, options: Mapping[str, Any]) -> Result:
        """The result for a form or a key, with what is found in its file when the two are compared."""
        alone = replace(item, pairs=())
        found = []
        for pair in item.pairs:
            form, key = [alone if path == item.file else file_item(path) for path in pair]
            found += [result for result in self.check_both(form, key, **options) if result.item is alone]
        problems = dict.fromkeys([problem for result in found for problem in result.problems])
        return replace(found[0], problems=tuple(sorted(problems, key=lambda problem: problem.place)))


def reported(results: Iterable[Result], severity: str) -> Iterator[Result]:
    """The results, without problems of a lower severity."""
    for result in results:
        if severity == "warning" or not result.problems:
            yield result
        else:
            yield replace(result, problems=tuple(result.of(severity)))


def own_schemas(folder: Path | None) -> Schemas | None:
    """The XSDs in a folder; None for the package's own."""
    if folder is None:
        return None
    from questionforms.schema.schemas import Schemas

    return Schemas(folder)


def is_page(item: Item) -> bool:
    """Whether a document is a page: a file by suffix, unless it starts as a document; anything else by its start."""
    from questionforms.checks.validate import PAGE_SUFFIXES

    content = item.content
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    if item.file is None or item.file.suffix == ".py":
        return isinstance(content, bytes) and _PAGE.match(content) is not None
    if item.file.suffix.lower() not in PAGE_SUFFIXES:
        return False
    start = _start(content) if isinstance(content, Path) else content
    return not (isinstance(start, bytes) and DOCUMENT.match(start))


def _start(path: Path) -> bytes:
    """The first bytes of a file, where its root element starts."""
    with path.open("rb") as stream:
        return stream.read(10_000)


def reason(error: Exception) -> str:
    """Why a document could not be checked."""
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}"
    return f"cannot be checked: {error}" if isinstance(error, SchemaNotFound) else str(error)
