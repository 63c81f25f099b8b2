"""Draw the histogram of a panel: a bar for each bin, grey bars for outliers, and the labels that there is room for."""

from __future__ import annotations

from itertools import count, pairwise
from typing import TYPE_CHECKING, NamedTuple

from questionforms.answers.plotting.panels import exact

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from questionforms.answers.plotting.fonts import Lettering
    from questionforms.answers.summaries.histogram import Bins
    from questionforms.answers.summaries.summary_types import Number

#: A bin is at most as wide as if there were this many.
_FEWEST = 6
#: In bins: the margin at both ends, the least room for outliers at one end, and the width of a bar.
_MARGIN, _BEYOND, _BAR = 0.4, 1.5, 0.94
#: In inches: the gaps between counts and between labels below, and how far a label may extend beyond the histogram.
_BETWEEN, _APART, _OUTSIDE = 0.06, 0.12, 0.12
#: Edges are numbers on the axis if a bin is at least this wide, as a fraction of them; floats have about 16 digits.
_FINEST = 1e-9


class Looks(NamedTuple):
    """The colours and font sizes of a histogram."""

    bar: str
    outliers: str
    #: The colour of counts, and their font size in points.
    figures: str
    small: float
    #: The font size of the labels below the axis, in points.
    label: float


class _Bar(NamedTuple):
    """A bar: its centre and half the width of its label on the axis, its height, and whether it is of outliers."""

    place: float
    half: float
    height: int
    label: str
    outliers: bool


class Histogram:
    """A histogram with the places of its bars, for a width in inches."""

    def __init__(self, bins: Bins, lettering: Lettering, width: float, looks: Looks) -> None:
        self._bins, self._lettering, self._looks = bins, lettering, looks
        self._width = width
        self._edges = _places(bins.edges)
        self._step = self._edges[1] - self._edges[0]
        far = [f"{number:,} {side}" for number, side in ((bins.below, "below"), (bins.above, "above")) if number]
        across = max(len(bins.counts), _FEWEST) + 2 * _MARGIN
        widest = max([lettering.width(label, looks.small) + 2 * _BETWEEN for label in far], default=0.0)
        beyond = max(_BEYOND * width / (across + _BEYOND * len(far)), widest)
        #: How long an inch is on the axis, and the room for outliers at one end.
        self._inch = self._step * across / (width - beyond * len(far))
        self._beyond = beyond * self._inch
        self._bars = self._all_bars()

    def draw(self, axes: Axes, peak: float) -> None:
        """Draw the histogram; `peak` is the share of the highest bar on the page."""
        bins, looks, bars = self._bins, self._looks, self._bars
        colours = [looks.outliers if bar.outliers else looks.bar for bar in bars]
        places, heights = [bar.place for bar in bars], [bar.height for bar in bars]
        drawn = axes.bar(places, heights, width=_BAR * self._step, color=colours)
        shown = self._labelled()
        labels = [bar.label if bar in shown else "" for bar in bars]
        axes.bar_label(drawn, labels, color=looks.figures, fontsize=looks.small)
        low, high = self._ends()
        axes.set_xlim(low, high)
        axes.set_ylim(0, 1.15 * peak * (sum(bins.counts) + bins.below + bins.above))
        axes.set_yticks([])
        ticks = self._ticks()
        axes.set_xticks([place for place, _ in ticks], labels=[label for _, label in ticks])

    def _ends(self) -> tuple[float, float]:
        """The limits of the axis."""
        free = (_MARGIN + max(0, _FEWEST - len(self._bins.counts)) / 2) * self._step
        low = self._edges[0] - free - self._beyond * bool(self._bins.below)
        return low, self._edges[-1] + free + self._beyond * bool(self._bins.above)

    def _all_bars(self) -> list[_Bar]:
        """The bars of the bins, then those of outliers."""
        bins, edges = self._bins, self._edges
        beside = self._beyond / 2 + self._step / 4
        found = [
            self._bar((left + right) / 2, number, f"{number:,}" if number else "")
            for number, (left, right) in zip(bins.counts, pairwise(edges), strict=True)
        ]
        for number, place, side in (
            (bins.below, edges[0] - beside, "below"),
            (bins.above, edges[-1] + beside, "above"),
        ):
            if number:
                found.append(self._bar(place, number, f"{number:,} {side}", outliers=True))
        return found

    def _bar(self, place: float, number: int, label: str, *, outliers: bool = False) -> _Bar:
        return _Bar(place, self._half(label, self._looks.small, _BETWEEN), number, label, outliers)

    def _half(self, label: str, size: float, gap: float) -> float:
        """Half the width of a label and of the gaps beside it, on the axis."""
        return (self._lettering.width(label, size) + gap) / 2 * self._inch

    def _labelled(self) -> list[_Bar]:
        """The bars with a label: those of outliers, then the highest, unless a label would cover another or a bar."""
        found: list[_Bar] = []
        bar_half = _BAR * self._step / 2
        for bar in sorted(self._bars, key=lambda bar: (not bar.outliers, -bar.height)):
            labels = [(other.place, other.half) for other in found]
            higher = [(other.place, bar_half) for other in self._bars if other.height > bar.height]
            if all(abs(bar.place - place) >= bar.half + half for place, half in labels + higher):
                found.append(bar)
        return found

    def _ticks(self) -> list[tuple[float, str]]:
        """The places and texts of labels below the axis: every one, every second, ..., so that none covers another."""
        size, edges, ticks = self._looks.label, self._edges, self._bins.ticks
        labels = [self._lettering.wrapped(label, size, self._width / 2, 1) for label in _texts(ticks)]
        places = edges if len(ticks) == len(edges) else [(left + right) / 2 for left, right in pairwise(edges)]
        found = [(place, label, self._half(label, size, _APART)) for place, label in zip(places, labels, strict=True)]
        low, high = self._ends()
        room = _OUTSIDE * self._inch
        inside = [one for one in found if low - room <= one[0] - one[2] and one[0] + one[2] <= high + room]
        inside = inside or [found[len(found) // 2]]
        for every in count(1):
            chosen = inside[::every]
            if all(right[0] - left[0] >= left[2] + right[2] for left, right in pairwise(chosen)):
                break
        return [(place, label) for place, label, _ in chosen]


def _places(edges: tuple[Number, ...]) -> list[float]:
    """Where edges are on the axis: at their values, or one apart if floats cannot tell them apart."""
    try:
        found = [float(edge) for edge in edges]
    except OverflowError:
        return [float(index) for index in range(len(edges))]
    if found[1] - found[0] > _FINEST * max(abs(found[0]), abs(found[-1])):
        return found
    return [float(index) for index in range(len(edges))]


def _texts(ticks: tuple[Number, ...]) -> list[str]:
    """The labels of ticks; in full if two of them are rounded to the same."""
    found = [exact(tick) for tick in ticks]
    if len(set(found)) == len(found):
        return found
    return [f"{tick:,}" if isinstance(tick, int) else f"{tick:,f}" for tick in ticks]
