"""Convert columns of texts to numbers, and helpers for integers in Arrow columns."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers.read.typed import number
from questionforms.answers.tables.evidence import FLOAT_DIGITS
from questionforms.answers.tables.numerals import FRACTION, WHOLE, as_kind, is_int64, json_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from questionforms.answers.tables.numerals import NumberEvidence, NumberKind

    Read = Callable[[str], int | Decimal | None]

DECIMAL = pa.decimal128(WHOLE + FRACTION, FRACTION)
_FALSE = pa.scalar(False)
#: Numbers that Arrow reads in the same way as `typed.number`.
_PLAIN = f"^-?[0-9]{{1,{WHOLE}}}([.][0-9]{{1,{FRACTION}}})?$"


def numbers(texts: pa.Array, kind: pa.DataType = DECIMAL) -> pa.Array:
    """Texts as numbers of a type, null if it cannot hold the number exactly."""
    return _as(texts, kind, number)


def json_numbers(texts: pa.Array, kind: pa.DataType = DECIMAL) -> pa.Array:
    """The same for numbers in JSON, which may have an exponent."""
    return _as(texts, kind, json_number)


def look(evidence: NumberEvidence, texts: pa.Array, *, is_json: bool) -> None:
    """Add texts to what the numbers of a question show; only long ones are looked at one by one."""
    found = _plain_decimals(texts)
    short = certain(are_float(found))
    evidence.are_whole = evidence.are_whole and are_whole(where(short, found))
    read = json_number if is_json else number
    for text in where(pc.invert(short), texts).unique().to_pylist():
        if text is not None:
            evidence.add(read(text), text)


def _as(texts: pa.Array, kind: pa.DataType, read: Read) -> pa.Array:
    found = _plain_decimals(texts)
    if kind != pa.float64():
        name: NumberKind = "integer" if kind == pa.int64() else "decimal"
        return pc.coalesce(_integers(found) if kind == pa.int64() else found, _unusual(texts, found, kind, read, name))
    # by way of texts: Arrow's own conversion of decimals is off by the last digit
    found = where(certain(are_float(found)), found).cast(pa.string()).cast(pa.float64())
    return pc.coalesce(found, _unusual(texts, found, kind, read, "float"))


def _plain_decimals(texts: pa.Array) -> pa.Array:
    return where(certain(pc.match_substring_regex(texts, _PLAIN)), texts).cast(DECIMAL)


def _integers(values: pa.Array) -> pa.Array:
    """Decimals as int64, null if they are not."""
    if are_whole(values):
        return values.cast(pa.int64())
    found = [int(one) if one is not None and is_int64(one) else None for one in values.to_pylist()]
    return pa.array(found, pa.int64())


def _unusual(texts: pa.Array, found: pa.Array, kind: pa.DataType, read: Read, name: NumberKind) -> pa.Array:
    """The texts that are not in `found`, read one by one; each distinct text is read once."""
    if found.null_count == texts.null_count:
        return pa.nulls(len(texts), kind)
    coded = where(found.is_null(), texts).dictionary_encode()
    values = [as_kind(read(text), name) for text in coded.dictionary.to_pylist()]
    return pa.array(values, kind).take(coded.indices)


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
