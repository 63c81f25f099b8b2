"""Reads `[tool.questionforms]` from the nearest pyproject.toml, or from a given file."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms.settings.pairs import Pair
from questionforms.settings.settings import FORMATS, Pattern, Settings, SettingsError
from questionforms.words import did_you_mean, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    #: Takes a setting's name, its value, and the file's folder; returns the value as `Settings` stores it.
    Reader = Callable[[str, Any, Path], Any]

#: The most severe first.
SEVERITIES = ("error", "warning")

_TABLE = "[tool.questionforms]"


def find_settings(
    file: Path | None = None, *, beside: Path | None = None, defaults: Settings | None = None
) -> Settings:
    """The settings in a file, else in the nearest pyproject.toml that has any, else the defaults.

    The nearest is looked for from the document or folder `beside` upwards, and then from the current folder. Raises
    SettingsError, with the file's name, if the file or a setting in it is wrong.
    """
    defaults = defaults or Settings()
    if file is not None:
        if (table := _table(file)) is None:
            raise SettingsError(f"{file}: there is no {_TABLE} table")
        return _settings(file, table, defaults)
    starts = [Path.cwd()] if beside is None else [Path(os.path.abspath(beside)), Path.cwd()]
    for folder in [folder for start in starts for folder in (start, *start.parents)]:
        near = folder / "pyproject.toml"
        if near.is_file() and (table := _table(near)) is not None:
            return _settings(near, table, defaults)
    return defaults


def _table(file: Path) -> Any:
    try:
        tool = tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {})
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise SettingsError(f"{file}: not valid TOML: {error}") from None
    return tool.get("questionforms") if isinstance(tool, dict) else None


def _settings(file: Path, table: Any, defaults: Settings) -> Settings:
    try:
        return defaults.changed(**_values(table, Path(os.path.abspath(file)).parent))
    except SettingsError as error:
        raise SettingsError(f"{file}: {_TABLE}: {error}") from None


def _values(table: Any, folder: Path) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise SettingsError(f"expected a table, not `{shown(table)}`")
    return {key.replace("-", "_"): _reader(key)(key, value, folder) for key, value in table.items()}


def _reader(key: str) -> Reader:
    if key in _READERS:
        return _READERS[key]
    meant = did_you_mean(nearest(key, _READERS)) or f"; expected one of {', '.join(_READERS)}"
    raise SettingsError(f"`{key}` is not a setting{meant}")


def _names(key: str, value: Any, _: Path) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(value)
    raise SettingsError(f"`{key}` is `{shown(value)}`; expected a list of strings")


def _patterns(key: str, value: Any, folder: Path) -> tuple[Pattern, ...]:
    return tuple([Pattern(text, folder) for text in _names(key, value, folder)])


def _folder(key: str, value: Any, folder: Path) -> Path:
    if isinstance(value, str):
        return folder / value
    raise SettingsError(f"`{key}` is `{shown(value)}`; expected the path to a folder")


def _file(key: str, value: Any, folder: Path) -> Path:
    if isinstance(value, str) and value:
        return folder / value
    raise SettingsError(f"`{key}` is `{shown(value)}`; expected the path to a file")


def _flag(key: str, value: Any, _: Path) -> bool:
    if isinstance(value, bool):
        return value
    raise SettingsError(f"`{key}` is `{shown(value)}`; expected true or false")


def _count(key: str, value: Any, _: Path) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise SettingsError(f"`{key}` is `{shown(value)}`; expected a whole number, 0 or more")


def _one_of(choices: Iterable[str]) -> Reader:
    def read(key: str, value: Any, _: Path) -> Any:
        if value in [*choices]:
            return value
        raise SettingsError(f"`{key}` is `{shown(value)}`; expected one of {', '.join(choices)}")

    return read


def _rules_of_files(key: str, value: Any, folder: Path) -> dict[Pattern, tuple[str, ...]]:
    if isinstance(value, dict):
        return {Pattern(text, folder): _names(text, names, folder) for text, names in value.items()}
    raise SettingsError(f"`{key}` is `{shown(value)}`; expected a table of patterns, each with a list of rules")


def _pairs(key: str, value: Any, folder: Path) -> tuple[Pair, ...]:
    if isinstance(value, dict) and all(isinstance(pattern, str) for pattern in value.values()):
        return tuple([Pair(form, other, folder) for form, other in value.items()])
    raise SettingsError(
        f"`{key}` is `{shown(value)}`; expected a table with a pattern for forms, and one for their keys, in each line"
    )


#: The setting -> the function that reads its value.
_READERS: dict[str, Reader] = {
    "select": _names,
    "ignore": _names,
    "severity": _one_of(SEVERITIES),
    "format": _one_of(FORMATS),
    "schemas": _folder,
    "exclude": _patterns,
    "per-file-ignores": _rules_of_files,
    "gitignore": _flag,
    "layouts": _patterns,
    "keys": _pairs,
    "strict": _flag,
    "max-warnings": _count,
    "baseline": _file,
}
