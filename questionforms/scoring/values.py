"""From the sum of the scores to the value of the qualification, by the mapping of a key; in exact arithmetic.

Source: "AnswerKey data structure" in Amazon's API reference (QualificationValueMapping).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from questionforms.elements.answer_key import PercentageMapping, RangeMapping, ScaleMapping
from questionforms.exceptions import InvalidArgument

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from questionforms.elements.answer_key import Mapping
    from questionforms.scoring.conventions import Conventions


def valuation(mapping: Mapping | None, conventions: Conventions) -> Callable[[int], int]:
    """The function from a sum to its value; the sum itself where there is no mapping.

    A mapping that the constructors refuse, and that can yet be read, gives no value: a maximum of 0, a multiplier that
    is not finite, ranges that overlap. It is refused here, whatever the sum.
    """
    if isinstance(mapping, PercentageMapping):
        return _percentage(mapping, conventions)
    if isinstance(mapping, ScaleMapping):
        return _scale(mapping, conventions)
    if isinstance(mapping, RangeMapping):
        return _ranges(mapping)
    return lambda total: total


def _percentage(mapping: PercentageMapping, conventions: Conventions) -> Callable[[int], int]:
    from fractions import Fraction

    if mapping.maximum == 0:
        raise _refused("`MaximumSummedScore` is 0, of which nothing is a percentage; expected the best sum")
    share = Fraction(100, mapping.maximum)
    if conventions.percent == "clamped":
        return lambda total: min(max(_nearest(total * share, conventions.halves), 0), 100)
    return lambda total: _nearest(total * share, conventions.halves)


def _scale(mapping: ScaleMapping, conventions: Conventions) -> Callable[[int], int]:
    from fractions import Fraction

    if mapping.multiplier - mapping.multiplier != 0:
        raise _refused(f"`SummedScoreMultiplier` is {mapping.multiplier}; expected a finite number, such as 0.5")
    # repr gives the shortest decimal that means this double, so 0.1 is a tenth, as it was written.
    multiplier = Fraction(repr(mapping.multiplier))
    if conventions.scale == "truncated":
        return lambda total: int(total * multiplier)
    return lambda total: _nearest(total * multiplier, conventions.halves)


def _ranges(mapping: RangeMapping) -> Callable[[int], int]:
    ranges = sorted([each for each in mapping.ranges if each.low <= each.high], key=lambda each: each.low)
    for one, other in pairwise(ranges):
        if other.low <= one.high:
            raise _refused(f"{one} and {other} overlap; a sum can have one value")
    return lambda total: next((each.value for each in ranges if each.low <= total <= each.high), mapping.out_of_range)


def _nearest(number: Fraction, halves: str) -> int:
    """The nearest whole number."""
    if halves == "even":
        return round(number)
    if halves == "away" and number < 0:
        return -_nearest(-number, "up")
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def _refused(message: str) -> InvalidArgument:
    return InvalidArgument("AnswerKey.score", "mapping", message)
