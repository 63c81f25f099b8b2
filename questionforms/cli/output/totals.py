"""The results of a run over many documents, and the total counts."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from questionforms.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.project.results import Result


@dataclass
class Run:
    """The results, one after the other, and the counts of those seen so far."""

    results: Iterable[Result] = field(repr=False)
    files: int = 0
    bad_files: int = 0
    errors: int = 0
    warnings: int = 0
    unread: int = 0
    #: How many other XML files in the folders were skipped.
    others: int = 0
    #: How many problems are in the baseline; None without one.
    known: int | None = None
    #: Whether problems were fixed before the files were checked.
    fixed: bool = False
    #: Whether a warning makes the run fail, and how many do in any case.
    strict: bool = False
    max_warnings: int | None = None

    def __iter__(self) -> Iterator[Result]:
        for result in self.results:
            errors = len(result.of("error"))
            self.files += not result.unread
            self.unread += bool(result.unread)
            self.bad_files += bool(result.problems)
            self.errors += errors
            self.warnings += len(result.problems) - errors
            if self.known is not None:
                self.known += result.known
            yield result

    @property
    def exit_code(self) -> int:
        """2 if something could not be checked, 1 if there is an error or too many warnings, else 0."""
        if self.unread:
            return 2
        return 1 if self.errors or (self.strict and self.warnings) or self.too_many_warnings else 0

    @property
    def too_many_warnings(self) -> str:
        """A sentence about the warnings if there are more than allowed, else empty."""
        if self.max_warnings is None or self.warnings <= self.max_warnings:
            return ""
        return f"{counted(self.warnings, 'warning')}, but max-warnings is {self.max_warnings:,}"

    @property
    def summary(self) -> str:
        """The counts as a sentence."""
        checked = counted(self.files, "file")
        beside = f"; {counted(self.known, 'known problem')} not reported" if self.known else ""
        beside += f"; {self.unread:,} could not be checked" if self.unread else ""
        beside += f"; {counted(self.others, 'other XML file')} skipped" if self.others else ""
        if not self.bad_files:
            found = "left" if self.fixed else "found"
            return f"{checked} checked, no {'new ' * bool(self.known)}problems {found}{beside}"
        counts = ((self.errors, "error"), (self.warnings, "warning"))
        found = " and ".join(counted(count, noun) for count, noun in counts if count)
        return f"{found} in {self.bad_files:,} of {checked}{beside}"


def below_root(file: Path) -> str | None:
    """The path of a file relative to the root of the repository, with slashes; None for a file outside it.

    The root is where GitHub Actions checked out the repository, else the current folder.
    """
    for root in (os.environ.get("GITHUB_WORKSPACE"), "."):
        if root and Path(os.path.abspath(file)).is_relative_to(os.path.abspath(root)):
            return Path(os.path.abspath(file)).relative_to(os.path.abspath(root)).as_posix()
    return None
