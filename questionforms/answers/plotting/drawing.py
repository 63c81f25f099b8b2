"""Measure and draw one panel of a plot at its place on the page, in inches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.answers.plotting.histograms import Histogram, Looks

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from questionforms.answers.plotting.fonts import Lettering
    from questionforms.answers.plotting.panels import Bar, Panel

#: In inches: the padding on each side of a panel.
PAD = 0.15
#: In inches: the heights of a bar, a histogram, a line of a title, a note, and the labels below a histogram.
_BAR, _HISTOGRAM, _LINE, _NOTE, _BELOW = 0.27, 1.3, 0.18, 0.26, 0.22
#: In inches: the maximum width of a bar's label, the gap after it, and the gaps around the figures at the bar's end.
_NAME, _GAP, _ENDS = 1.5, 0.09, 0.1
#: The most lines of a title or a label.
_LINES = 2
_COLOUR, _NEUTRAL, _FAINT, _INK, GREY = "#4878a8", "#b9c0c9", "#e3e6ea", "#20242a", "#6a727d"
#: What is behind figures, so that the line at 100% does not cross them.
_OVER = {"facecolor": "white", "edgecolor": "none", "pad": 1}
#: Font sizes, in points.
_TITLE, _LABEL, SMALL = 9.5, 8, 7.5
_LOOKS = Looks(bar=_COLOUR, outliers=_NEUTRAL, figures=GREY, small=SMALL, label=_LABEL)


class Scale(NamedTuple):
    """What all panels of a page have in common, so that bars can be compared."""

    #: The width of the labels of bars, in inches.
    beside: float
    #: The width of the figures at the ends of bars, in inches.
    ends: float
    #: The share of the fullest bin, which is as high as a histogram.
    peak: float


class Drawing:
    """A panel with all its text wrapped into lines."""

    def __init__(self, panel: Panel, lettering: Lettering, width: float) -> None:
        self.panel, self.lettering, self.width = panel, lettering, width - 2 * PAD
        self.title = self._wrapped(panel.titles, _TITLE, self.width)
        self.labels = self._labels(panel.bars)
        self.above = (1 + self.title.count("\n")) * _LINE + _NOTE
        self.inner = _HISTOGRAM if panel.bins else len(panel.bars) * _BAR
        self.height = self.above + self.inner + (_BELOW if panel.bins else 0) + 2 * PAD
        #: The width that the labels of the bars need, in inches.
        rows = [row for label in self.labels for row in label.split("\n")]
        self.beside = max([self.lettering.width(row, _LABEL) + _GAP for row in rows], default=0.0)
        #: The width that the figures at the ends of the bars need, in inches.
        self.ends = max([self.lettering.width(bar.figures, SMALL) + _ENDS for bar in panel.bars], default=0.0)

    def draw(self, figure: Figure, left: float, top: float, scale: Scale) -> None:
        """Draw the panel with its top left corner at this point, in inches."""
        left, top = left + PAD, top - PAD
        write(figure, self.title, left, top, color=_INK, fontsize=_TITLE)
        note = self.lettering.wrapped(self.panel.note, SMALL, self.width, 1)
        write(figure, note, left, top - self.above + _NOTE, color=GREY, fontsize=SMALL)
        beside = scale.beside if self.panel.bars else 0.0
        inside = self.width - beside
        across, high = figure.get_size_inches()
        bottom = top - self.above - self.inner
        axes = figure.add_axes(((left + beside) / across, bottom / high, inside / across, self.inner / high))
        axes.set_facecolor("none")
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0, labelsize=_LABEL, labelcolor=_INK)
        if self.panel.bins:
            Histogram(self.panel.bins, self.lettering, self.width, _LOOKS).draw(axes, scale.peak)
            axes.spines["bottom"].set(visible=True, color=_NEUTRAL)
        else:
            self._draw_bars(axes, inside / (inside - scale.ends))

    def _draw_bars(self, axes: Axes, room: float) -> None:
        """Draw horizontal bars, the first at the top, each with its count and share at its end, and a line at 100%."""
        bars = self.panel.bars
        places = range(len(bars))
        colours = [_NEUTRAL if bar.neutral else _COLOUR for bar in bars]
        axes.axvline(1, color=_FAINT, linewidth=0.8, zorder=0)
        drawn = axes.barh(places, [bar.share for bar in bars], height=0.64, color=colours)
        axes.bar_label(drawn, [bar.figures for bar in bars], padding=3, color=GREY, fontsize=SMALL, bbox=_OVER)
        axes.set_yticks(places, labels=self.labels, linespacing=1.0)
        axes.set_ylim(len(bars) - 0.5, -0.5)
        axes.set_xlim(0, room)
        axes.set_xticks([])
        axes.spines["left"].set(visible=True, color=_NEUTRAL)

    def _labels(self, bars: tuple[Bar, ...]) -> list[str]:
        """The label of each bar: its first name, with its last name in front if it is otherwise ambiguous."""
        found = [self._wrapped(bar.labels, _LABEL, _NAME) for bar in bars]
        return [
            self._wrapped((": ".join(reversed(bar.labels)), bar.labels[-1]), _LABEL, _NAME)
            if found.count(label) > 1
            else label
            for bar, label in zip(bars, found, strict=True)
        ]

    def _wrapped(self, names: tuple[str, ...], size: float, inches: float) -> str:
        """The first name that the fonts can draw, else the last one, wrapped into lines."""
        name = next(filter(self.lettering.can_draw, names), names[-1])
        return self.lettering.wrapped(name, size, inches, _LINES)


def write(figure: Figure, text: str, left: float, top: float, **looks: Any) -> None:
    """Write a text with its top left corner at this point, in inches."""
    width, height = figure.get_size_inches()
    figure.text(left / width, top / height, text, va="top", linespacing=1.15, **looks)
