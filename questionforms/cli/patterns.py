"""Patterns for paths, as settings have them: `drafts`, `*.html`, `forms/old/**`."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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
