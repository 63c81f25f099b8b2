"""Which files and folders git ignores: git itself says so, or without git the `.gitignore` files are read."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Collection, Iterable

    from pathspec import GitIgnoreSpec

_FILE = ".gitignore"
#: The files of patterns in a folder; those that come later decide.
_FILES = (Path(".git", "info", "exclude"), Path(_FILE))
#: The variables that direct git to a repository other than that of the folder; git sets them for its hooks.
_LOCATIONS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX")
#: A repository's own settings can name programs to run: for its file system monitor, and to fetch missing objects.
_GIT = ("-c", "core.fsmonitor=false")
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
#: Longer than git takes for any folder; a repository's own settings can make it wait forever.
_SECONDS = 60


class Ignores(Protocol):
    """Says what is ignored in a folder."""

    def ignores(self, path: str, *, is_folder: bool) -> bool:
        """Whether a file or folder is ignored; the path starts as that of the folder does."""
        ...


def ignores_of(folder: str, names: Collection[str], outer: Ignores | None = None) -> Ignores:
    """What is ignored in a folder, given the names of its entries, and what is ignored in the folder around it.

    Without the latter, the folder is where a search starts. If git ignores that folder itself, nothing in it is
    ignored, since the user named it.
    """
    if outer is None:
        return _of_git(folder) if _root(folder) else _of_files(folder)
    if ".git" in names:
        return _of_git(folder)
    return outer.inside(folder) if _FILE in names and isinstance(outer, IgnoreFiles) else outer


@dataclass(frozen=True, slots=True)
class IgnoredPaths:
    """What git says is ignored in a folder."""

    #: The start of each path below the folder.
    start: str
    #: Relative paths with slashes; those of folders end with a slash, and `./` is the whole folder.
    paths: frozenset[str]

    def ignores(self, path: str, *, is_folder: bool) -> bool:
        """Whether git listed the file or folder."""
        if not self.paths:
            return False
        below = path[len(self.start) :].replace(os.sep, "/")
        return (f"{below}/" if is_folder else below) in self.paths or "./" in self.paths


@dataclass(frozen=True, slots=True)
class IgnoreFiles:
    """What the `.gitignore` files of a folder, and of those around it, ignore; the innermost file decides."""

    #: The start of each path below the folder, and the same as an absolute path.
    start: str
    absolute: str
    #: The absolute path of each file's folder, with a separator at its end, and the patterns; the outermost first.
    specs: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    def ignores(self, path: str, *, is_folder: bool) -> bool:
        """Whether a pattern ignores the file or folder, and no later one includes it again."""
        return bool(self.specs) and self._ignores(self._made_absolute(path), is_folder=is_folder)

    def inside(self, folder: str) -> IgnoreFiles:
        """The same, and what a folder's own file ignores."""
        return self._with_files_of(Path(self._made_absolute(folder)))

    def from_top(self, top: Path, folder: Path) -> IgnoreFiles | None:
        """What the files of all folders from `top` down to `folder` ignore; None if they ignore that folder itself."""
        here = self._with_files_of(top)
        for below in reversed([folder, *folder.parents][: len(folder.relative_to(top).parts)]):
            if here._ignores(str(below), is_folder=True):
                return None
            here = here._with_files_of(below)
        return here

    def _made_absolute(self, path: str) -> str:
        return self.absolute + path[len(self.start) :]

    def _ignores(self, path: str, *, is_folder: bool) -> bool:
        for start, spec in reversed(self.specs):
            below = path[len(start) :].replace(os.sep, "/")
            ignored = spec.check_file(f"{below}/" if is_folder else below).include
            if ignored is not None:
                return ignored
        return False

    def _with_files_of(self, folder: Path) -> IgnoreFiles:
        specs = [spec for file in _FILES if (spec := _read(folder / file)) is not None]
        return replace(self, specs=(*self.specs, *[(os.path.join(folder, ""), spec) for spec in specs]))


def _root(folder: str) -> Path | None:
    """The nearest folder that is a repository's, by its `.git`."""
    path = Path(os.path.abspath(folder))
    return next((above for above in (path, *path.parents) if (above / ".git").exists()), None)


def _of_git(folder: str) -> Ignores:
    """What git says, or the `.gitignore` files if git cannot say it."""
    start, real = os.path.join(folder, ""), Path(os.path.realpath(folder))
    if not (real / ".git").exists():
        own = _run(str(real.parent), "check-ignore", "--quiet", "--", f"./{real.name}")
        if own is not None and own.returncode == 0:
            return IgnoredPaths(start, frozenset())
    listed = _run(folder, "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
    if listed is None or listed.returncode:
        return _of_files(folder)
    return IgnoredPaths(start, frozenset([os.fsdecode(path) for path in listed.stdout.split(b"\0") if path]))


def _run(folder: str, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """The result of git in a folder, or None without git or if it does not end."""
    import shutil
    import subprocess

    if (git := shutil.which("git")) is None:
        return None
    environment = {name: value for name, value in os.environ.items() if name not in _LOCATIONS}
    try:
        return subprocess.run(
            [git, *_GIT, "-C", folder, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=environment | _ENVIRONMENT,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def _of_files(folder: str) -> Ignores:
    """What the `.gitignore` files from the repository's root, else from the current folder, down to a folder ignore."""
    here = Path(os.path.abspath(folder))
    top = _root(folder) or (Path.cwd() if here.is_relative_to(Path.cwd()) else here)
    start = os.path.join(folder, "")
    found = IgnoreFiles(start, os.path.join(here, "")).from_top(top, here)
    return IgnoredPaths(start, frozenset()) if found is None else found


def _read(file: Path) -> GitIgnoreSpec | None:
    """The patterns of a file, or None without any; git skips those that are not valid, too."""
    try:
        lines = file.read_text(encoding="utf-8-sig", errors="surrogateescape").split("\n")
    except OSError:
        return None
    return _compiled(lines) if any(lines) else None


def _compiled(lines: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    valid = []
    for line in lines:
        with suppress(ValueError):
            GitIgnoreSpec.from_lines([line])
            valid.append(line)
    return GitIgnoreSpec.from_lines(valid)
