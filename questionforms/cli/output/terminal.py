"""Reports for a terminal: lines wrapped at words, the hint on a line of its own, errors after warnings."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from questionforms.cli.output.headlines import COLOURS, headline, place_of
from questionforms.cli.output.printing import encodable
from questionforms.words import columns, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from questionforms.checks.excerpts import Excerpt
    from questionforms.cli.output.totals import Run
    from questionforms.problems import Problem

#: A text and its style, as arguments of `click.style`.
Styled = tuple[str, dict[str, Any]]

#: Narrower terminals are treated as this wide.
_NARROWEST = 40
#: A text has at least this many columns beside the start of its row; if there are fewer, it is below.
_NARROWEST_COLUMN = 50
#: How far such a text is indented.
_BELOW = 6
#: How far the lines after the first are indented.
_INDENT = 4


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def terminal_width() -> int:
    """The width of the terminal in columns, or what the variable COLUMNS says."""
    return max(_NARROWEST, shutil.get_terminal_size().columns)


def report(run: Run, width: int) -> Iterator[str]:
    """Yield the warnings as they are found, then the errors, so that they are next to the count, which comes last."""
    from questionforms.checks.excerpts import WIDTH, excerpt

    errors = []
    for result in run:
        for problem in result.problems:
            shown = excerpt(problem, result.lines, min(WIDTH, width - _gutter(problem)))
            drawn = "\n".join(drawn_problem(problem, shown, width))
            if problem.severity == "error":
                errors.append(drawn)
            else:
                yield drawn
    yield from errors
    fine = not run.bad_files and not run.unread
    yield click.style(run.summary, fg="green" if fine else None)


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """The lines of problems without excerpts: one for each, unless standard output is a terminal."""
    for problem in problems:
        if is_terminal():
            yield from drawn_problem(problem, None, terminal_width())
        else:
            yield headline(problem, with_element=True)


def drawn_problem(problem: Problem, shown: Excerpt | None, width: int) -> Iterator[str]:
    """The lines of a problem: what it is, its excerpt, and its hint."""
    place = place_of(problem, with_element=shown is None)
    head: list[Styled] = [
        (place.rstrip(), {"bold": True}),
        (" " * bool(place), {}),
        (f"{problem.severity}:", {"fg": COLOURS[problem.severity]}),
        (" ", {}),
        (f"{problem.rule}:", {"fg": "cyan"}),
    ]
    yield from wrapped([*head, (f" {printable(problem.message)}", {})], width)
    if shown:
        yield from excerpt_lines(shown, COLOURS[problem.severity])
    if problem.hint:
        yield from wrapped([("  hint:", {"bold": True}), (f" {printable(problem.hint)}", {})], width, indent=8)


def excerpt_lines(shown: Excerpt, colour: str) -> Iterator[str]:
    """The line of the document, and the caret below it."""
    shown = encodable(shown)
    yield click.style(shown.gutter, dim=True) + shown.text
    if shown.caret:
        yield click.style(shown.below, dim=True) + click.style(shown.caret, colour, bold=True)


def wrapped(parts: Iterable[Styled], width: float, *, indent: int = _INDENT, used: int = 0) -> Iterator[str]:
    """The parts, one after the other, in lines of at most this many columns; only a longer word exceeds them.

    Lines are broken at blanks and are indented after the first, of which `used` columns are already taken.
    """
    line: list[Styled] = []
    is_first = True
    for word in _words(parts):
        cells = sum(columns(text) for text, _ in word)
        if not is_first and used + 1 + cells > width:
            yield styled(line)
            line, used = [(" " * indent, {})], indent
        elif not is_first:
            # a blank between two words of one style has it too
            line.append((" ", word[0][1] if word and line and line[-1][1] == word[0][1] else {}))
            used += 1
        line += word
        used, is_first = used + cells, False
    yield styled(line)


def beside(start: Sequence[Styled], text: str, width: float) -> Iterator[str]:
    """The lines of a row: a text in the column after its start, or below it if that column would be too narrow."""
    indent = sum(columns(piece) for piece, _ in start)
    if width < indent + _NARROWEST_COLUMN:
        yield styled(start)
        yield " " * _BELOW + "\n".join(wrapped([(text, {})], width, indent=_BELOW, used=_BELOW))
    else:
        head = "".join([click.style(piece, **style) if style else piece for piece, style in start])
        yield head + "\n".join(wrapped([(text, {})], width, indent=indent, used=indent))


def styled(line: Iterable[Styled]) -> str:
    """The pieces of a line with their styles; neighbours with the same style are joined."""
    joined: list[Styled] = []
    for text, style in line:
        if joined and joined[-1][1] == style:
            joined[-1] = (joined[-1][0] + text, style)
        else:
            joined.append((text, style))
    return "".join([click.style(text, **style) if style and text else text for text, style in joined]).rstrip()


def _words(parts: Iterable[Styled]) -> Iterator[list[Styled]]:
    """The words, each with the styles of its pieces."""
    word: list[Styled] = []
    for text, style in parts:
        first, *others = text.split(" ")
        word += [(first, style)] if first else []
        for other in others:
            yield word
            word = [(other, style)] if other else []
    yield word


def _gutter(problem: Problem) -> int:
    """The columns that an excerpt needs beside the text of the line: the number, the bar, and where it was cut."""
    return max(5, len(str(problem.line or ""))) + 5
