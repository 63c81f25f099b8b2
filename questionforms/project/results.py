"""The result of checking one document of a project."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from questionforms.problems import Problem
    from questionforms.project.sources import Item


@dataclass(frozen=True)
class Result:
    """One document that was checked, or the reason why it could not be checked."""

    item: Item
    #: The problems to report, sorted by place.
    problems: tuple[Problem, ...] = ()
    #: Why it could not be checked, such as `cannot be read: No such file or directory`; empty if it was.
    unread: str = ""
    #: How many problems are not reported because they are in the baseline.
    known: int = 0
    #: Whether it is a key that was compared with its form, or that form.
    compared: bool = False

    def of(self, severity: str) -> list[Problem]:
        """The problems with a severity."""
        return [problem for problem in self.problems if problem.severity == severity]

    def place(self, problem: Problem) -> tuple[int, int] | None:
        """The line and column in the item's file, or None if it has none or the document is in a Python file."""
        in_python = self.item.file is not None and self.item.file.suffix == ".py"
        if in_python or problem.line is None or problem.column is None:
            return None
        return problem.line, problem.column

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the document."""
        from questionforms.checks.excerpts import lines_of

        return lines_of(self.item.content)
