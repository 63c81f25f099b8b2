"""tinyhtml5's tokenizer, extended to record where everything is, and brought up to the current HTML standard."""

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

#: Parsing stops at a tag with more attributes: the tokenizer compares each with all before it.
MOST_ATTRIBUTES = 1_000

#: The tokenizer's state after these tags, inside a template, where the tree does not set it.
_RAW = {"script": "script_data_state", "style": "rawtext_state", "textarea": "rcdata_state", "title": "rcdata_state"}
_TEXT = (Token.CHARACTERS, Token.SPACE_CHARACTERS)
#: Text that the tokenizer skips without a token.
_NO_TOKEN = re.compile(r"(?:</>|<!\[CDATA\[\]\]>)*")
#: Codes for text that is not a tag or a comment, though it starts like one.
_AT_START = ("expected-tag-name", "expected-closing-tag", "expected-dashes", "incorrect-comment")
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9A-Fa-f]{1000}")


class StoppedError(Exception):
    """The page is not read further; the message says why."""


class _Stream(HTMLUnicodeInputStream):  # type: ignore[misc]
    """A text in one piece, so that the reader's index is the index in the text."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self.chunk, self.chunk_size = text, len(text)
        self.chunk_offset: int = 0

    def read_chunk(self) -> bool:
        """There is no second piece."""
        return False

    def chars_until(self, characters: Iterable[str], opposite: bool = False) -> str:
        """The text up to the first of these characters, or with `opposite`, to the first other character."""
        start: int = self.chunk_offset
        found = _run("".join(characters), opposite).match(self.chunk, start)
        self.chunk_offset = found.end() if found else start
        return str(self.chunk[start : self.chunk_offset])


@lru_cache
def _run(characters: str, opposite: bool) -> re.Pattern[str]:
    return re.compile(f"[{'' if opposite else '^'}{re.escape(characters)}]*")


class Tokenizer(HTMLTokenizer):  # type: ignore[misc]
    """Records where each token starts and ends; hides the content of a `template` from the tree."""

    def __init__(self, text: str, parser: object) -> None:
        super().__init__("", parser)
        self.stream = _Stream(text)
        self.text = text
        #: The current token; empty at the end of the page.
        self.token: dict[str, Any] = {}
        self.start = self.end = 0
        #: Where the last run of text and the last reference start.
        self.run = self.reference = 0
        self.in_attribute = False
        #: Whether the page ends in the middle of a tag or a comment.
        self.is_broken_off = False
        self.templates: list[int] = []
        #: Where comments and the contents of templates start and end.
        self.hidden: list[tuple[int, int]] = []
        #: The text of each comment, and where it starts and ends.
        self.comments: list[tuple[str, int, int]] = []

    @property
    def offset(self) -> int:
        """How far the text has been read."""
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
        """Whether a token belongs to a template, which is not part of the page and unknown to the parser."""
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
        """Record where the reference is as well."""
        self.reference, self.in_attribute = self.offset - 1, from_attribute
        if _LONG_NUMBER.match(self.text, self.reference):
            raise StoppedError("a character reference has more than 1,000 digits")
        super().consume_entity(allowed, from_attribute)

    def attribute_name_state(self) -> bool:
        """Stop if there are too many attributes."""
        if len(self.current_token["data"]) > MOST_ATTRIBUTES:
            raise StoppedError(f"a tag has more than {MOST_ATTRIBUTES:,} attributes")
        return bool(super().attribute_name_state())

    def parse_error(self, _data: str, **datavars: object) -> None:
        """Pass on a parse error with its place, if the current standard has it."""
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
    """The code of a parse error, "" if it is no longer one, or `unescaped-ampersand` if only older standards have it.

    `offset` is its place in the text: the `&` of a reference, or the reported character.
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
