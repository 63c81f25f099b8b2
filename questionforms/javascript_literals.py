"""Which parts of JavaScript code are template literals or comments, where `${name}` is not a page's placeholder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = r"//[^\n\r]*+|/\*.*?(?:\*/|\Z)|<!--[^\n\r]*+"
_STRING = r""""(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?"""
# the bounds keep the search for the end of what is not a regular expression short
_REGEX = r"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,200}+\]){1,500}+/"
_TOKEN = re.compile(rf"(?P<comment>{_COMMENT})|(?:{_STRING})|(?P<regex>{_REGEX})|(?P<mark>[`{{}}])", re.DOTALL)
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*+(?P<mark>`|\$\{)?", re.DOTALL)
#: What comes before a regular expression; before a division, there is a value.
_BEFORE_REGEX = re.compile(r"(?:[(,=:\[!&|?{};+*%<>~^-]|\breturn|^)\s*\Z")


def literals(code: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the template literals and the comments in a part of a text start and end, without those inside others."""
    at = began = start
    braces: list[int] = []  # how many are open in each `${` of the template literal
    while token := _TOKEN.search(code, at, end):
        at = token.end()
        if token["regex"] and not _BEFORE_REGEX.search(code[max(start, token.start() - 20) : token.start()]):
            at = token.start() + 1
        elif token["comment"] and not braces:
            yield token.span()
        elif token["mark"] == "`" or _is_resumed(token["mark"], braces):
            if token["mark"] == "`" and not braces:
                began = token.start()
            at = _skip_text(code, at, end, braces)
            if not braces:
                yield began, at
    if braces:
        yield began, end


def _is_resumed(mark: str | None, braces: list[int]) -> bool:
    """Whether a brace ends a `${`, so that the text of the template literal goes on."""
    if not mark or not braces:
        return False
    braces[-1] += 1 if mark == "{" else -1
    return not braces[-1] and braces.pop() == 0


def _skip_text(code: str, at: int, end: int, braces: list[int]) -> int:
    """Where the text of a template literal ends: after a backtick, or after a `${`, whose brace is then open."""
    text = _TEMPLATE.match(code, at, end)
    assert text is not None  # it also matches nothing
    if text["mark"] == "${":
        braces.append(1)
    return text.end()
