"""Searches folders for documents and pages, and skips what git ignores and XML that is something else."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from questionforms.project.gitignore import ignores_of
from questionforms.project.roots import may_be_document
from questionforms.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from questionforms.project.gitignore import Ignores

#: The files to look for in a folder.
SUFFIXES = (".xml", ".question", ".html", ".htm")
#: The suffix that files of other formats have too.
_SHARED = ".xml"
#: Folders that are skipped, as are those with a leading dot.
_NOT_OURS = ("node_modules", "__pycache__")


def _excludes_nothing(_: Path) -> bool:
    return False


@dataclass
class FolderSearch:
    """Searches folders one after the other, and counts what it skips in all of them."""

    excludes: Callable[[Path], bool] = _excludes_nothing
    #: Whether to skip what git ignores, and XML files that are not documents.
    skips_ignored: bool = False
    skips_others: bool = False
    #: How many files and folders git ignores, and how many other XML files there were.
    ignored: int = 0
    others: int = 0

    def files(self, folder: Path) -> list[Path]:
        """The files in a folder and its subfolders that may be documents or pages, sorted by name."""
        return sorted([path for path in self._walk(str(folder)) if self._is_ours(path)])

    def nothing(self) -> str:
        """Why a folder without files to check has none."""
        if self.others:
            return f"the folder contains no documents; {counted(self.others, 'other XML file')} skipped"
        unless = " that git does not ignore (--no-gitignore checks ignored files too)" if self.ignored else ""
        return f"the folder contains no *{', *'.join(SUFFIXES)}{unless}"

    def _walk(self, top: str) -> Iterator[Path]:
        """The files in a folder and its subfolders with one of our suffixes, apart from what is ignored."""
        known: dict[str, Ignores] = {}
        for where, folders, names in os.walk(top):
            ignores = self._ignores(where, [*folders, *names], known.pop(where, None))
            ours = [name for name in folders if not name.startswith(".") and name not in _NOT_OURS]
            folders[:] = self._unignored(ignores, where, ours, are_folders=True)
            if ignores is not None:
                known.update({os.path.join(where, name): ignores for name in folders})
            files = [name for name in names if Path(name).suffix.lower() in SUFFIXES]
            yield from [Path(where, name) for name in self._unignored(ignores, where, files, are_folders=False)]

    def _ignores(self, folder: str, names: list[str], outer: Ignores | None) -> Ignores | None:
        return ignores_of(folder, names, outer) if self.skips_ignored else None

    def _unignored(self, ignores: Ignores | None, where: str, names: list[str], *, are_folders: bool) -> list[str]:
        """The names in a folder without those that are ignored, which are counted."""
        if ignores is None:
            return names
        left = [name for name in names if not ignores.ignores(os.path.join(where, name), is_folder=are_folders)]
        self.ignored += len(names) - len(left)
        return left

    def _is_ours(self, path: Path) -> bool:
        """Whether a file is to be checked; one that is neither excluded nor a document is counted."""
        if not path.is_file() or self.excludes(path):
            return False
        if not self.skips_others or path.suffix.lower() != _SHARED or may_be_document(path):
            return True
        self.others += 1
        return False
