"""Repairs of tags that are not well-formed: what is missing or wrong in one, where there is one way to repair it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from questionforms.fixes.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.fixes.edits import Edits

_NAME = r"[^\W\d][\w.:-]*"
_ATTRIBUTE = re.compile(
    rf"""(?P<blank>\s*)(?P<name>{_NAME})\s*=\s*"""
    r"""(?P<value>"[^"]*"|'[^']*'|(?P<curly>[\u201c\u201d\u201e\u2033][^"'<>\u201c\u201d\u201e\u2033]*"""
    r"""[\u201c\u201d\u2033])|(?P<bare>[^\s"'<>=\u201c\u201d]+?)(?=\s|/?>))"""
)
_START = re.compile(rf"<{_NAME}")
_CLOSED = re.compile(r"\s*/?>")
_ATTRIBUTES = rf"""(?:\s+{_NAME}\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*+"""
#: A tag without its `>`; and one with a value that lacks its second quote.
_OPEN_TAG = re.compile(rf"</?{_NAME}{_ATTRIBUTES}\s*/?")
_OPEN_QUOTE = re.compile(rf"""<{_NAME}{_ATTRIBUTES}\s+{_NAME}\s*=\s*(["'])[^\s"'<>]*?(?=/?>)""")
_TOKEN = re.compile(
    rf"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|</(?P<end>{_NAME})\s*>"
    rf"""|<(?P<start>{_NAME})(?:[^<>"']|"[^"]*"|'[^']*')*?(?P<empty>/?)>""",
    re.DOTALL,
)
#: How similar the names of a start tag and its end tag have to be.
_SURE = 0.75


def repaired_tag(text: str, offset: int) -> Iterator[Edits]:
    """The edits that repair the attributes of the tag at an offset, or add the `>` that it lacks."""
    start = offset + 1
    for _ in range(3):  # the offset may be that of a `<` in a value
        start = text.rfind("<", 0, start)
        found = _START.match(text, start) if start >= 0 else None
        edits = _in_tag(text, found.end()) if found else ()
        if edits:
            yield edits
            return
    yield from _unclosed(text, offset)


def _in_tag(text: str, at: int) -> Edits:
    """The edits of the attributes from a place up to the end of the tag; nothing if it is not clear where it ends."""
    edits: list[Edit] = []
    values: dict[str, str] = {}
    while attribute := _ATTRIBUTE.match(text, at):
        name, value = attribute["name"], attribute["value"]
        if name not in values:
            edits += _of_attribute(attribute)
        elif values[name] == value:
            edits.append(Edit(at, attribute.end(), ""))
        else:
            return ()
        values.setdefault(name, value)
        at = attribute.end()
    return tuple(edits) if _CLOSED.match(text, at) else ()


def _of_attribute(attribute: re.Match[str]) -> Iterator[Edit]:
    if not attribute["blank"]:
        yield Edit(attribute.start(), attribute.start(), " ")
    start, end = attribute.span("value")
    if attribute["bare"]:
        yield Edit(start, end, f'"{attribute["bare"]}"')
    elif attribute["curly"]:
        yield Edit(start, end, f'"{attribute["curly"][1:-1]}"')
    else:
        for found in re.finditer("<", attribute["value"]):
            yield Edit(start + found.start(), start + found.end(), "&lt;")


def _unclosed(text: str, offset: int) -> Iterator[Edits]:
    """The edit that adds `>` to a tag before the next `<`, or the quote that ends its last value."""
    start = text.rfind("<", 0, offset)
    if start < 0:
        return
    part = text[start:offset].rstrip()
    if _OPEN_TAG.fullmatch(part):
        yield (Edit(start + len(part), start + len(part), ">"),)
        return
    quote = _OPEN_QUOTE.match(part)
    if quote:
        yield (Edit(start + quote.end(), start + quote.end(), quote[1]),)


def repaired_end_tag(text: str, offset: int) -> Iterator[Edits]:
    """The edits for an end tag that does not match the open element: its name is misspelt, or one is missing."""
    closing = re.compile(rf"(?:</)?({_NAME})\s*>").match(text, offset)
    if closing is None:
        return
    end = text.rfind("</", 0, closing.start(1))
    open_ = _open_before(text, end)
    if not open_:
        return
    name, start, inside = open_[-1]
    around = [each for each, *_ in open_[:-1]]
    if closing[1] not in around:
        if _is_alike(name, closing[1]):
            yield (Edit(*closing.span(1), name),)
    elif len(open_) > 1 and name == open_[-2][0] and not text[inside:end].strip():
        yield (Edit(start + 1, start + 1, "/"),)
    elif around[-1] == closing[1] and "<" not in text[inside:end] and text[inside:end].strip():
        at = inside + len(text[inside:end].rstrip())
        yield (Edit(at, at, f"</{name}>"),)


def _is_alike(one: str, other: str) -> bool:
    one, other = (each.rpartition(":")[2].lower() for each in (one, other))
    return SequenceMatcher(None, one, other).ratio() >= _SURE


def _open_before(text: str, end: int) -> list[tuple[str, int, int]]:
    """The elements that are open at a place: name, and where the start tag starts and ends."""
    open_: list[tuple[str, int, int]] = []
    for token in _TOKEN.finditer(text, 0, end):
        if token["start"] and not token["empty"]:
            open_.append((token["start"], token.start(), token.end()))
        elif token["end"] and open_:
            open_.pop()
    return open_
