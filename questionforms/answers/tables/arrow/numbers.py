"""Columns of texts that are numbers, and the numbers that stand beside columns."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers.read.typed import number
from questionforms.answers.tables.columns import FRACTION, WHOLE, exact

DECIMAL = pa.decimal128(WHOLE + FRACTION, FRACTION)
_FALSE = pa.scalar(False)
#: Numbers that Arrow reads as `values.number` does.
_PLAIN = f"^-?[0-9]{{1,{WHOLE}}}([.][0-9]{{1,{FRACTION}}})?$"


def decimals(texts: pa.Array) -> pa.Array:
    """Texts as decimal numbers; null where a column cannot hold one. Of others than plain ones each is read once."""
    plain = pc.match_substring_regex(texts, _PLAIN)
    found = where(plain, texts).cast(DECIMAL)
    if found.null_count > texts.null_count:
        coded = where(pc.invert(plain), texts).dictionary_encode()
        read = [exact(number(text)) for text in coded.dictionary.to_pylist()]
        others = pa.array([None if one is None else Decimal(one) for one in read], DECIMAL)
        found = pc.coalesce(found, others.take(coded.indices))
    return found


def sizes(texts: pa.Array) -> pa.Array:
    """Texts of whole numbers as numbers; null where there are more digits than a column is sure to hold."""
    return where(pc.less_equal(pc.binary_length(texts), integer(18)), texts).cast(pa.int64())


def where(kept: pa.Array, texts: pa.Array) -> pa.Array:
    """The texts that are kept, and null for the others; until version 21 `if_else` is wrong on a part of an array."""
    return texts.take(pc.if_else(kept, count_to(len(texts)), integer(None)))


def count_to(count: int) -> pa.Array:
    """The numbers from 0 on, so many."""
    return pc.cumulative_sum(pa.repeat(integer(1), count), start=-1)


@lru_cache(maxsize=1_000)
def integer(value: int | None) -> pa.Scalar:
    """A number as columns have it; with those of Python, Arrow takes three times as long to begin."""
    return pa.scalar(value, pa.int32())


def certain(mask: pa.Array) -> pa.Array:
    """What is true, and false for all else."""
    return pc.coalesce(mask, _FALSE)
