"""Fixes for the characters of a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from questionforms.fixes.edits import Edit
from questionforms.fixes.registry import fixes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.fixes.draft import Draft
    from questionforms.fixes.edits import Edits
    from questionforms.problems import Problem

_REFERENCE = re.compile(r"&#(?:[0-9]{1,9}|[xX][0-9A-Fa-f]{1,8});")
#: The tags around code, in which references mean nothing.
_CODE = [re.compile(rf"<(/?){name}\b", re.IGNORECASE) for name in ("script", "style")]
_ABOVE = re.compile("[\U00010000-\U0010ffff]+")


@fixes("four-byte-character")
def as_references(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes characters above U+FFFF in a page or in markup as references, which browsers show the same way."""
    view = draft.view(problem)
    tag = draft.tag(problem)
    if view is None or not (draft.page or (tag is not None and tag.local in ("HTMLContent", "FormattedContent"))):
        return
    start = view.index(draft.offset(problem))
    found = _ABOVE.match(view.text, start)
    if found and not _is_code(draft.once(("code", tag), lambda: _tags_of_code(view.text)), start):
        new = "".join([f"&#x{ord(character):X};" for character in found[0]])
        yield (view.edit(start, found.end(), new),)


def _tags_of_code(text: str) -> list[list[tuple[int, bool]]]:
    """Where the tags of scripts and those of style sheets are, and whether each is a start tag."""
    return [[(found.start(), not found[1]) for found in tag.finditer(text)] for tag in _CODE]


def _is_code(tags: list[list[tuple[int, bool]]], index: int) -> bool:
    """Whether a place is in a script or a style sheet."""
    before = [each[: bisect_left(each, (index,))][-1:] for each in tags]
    return any(is_start for last in before for _, is_start in last)


@fixes("control-character", safe=False)
def meant_characters(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Decodes the character as windows-1252 or UTF-8 instead of ISO-8859-1."""
    start = draft.offset(problem)
    if reference := _REFERENCE.match(draft.text, start):
        number = reference[0][2:-1].lower()
        code = int(number[1:], 16) if number.startswith("x") else int(number)
        meant = bytes([code]).decode("windows-1252", "ignore") if code < 0x100 else ""
        if meant and ord(meant) > 0xFF:
            yield (Edit(start, reference.end(), f"&#{ord(meant)};"),)
        return
    for length in (4, 3, 2, 1):
        meant = _decoded(draft.text[start : start + length], "utf-8" if length > 1 else "windows-1252")
        if len(meant) == 1 and meant.isprintable():
            yield (Edit(start, start + length, meant),)
            return


def _decoded(text: str, codec: str) -> str:
    try:
        return text.encode("latin-1").decode(codec)
    except UnicodeError:
        return ""


@fixes("forbidden-character", "invisible-character", safe=False)
def without_character(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Removes the character."""
    start = draft.offset(problem)
    reference = _REFERENCE.match(draft.text, start)
    yield (Edit(start, reference.end() if reference else start + 1, ""),)
