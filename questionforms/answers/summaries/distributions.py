"""Count how often each number and each text occurs: exactly for numbers, up to a limit for texts."""

from __future__ import annotations

from collections import Counter
from decimal import Context, Decimal
from heapq import nsmallest
from typing import TYPE_CHECKING

from questionforms.answers.read.typed import number
from questionforms.answers.summaries.summary_types import NumberSummary, TextSummary
from questionforms.answers.tables.numerals import json_number
from questionforms.words import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from questionforms.answers.summaries.summary_types import Number

#: The most distinct texts to count for a question.
MOST_TEXTS = 10_000
#: The most characters of a text to store.
_KEPT = 200
#: How many of the most frequent texts are reported.
_FREQUENT = 20
#: Enough for sums of numbers with 1,000 digits before and after the decimal point, without rounding.
_EXACT = Context(prec=3_000)
_ROUNDED = Context(prec=28)


class Numbers:
    """Counts of distinct numbers, and of texts that are not numbers."""

    __slots__ = ("counts", "others")

    def __init__(self) -> None:
        self.counts: Counter[Number] = Counter()
        self.others = 0

    def add(self, text: str, count: int = 1, *, as_json: bool = False) -> bool:
        """Count a text that occurs `count` times; return whether it is a number, in JSON maybe with an exponent."""
        found = number(text)
        if found is None and as_json:
            found = json_number(text)
        if found is None:
            self.others += count
            return False
        self.counts[_plain(found)] += count
        return True

    def summary(self) -> NumberSummary:
        """Return the summary."""
        counts = tuple(sorted(self.counts.items()))
        count, total = self.counts.total(), Decimal(0)
        for value, times in counts:
            total = _EXACT.fma(Decimal(value), times, total)
        return NumberSummary(
            count=count,
            min=counts[0][0] if counts else None,
            max=counts[-1][0] if counts else None,
            mean=_plain(_ROUNDED.divide(total, Decimal(count))) if counts else None,
            median=_median(counts, count) if counts else None,
            counts=counts,
            not_numbers=self.others,
        )


class Texts:
    """Counts of distinct texts, up to a limit; texts are identified by their start and their hash."""

    __slots__ = ("_whole", "complete", "count", "kept", "longest")

    def __init__(self) -> None:
        self.count = self.longest = 0
        self.complete = True
        self.kept: Counter[tuple[str, int]] = Counter()
        self._whole: list[str] | None = None

    def add(self, text: str, count: int = 1) -> None:
        """Count a text that occurs `count` times; beyond the limit, new texts only count towards the total."""
        self.count += count
        self.longest = max(self.longest, len(text))
        key = (text if len(text) <= _KEPT else shortened(text, _KEPT)), hash(text)
        if key in self.kept or len(self.kept) < MOST_TEXTS:
            self.kept[key] += count
        else:
            self.complete = False

    @property
    def is_full(self) -> bool:
        """Whether new texts only count towards the total."""
        return len(self.kept) >= MOST_TEXTS

    #: Shorter texts are kept whole.
    whole_below = _KEPT

    @property
    def whole(self) -> list[str]:
        """The counted texts that are kept whole; once they are full, there are no others."""
        if self._whole is None:
            self._whole = [text for text, _ in self.kept if len(text) < _KEPT]
        return self._whole

    def add_uncounted(self, count: int, longest: int) -> None:
        """Add to the total some texts that are beyond the limit."""
        self.count += count
        self.longest = max(self.longest, longest)
        self.complete = self.complete and not count

    def summary(self) -> TextSummary:
        """Return the summary."""
        return TextSummary(
            count=self.count,
            different=len(self.kept),
            longest=self.longest,
            frequent=tuple([(text, count) for (text, _), count in nsmallest(_FREQUENT, self.kept.items(), _by_count)]),
            complete=self.complete,
        )


def _by_count(item: tuple[tuple[str, int], int]) -> tuple[int, str]:
    """Frequent texts come first; those that are equally frequent are in the order of the alphabet."""
    (text, _), count = item
    return -count, text


def _median(counts: Iterable[tuple[Number, int]], count: int) -> Number:
    """The number in the middle, or the mean of the two in the middle."""
    middle: list[Number] = []
    seen = 0
    for value, times in counts:
        middle += [value for place in ((count - 1) // 2, count // 2) if seen <= place < seen + times]
        seen += times
    low, high = middle
    return _plain(_EXACT.divide(_EXACT.add(Decimal(low), Decimal(high)), Decimal(2)))


def _plain(value: Number) -> Number:
    """A whole number as an int, any other without trailing zeros."""
    if isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else value.normalize(_EXACT)
