"""The settings of `validate`: which files and rules are asked for, and how the report is written."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class SettingsError(ValueError):
    """A setting that does not exist, or has a value that it cannot have."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What holds where nothing else is said; a field of the same name is a setting in pyproject.toml."""

    #: Rules, or patterns of them; all rules where there are none.
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    #: The lowest severity that is reported.
    severity: str = "warning"
    format: str = "text"
    #: A folder of XSDs.
    schemas: Path | None = None
    #: Files and folders that are left out of folders.
    exclude: tuple[Pattern, ...] = ()
    #: Files -> the rules that are ignored in them.
    per_file_ignores: Mapping[Pattern, tuple[str, ...]] = field(default_factory=dict)

    def excludes(self, path: Path) -> bool:
        """Whether a file that was found in a folder is left out."""
        return any(pattern.matches(path) for pattern in self.exclude)

    def ignored(self, path: Path | None) -> tuple[str, ...]:
        """The rules that are ignored in a file."""
        if path is None or not self.per_file_ignores:
            return self.ignore
        per_file = [rules for pattern, rules in self.per_file_ignores.items() if pattern.matches(path)]
        return (*self.ignore, *[name for rules in per_file for name in rules])

    def changed(self, **values: Any) -> Settings:
        """The same settings, but for the values that are not empty. Raises SettingsError for the name of no rule."""
        changed = replace(self, **{name: value for name, value in values.items() if value})
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


#: What the parts of a pattern mean; everything else means itself.
_MEANINGS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """Files and folders below a folder, by their names; a folder stands for all that is in it."""

    #: Without a slash a name at any depth, else a path from the folder on.
    text: str
    #: Where the pattern was written.
    folder: Path

    def matches(self, path: Path) -> bool:
        """Whether the pattern means the path, or a folder that holds it."""
        try:
            below = Path(os.path.abspath(path)).relative_to(self.folder).as_posix()
        except ValueError:
            return False
        return _compiled(self.text).fullmatch(below) is not None


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    name = pattern.removeprefix("./").rstrip("/")
    anywhere = "" if "/" in name else "(?:.*/)?"
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", name)
    return re.compile(f"{anywhere}{''.join(_MEANINGS.get(part) or re.escape(part) for part in parts)}(?:/.*)?")
