"""What scores can add up to: every sum, and how many ways lead to it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Past so many different sums only the lowest and the best are known.
MOST_SUMS = 2_000


@dataclass(frozen=True)
class Sums:
    """What one score of each question can add up to; everything is computed when it is first asked for."""

    #: For each question its scores, and in how many ways it can have each, at least 1.
    scores: Sequence[Mapping[int, int]]

    @cached_property
    def lowest(self) -> int:
        """No answers sum up to less."""
        return sum(map(min, self.scores))

    @cached_property
    def best(self) -> int:
        """No answers sum up to more."""
        return sum(map(max, self.scores))

    @cached_property
    def values(self) -> tuple[int, ...] | None:
        """Every sum, in order; None where they are too many."""
        sums = {0}
        for each in self.scores:
            if len(sums) * len(each) > MOST_SUMS * 10:
                return None
            sums = {total + score for total in sums for score in each}
            if len(sums) > MOST_SUMS:
                return None
        return tuple(sorted(sums))

    @cached_property
    def ways(self) -> dict[int, int] | None:
        """For every sum the number of ways to it; None where they are too many."""
        ways = {0: 1}
        for each in self.scores:
            if len(ways) * len(each) > MOST_SUMS * 10:
                return None
            longer: dict[int, int] = {}
            for total, count in ways.items():
                for score, choices in each.items():
                    longer[total + score] = longer.get(total + score, 0) + count * choices
            if len(longer) > MOST_SUMS:
                return None
            ways = longer
        return ways

    def within(self, low: int, high: int) -> bool:
        """Whether a sum can lie between these two, both inclusive; so too where it is not known."""
        if high < self.lowest or low > self.best:
            return False
        return self.values is None or self.first(low, high) is not None

    def first(self, low: int, high: int) -> int | None:
        """The least sum between these two, both inclusive; None where there is none, or where it is not known."""
        values = self.values or ()
        index = bisect_left(values, low)
        return values[index] if index < len(values) and values[index] <= high else None
