"""Count the values that could not be understood, by column, with an example of each."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from questionforms import words
from questionforms.answers.archives.known_columns import COLUMNS, NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.answers.archives.assignment_records import Assignment
    from questionforms.answers.archives.sources import Block

_LOG = logging.getLogger("questionforms.answers")


class NotUnderstood(NamedTuple):
    """The values of one column that could not be understood."""

    #: How many there are, how many values the column has, and the first of them.
    unread: int
    total: int
    example: str


class UnreadValues:
    """The values of many assignments that are not what their columns should contain.

    Without `others`, only the values of assignments' own columns are counted.
    """

    def __init__(self, *, others: bool = True) -> None:
        self._others = others
        self._understood: dict[str, int] = {}
        self._unread: dict[str, tuple[int, str]] = {}

    def add(self, assignment: Assignment) -> None:
        """Count the values of an assignment."""
        self._count(zip(COLUMNS, assignment.columns, strict=True))
        if self._others:
            self._count(assignment.others.items())
        self._add_unread(assignment.unread)

    def counted(self, assignments: Iterable[Assignment]) -> Iterator[Assignment]:
        """Yield assignments after counting their values."""
        for assignment in assignments:
            self.add(assignment)
            yield assignment

    def add_block(self, block: Block) -> None:
        """Count the values of a block."""
        for name, values in zip(COLUMNS, block.columns, strict=True):
            if values is not None:
                self.add_counts(name, understood=len(values) - values.count(None))
        for others in block.others:
            self._count(others.items())
        for unread in block.unread.values():
            self._add_unread(unread)

    def add_counts(self, name: str, *, understood: int, unread: int = 0, example: str = "") -> None:
        """Add to the counts of a column."""
        self._understood[name] = self._understood.get(name, 0) + understood
        if unread:
            count, first = self._unread.get(name, (0, example))
            self._unread[name] = count + unread, first

    @property
    def unread(self) -> dict[str, NotUnderstood]:
        """Each column with values that could not be understood."""
        return {
            name: NotUnderstood(count, count + self._understood.get(name, 0), example)
            for name, (count, example) in self._unread.items()
        }

    def lines(self) -> Iterator[str]:
        """A sentence for each such column, such as "3 of 120 values of `ApprovalTime` are not times, such as `n/a`"."""
        for name, (count, total, example) in self.unread.items():
            kind, one = ("whole numbers", "a whole number") if name in NUMBERS else ("times", "a time")
            are = f"is not {one}: " if count == 1 else f"are not {kind}, such as "
            shown = words.printable(words.quoted(example))
            is_counted = self._others or name in COLUMNS
            some = f"{count:,} of {words.counted(total, 'value')}" if is_counted else words.counted(count, "value")
            yield f"{some} of {words.quoted(name)} {are}{shown}"

    def log(self) -> None:
        """Log these sentences as warnings."""
        for line in self.lines():
            _LOG.warning("%s", line)

    def _count(self, values: Iterable[tuple[str, object]]) -> None:
        for name, value in values:
            if value is not None:
                self._understood[name] = self._understood.get(name, 0) + 1

    def _add_unread(self, unread: Iterable[tuple[str, str]]) -> None:
        for name, text in unread:
            self.add_counts(name, understood=0, unread=1, example=text)
