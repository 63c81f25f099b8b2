"""A picture of a summary: a panel for each question, on one page."""

from __future__ import annotations

from math import ceil, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms import words
from questionforms.answers.plotting.drawing import GREY, PAD, SMALL, Drawing, write
from questionforms.answers.plotting.fonts import Lettering
from questionforms.answers.plotting.panels import header, panels_of
from questionforms.answers.summaries.summary_types import Summary
from questionforms.exceptions import InvalidArgument, MissingExtra, WrongType

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from questionforms.elements.question_form import QuestionForm

#: In inches: a panel's width, and that of one alone; the height of the line at the top.
_WIDTH, _ALONE, _TOP = 4.0, 6.0, 0.4
#: The dots of an inch, in a picture of dots.
_DOTS = 150


def plot(assignments: Any, form: QuestionForm | None = None, *, path: str | Path | None = None) -> Figure:
    """A page with a panel for each question: bars for choices, a histogram for numbers, who answered for the rest.

    Takes what `summary` takes, or a Summary, which has all that it needs of its form. Where a path is given, the
    picture is written there, by its suffix, such as `.png`, `.svg` or `.pdf`. Needs matplotlib, else raises
    MissingExtra.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtra("plots need matplotlib; `pip install 'questionforms[plot]'` installs it") from error
    if path is not None:
        _check(path)
    if not isinstance(assignments, Summary):
        from questionforms.answers.summaries.summarise import summary

        assignments = summary(assignments, form)
    figure = Figure(facecolor="white")
    _draw(figure, assignments)
    if path is not None:
        figure.savefig(path, dpi=_DOTS)
    return figure


def _check(path: object) -> None:
    """Refuse what is no path, or of no format that matplotlib writes, before anything is read."""
    from matplotlib.backend_bases import FigureCanvasBase

    if not isinstance(path, str | Path):
        raise WrongType("plot", "path", f"{words.found(path)}; expected a path (str or Path)")
    if Path(path).suffix.removeprefix(".").lower() not in FigureCanvasBase.get_supported_filetypes():
        message = f"{words.shown(str(path))} ends in no format of a picture; expected such as .png, .svg or .pdf"
        raise InvalidArgument("plot", "path", message)


def _draw(figure: Figure, summary: Summary) -> None:
    """Draw all panels, in columns that are read downwards."""
    from matplotlib.text import Text

    panels = panels_of(summary)
    lettering = Lettering([text for panel in panels for text in panel.texts])
    width = _ALONE if len(panels) < 2 else _WIDTH
    columns = _columns([Drawing(panel, lettering, width) for panel in panels])
    page = _TOP + max([sum([drawing.height for drawing in column]) for column in columns], default=0.0)
    figure.set_size_inches(max(1, len(columns)) * width, page)
    write(figure, header(summary), PAD, page - PAD, color=GREY, fontsize=SMALL)
    for index, column in enumerate(columns):
        top = page - _TOP
        for drawing in column:
            drawing.draw(figure, index * width, top)
            top -= drawing.height
    for text in figure.findobj(Text):  # a `$` in it is no formula
        text.set(parse_math=False, usetex=False, fontfamily=lettering.families)


def _columns(drawings: list[Drawing]) -> list[list[Drawing]]:
    """The panels in columns of about one height, so many that the page is about as wide as it is high."""
    total = sum([drawing.height for drawing in drawings])
    count = ceil(sqrt(total / _WIDTH))
    found: list[list[Drawing]] = [[] for _ in range(count)]
    height = 0.0
    for drawing in drawings:
        found[int(count * (height + drawing.height / 2) / total)].append(drawing)
        height += drawing.height
    return [column for column in found if column]
