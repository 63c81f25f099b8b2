"""Checks one document for `assert_valid` with the settings of its project, and words the report of a failure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from questionforms.checks.excerpts import lines_of, report
from questionforms.checks.validate import iter_problems
from questionforms.exceptions import InvalidArgument
from questionforms.project.baseline import Baseline
from questionforms.project.pyproject import find_settings
from questionforms.project.results import Result
from questionforms.project.settings import Settings, SettingsError
from questionforms.project.sources import Item
from questionforms.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from questionforms.problems import Problem
    from questionforms.xml.load import Source

#: What a test checks for unless settings say otherwise: `validate` reports warnings, but fails only for errors too.
DEFAULTS = Settings(severity="error")


def report_of(
    source: Source, *, severity: str | None, config: Path | Literal[False] | None, options: Mapping[str, Any]
) -> str:
    """The report of a document's problems that make a test fail; empty if there are none."""
    path = source if isinstance(source, Path) else Path(options["file"]) if options.get("file") else None
    settings = _settings(path, config)
    if isinstance(source, Path) and settings.excludes(source):
        return ""
    given: dict[str, Any] = {"select": settings.select or None, "ignore": settings.ignored(path), **options}
    if settings.schemas is not None and "schemas" not in options:
        from questionforms.schema.schemas import Schemas

        given["schemas"] = Schemas(settings.schemas)
    if settings.is_layout(path):
        given.setdefault("layout", True)
    problems: Sequence[Problem] = list(iter_problems(source, **given))
    if path is not None and settings.baseline is not None:
        problems = _new(problems, source, path, settings.baseline)
    return failure(severe(problems, severity or settings.severity), lines_of(source) if problems else [])


def _new(problems: Iterable[Problem], source: Source, path: Path, file: Path) -> Sequence[Problem]:
    """The problems of a document that are not in the baseline."""
    try:
        baseline = Baseline.read(file)
    except SettingsError as error:
        raise InvalidArgument("assert_valid", "config", str(error)) from None
    result = Result(Item(str(path), source, path), tuple(problems))
    return next(baseline.without_known([result], lambda *_: True)).problems


def _settings(path: Path | None, config: Path | Literal[False] | None) -> Settings:
    if config is False:
        return DEFAULTS
    try:
        return find_settings(config, beside=path, defaults=DEFAULTS)
    except SettingsError as error:
        raise InvalidArgument("assert_valid", "config", str(error)) from None


def severe(problems: Sequence[Problem], severity: str) -> list[Problem]:
    """The problems of this severity or a higher one."""
    return [problem for problem in problems if severity in ("warning", problem.severity)]


def failure(problems: Sequence[Problem], lines: list[str]) -> str:
    """The message of a test that fails for these problems; empty if there are none."""
    if not problems:
        return ""
    return f"the document has {counted(len(problems), 'problem')}:\n{report(problems, lines)}"
