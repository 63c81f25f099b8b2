"""Repairs of tags that are not well-formed: what is missing or wrong in one, where there is one way to repair it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from questionforms.fixes.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.fixes.edits import Edits
    from questionforms.schema.vocabulary import Vocabulary

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
_OPEN_TAG = re.compile(rf"</?(?P<name>{_NAME}){_ATTRIBUTES}\s*/?")
_OPEN_QUOTE = re.compile(rf"""<{_NAME}{_ATTRIBUTES}\s+{_NAME}\s*=\s*(["'])[^\s"'<>]*?(?=/?>)""")
_TOKEN = re.compile(
    rf"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|</(?P<end>{_NAME})\s*>"
    rf"""|<(?P<start>{_NAME})(?:[^<>"']|"[^"]*"|'[^']*')*?(?P<empty>/?)>""",
    re.DOTALL,
)
#: How similar the names of a start tag and its end tag have to be.
_SURE = 0.75


def repaired_tag(text: str, offset: int, vocabulary: Vocabulary | None) -> Iterator[Edits]:
    """The edits that repair the attributes of the tag at an offset, or add the `>` that it lacks."""
    start = offset + 1
    for _ in range(3):  # the offset may be that of a `<` in a value
        start = text.rfind("<", 0, start)
        found = _START.match(text, start) if start >= 0 else None
        edits = _in_tag(text, found.end()) if found else ()
        if edits:
            yield edits
            return
    yield from _unclosed(text, offset, vocabulary)


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


def _unclosed(text: str, offset: int, vocabulary: Vocabulary | None) -> Iterator[Edits]:
    """The edit that adds `>` to a tag before the next `<`, or the quote that ends its last value."""
    start = text.rfind("<", 0, offset)
    if start < 0 or not re.compile(r"\s*<").match(text, offset):
        return
    part = text[start:offset].rstrip()
    is_open = _OPEN_TAG.fullmatch(part)
    if is_open and vocabulary and _local(is_open["name"]) in vocabulary.names:
        yield (Edit(start + len(part), start + len(part), ">"),)
    elif is_open and not part.startswith("</"):  # in a text such as `a<b`
        yield (Edit(start, start + 1, "&lt;"),)
    elif quote := _OPEN_QUOTE.match(part):
        yield (Edit(start + quote.end(), start + quote.end(), quote[1]),)


@dataclass(slots=True)
class _Open:
    """An element that is open at a place: its name, where its start tag starts and ends, and its child elements."""

    name: str
    start: int
    inside: int
    #: The name of each child element, and where it starts and ends.
    children: list[tuple[str, int, int]] = field(default_factory=list)


def repaired_end_tag(text: str, offset: int, vocabulary: Vocabulary | None) -> Iterator[Edits]:
    """The edits for an end tag that does not match the open element: one of the two is misspelt, or one is missing."""
    closing = re.compile(rf"(?:</)?({_NAME})\s*>").match(text, offset)
    if closing is None or vocabulary is None:
        return
    end = text.rfind("</", 0, closing.start(1))
    open_ = _open_before(text, end)
    if not open_:
        return
    last, around = open_[-1], [each.name for each in open_[:-1]]
    if closing[1] not in around:
        yield from _misspelt(last, closing, vocabulary)
    elif last.name == around[-1] and not text[last.inside : end].strip():
        yield (Edit(last.start + 1, last.start + 1, "/"),)
    else:
        yield from _missing(text, end, last, vocabulary)


def _misspelt(last: _Open, closing: re.Match[str], vocabulary: Vocabulary) -> Iterator[Edits]:
    """The edit of the misspelt name of two that should be the same; nothing if it may be either."""
    is_known = _local(closing[1]) in vocabulary.names
    if not _is_alike(last.name, closing[1]):
        return
    if not is_known or _local(closing[1]) == _local(last.name):
        yield (Edit(*closing.span(1), last.name),)
    elif _local(last.name) not in vocabulary.names:
        yield (Edit(last.start + 1, last.start + 1 + len(last.name), closing[1]),)


def _missing(text: str, end: int, last: _Open, vocabulary: Vocabulary) -> Iterator[Edits]:
    """The edit that adds an end tag behind the last child that the element can have, or behind its text."""
    declared = vocabulary.declaration(_local(last.name))
    if declared is None:
        return
    model = vocabulary.models.get(declared.type)
    at = min([child[1] for child in last.children], default=end)
    if model is None:
        yield from _after_text(text, at, last)
        return
    ends = [last.inside]
    for name, _, child_end in last.children:
        if _local(name) not in model.elements:
            break
        ends.append(child_end)
    line = re.compile(r"(?:^|[\r\n])[ \t]*\Z").search(text, 0, last.start)
    yield (Edit(ends[-1], ends[-1], f"{line[0] if line else ''}</{last.name}>"),)


def _after_text(text: str, end: int, last: _Open) -> Iterator[Edits]:
    """The edit that adds an end tag behind a text, or repairs what may be meant as one."""
    inside = text[last.inside : end].rstrip()
    at = last.inside + len(inside)
    if last.children and text.startswith(f"<{last.name}/>", at):
        yield (Edit(at, at + len(last.name) + 3, f"</{last.name}>"),)
    elif inside.endswith(f"/{last.name}>"):
        at -= len(last.name) + 2
        yield (Edit(at, at, "<"),)
    elif ">" not in inside:
        yield (Edit(at, at, f"</{last.name}>"),)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _is_alike(one: str, other: str) -> bool:
    one, other = _local(one).lower(), _local(other).lower()
    is_start = one.startswith(other) or other.startswith(one)
    return is_start or SequenceMatcher(None, one, other).ratio() >= _SURE


def _open_before(text: str, end: int) -> list[_Open]:
    """The elements that are open at a place."""
    open_: list[_Open] = []
    for token in _TOKEN.finditer(text, 0, end):
        if token["start"] and token["empty"]:
            if open_:
                open_[-1].children.append((token["start"], *token.span()))
        elif token["start"]:
            open_.append(_Open(token["start"], *token.span()))
        elif token["end"] and open_:
            done = open_.pop()
            if open_:
                open_[-1].children.append((done.name, done.start, token.end()))
    return open_
