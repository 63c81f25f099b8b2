"""Plot a summary: a panel for each question, on one page."""

from __future__ import annotations

from math import ceil, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms.answers.plotting.drawing import GREY, PAD, SMALL, Drawing, Scale, write
from questionforms.answers.plotting.fonts import Lettering
from questionforms.answers.plotting.panels import header, panels_of
from questionforms.answers.summaries.summary_types import Summary
from questionforms.exceptions import InvalidArgument, MissingExtra, WrongType
from questionforms.words import found, shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from questionforms.elements.question_form import QuestionForm

#: In inches: the width of a panel, the width of a single panel, and the height of the line at the top.
_WIDTH, _ALONE, _TOP = 4.4, 6.0, 0.4
#: Dots per inch in bitmap formats.
_DOTS = 150


def plot(assignments: Any, form: QuestionForm | None = None, *, path: str | Path | None = None) -> Figure:
    """Draw a panel for each question: bars for choices, a histogram for numbers, and how many answered for the rest.

    Accepts what `summary` accepts, or a Summary, which already includes what it needs from its form. If `path` is
    given, the plot is written there in the format of its suffix, such as `.png`, `.svg` or `.pdf`. In a notebook, the
    figure shows itself. Raises MissingExtra if matplotlib is not installed.
    """
    try:
        from questionforms.answers.plotting.figures import NotebookFigure
    except ImportError as error:
        raise MissingExtra("plots need matplotlib; install it with `pip install 'questionforms[plot]'`") from error
    if path is not None:
        check_picture("plot", path)
    if not isinstance(assignments, Summary):
        from questionforms.answers.summaries.summarise import summary

        assignments = summary(assignments, form)
    figure = NotebookFigure(facecolor="white")
    _draw(figure, assignments)
    if path is not None:
        figure.savefig(path, dpi=_DOTS)
    return figure


def check_picture(where: str, path: object) -> None:
    """Reject a value that is not a path, or a suffix that matplotlib cannot write, before any answers are read."""
    from matplotlib.backend_bases import FigureCanvasBase

    if not isinstance(path, str | Path):
        raise WrongType(where, "path", f"{found(path)}; expected a path (str or Path)")
    if Path(path).suffix.removeprefix(".").lower() not in FigureCanvasBase.get_supported_filetypes():
        message = f"{shown(str(path))} does not have an image suffix; expected one such as .png, .svg or .pdf"
        raise InvalidArgument(where, "path", message)


def _draw(figure: Figure, summary: Summary) -> None:
    """Draw all panels, ordered down the columns."""
    from matplotlib.text import Text

    panels = panels_of(summary)
    lettering = Lettering([text for panel in panels for text in panel.texts])
    width = _ALONE if len(panels) < 2 else _WIDTH
    drawings = [Drawing(panel, lettering, width) for panel in panels]
    scale = Scale(
        beside=max([drawing.beside for drawing in drawings], default=0.0),
        ends=max([drawing.ends for drawing in drawings], default=0.0),
        peak=max([panel.peak for panel in panels], default=0.0),
    )
    columns = _columns(drawings)
    page = _TOP + max([sum([drawing.height for drawing in column]) for column in columns], default=0.0)
    figure.set_size_inches(max(1, len(columns)) * width, page)
    write(figure, header(summary), PAD, page - PAD, color=GREY, fontsize=SMALL)
    for index, column in enumerate(columns):
        top = page - _TOP
        for drawing in column:
            drawing.draw(figure, index * width, top, scale)
            top -= drawing.height
    for text in figure.findobj(Text):  # a `$` must not start a formula
        text.set(parse_math=False, usetex=False, fontfamily=lettering.families)


def _columns(drawings: list[Drawing]) -> list[list[Drawing]]:
    """The panels in columns of about equal height, with as many columns as make the page about square."""
    total = sum([drawing.height for drawing in drawings])
    count = ceil(sqrt(total / _WIDTH))
    found: list[list[Drawing]] = [[] for _ in range(count)]
    height = 0.0
    for drawing in drawings:
        found[int(count * (height + drawing.height / 2) / total)].append(drawing)
        height += drawing.height
    return [column for column in found if column]
