"""The folder that file paths in reports for a repository are relative to."""

from __future__ import annotations

import os
from pathlib import Path


def below_root(file: Path) -> str | None:
    """The path of a file relative to the root of the repository, with slashes; None for a file outside it.

    The root is where GitHub Actions checked out the repository, else the current folder.
    """
    for root in (os.environ.get("GITHUB_WORKSPACE"), "."):
        if root and Path(os.path.abspath(file)).is_relative_to(os.path.abspath(root)):
            return Path(os.path.abspath(file)).relative_to(os.path.abspath(root)).as_posix()
    return None
