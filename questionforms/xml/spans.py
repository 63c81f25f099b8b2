"""Where the parts of well-formed XML are in its text: tags, attributes, and the characters of each element's text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

_ATTRIBUTE = re.compile(r"""\s+(?P<name>[^\s=>/]+)\s*=\s*(?P<value>"[^"]*"|'[^']*')""")
_TOKEN = re.compile(
    r"(?P<comment><!--.*?-->)|(?P<instruction><\?.*?\?>)|<!\[CDATA\[.*?\]\]>|</(?P<end>[^\s>]+)\s*>"
    r"""|<(?P<start>[^\s>/!?]+)(?P<rest>(?:\s+[^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*+)\s*(?P<empty>/?)>""",
    re.DOTALL,
)
_PIECE = re.compile(
    r"<!\[CDATA\[(?P<literal>.*?)\]\]>|<!--.*?-->|<\?.*?\?>|(?P<reference>&[^;&<]+;)|(?P<newline>\r\n?)|(?P<one>.)",
    re.DOTALL,
)
_LITERAL = re.compile(r"\r\n?|.", re.DOTALL)


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
        while inner := next((child for child in tag.children if child.start <= offset < child.end), None):
            tag = inner
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
        elif token["end"]:
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


@dataclass(frozen=True, slots=True)
class Characters:
    """A text as XML reads it, with the place of each of its characters in the XML."""

    text: str
    places: list[Span]
    #: For each character, whether it is in a CDATA section, where references are left unresolved.
    literal: list[bool]


def characters_between(text: str, start: int, end: int) -> Characters:
    """The characters between two indices of XML with no tags between them."""
    read: list[str] = []
    places: list[Span] = []
    literal: list[bool] = []
    for piece in _PIECE.finditer(text, start, end):
        if piece["literal"] is not None:
            parts = list(_LITERAL.finditer(text, *piece.span("literal")))
            read += ["\n" if part[0].startswith("\r") else part[0] for part in parts]
            places += [Span(*part.span()) for part in parts]
            literal += [True] * len(parts)
        elif shown := _shown(piece):
            read += shown
            places += [Span(*piece.span())] * len(shown)
            literal += [False] * len(shown)
    return Characters("".join(read), places, literal)


def _shown(piece: re.Match[str]) -> str:
    if piece["reference"]:
        return unescape(piece["reference"])
    return "\n" if piece["newline"] else piece["one"] or ""
