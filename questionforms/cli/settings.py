"""The settings of `validate`: which files and rules are asked for, and how the report is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from questionforms.cli.patterns import Pattern


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
        _check_rules([*changed.select, *changed.ignore])
        _check_rules([name for rules in changed.per_file_ignores.values() for name in rules])
        return changed


def _check_rules(names: Iterable[str]) -> None:
    if not names:
        return
    from questionforms.checks.rules.selection import named
    from questionforms.exceptions import InvalidArgument

    try:
        named("validate", "select", names)
    except InvalidArgument as error:
        raise SettingsError(error.message) from None
