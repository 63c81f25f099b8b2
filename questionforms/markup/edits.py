"""Changes to a text, and where in it the characters of the changed one stood."""

from __future__ import annotations

from bisect import bisect_right


class Edits:
    """Replacements in a text, gathered in any order; of two in the same place, the first one made comes first."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._edits: list[tuple[int, int, str]] = []
        #: For each piece of the changed text, where it begins there and in the text.
        self._starts = [(0, 0)]

    def replace(self, start: int, end: int, new: str = "") -> None:
        """Put something else in the place of a part; what is inside of a part replaced before is left out with it."""
        self._edits.append((start, end, new))

    def insert(self, at: int, new: str) -> None:
        """Put something between two characters."""
        self._edits.append((at, at, new))

    def apply(self) -> str:
        """The changed text."""
        pieces: list[str] = []
        self._starts = [(0, 0)]
        done = length = 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            if start < done:
                continue
            pieces += [self._text[done:start], new]
            length += start - done + len(new)
            self._starts += [(length - len(new), start), (length, end)]
            done = end
        return "".join([*pieces, self._text[done:]])

    def origin(self, index: int) -> int:
        """The index in the text of what stands at an index in the changed one, once that has been made."""
        piece = bisect_right(self._starts, (index, len(self._text)))
        at, original = self._starts[piece - 1]
        end = self._starts[piece][1] if piece < len(self._starts) else len(self._text)
        return min(original + index - at, end)
