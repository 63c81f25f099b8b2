"""Fixes for the characters of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.fixes.edits import Edit
from questionforms.fixes.registry import fixes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.fixes.draft import Draft
    from questionforms.fixes.edits import Edits
    from questionforms.problems import Problem

_REFERENCE = re.compile(r"&#(?:[0-9]{1,9}|[xX][0-9A-Fa-f]{1,8});")
_ABOVE = re.compile("[\U00010000-\U0010ffff]+")
_CODE = re.compile(r"<(script|style)\b", re.IGNORECASE)


@fixes("four-byte-character")
def as_references(draft: Draft, problem: Problem) -> Iterator[Edits]:
    """Writes characters above U+FFFF in a page or in markup as references, which browsers show the same way."""
    view = draft.view(problem)
    tag = draft.tag(problem)
    if view is None or not (draft.page or (tag is not None and tag.local in ("HTMLContent", "FormattedContent"))):
        return
    start = view.index(draft.offset(problem))
    found = _ABOVE.match(view.text, start)
    code = max((each for each in _CODE.finditer(view.text, 0, start)), key=lambda each: each.start(), default=None)
    if found and not (code and f"</{code[1]}" not in view.text[code.end() : start]):
        new = "".join([f"&#x{ord(character):X};" for character in found[0]])
        yield (view.edit(start, found.end(), new),)


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
