"""Ignored rules: their problems are left out, and those that found nothing in a whole folder are reported."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.project.results import Result
    from questionforms.project.settings import Pattern, Settings


class UsedIgnores:
    """Leaves out the problems of ignored rules, and counts which setting left something out."""

    def __init__(self, settings: Settings, folders: Iterable[Path]) -> None:
        self._settings = settings
        self._folders = [Path(os.path.abspath(folder)) for folder in folders]
        self._used: set[tuple[Pattern | None, str]] = set()
        self._files: Counter[Pattern] = Counter()

    def without_ignored(self, results: Iterable[Result]) -> Iterator[Result]:
        """The results, which include problems of ignored rules, without these."""
        for result in results:
            ignores = [*self._ignores(result.item.file)]
            found = {problem.rule for problem in result.problems}
            used = {each for each in ignores if any(fnmatchcase(rule, each[1]) for rule in found)}
            self._used |= used
            off = {rule for rule in found if any(fnmatchcase(rule, name) for _, name in used)}
            kept = tuple([problem for problem in result.problems if problem.rule not in off])
            yield replace(result, problems=kept) if off else result

    def _ignores(self, file: Path | None) -> Iterator[tuple[Pattern | None, str]]:
        """The settings for a file: the pattern, if it is not for all files, and the name of the rule."""
        for name in self._settings.ignore:
            yield None, name
        for pattern, names in self._settings.per_file_ignores.items():
            if file is not None and pattern.matches(file):
                self._files[pattern] += 1
                for name in names:
                    yield pattern, name

    def unused(self) -> Iterator[str]:
        """A sentence about each setting that left nothing out."""
        for name in dict.fromkeys(self._settings.ignore):
            if self._is_unused(None, name):
                yield f"ignore: `{name}` found nothing"
        for pattern, names in self._settings.per_file_ignores.items():
            if not self._files[pattern]:
                if pattern.is_within(self._folders):
                    yield f"per-file-ignores: no file matches `{pattern.text}`"
                continue
            for name in dict.fromkeys(names):
                if self._is_unused(pattern, name):
                    yield f"per-file-ignores: `{name}` found nothing in the files that match `{pattern.text}`"

    def _is_unused(self, pattern: Pattern | None, name: str) -> bool:
        from questionforms.checks.rules.selection import named, wanted

        selected = wanted(self._settings.select or None, ())
        return (pattern, name) not in self._used and not selected.isdisjoint(named("validate", "ignore", [name]))
