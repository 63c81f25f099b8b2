"""Find every possible sum of scores, and the number of ways to reach it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: If there are more distinct sums than this, only the lowest and the best are known.
MOST_SUMS = 2_000


@dataclass(frozen=True)
class Sums:
    """The possible sums of one score for each question, computed when first asked for."""

    #: The scores of each question, with the number of ways (at least 1) to get each of them.
    scores: Sequence[Mapping[int, int]]

    @cached_property
    def lowest(self) -> int:
        """The lowest possible sum."""
        return sum(map(min, self.scores))

    @cached_property
    def best(self) -> int:
        """The highest possible sum."""
        return sum(map(max, self.scores))

    @cached_property
    def values(self) -> tuple[int, ...] | None:
        """Every sum in ascending order; None if there are too many."""
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
        """The number of ways to reach each sum; None if there are too many sums."""
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
        """Whether a sum can be between these two, both inclusive; true if it is not known."""
        if high < self.lowest or low > self.best:
            return False
        return self.values is None or self.first(low, high) is not None

    def first(self, low: int, high: int) -> int | None:
        """The smallest sum between these two, both inclusive; None if there is none, or if it is not known."""
        values = self.values or ()
        index = bisect_left(values, low)
        return values[index] if index < len(values) and values[index] <= high else None
