"""Fit text into a plot: find fonts with its characters, measure its width, and wrap it into lines."""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The font that comes with matplotlib.
_OWN = "DejaVu Sans"
#: Parts of the names of fonts with many characters, which are tried before others.
_RICH = ("cjk", "unicode", "noto sans", "yahei", "pingfang", "gothic", "wenquanyi", "droid")
#: Parts of the names of fonts that draw a box for every character, or the wrong characters.
_WRONG = ("last resort", "blank", "nonunicode")
#: The most fonts to try.
_MOST_FONTS = 200
#: The most characters of a text to consider.
_MOST = 300
#: The font size at which characters are measured, in points.
_SIZE = 100
_BOX, _ELLIPSIS = "\N{WHITE SQUARE}", "\N{HORIZONTAL ELLIPSIS}"
#: Invisible characters: format and control characters, and code points that are not characters; and shape selectors.
_UNSEEN = {"Cf", "Cc", "Cs", "Co", "Cn"}
_SELECTORS = range(0xFE00, 0xFE10)


class Lettering:
    """The fonts for some texts. Matplotlib draws each character with the first of `families` that has it."""

    def __init__(self, texts: Iterable[str]) -> None:
        from matplotlib.font_manager import get_font

        missing = {ord(character) for text in texts for character in text[:_MOST] if not character.isspace()}
        self._known = {ord(_BOX), *range(ord(" "), ord("~") + 1)}
        self._widths: dict[str, float] = {}
        self.families: list[str] = []
        for family, path in _fonts():
            found = missing & get_font(path).get_charmap().keys()
            if found or not self.families:
                self.families.append(family)
            self._known |= found
            missing -= found
            if not any(_is_seen(code) for code in missing):
                break

    def can_draw(self, text: str) -> bool:
        """Whether the fonts have all visible characters of a text."""
        return all(ord(item) in self._known or item.isspace() or not _is_seen(ord(item)) for item in text[:_MOST])

    def wrapped(self, text: str, size: float, inches: float, most: int) -> str:
        """The text at font size `size`, wrapped to a width of `inches`, truncated to at most `most` lines.

        A character that no font has becomes a box.
        """
        lines, row = [], ""
        for word in self._words(text):
            if row and self.width(f"{row} {word}", size) <= inches:
                row = f"{row} {word}"
                continue
            if row:
                lines.append(row)
            row = word
            while len(head := self._head(row, size, inches)) < len(row):
                lines.append(head)
                row = row[len(head) :]
        lines.append(row)
        if len(lines) > most or len(text) > _MOST:
            room = inches - self.width(_ELLIPSIS, size)
            lines[most - 1 :] = [self._head(line, size, room) + _ELLIPSIS for line in lines[most - 1 : most]]
        return "\n".join(lines)

    def width(self, text: str, size: float) -> float:
        """The width of a line of text at a font size in points, in inches."""
        return sum(map(self._width, text)) * size / 72

    def _width(self, item: str) -> float:
        """The width of a character between others, as a fraction of the font size."""
        if item not in self._widths:
            self._widths[item] = max(0.0, self._measured(f"x{item}x") - self._measured("xx")) / _SIZE
        return self._widths[item]

    def _measured(self, text: str) -> float:
        from matplotlib.font_manager import FontProperties
        from matplotlib.textpath import text_to_path

        return text_to_path.get_text_width_height_descent(
            text, FontProperties(family=self.families, size=_SIZE), ismath=False
        )[0]

    def _words(self, text: str) -> list[str]:
        words = ["".join([self._character(item) for item in word]) for word in text[:_MOST].split()]
        return [word for word in words if word]

    def _character(self, item: str) -> str:
        return item if ord(item) in self._known else _BOX if _is_seen(ord(item)) else ""

    def _head(self, text: str, size: float, inches: float) -> str:
        """The longest start of a text that fits, at least one character."""
        widths = accumulate(self.width(item, size) for item in text)
        end = next((place for place, width in enumerate(widths) if width > inches), len(text))
        return text[: max(1, end)]


def _is_seen(code: int) -> bool:
    return unicodedata.category(chr(code)) not in _UNSEEN and code not in _SELECTORS


def _fonts() -> Iterator[tuple[str, str]]:
    """The upright fonts with their files: first matplotlib's own, then those with many characters, then others."""
    from matplotlib.font_manager import findfont, fontManager

    upright = {font.name for font in fontManager.ttflist if font.style == "normal" and font.weight == 400}
    names = [name for name in upright if not any(word in name.casefold() for word in _WRONG)]
    names.sort(key=lambda name: (name != _OWN, not any(word in name.casefold() for word in _RICH), name))
    for name in names[:_MOST_FONTS]:
        yield name, findfont(name)
