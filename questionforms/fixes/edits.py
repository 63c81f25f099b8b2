"""Edits of a text: replacements of parts of it, by which a fix is described."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Edit(NamedTuple):
    """A part of the text, and what replaces it; the part is empty for an insertion."""

    start: int
    end: int
    new: str


#: The edits of one fix, which are only right together.
Edits = tuple[Edit, ...]


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not overlap, given in any order."""
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits):
        pieces += [text[done : edit.start], edit.new]
        done = edit.end
    return "".join([*pieces, text[done:]])


def disjoint(fixes: Iterable[Edits]) -> list[Edits]:
    """The fixes that can be applied together, without those that touch a part of the text that another one changes."""
    kept: list[Edits] = []
    taken: list[Edit] = []
    for edits in sorted(fixes, key=min):
        if not any(_touch(one, other) for one in edits for other in taken):
            kept.append(edits)
            taken += edits
    return kept


def _touch(one: Edit, other: Edit) -> bool:
    return one.start <= other.end and other.start <= one.end


def moved(offset: int, edits: Sequence[Edit]) -> int:
    """The index in the changed text of an index in the original text."""
    return offset + sum(len(edit.new) - (edit.end - edit.start) for edit in edits if edit.end <= offset)
