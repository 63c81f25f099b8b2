"""From places in the text of an element, or in the value of an attribute, to places in the original XML."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from questionforms.xml.characters import NEWLINE

if TYPE_CHECKING:
    from questionforms.xml.nodes import Node

# A start tag, and an attribute in it.
_ATTRIBUTE = re.compile(r"""\s+([^\s=>/]+)\s*=\s*("[^"]*"|'[^']*')""")
_TAG = re.compile(rf"""<[^\s>/]+(?:{_ATTRIBUTE.pattern})*+\s*/?>""")
# Parts that represent a different number of characters from their own length, outside CDATA and inside it.
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
    """The places of the characters of a document's texts and attributes in its XML."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        #: By the id of an element, which lives as long as this object.
        self._pieces: dict[int, list[tuple[int, int]]] = {}
        self._attributes: dict[int, dict[str, int]] = {}

    def of_text(self, node: Node, offset: int) -> tuple[int, int]:
        """Line and column of a character of an element's text; the element has no child elements."""
        pieces = self._pieces.get(id(node))
        if pieces is None:
            pieces = self._pieces[id(node)] = self._read_pieces(node)
        begin, position = pieces[bisect_right(pieces, offset, key=itemgetter(0)) - 1]
        return self.lines.place(min(position + offset - begin, len(self.text)))

    def of_attribute(self, node: Node, name: str) -> tuple[int, int]:
        """Line and column of an attribute's name in the start tag of an element; of the tag if it is not there."""
        found = self._attributes.get(id(node))
        if found is None:
            found = self._attributes[id(node)] = self._read_attributes(node)
        return self.lines.place(found[name]) if name in found else (node.line, node.column)

    def _tag(self, node: Node) -> re.Match[str] | None:
        return _TAG.match(self.text, self.lines.offset(node.line, node.column))

    def _read_attributes(self, node: Node) -> dict[str, int]:
        """Where the attributes of an element start, by name without prefix."""
        tag = self._tag(node)
        found: dict[str, int] = {}
        for attribute in _ATTRIBUTE.finditer(self.text, *(tag.span() if tag else (0, 0))):
            found.setdefault(attribute[1].rpartition(":")[2], attribute.start(1))
        return found

    def _read_pieces(self, node: Node) -> list[tuple[int, int]]:
        """The pieces of an element's text that are unchanged in the XML: where each starts in the text and the XML."""
        tag = self._tag(node)
        position = tag.end() if tag else self.lines.offset(node.line, node.column)
        count, pattern = 0, _OUTSIDE
        pieces = [(count, position)]
        while (special := pattern.search(self.text, position)) and special.lastgroup is not None:
            count += special.start() - position
            position = special.end()
            if special.lastgroup == "one":
                pieces.append((count, special.start()))
                count += 1
            pieces.append((count, position))
            pattern = {"cdata": _INSIDE, "end": _OUTSIDE}.get(special.lastgroup, pattern)
        return pieces
