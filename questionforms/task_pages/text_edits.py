"""Edits of a text at places that do not move: insertions, and replacements that do not overlap."""

from __future__ import annotations


class TextEdits:
    """Edits that are collected, and then made in one pass."""

    def __init__(self, text: str) -> None:
        self._text = text
        #: Start, rank, order of adding, end, and the new text.
        self._edits: list[tuple[int, int, int, int, str]] = []

    def insert_first(self, place: int, text: str) -> None:
        """Insert text before everything else that is inserted at this place."""
        self._add(place, 0, place, text)

    def insert_before(self, place: int, text: str) -> None:
        """Insert text after what `insert_first` inserts there and what is inserted into the head, before the rest."""
        self._add(place, 2, place, text)

    def insert_in_head(self, place: int, text: str) -> None:
        """Insert text into the head of the page."""
        self._add(place, 1, place, text)

    def insert(self, place: int, text: str) -> None:
        """Insert text after what was inserted at this place earlier."""
        self._add(place, 3, place, text)

    def replace(self, start: int, end: int, text: str) -> None:
        """Replace a part of the text."""
        self._add(start, 4, end, text)

    def applied(self) -> str:
        """The text with all edits."""
        pieces, done = [], 0
        for start, _, _, end, text in sorted(self._edits):
            if start < done:  # inside a part that was replaced
                continue
            pieces += [self._text[done:start], text]
            done = end
        return "".join([*pieces, self._text[done:]])

    def _add(self, start: int, rank: int, end: int, text: str) -> None:
        if text or end > start:
            self._edits.append((start, rank, len(self._edits), end, text))
