"""Count the values that could not be understood, by column, with an example of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from questionforms import words
from questionforms.answers.archives.known_columns import COLUMNS, NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.answers.archives.assignment_records import Assignment


class NotUnderstood(NamedTuple):
    """The values of one column that could not be understood."""

    #: How many there are, how many values the column has, and the first of them.
    unread: int
    total: int
    example: str


class UnreadValues:
    """The values of many assignments that are not what their columns should contain."""

    def __init__(self) -> None:
        self._unread: dict[str, tuple[int, str]] = {}
        self._total = dict.fromkeys(COLUMNS, 0)
        self._others: dict[str, int] = {}

    def add(self, assignment: Assignment) -> None:
        """Count the values of an assignment."""
        for name, value in zip(COLUMNS, assignment.columns, strict=True):
            if value is not None:
                self._total[name] += 1
        for name, value in assignment.others.items():
            if value is not None:
                self._others[name] = self._others.get(name, 0) + 1
        for name, text in assignment.unread:
            count, example = self._unread.get(name, (0, text))
            self._unread[name] = count + 1, example

    @property
    def unread(self) -> dict[str, NotUnderstood]:
        """Each column with such values."""
        understood = self._others | self._total
        return {
            name: NotUnderstood(count, count + understood.get(name, 0), example)
            for name, (count, example) in self._unread.items()
        }

    def lines(self) -> Iterator[str]:
        """A sentence for each column, such as "3 of 120 values of `ApprovalTime` are not times, such as `n/a`"."""
        for name, (count, total, example) in self.unread.items():
            kind, one = ("whole numbers", "a whole number") if name in NUMBERS else ("times", "a time")
            are = f"is not {one}: " if count == 1 else f"are not {kind}, such as "
            yield f"{count:,} of {words.counted(total, 'value')} of {words.quoted(name)} {are}{words.quoted(example)}"
