"""From places in the text of an element, or in a value of its attributes, to places in the XML as it was written."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from questionforms.characters import NEWLINE

if TYPE_CHECKING:
    from questionforms.nodes import Node

# A start tag, and an attribute in it.
_ATTRIBUTE = re.compile(r"""\s+([^\s=>/]+)\s*=\s*("[^"]*"|'[^']*')""")
_TAG = re.compile(rf"""<[^\s>/]+(?:{_ATTRIBUTE.pattern})*+\s*/?>""")
# What stands for another number of characters than it has, outside of CDATA, and in it.
_OUTSIDE = re.compile(r"(?P<cdata><!\[CDATA\[)|(?P<none><!--.*?-->|<\?.*?\?>)|(?P<one>&[^;&<]+;|\r\n)|<", re.DOTALL)
_INSIDE = re.compile(r"(?P<end>\]\]>)|(?P<one>\r\n)")


class Lines:
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(newline.end() for newline in NEWLINE.finditer(text))]

    def offset(self, line: int, column: int) -> int:
        """The index in the text of a line and a column, both from 1."""
        return min(self._starts[min(line, len(self._starts)) - 1] + column - 1, len(self._text))

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column, both from 1, of an index in the text."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class SourceMap:
    """Where the characters of a document's texts and attributes stand in its XML."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)

    def of_text(self, node: Node, offset: int) -> tuple[int, int]:
        """Line and column of a character of an element's text, which no child element interrupts."""
        start = self.lines.offset(node.line, node.column)
        tag = _TAG.match(self.text, start)
        return self.lines.place(self._advance(tag.end(), offset) if tag else start)

    def of_attribute(self, node: Node, name: str) -> tuple[int, int]:
        """Line and column of an attribute's name in the start tag of an element; of the tag where it has none."""
        start = self.lines.offset(node.line, node.column)
        tag = _TAG.match(self.text, start)
        for attribute in _ATTRIBUTE.finditer(self.text, start, tag.end() if tag else start):
            if attribute[1].rpartition(":")[2] == name:
                return self.lines.place(attribute.start(1))
        return node.line, node.column

    def _advance(self, position: int, count: int) -> int:
        """The index in the XML of the character that stands so many characters of text after a position."""
        pattern = _OUTSIDE
        while True:
            special = pattern.search(self.text, position)
            plain = (special.start() if special else len(self.text)) - position
            if special is None or count < plain:
                return position + min(count, plain)
            position, count = special.start(), count - plain
            if special.lastgroup is None or (special.lastgroup == "one" and count == 0):
                return position
            count -= special.lastgroup == "one"
            pattern = {"cdata": _INSIDE, "end": _OUTSIDE}.get(special.lastgroup, pattern)
            position = special.end()
