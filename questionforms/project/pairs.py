"""Which key belongs to which form: two patterns, of which the first matches forms and the second their keys."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from questionforms.project.settings import WILDCARD, SettingsError, start_of
from questionforms.words import quoted

#: The wildcards of a pattern, and the regular expression for the text that each matches.
_WILDCARDS = {"**/": "((?:.*/)?)", "**": "(.*)", "*": "([^/]*)", "?": "([^/])"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two patterns for paths below a folder; a wildcard matches the same text in both.

    If neither has a slash, they match names in folders of any depth, and a form and its key are in the same folder.
    """

    form: str
    key: str
    #: The folder that the patterns are relative to.
    folder: Path

    def __post_init__(self) -> None:
        if self.form == self.key:
            raise SettingsError(f"`keys` pairs {quoted(self.form)} with itself; expected two patterns")
        if _wildcards(self.form) != _wildcards(self.key):
            raise SettingsError(
                f"`keys` pairs {quoted(self.form)} with {quoted(self.key)}; expected the same wildcards in both, in "
                f"the same order, since each matches the same text"
            )

    @property
    def starts(self) -> list[Path]:
        """The folders that contain all files that the patterns can match."""
        return [start_of(pattern, self.folder) for pattern in _whole(self.form, self.key)]

    def partners(self, file: Path) -> list[Path]:
        """The absolute path of the file that belongs to this one, or none.

        A file that matches both patterns has two; the first is the one by the longer pattern.
        """
        try:
            below = Path(os.path.abspath(file)).relative_to(self.folder).as_posix()
        except ValueError:
            return []
        both = [_whole(self.form, self.key), _whole(self.key, self.form)]
        both.sort(key=lambda patterns: len(patterns[0]), reverse=True)
        return [
            self.folder / _filled(other, found) for own, other in both if (found := _compiled(own).fullmatch(below))
        ]


def _filled(pattern: str, found: re.Match[str]) -> str:
    """The pattern with the texts that the wildcards of its partner matched."""
    texts = iter(found.groups())
    return "".join([next(texts) if part in _WILDCARDS else part for part in WILDCARD.split(pattern)])


def _wildcards(pattern: str) -> list[str]:
    return WILDCARD.findall(pattern)


def _whole(own: str, other: str) -> tuple[str, str]:
    """The patterns without a `./` in front, and with folders of any depth if they are names."""
    anywhere = "" if "/" in own or "/" in other else "**/"
    return anywhere + own.removeprefix("./"), anywhere + other.removeprefix("./")


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile("".join([_WILDCARDS.get(part) or re.escape(part) for part in WILDCARD.split(pattern)]))
