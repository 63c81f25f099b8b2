"""Checks documents for tests, with the settings of their project, and words the report of a test that fails."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from questionforms.checks.excerpts import report
from questionforms.elements.base import arguments
from questionforms.exceptions import InvalidArgument
from questionforms.project.baseline import Baseline
from questionforms.project.checking import Checker
from questionforms.project.pairing import Pairing
from questionforms.project.pyproject import SEVERITIES, find_settings
from questionforms.project.settings import Settings, SettingsError
from questionforms.project.sources import Item, file_item, shortest
from questionforms.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from questionforms.xml.load import Source

#: What a test checks for unless settings say otherwise: `validate` reports warnings, but fails only for errors too.
DEFAULTS = Settings(severity="error")
#: The options that say what a document is compared with, or what it is, so that settings do not.
_KINDS = {"form", "page", "layout"}


class ProjectChecker:
    """Checks documents for tests. The baseline of the settings is read, and never written."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.checker = Checker(settings)
        self._baseline = None if settings.baseline is None else Baseline.read(shortest(settings.baseline))

    def report(self, item: Item, severity: str | None = None, **options: Any) -> str:
        """The report of the problems of at least this severity; empty if there are none, or only known ones."""
        result = self.checker.check(item, **options)
        if result.unread:
            return f"{item.name}: {result.unread}"
        if self._baseline is not None:
            (result,) = self._baseline.without_known([result], self.checker.looks_for)
        least = severity or self.settings.severity
        problems = [problem for problem in result.problems if least in ("warning", problem.severity)]
        if not problems:
            return ""
        return f"the document has {counted(len(problems), 'problem')}:\n{report(problems, result.lines)}"


def report_of(
    source: Source, *, severity: str | None, config: Path | Literal[False] | None, options: Mapping[str, Any]
) -> str:
    """The report of a document's problems that make a test fail; empty if there are none."""
    if severity is not None:
        arguments.one_of("assert_valid", "severity", severity, SEVERITIES)
    name = options.get("file")
    path = source if isinstance(source, Path) else Path(name) if name else None
    settings = _settings(path, config)
    if isinstance(source, Path) and settings.excludes(source):
        return ""
    if "schemas" in options:
        settings = replace(settings, schemas=None)
    try:
        checker = ProjectChecker(settings)
    except SettingsError as error:
        raise InvalidArgument("assert_valid", "config", str(error)) from None
    if not isinstance(source, Path):
        return checker.report(
            Item(name or "<document>", source, path), severity, **{"file": None, "page": False, **options}
        )
    pairing = Pairing(() if _KINDS & options.keys() else settings.keys, ())
    item = pairing.paired([file_item(source)])[0]
    assert isinstance(item, Item)
    return checker.report(item, severity, **options)


def _settings(path: Path | None, config: Path | Literal[False] | None) -> Settings:
    if config is False:
        return DEFAULTS
    try:
        return find_settings(config, beside=path, defaults=DEFAULTS)
    except SettingsError as error:
        raise InvalidArgument("assert_valid", "config", str(error)) from None
