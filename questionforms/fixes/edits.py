"""Edits of a text: replacements of parts of it, by which a fix is described."""

from __future__ import annotations

from bisect import bisect_left, insort
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
        if not any(_touches(edit, taken) for edit in edits):
            kept.append(edits)
            for edit in edits:
                insort(taken, edit)
    return kept


def _touches(edit: Edit, taken: list[Edit]) -> bool:
    """Whether an edit touches one of others, which are sorted and do not touch each other."""
    after = bisect_left(taken, edit)
    return any(edit.start <= other.end and other.start <= edit.end for other in taken[max(0, after - 1) : after + 1])


def moved(offset: int, edits: Sequence[Edit]) -> int:
    """The index in the changed text of an index in the original text."""
    return offset + sum(len(edit.new) - (edit.end - edit.start) for edit in edits if edit.end <= offset)
