"""Find every possible sum of scores, and the number of ways to reach it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: If there are more distinct sums than this, only the lowest and the best are known.
MOST_SUMS = 2_000


@dataclass(frozen=True)
class Sums:
    """The possible sums of one score for each question."""

    #: The lowest possible sum.
    lowest: int
    #: The highest possible sum.
    best: int
    #: The number of ways to reach each sum; None if there are too many sums.
    ways: dict[int, int] | None

    @cached_property
    def values(self) -> tuple[int, ...] | None:
        """Every sum in ascending order; None if there are too many."""
        return None if self.ways is None else tuple(sorted(self.ways))

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


def add_up(scores: Iterable[Mapping[int, int]]) -> Sums:
    """Add up the possible scores of all questions, given as the number of ways (at least 1) to get each score."""
    scores = list(scores)
    return Sums(sum(map(min, scores)), sum(map(max, scores)), _ways(scores))


def _ways(scores: Iterable[Mapping[int, int]]) -> dict[int, int] | None:
    ways = {0: 1}
    for each in scores:
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
