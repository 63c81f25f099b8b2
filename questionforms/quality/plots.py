"""Plots of quality figures: the agreement on each question, and workers by time and agreement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from questionforms import words
from questionforms.exceptions import InvalidArgument, MissingExtra, WrongType
from questionforms.quality.alpha import Agreement
from questionforms.quality.answer_tables import require
from questionforms.quality.worker_statistics import QUESTION

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from questionforms.answers.plotting.fonts import Lettering

#: Dots per inch in bitmap formats.
_DOTS = 150
#: In inches: the width of a plot, the height of a bar and of a scatter plot, the space above, below and around.
_WIDTH, _BAR, _HIGH, _TOP, _BELOW, _PAD = 7.0, 0.34, 3.4, 0.55, 0.5, 0.15
#: In inches: the most room for the names of questions, the room left of a scatter plot, and between panels.
_NAME, _LEFT, _BETWEEN = 1.8, 0.55, 0.35
_COLOUR, _NEUTRAL, _INK, _GREY = "#4878a8", "#b9c0c9", "#20242a", "#6a727d"
_TITLE, _LABEL = 9.5, 8
#: The areas of the smallest and the largest dot, in square points.
_SMALLEST_DOT, _LARGEST_DOT = 10.0, 90.0


def plot_agreement(agreements: Agreement | Iterable[Agreement], *, path: str | Path | None = None) -> Figure:
    """Draw Krippendorff's alpha and the share of equal pairs of each question, as bars from the same zero.

    If `path` is given, the plot is written there in the format of its suffix. Raises MissingExtra if matplotlib is not
    installed.
    """
    figure = _figure("plot_agreement", path)
    expected = "expected an Agreement, which `agreement` returns, or several"
    given: object = agreements
    if isinstance(given, str) or not isinstance(given, Agreement | Iterable):
        raise WrongType("plot_agreement", "agreements", f"{words.found(given)}; {expected}")
    found = [agreements] if isinstance(agreements, Agreement) else list(agreements)
    for one in found:
        if not isinstance(one, Agreement):
            raise WrongType("plot_agreement", "agreements", f"{words.found(one)}; {expected}")
    if not found:
        raise InvalidArgument("plot_agreement", "agreements", "there are none; expected at least one Agreement")
    _draw_agreements(figure, found)
    return _finished(figure, path)


def plot_workers(table: Any, *, question: str | None = None, path: str | Path | None = None) -> Figure:
    """Draw a dot for each worker in a table from `workers`: the median time by the agreement with others.

    The table may be a DataFrame of any library that exports Arrow data, as pandas and polars do. `question` is named in
    the title; a table as `workers` returned it names its own. The area of a dot is proportional to the number of
    answers. Both axes start at 0. Workers without a time or without an agreement are counted in the title. Raises
    MissingExtra if matplotlib is not installed.
    """
    figure = _figure("plot_workers", path)
    if question is not None and not isinstance(question, str):
        raise WrongType("plot_workers", "question", f"{words.found(question)}; expected the identifier of a question")
    rows, named = _worker_rows(table)
    _draw_workers(figure, rows, named if question is None else question)
    return _finished(figure, path)


def _worker_rows(table: Any) -> tuple[list[dict[str, Any]], str | None]:
    """The rows of a table from `workers`, and the question that it is about, if it says so."""
    expected = "expected a table that `workers` returned"
    if not hasattr(table, "__arrow_c_stream__"):
        raise WrongType("plot_workers", "table", f"{words.found(table)}; {expected}")
    require()
    import pyarrow as pa  # type: ignore[import-untyped]

    found = pa.table(table)
    needed = ["WorkerId", "agreement", "answers", "median_seconds"]
    missing = [name for name in needed if name not in found.column_names]
    if missing:
        has = words.listed(found.column_names) if found.column_names else "no columns"
        raise WrongType("plot_workers", "table", f"it has {has}, but not {words.together(missing)}; {expected}")
    named = (found.schema.metadata or {}).get(QUESTION)
    return found.select(needed).to_pylist(), None if named is None else named.decode()


def _figure(where: str, path: str | Path | None) -> Figure:
    try:
        from questionforms.answers.plotting.figures import NotebookFigure
    except ImportError as error:
        raise MissingExtra("plots need matplotlib; install it with `pip install 'questionforms[plot]'`") from error
    if path is not None:
        from questionforms.answers.plotting.plot import check_picture

        check_picture(where, path)
    return NotebookFigure(facecolor="white")


def _finished(figure: Figure, path: str | Path | None) -> Figure:
    if path is not None:
        figure.savefig(path, dpi=_DOTS)
    return figure


def _draw_agreements(figure: Figure, found: list[Agreement]) -> None:
    from questionforms.answers.plotting.fonts import Lettering

    notes = ["" if one.reason is None else f"undefined: {one.reason.partition(';')[0]}" for one in found]
    lettering = Lettering([*[one.question for one in found], *notes])
    names = [lettering.wrapped(one.question, _LABEL, _NAME, 2) for one in found]
    beside = max(lettering.width(row, _LABEL) for name in names for row in name.split("\n")) + 2 * _PAD
    below_bars = _BELOW - _PAD  # there is no label below the numbers
    high = _TOP - _PAD + len(found) * _BAR + below_bars
    figure.set_size_inches(_WIDTH, high)
    across = (_WIDTH - beside - _BETWEEN - _PAD) / 2
    start = min(0.0, *[one.alpha or 0.0 for one in found])
    low, high_end = _limits(start)
    room = across * high_end / (high_end - low) - 0.1
    panels = (
        ("Krippendorff's alpha", [one.alpha for one in found], notes, "{:.2f}"),
        ("Equal pairs", [one.percent for one in found], [""] * len(found), "{:.0%}"),
    )
    for index, (title, values, below, shown) in enumerate(panels):
        left = beside + index * (across + _BETWEEN)
        box = (left / _WIDTH, below_bars / high, across / _WIDTH, len(found) * _BAR / high)
        axes = figure.add_axes(box)
        _draw_bars(axes, values, start, shown)
        for place, note in enumerate(below):
            if note:
                text = lettering.wrapped(note, _LABEL - 1, room, 2)
                axes.text(0.02, place, text, va="center", fontsize=_LABEL - 1, color=_GREY, linespacing=1.0)
        axes.set_title(title, loc="left", fontsize=_TITLE, color=_INK, pad=6)
        axes.set_yticks(range(len(found)), labels=names if index == 0 else [""] * len(found), linespacing=1.0)
    _set_fonts(figure, lettering)


def _limits(start: float) -> tuple[float, float]:
    """The limits of a scale that ends at 1, with room for the figures at the ends of bars."""
    room = 0.16 * (1 - start)
    return (start - 1.2 * room if start else 0.0), 1 + room


def _draw_bars(axes: Axes, values: list[float | None], start: float, shown: str) -> None:
    """Draw horizontal bars, the first at the top, from 0 on a scale that ends at 1."""
    drawn = axes.barh(range(len(values)), [value or 0.0 for value in values], height=0.6, color=_COLOUR)
    labels = ["" if value is None else shown.format(value) for value in values]
    axes.bar_label(drawn, labels, padding=3, color=_GREY, fontsize=_LABEL)
    axes.set_ylim(len(values) - 0.5, -0.5)
    axes.set_xlim(*_limits(start))
    axes.set_xticks([tick for tick in (-1.0, -0.5, 0.0, 0.5, 1.0) if tick >= start])
    _plain(axes)
    axes.axvline(0, color=_NEUTRAL, linewidth=0.8)


def _draw_workers(figure: Figure, rows: list[dict[str, Any]], question: str | None) -> None:
    from questionforms.answers.plotting.fonts import Lettering

    shown = [row for row in rows if row["median_seconds"] is not None and row["agreement"] is not None]
    left_out = len(rows) - len(shown)
    head = f"{words.counted(len(shown), 'worker')}; the area of a dot is proportional to the number of answers"
    if left_out:
        head += f"; {left_out:,} without a time or an agreement not shown"
    high = _TOP + _HIGH + _BELOW
    figure.set_size_inches(_WIDTH, high)
    box = (_LEFT / _WIDTH, _BELOW / high, (_WIDTH - _LEFT - _PAD) / _WIDTH, _HIGH / high)
    axes = figure.add_axes(box)
    most = max([row["answers"] for row in shown], default=1)
    areas = [max(_SMALLEST_DOT, _LARGEST_DOT * row["answers"] / most) for row in shown]
    times = [row["median_seconds"] for row in shown]
    agreements = [row["agreement"] for row in shown]
    axes.scatter(
        times, agreements, s=areas, color=_COLOUR, alpha=0.55, linewidths=0.6, edgecolors="white", clip_on=False
    )
    axes.set_xlim(0, (1.05 if len(set(times)) > 1 else 2.0) * max(times, default=1.0) or 1.0)
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], labels=["0%", "25%", "50%", "75%", "100%"])
    axes.set_xlabel("median seconds for an assignment", fontsize=_LABEL, color=_INK)
    lettering = Lettering([head, question or ""])
    title = "Agreement with the majority of the others"
    if question is not None:
        title = lettering.wrapped(f"{title}: {question}", _TITLE, _WIDTH - _LEFT - _PAD, 1)
    axes.set_title(title, loc="left", fontsize=_TITLE, color=_INK, pad=22)
    axes.text(0, 1, head, transform=axes.transAxes, va="bottom", fontsize=_LABEL, color=_GREY).set_y(1.025)
    _plain(axes, "left", "bottom")
    axes.grid(visible=True, axis="y", color=_NEUTRAL, linewidth=0.4, alpha=0.6)
    _set_fonts(figure, lettering)


def _plain(axes: Axes, *spines: str) -> None:
    """Leave only these lines around the axes."""
    axes.set_facecolor("none")
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=_LABEL, labelcolor=_INK)
    axes.spines[:].set_visible(False)
    for name in spines:
        axes.spines[name].set(visible=True, color=_NEUTRAL)


def _set_fonts(figure: Figure, lettering: Lettering) -> None:
    """Use fonts that have all characters; a `$` must not start a formula."""
    from matplotlib.text import Text

    for text in figure.findobj(Text):
        text.set(parse_math=False, usetex=False, fontfamily=lettering.families)
