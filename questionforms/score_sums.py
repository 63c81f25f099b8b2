"""What scores can add up to: every sum, and how many ways lead to it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Past so many different sums only the lowest and the best are known.
MOST_SUMS = 2_000


@dataclass(frozen=True)
class Sums:
    """What one score of each question can add up to."""

    #: No answers sum up to less.
    lowest: int
    #: No answers sum up to more.
    best: int
    #: For every sum the number of ways to it; None where they are too many.
    ways: dict[int, int] | None

    @cached_property
    def values(self) -> tuple[int, ...] | None:
        """Every sum, in order; None where they are too many."""
        return None if self.ways is None else tuple(sorted(self.ways))

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


def add_up(scores: Iterable[Mapping[int, int]]) -> Sums:
    """The sums of what each question can score, where each of its scores has a number of ways, at least 1."""
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
