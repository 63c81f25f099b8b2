"""The line of a document that has a problem, with a caret under the column; for an element in Python, its repr."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from questionforms.words import columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from questionforms.problems import Problem
    from questionforms.xml.load import Source

#: The maximum number of terminal cells that are shown of a line.
WIDTH = 100
_TAB = "    "
#: Where a line was cut.
CUT = "…"
_INDENTATION = re.compile(r"[ \t]*")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The source at a problem. As a `str`: two lines for a problem in a text, one for a problem in an element."""

    #: The line number, or nothing, and a bar. It also prevents CI from reading the text as a command.
    gutter: str
    #: The line, or the part of it around the column, as a terminal can display it.
    text: str
    #: The line under the text: spaces and a caret; empty if there is no column.
    caret: str = ""

    @property
    def below(self) -> str:
        """The gutter of the second line."""
        return " " * (len(self.gutter) - 2) + "| "

    def __str__(self) -> str:
        first = f"{self.gutter}{self.text}"
        return f"{first}\n{self.below}{self.caret}" if self.caret else first


def headline(problem: Problem) -> str:
    """The problem in one line, without the element that its excerpt shows."""
    return str(replace(problem, element=None))


def excerpt(problem: Problem, lines: list[str], width: int = WIDTH) -> Excerpt | None:
    """The excerpt for a problem of a document with these lines; None if its place is not known.

    At most `width` columns of the line are shown.
    """
    if problem.line is None:
        return Excerpt("  | ", _part(problem.element, 0, width)[0]) if problem.element else None
    if problem.line > len(lines):
        return None
    text, before = _part(lines[problem.line - 1], (problem.column or 1) - 1, width)
    return Excerpt(f"{problem.line:>5} | ", text, " " * before + "^")


def report(problems: Iterable[Problem], lines: list[str]) -> str:
    """All these problems of a document with these lines, each with its excerpt."""
    shown = [part for problem in problems for part in (headline(problem), excerpt(problem, lines)) if part]
    return "\n".join(map(str, shown))


def lines_of(source: Source) -> list[str]:
    """The lines of a text, as problems count them; empty for a document that was built in Python."""
    from questionforms.exceptions import InvalidDocument
    from questionforms.xml.characters import NEWLINE
    from questionforms.xml.load import MOST_BYTES, load

    if not isinstance(source, str | bytes | bytearray | memoryview | Path):
        return []
    try:
        text = load(source).text
    except InvalidDocument:
        if isinstance(source, Path):
            with source.open("rb") as stream:
                source = stream.read(MOST_BYTES)
        text = source if isinstance(source, str) else bytes(source).decode("utf-8", "replace")
    return NEWLINE.split(text)


def _part(line: str, index: int, width: int) -> tuple[str, int]:
    """The part of a line around an index, without its indentation, and the width of what comes before the index."""
    index = min(index, len(line))
    blanks = _INDENTATION.match(line)
    indent = min(index, blanks.end() if blanks else 0)
    first = max(index - width, indent)
    cells = [_cell(character) for character in line[first : index + width]]
    widths = [columns(cell) for cell in cells]
    start, end, middle = 0, len(cells), index - first
    if sum(widths) > width:
        while sum(widths[start:middle]) > width * 2 // 3:
            start += 1
        while sum(widths[start:end]) > width:
            end -= 1
    left = CUT if first + start > indent else ""
    right = CUT if first + end < len(line) else ""
    return f"{left}{''.join(cells[start:end])}{right}".rstrip(), len(left) + columns("".join(cells[start:middle]))


def _cell(character: str) -> str:
    """A character as a terminal can display it, without acting on it."""
    if character == "\t":
        return _TAB
    if character.isprintable() or character == "\u3000":  # a space as wide as a kanji
        return character
    return " " if character.isspace() else "\ufffd"
