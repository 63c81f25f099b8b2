"""Where the parts of well-formed XML are in its text: tags, attributes, and the characters of each element's text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

_ATTRIBUTE = re.compile(r"""\s+(?P<name>[^\s=>/]+)\s*=\s*(?P<value>"[^"]*"|'[^']*')""")
_TOKEN = re.compile(
    r"(?P<comment><!--.*?-->)|(?P<instruction><\?.*?\?>)|<!\[CDATA\[.*?\]\]>|</(?P<end>[^\s>]+)\s*>"
    r"""|<(?P<start>[^\s>/!?]+)(?P<rest>(?:\s+[^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*+)\s*(?P<empty>/?)>"""
    r"|(?P<stray><)(?!!DOCTYPE)",
    re.DOTALL,
)
_PIECE = re.compile(
    r"<!\[CDATA\[(?P<literal>.*?)\]\]>|<!--.*?-->|<\?.*?\?>|(?P<reference>&[^;&<]+;)|(?P<newline>\r\n?)"
    r"|(?P<plain>[^<&\r]+|[<&])",
    re.DOTALL,
)
_LITERAL = re.compile(r"\r\n?|[^\r]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute in a start tag, with its name as written, and the places of its name and its value."""

    name: str
    start: int
    #: The index of the first character of the value, after the quote, and of the closing quote.
    value: Span


@dataclass(slots=True, eq=False)
class Tag:
    """An element: its name as written, and where its tags start and end."""

    name: str
    #: Where its start tag starts and ends.
    start: int
    inside: int
    parent: Tag | None
    attributes: list[Attribute]
    #: Where its end tag starts and ends; both are the end of the start tag for an empty-element tag.
    close: int = 0
    end: int = 0
    children: list[Tag] = field(default_factory=list)
    #: The comments between its tags, outside its children.
    comments: list[Span] = field(default_factory=list)

    @property
    def local(self) -> str:
        """Its name without the prefix."""
        return self.name.rpartition(":")[2]

    def attribute(self, name: str) -> Attribute | None:
        """The attribute with this name, as written."""
        return next((each for each in self.attributes if each.name == name), None)

    def at(self, offset: int) -> Tag:
        """The innermost element at an offset: this one, or one inside it."""
        tag = self
        while (number := bisect_right(tag.children, offset, key=lambda child: child.start)) and (
            offset < tag.children[number - 1].end
        ):
            tag = tag.children[number - 1]
        return tag


def read_tags(text: str) -> Tag | None:
    """The root of well-formed XML; None if it cannot be followed to its end."""
    root: Tag | None = None
    open_: list[Tag] = []
    for token in _TOKEN.finditer(text):
        if token["comment"] and open_:
            open_[-1].comments.append(Span(*token.span()))
        elif token["start"]:
            tag = _start(token, open_[-1] if open_ else None)
            root = root or tag
            if not token["empty"]:
                open_.append(tag)
        elif token["stray"] or token["end"]:
            if not open_ or open_[-1].name != token["end"]:
                return None
            tag = open_.pop()
            tag.close, tag.end = token.span()
    return None if open_ else root


def _start(token: re.Match[str], parent: Tag | None) -> Tag:
    found = _ATTRIBUTE.finditer(token.string, *token.span("rest"))
    attributes = [
        Attribute(each["name"], each.start("name"), Span(each.start("value") + 1, each.end("value") - 1))
        for each in found
    ]
    tag = Tag(token["start"], token.start(), token.end(), parent, attributes, token.end(), token.end())
    if parent is not None:
        parent.children.append(tag)
    return tag


class _Run(NamedTuple):
    """A part of a text, and where it is in the XML."""

    #: The index in the text of its first character.
    first: int
    text: str
    start: int
    end: int
    #: Whether it is in a CDATA section.
    literal: bool


class Characters:
    """A text as XML reads it, with the place of each of its characters in the XML."""

    def __init__(self, runs: list[_Run]) -> None:
        self.text = "".join([run.text for run in runs])
        self._runs = runs

    def place(self, index: int) -> Span:
        """Where a character is in the XML; the characters of one reference have the same place."""
        run = self._run(index)
        if run.end - run.start != len(run.text):
            return Span(run.start, run.end)
        start = run.start + index - run.first
        return Span(start, start + 1)

    def is_literal(self, index: int) -> bool:
        """Whether a character is in a CDATA section, where references mean nothing."""
        return self._run(index).literal

    def index(self, offset: int) -> int:
        """The index of the last character that starts at an offset in the XML or before it; 0 if there is none."""
        number = bisect_right(self._runs, offset, key=lambda run: run.start)
        if not number:
            return 0
        run = self._runs[number - 1]
        last = len(run.text) - 1
        is_same = run.end - run.start == len(run.text)
        return run.first + (min(offset - run.start, last) if is_same else last)

    def _run(self, index: int) -> _Run:
        return self._runs[bisect_right(self._runs, index, key=lambda run: run.first) - 1]


def characters_between(text: str, start: int, end: int) -> Characters:
    """The characters between two indices of XML with no tags between them."""
    runs: list[_Run] = []
    index = 0
    for piece in _PIECE.finditer(text, start, end):
        is_literal = piece["literal"] is not None
        for part in _LITERAL.finditer(text, *piece.span("literal")) if is_literal else (piece,):
            if shown := _shown(piece, part):
                runs.append(_Run(index, shown, *part.span(), is_literal))
                index += len(shown)
    return Characters(runs)


def _shown(piece: re.Match[str], part: re.Match[str]) -> str:
    """What a part of a piece of the XML is read as."""
    if piece["reference"]:
        return unescape(part[0])
    if piece["plain"] is None and piece["newline"] is None and piece["literal"] is None:
        return ""
    return "\n" if part[0].startswith("\r") else part[0]
