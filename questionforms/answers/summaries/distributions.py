"""How often each number and each text is there: exact for numbers, and for texts up to a bound."""

from __future__ import annotations

from collections import Counter
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from questionforms.answers.read.typed import number
from questionforms.answers.summaries.summary_types import NumberSummary, TextSummary
from questionforms.words import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from questionforms.answers.summaries.summary_types import Number

#: So many different texts of a question are told apart.
MOST_TEXTS = 10_000
#: So many characters of a text are kept.
_KEPT = 200
#: So many of the most frequent texts are shown.
_FREQUENT = 5
#: Sums of numbers of 1,000 digits before and behind the point, without rounding.
_EXACT = Context(prec=3_000)
_ROUNDED = Context(prec=28)


class Numbers:
    """Numbers, each different one once, and how many texts are none."""

    __slots__ = ("counts", "others")

    def __init__(self) -> None:
        self.counts: Counter[Number] = Counter()
        self.others = 0

    def add(self, text: str) -> bool:
        """Count a text; whether it is a number."""
        found = number(text)
        if found is None:
            self.others += 1
            return False
        self.counts[_plain(found)] += 1
        return True

    def summary(self) -> NumberSummary:
        """The figures."""
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
    """Texts, of which so many different ones are told apart, each by its beginning and its hash."""

    __slots__ = ("complete", "count", "kept", "longest")

    def __init__(self) -> None:
        self.count = self.longest = 0
        self.complete = True
        self.kept: Counter[tuple[str, int]] = Counter()

    def add(self, text: str) -> None:
        """Count a text; one that is new once there are too many is not told apart from others."""
        self.count += 1
        self.longest = max(self.longest, len(text))
        key = shortened(text, _KEPT), hash(text)
        if len(self.kept) < MOST_TEXTS or key in self.kept:
            self.kept[key] += 1
        else:
            self.complete = False

    def summary(self) -> TextSummary:
        """The figures."""
        return TextSummary(
            count=self.count,
            different=len(self.kept),
            longest=self.longest,
            frequent=tuple([(text, count) for (text, _), count in self.kept.most_common(_FREQUENT)]),
            complete=self.complete,
        )


def _median(counts: Iterable[tuple[Number, int]], count: int) -> Number:
    """The number in the middle, or the mean of the two that are."""
    middle: list[Number] = []
    seen = 0
    for value, times in counts:
        middle += [value for place in ((count - 1) // 2, count // 2) if seen <= place < seen + times]
        seen += times
    low, high = middle
    return _plain(_EXACT.divide(_EXACT.add(Decimal(low), Decimal(high)), Decimal(2)))


def _plain(value: Number) -> Number:
    """A number as an int where it is whole, else without zeros at its end."""
    if isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else value.normalize(_EXACT)
