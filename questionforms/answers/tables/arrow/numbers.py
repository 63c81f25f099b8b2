"""Convert columns of texts to numbers, and helpers for integers in Arrow columns."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers.read.typed import number
from questionforms.answers.tables.columns import FRACTION, WHOLE, exact, json_number
from questionforms.answers.tables.evidence import FLOAT_DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable

DECIMAL = pa.decimal128(WHOLE + FRACTION, FRACTION)
_FALSE = pa.scalar(False)
#: Numbers that Arrow reads in the same way as `typed.number`.
_PLAIN = f"^-?[0-9]{{1,{WHOLE}}}([.][0-9]{{1,{FRACTION}}})?$"


def numbers(texts: pa.Array, kind: pa.DataType = DECIMAL) -> pa.Array:
    """Texts as numbers of a type, null if it cannot hold the number exactly."""
    return _as(decimals(texts, _read), kind)


def json_numbers(texts: pa.Array, kind: pa.DataType = DECIMAL) -> pa.Array:
    """The same for numbers in JSON, which may have an exponent."""
    return _as(decimals(texts, json_number), kind)


def _as(found: pa.Array, kind: pa.DataType) -> pa.Array:
    if kind == DECIMAL:
        return found
    if kind == pa.int64():
        return found.cast(pa.int64())
    # by way of texts: Arrow's own conversion of decimals is off by the last digit
    return where(certain(are_float(found)), found).cast(pa.string()).cast(pa.float64())


def _read(text: str) -> int | Decimal | None:
    return exact(number(text))


def are_float(values: pa.Array) -> pa.Array:
    """Whether a float gives back all digits of each decimal."""
    digits = pc.utf8_trim(pc.replace_substring(values.cast(pa.string()), ".", ""), "-")
    digits = pc.utf8_rtrim(pc.utf8_ltrim(digits, "0"), "0")
    return pc.less_equal(pc.binary_length(digits), integer(FLOAT_DIGITS))


def are_whole(values: pa.Array) -> bool:
    """Whether all decimals are whole and fit into int64."""
    try:
        values.cast(pa.int64())
    except pa.ArrowInvalid:  # there are fractions, or larger numbers
        return False
    return True


def decimals(texts: pa.Array, read: Callable[[str], int | Decimal | None]) -> pa.Array:
    """Texts as decimals, null if a column cannot hold the number; each distinct unusual number is converted once."""
    plain = pc.match_substring_regex(texts, _PLAIN)
    found = where(plain, texts).cast(DECIMAL)
    if found.null_count > texts.null_count:
        coded = where(pc.invert(plain), texts).dictionary_encode()
        unusual = [read(text) for text in coded.dictionary.to_pylist()]
        others = pa.array([None if one is None else Decimal(one) for one in unusual], DECIMAL)
        found = pc.coalesce(found, others.take(coded.indices))
    return found


def sizes(texts: pa.Array) -> pa.Array:
    """Texts of whole numbers as int64, null if there are more digits than always fit."""
    return where(pc.less_equal(pc.binary_length(texts), integer(18)), texts).cast(pa.int64())


def where(kept: pa.Array, texts: pa.Array) -> pa.Array:
    """The texts where `kept` is true, else null; until pyarrow 21, `if_else` itself is wrong for sliced arrays."""
    return texts.take(pc.if_else(kept, count_to(len(texts)), integer(None)))


def count_to(count: int) -> pa.Array:
    """The numbers from 0 to `count` - 1."""
    return pc.cumulative_sum(pa.repeat(integer(1), count), start=-1)


@lru_cache(maxsize=1_000)
def integer(value: int | None) -> pa.Scalar:
    """An int32 scalar; with Python's ints, Arrow's functions take three times as long to start."""
    return pa.scalar(value, pa.int32())


def certain(mask: pa.Array) -> pa.Array:
    """The mask, with null as false."""
    return pc.coalesce(mask, _FALSE)
