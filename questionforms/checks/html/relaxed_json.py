"""Read a list or an object in an attribute of a Crowd HTML element: JSON, or JavaScript as Amazon's pages write it."""

from __future__ import annotations

import re
from typing import Any

#: Whitespace and comments. What it has matched it does not give back, so any text takes linear time.
_SKIPPED = r"(?:\s|//[^\n]*+|/\*.*?\*/)*+"
#: What a value is made of: a mark, a quoted text, a number or a bare word.
_TOKEN = re.compile(
    _SKIPPED + r"""(?:(?P<mark>[][{},:])|"(?P<double>(?:[^"\\]|\\.)*+)"|'(?P<single>(?:[^'\\]|\\.)*+)'"""
    r"""|(?P<number>[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)|(?P<word>[A-Za-z_$][\w$-]*))""",
    re.DOTALL,
)
_END = re.compile(rf"{_SKIPPED}\Z", re.DOTALL)
_WORDS = {"true": True, "false": False, "null": None}
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
#: Deeper values are not read.
_DEEPEST = 50


def read_relaxed(text: str) -> Any:
    """The value that a text represents. Raises ValueError if it is not one.

    Besides JSON, it accepts single quotes, keys without quotes, a comma before the end, and comments.
    """
    tokens = []
    at = 0
    while not _END.match(text, at):
        found = _TOKEN.match(text, at)
        if found is None:
            raise ValueError(f"unexpected {text[at : at + 10].strip()!r}")
        tokens.append(found)
        at = found.end()
    reader = _Reader(tokens)
    value = reader.value(0)
    if reader.at < len(tokens):
        raise ValueError("there is something after the end")
    return value


class _Reader:
    """The tokens of a text, and how far they have been read."""

    def __init__(self, tokens: list[re.Match[str]]) -> None:
        self.tokens = tokens
        self.at = 0

    def next(self) -> re.Match[str]:
        if self.at == len(self.tokens):
            raise ValueError("it ends too early")
        self.at += 1
        return self.tokens[self.at - 1]

    def take(self, mark: str) -> bool:
        """Whether the next token is this mark, which is then read."""
        is_next = self.at < len(self.tokens) and self.tokens[self.at]["mark"] == mark
        self.at += is_next
        return is_next

    def value(self, depth: int) -> Any:
        if depth > _DEEPEST:
            raise ValueError("it is nested too deeply")
        token = self.next()
        if token["mark"] == "[":
            return self.items(depth)
        if token["mark"] == "{":
            return self.members(depth)
        if token["number"]:
            return float(token["number"]) if re.search("[.eE]", token["number"]) else int(token["number"][:1_000])
        if token["word"] in _WORDS:
            return _WORDS[token["word"]]
        return _quoted(token)

    def items(self, depth: int) -> list[Any]:
        found: list[Any] = []
        while not self.take("]"):
            found.append(self.value(depth + 1))
            if not self.take(",") and not self._is_before("]"):
                raise ValueError("expected a comma or `]`")
        return found

    def members(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not self.take("}"):
            token = self.next()
            name = token["word"] or token["number"] or _quoted(token)
            if not self.take(":"):
                raise ValueError("expected a colon")
            found[name] = self.value(depth + 1)
            if not self.take(",") and not self._is_before("}"):
                raise ValueError("expected a comma or `}`")
        return found

    def _is_before(self, mark: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at]["mark"] == mark


def _quoted(token: re.Match[str]) -> str:
    """The text of a token in quotes."""
    text = token["double"] if token["double"] is not None else token["single"]
    if text is None:
        raise ValueError(f"unexpected {token[0].strip()!r}")
    unescaped = _ESCAPED.sub(_unescaped, text)
    return unescaped.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")  # two escapes, one character


def _unescaped(found: re.Match[str]) -> str:
    escaped = found[1]
    return chr(int(escaped[1:], 16)) if len(escaped) > 1 else _CONTROLS.get(escaped, escaped)
