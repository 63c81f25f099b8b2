"""Bins of a histogram, with round edges; outliers are counted at both ends."""

from __future__ import annotations

from bisect import bisect_right
from decimal import ROUND_FLOOR, Context, Decimal, localcontext
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from questionforms.answers.summaries.summary_types import Number

#: Whole numbers with at most this span get a bin each; other numbers get about this many bins.
_SPAN, _MOST = 20, 12
#: Outliers: more than this many interquartile ranges beyond the quartiles (Tukey). If half of the numbers are equal, or
#: that would be more than `_RARE` percent of the numbers on one side, the range between the 5th and the 95th percentile
#: is used instead, beyond which no more can be.
_FAR, _RARE = 3, 5
#: Numbers have at most 1,000 digits before and 1,000 after the decimal point.
_EXACT = Context(prec=3_000)


class Bins(NamedTuple):
    """The counts of numbers between adjacent edges, and beyond the outermost; an edge belongs to the bin above it."""

    edges: tuple[Number, ...]
    counts: tuple[int, ...]
    #: What to label: the numbers themselves if each has its own bin, else the edges.
    ticks: tuple[Number, ...]
    below: int
    above: int


def bins_of(counts: Sequence[tuple[Number, int]]) -> Bins:
    """The bins for at least one number; numbers are sorted, each with how often it occurs."""
    with localcontext(_EXACT):
        return _bins(counts)


def _bins(counts: Sequence[tuple[Number, int]]) -> Bins:
    low, high = _fences(counts)
    inside = [value for value, _ in counts if low <= value <= high]
    edges, ticks = _edges(inside)
    found = [0] * (len(edges) - 1)
    for value, times in counts:
        if low <= value <= high:
            found[min(bisect_right(edges, value), len(found)) - 1] += times
    below, above = _outside(counts, low, high)
    return Bins(edges, tuple(found), ticks, below, above)


def _fences(counts: Sequence[tuple[Number, int]]) -> tuple[Number, Number]:
    """The smallest and the greatest number that is not an outlier."""
    total = sum([times for _, times in counts])
    for first, last in ((25, 75), (_RARE, 100 - _RARE)):
        low, high = _percentile(counts, first), _percentile(counts, last)
        if reach := _FAR * (high - low):
            low, high = low - reach, high + reach
            if 100 * max(_outside(counts, low, high)) <= _RARE * total:
                return low, high
    return counts[0][0], counts[-1][0]


def _outside(counts: Sequence[tuple[Number, int]], low: Number, high: Number) -> tuple[int, int]:
    """How many numbers are below `low`, and how many are above `high`."""
    below = sum([times for value, times in counts if value < low])
    return below, sum([times for value, times in counts if value > high])


def _percentile(counts: Sequence[tuple[Number, int]], percent: int) -> Number:
    """The n-th percentile."""
    seen = list(accumulate(times for _, times in counts))
    return next(value for (value, _), up_to in zip(counts, seen, strict=True) if 100 * up_to >= percent * seen[-1])


def _edges(values: Sequence[Number]) -> tuple[tuple[Number, ...], tuple[Number, ...]]:
    """Equidistant edges that include the smallest and the greatest number, and what to label."""
    low, high = values[0], values[-1]
    if low == high or (high - low <= _SPAN and all(isinstance(value, int) for value in values)):
        ticks = tuple([low + step for step in range(int(high - low) + 1)])
        half = Decimal("0.5")
        return (ticks[0] - half, *[tick + half for tick in ticks]), ticks
    step = _step(Decimal(high - low) / _MOST)
    found = [(low / step).to_integral_value(ROUND_FLOOR) * step]
    while found[-1] < high:
        found.append(found[-1] + step)
    return tuple(found), tuple(found)


def _step(least: Decimal) -> Decimal:
    """The next round step: 1, 2 or 5 times a power of ten."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * times for times in (1, 2, 5, 10) if power * times >= least)
