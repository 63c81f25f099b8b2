"""The settings of `validate`: which files and rules to check, and how to write the report."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from questionforms.project.pairs import Pair

#: The formats of a report; the command has a reporter for each.
FORMATS = ("text", "json", "github", "sarif", "junit", "concise")


class SettingsError(ValueError):
    """A setting that does not exist, or one with a value that is not allowed."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings, with their defaults; each field is a setting of the same name in pyproject.toml."""

    #: Rules, or patterns of rules; empty for all rules.
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    #: The lowest severity to report.
    severity: str = "warning"
    format: str = "text"
    #: A folder of XSDs.
    schemas: Path | None = None
    #: Files and folders that are skipped when folders are searched.
    exclude: tuple[Pattern, ...] = ()
    #: A pattern for files -> the rules to ignore in them.
    per_file_ignores: Mapping[Pattern, tuple[str, ...]] = field(default_factory=dict)
    #: Whether what git ignores is skipped when folders are searched.
    gitignore: bool = True
    #: Files that are layouts of the requester site.
    layouts: tuple[Pattern, ...] = ()
    #: Which key belongs to which form.
    keys: tuple[Pair, ...] = ()
    #: Whether the run fails if there is a warning.
    strict: bool = False
    #: With more warnings than this, the run fails; None for no limit.
    max_warnings: int | None = None
    #: A file with the known problems, which are not reported.
    baseline: Path | None = None

    def excludes(self, path: Path) -> bool:
        """Whether a file found in a folder is skipped."""
        return any(pattern.matches(path) for pattern in self.exclude)

    def is_layout(self, path: Path | None) -> bool:
        """Whether a file is a layout."""
        return path is not None and any(pattern.matches(path) for pattern in self.layouts)

    def ignored(self, path: Path | None) -> tuple[str, ...]:
        """The rules to ignore in a file."""
        if path is None or not self.per_file_ignores:
            return self.ignore
        per_file = [rules for pattern, rules in self.per_file_ignores.items() if pattern.matches(path)]
        return (*self.ignore, *[name for rules in per_file for name in rules])

    def changed(self, **values: Any) -> Settings:
        """The settings with the given values, except None and empty ones. Raises SettingsError for an unknown rule."""
        changed = replace(self, **{name: value for name, value in values.items() if value not in (None, (), {})})
        ignored = [name for rules in changed.per_file_ignores.values() for name in rules]
        _check_rules(changed.select, [*changed.ignore, *ignored])
        return changed


def _check_rules(select: Iterable[str], ignore: Iterable[str]) -> None:
    if not select and not ignore:
        return
    from questionforms.checks.rules.selection import wanted
    from questionforms.exceptions import InvalidArgument

    try:
        wanted(select or None, ignore, "validate")
    except InvalidArgument as error:
        raise SettingsError(error.message) from None


#: The special parts of a pattern.
WILDCARD = re.compile(r"(\*\*/|\*\*|\*|\?)")
#: The same, as regular expressions; everything else is literal.
_MEANINGS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern for files and folders below a folder; a matching folder includes everything in it."""

    #: Without a slash, a name at any depth; with one, a path relative to the folder.
    text: str
    #: The folder that the pattern is relative to.
    folder: Path

    def matches(self, path: Path) -> bool:
        """Whether the pattern matches the path, or a folder that contains it."""
        try:
            below = Path(os.path.abspath(path)).relative_to(self.folder).as_posix()
        except ValueError:
            return False
        return _compiled(self.text).fullmatch(below) is not None

    def is_within(self, folders: Iterable[Path]) -> bool:
        """Whether all files that it can match are in one of these folders, which are absolute."""
        is_name = "/" not in self.text.rstrip("/")
        return is_within(self.folder if is_name else start_of(self.text, self.folder), folders)


def start_of(pattern: str, folder: Path) -> Path:
    """The folder that contains every file that a pattern for paths can match, judging by the part without wildcards."""
    return Path(os.path.abspath(folder.joinpath(*WILDCARD.split(pattern)[0].split("/")[:-1])))


def is_within(path: Path, folders: Iterable[Path]) -> bool:
    """Whether a path is one of these folders, or in one of them; all of them are absolute."""
    return any(path.is_relative_to(folder) for folder in folders)


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    name = pattern.removeprefix("./").rstrip("/")
    anywhere = "" if "/" in name else "(?:.*/)?"
    parts = WILDCARD.split(name)
    return re.compile(f"{anywhere}{''.join(_MEANINGS.get(part) or re.escape(part) for part in parts)}(?:/.*)?")
