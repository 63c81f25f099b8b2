"""tinyhtml5's tokenizer, made to remember where everything stands, and held to today's HTML standard."""

from __future__ import annotations

import re
from functools import lru_cache
from html.entities import html5
from typing import TYPE_CHECKING, Any

from tinyhtml5.constants import Token  # type: ignore[import-untyped]
from tinyhtml5.inputstream import HTMLUnicodeInputStream  # type: ignore[import-untyped]
from tinyhtml5.tokenizer import HTMLTokenizer  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Tags with more attributes are not followed: the tokenizer compares each with all before it.
MOST_ATTRIBUTES = 1_000

#: What the tokenizer must go on with after these tags, where the tree does not tell it.
_RAW = {"script": "script_data_state", "style": "rawtext_state", "textarea": "rcdata_state", "title": "rcdata_state"}
_TEXT = (Token.CHARACTERS, Token.SPACE_CHARACTERS)
#: What the tokenizer passes over without a token.
_NO_TOKEN = re.compile(r"(?:</>|<!\[CDATA\[\]\]>)*")
#: Codes of what is no tag or comment, though it begins as one.
_AT_START = ("expected-tag-name", "expected-closing-tag", "expected-dashes", "incorrect-comment")
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9A-Fa-f]{1000}")


class StoppedError(Exception):
    """The page is not followed further; the message says why."""


class _Stream(HTMLUnicodeInputStream):  # type: ignore[misc]
    """A text in one piece, so that the reader's index is the text's."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self.chunk, self.chunk_size = text, len(text)
        self.chunk_offset: int = 0

    def read_chunk(self) -> bool:
        """There is no second piece."""
        return False

    def chars_until(self, characters: Iterable[str], opposite: bool = False) -> str:
        """The text up to the first of some characters, or to the first that is none of them."""
        start: int = self.chunk_offset
        found = _run("".join(characters), opposite).match(self.chunk, start)
        self.chunk_offset = found.end() if found else start
        return str(self.chunk[start : self.chunk_offset])


@lru_cache
def _run(characters: str, opposite: bool) -> re.Pattern[str]:
    return re.compile(f"[{'' if opposite else '^'}{re.escape(characters)}]*")


class Tokenizer(HTMLTokenizer):  # type: ignore[misc]
    """Knows where each token begins and ends; keeps what is inside a `template` from the tree."""

    def __init__(self, text: str, parser: object) -> None:
        super().__init__("", parser)
        self.stream = _Stream(text)
        self.text = text
        #: The token at hand; nothing at the end of the page.
        self.token: dict[str, Any] = {}
        self.start = self.end = 0
        #: Where the last run of text begins, and the last reference.
        self.run = self.reference = 0
        self.in_attribute = False
        #: Whether the page ends in the middle of a tag or a comment.
        self.is_broken_off = False
        self.templates: list[int] = []
        #: Where comments and what is inside a template begin and end.
        self.hidden: list[tuple[int, int]] = []
        #: What comments hold, and where they begin and end.
        self.comments: list[tuple[str, int, int]] = []

    @property
    def offset(self) -> int:
        """How far the text is read."""
        return int(self.stream.chunk_offset)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for token in super().__iter__():
            if token["type"] == Token.PARSE_ERROR:
                yield token
                continue
            skipped = _NO_TOKEN.match(self.text, self.end)
            self.start, self.end = skipped.end() if skipped else self.end, self.offset
            if token["type"] in _TEXT and self.token.get("type") not in _TEXT:
                self.run = self.start
            self.token = token
            token["offset"], token["end"] = self.start, self.end
            if token["type"] == Token.COMMENT and self.text.startswith("<!--", self.start):
                self.comments.append((str(token["data"]), self.start, self.end))
            in_template = self._in_template(token)
            if in_template or token["type"] == Token.COMMENT:
                self.hidden.append((self.start, self.end))
            if not in_template:
                yield token
        self.token, self.start = {}, len(self.text)

    def _in_template(self, token: dict[str, Any]) -> bool:
        """Whether a token is of a template: the page itself has nothing of it, and the parser knows none."""
        kind, name = token["type"], token.get("name", "")
        if kind == Token.START_TAG and name == "template":
            self.templates.append(self.start)
        elif not self.templates:
            return False
        elif kind == Token.END_TAG and name == "template":
            self.templates.pop()
        elif kind == Token.START_TAG and name in _RAW:
            self.state = getattr(self, _RAW[name])
        return True

    def consume_entity(self, allowed: str | None = None, from_attribute: bool = False) -> None:
        """The same, and remember where."""
        self.reference, self.in_attribute = self.offset - 1, from_attribute
        if _LONG_NUMBER.match(self.text, self.reference):
            raise StoppedError("a character reference has more than 1,000 digits")
        super().consume_entity(allowed, from_attribute)

    def attribute_name_state(self) -> bool:
        """The same, unless there are too many."""
        if len(self.current_token["data"]) > MOST_ATTRIBUTES:
            raise StoppedError(f"a tag has more than {MOST_ATTRIBUTES:,} attributes")
        return bool(super().attribute_name_state())

    def parse_error(self, _data: str, **datavars: object) -> None:
        """Pass on a parse error with its place, if today's standard has it."""
        offset = max(self.offset - 1, self.end)
        if "eof" in _data or "doctype" in _data:
            offset = self.end
            self.is_broken_off = "eof" in _data
        elif _data.startswith(_AT_START):
            offset = max(self.text.rfind("<", self.end, offset), self.end)
        elif "entity" in _data:
            offset = self.reference
        elif _data == "duplicate-attribute":
            datavars["attribute"] = name = self.current_token["data"][-1][0]
            offset = max(offset - len(name), self.end)
        code = amended(_data, self.text, offset, in_attribute=self.in_attribute)
        if code:
            super().parse_error(code, **datavars, offset=offset)


_NAME = re.compile(r"&([A-Za-z0-9]*)")
_UNKNOWN_NAME = re.compile(r"&[A-Za-z0-9]+;")


def amended(code: str, text: str, offset: int, *, in_attribute: bool) -> str:
    """The code of a parse error, nothing where there is none, or `unescaped-ampersand` where there was one once.

    `offset` is where it stands in the text: a reference's `&`, or the character that is said to be wrong.
    """
    match code:
        case "expected-named-entity":  # AT&T is fine; &nosuch; is not
            return code if _UNKNOWN_NAME.match(text, offset) else "unescaped-ampersand"
        case "named-entity-without-semicolon" if in_attribute:  # ?a=1&copy=2 is fine; ?a=1&copy is not
            return code if _ends_as_reference(text, offset) else "unescaped-ampersand"
        case "unexpected-char-in-comment":  # two dashes are fine; the start of another comment is not
            return "nested-comment" if text.startswith("<!--", offset - 4) else ""
        case "unexpected-dash-after-double-dash-in-comment":
            return ""
        case "unexpected-bang-after-double-dash-in-comment":  # `--!` is fine; `--!>` is not
            return code if text.startswith("!>", offset) else ""
        case _:
            return code


def _ends_as_reference(text: str, offset: int) -> bool:
    found = _NAME.match(text, offset)
    return found is not None and found[1] in html5 and not text.startswith("=", found.end())
