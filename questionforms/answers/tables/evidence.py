"""What the texts of a column show: whether they are numbers, truth values, several values each, or a few categories.

Both ways of reading many answers, with Arrow and without, collect it and ask it, so they come to the same types.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from questionforms.answers.read.crowd_forms import is_truth

if TYPE_CHECKING:
    from collections.abc import Iterable

    Kind = Literal["text", "category", "boolean", "integer", "float", "decimal"]

#: The most distinct texts to remember for a column.
MOST_TEXTS = 10_000
#: Repeating texts become categories if there are at most this many, each this often on average.
_MOST_CATEGORIES, _OFTEN = 1_000, 2
#: Without a form, several values in a text: at most this many distinct ones, and none longer than this.
_MOST_PARTS, _LONGEST_PART = 20, 40
#: The most digits that a float always gives back.
FLOAT_DIGITS = 15
#: Numbers as Python writes them, without an exponent; `-0` is not one.
_PLAIN = re.compile(rf"(?!-0(?:\.0)?$)-?(?:0|[1-9][0-9]{{0,{FLOAT_DIGITS - 1}}})(\.[0-9]{{1,{FLOAT_DIGITS}}})?")
_BLANK = re.compile(r"\s")


class Evidence:
    """The texts of one column so far, each counted; an empty text says nothing."""

    __slots__ = ("alone", "count", "empty", "forms", "parts", "separated", "separator", "texts", "truths")

    def __init__(self, separator: str = "|") -> None:
        self.separator = separator
        #: How many texts there are, without empty ones; and whether there are empty ones.
        self.count = 0
        self.empty = False
        #: The distinct texts, in order; None if there are too many.
        self.texts: dict[str, None] | None = {}
        #: Whether all are truth values.
        self.truths = True
        #: How their numbers are written, such as `7`, `7.0` and `7.5`; None if any is not as Python writes it.
        self.forms: set[Literal["7", "7.0", "7.5"]] | None = set()
        #: Whether any text has the separator.
        self.separated = False
        #: The parts of texts with the separator, and the distinct texts without it; None if there are too many.
        self.parts: set[str] | None = set()
        self.alone: set[str] | None = set()

    def add(self, texts: Iterable[str], count: int) -> None:
        """Add distinct texts that occur `count` times together."""
        self.count += count
        known = self.texts or ()
        new = [text for text in texts if text not in known]
        if "" in new:
            self.empty = True
            new = [text for text in new if text]
        if self.truths or self.forms is not None:
            for text in new:
                self._look(text)
        divided = [text for text in new if self.separator in text]
        if divided:
            self.separated = True
            self.parts = _with(self.parts, [part for text in divided for part in text.split(self.separator) if part])
        self.alone = _with(self.alone, new if not divided else [text for text in new if self.separator not in text])
        if self.texts is not None:
            self.texts.update(dict.fromkeys(new))
            if len(self.texts) > MOST_TEXTS:
                self.texts = None

    @property
    def plain(self) -> Literal["integer", "float"] | None:
        """The type of the numbers if `str` gives back each text, and different texts are different numbers."""
        if self.forms is None or {"7", "7.0"} <= self.forms:
            return None
        return "integer" if self.forms <= {"7"} else "float"

    @property
    def is_settled(self) -> bool:
        """Whether no other text can change anything, except one with the separator."""
        return self.texts is None and not self.truths and self.plain is None and self.alone is None

    def _look(self, text: str) -> None:
        if self.truths and not is_truth(text):
            self.truths = False
        if self.forms is not None:
            form = _form(text)
            if form is None:
                self.forms = None
            else:
                self.forms.add(form)

    @property
    def is_divided(self) -> bool:
        """Whether the separator divides the texts.

        It does if each part of every divided text is also alone in another, or if all parts and all other texts
        together are a few short words. Any other text may contain the sign itself.
        """
        if not self.separated or self.parts is None or self.alone is None or not self.parts:
            return False
        if self.parts <= self.alone:
            return True
        values = self.parts | self.alone
        return len(values) <= _MOST_PARTS and not any(len(one) > _LONGEST_PART or _BLANK.search(one) for one in values)

    def refuse(self) -> None:
        """Leave the column as text, whatever is in it."""
        self.count, self.texts, self.truths, self.forms = self.count + 1, None, False, None

    @property
    def are_categories(self) -> bool:
        """Whether a few texts are repeated."""
        different = len(self.texts or ())
        return 0 < different <= _MOST_CATEGORIES and self.count >= _OFTEN * different

    def kind(self, numbers: Literal["float", "decimal"]) -> Kind:
        """The type of the column: anything but text only if it gives back each text, letter by letter."""
        if not self.count or self.texts == {}:
            return "text"
        if self.truths:
            return "boolean"
        if self.plain is not None:
            return "integer" if self.plain == "integer" else numbers
        return "category" if self.are_categories else "text"


def _with(found: set[str] | None, values: list[str]) -> set[str] | None:
    """The set with more values; None if there are too many."""
    if found is None:
        return None
    found.update(values)
    return found if len(found) <= MOST_TEXTS else None


def _form(text: str) -> Literal["7", "7.0", "7.5"] | None:
    """How a number is written; None for text that is not a number, or not as Python writes it."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    if match[1] is None:
        return "7"
    digits = sum(character.isdigit() for character in text.lstrip("-0."))
    if digits > FLOAT_DIGITS or str(float(text)) != text:
        return None
    return "7.0" if match[1] == ".0" else "7.5"
