"""Read columns of times in the spellings of Amazon's API and of the requester site; all others are left to Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers.archives.known_columns import COLUMNS
from questionforms.answers.archives.times import MONTHS, SITE_TIME, ZONES
from questionforms.answers.tables.arrow.heads import TIME
from questionforms.answers.tables.arrow.numbers import certain, where

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOCAL = pa.timestamp("us")
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}"
_ISO = rf"{_DAY}([.][0-9]{{1,6}})?"
#: The site's times, whose day nearly always has two digits, so that all parts are at fixed places.
_SITE = "^" + SITE_TIME.replace(" +([0-9]{1,2})", " ([0-9]{2})").replace(" ([0-9]{1,2}):", " ([0-9]{2}):") + "$"
_MONTHS, _MONTH_NUMBERS = pa.array(MONTHS), pa.array([f"{number:02}" for number in range(1, 13)])
_ZONES = pa.array(list(ZONES))
_OFFSETS = pa.array([hours * 3_600_000_000 for hours in ZONES.values()], pa.int64()).cast(pa.duration("us"))
#: How many values show whether most of them are equal.
_SAMPLE = 512
#: Larger numbers of seconds are milliseconds.
_MILLISECONDS = 10**11
#: The microseconds from 1970 to the first and the last time that Python has, in the years 1 and 9999.
_FIRST, _LAST = -62_135_596_800_000_000, 253_402_300_799_999_999


def times_of(values: pa.Array) -> pa.Array | None:
    """The times in a column of texts or numbers, null for empty texts; None if any value has another spelling."""
    found = _times_of(values)
    if found is None or found.null_count == len(found):
        return found
    least, most = pc.min_max(found.cast(pa.int64())).as_py().values()
    return found if least >= _FIRST and most <= _LAST else None


def _times_of(values: pa.Array) -> pa.Array | None:
    if pa.types.is_integer(values.type) or pa.types.is_floating(values.type):
        return _from_epoch(values)
    if values.type != pa.string():
        return pa.nulls(len(values), TIME) if pa.types.is_null(values.type) else None
    if len(values.slice(0, _SAMPLE).unique()) > min(len(values), _SAMPLE) / 2:
        return _read(values)
    coded = values.dictionary_encode()
    found = _read(coded.dictionary)
    return None if found is None else found.take(coded.indices)


def read_texts(values: Sequence[str | None]) -> pa.Array | None:
    """The same for texts in Python."""
    try:
        return times_of(pa.array(values, pa.string()))
    except UnicodeEncodeError:
        return None


def work_times(head: Sequence[pa.Array]) -> pa.Array | None:
    """The whole seconds between accepting and submitting, from an assignment's columns; None if none has both times."""
    accepted, submitted = (head[COLUMNS.index(name)].cast(pa.int64()) for name in ("AcceptTime", "SubmitTime"))
    taken = pc.subtract(submitted, accepted)
    taken = where(certain(pc.greater_equal(taken, 0)), taken)
    return None if taken.null_count == len(taken) else pc.divide(taken, 1_000_000)


def _read(values: pa.Array) -> pa.Array | None:
    if len(values) and certain(pc.match_substring_regex(values.slice(0, 1), _ISO)).true_count:
        try:
            return values.cast(TIME)
        except pa.ArrowInvalid:  # some have no offset, or another spelling
            pass
    texts = pc.utf8_trim_whitespace(values)
    empty = pc.equal(texts, "")
    if empty.true_count:
        texts = where(certain(pc.invert(empty)), texts)
    found = pa.nulls(len(texts), TIME)
    for read in (_of_site, _with_offset, _in_utc):
        if found.null_count == texts.null_count:
            break
        left = found.is_null() if found.null_count < len(found) else None
        more = read(texts if left is None else where(left, texts))
        found = more if left is None else pc.coalesce(found, more)
    return found if found.null_count == texts.null_count else None


def _of_site(texts: pa.Array) -> pa.Array:
    """The times that the site wrote, such as `Wed Jun 22 12:52:35 PDT 2022`."""
    matches = certain(pc.match_substring_regex(texts, _SITE))
    if not matches.true_count:
        return pa.nulls(len(texts), TIME)
    if matches.false_count:
        texts = where(matches, texts)
    month, day, time, year = (
        pc.utf8_slice_codeunits(texts, *bounds) for bounds in ((4, 7), (8, 10), (11, 19), (-4, None))
    )
    number = _MONTH_NUMBERS.take(pc.index_in(month, value_set=_MONTHS))
    local = _cast(pc.binary_join_element_wise(pc.binary_join_element_wise(year, number, day, "-"), time, " "), _LOCAL)
    zone = _OFFSETS.take(pc.index_in(pc.utf8_slice_codeunits(texts, 20, -5), value_set=_ZONES))
    return pc.subtract(local, zone).cast(TIME)


def _with_offset(texts: pa.Array) -> pa.Array:
    """Times in ISO 8601 with an offset, or with ` UTC` behind them."""
    texts = pc.replace_substring_regex(texts, f"({_DAY[1:]}) UTC$", r"\1Z")
    fits = certain(pc.match_substring_regex(texts, rf"{_ISO}(Z|[+-][0-9]{{2}}:[0-9]{{2}})$"))
    return _cast(where(fits, texts), TIME)


def _in_utc(texts: pa.Array) -> pa.Array:
    """Times in ISO 8601 without an offset."""
    found = _cast(where(certain(pc.match_substring_regex(texts, f"{_ISO}$")), texts), _LOCAL)
    return found.cast(TIME)


def _cast(texts: pa.Array, kind: pa.DataType) -> pa.Array:
    try:
        return texts.cast(kind)
    except pa.ArrowInvalid:  # there is a day or an hour that does not exist
        return pa.nulls(len(texts), kind)


def _from_epoch(numbers: pa.Array) -> pa.Array | None:
    """Times from seconds or milliseconds since 1970; None unless all are whole milliseconds."""
    if numbers.null_count == len(numbers):
        return pa.nulls(len(numbers), TIME)
    try:
        seconds = numbers.cast(pa.float64())
    except pa.ArrowInvalid:  # a float would change a digit
        return None
    large = pc.greater_equal(pc.abs(seconds), pa.scalar(float(_MILLISECONDS)))
    milliseconds = pc.if_else(large, seconds, pc.round(pc.multiply(seconds, 1_000.0)))
    if pc.not_equal(pc.if_else(large, milliseconds, pc.divide(milliseconds, 1_000.0)), seconds).true_count:
        return None
    try:
        return pc.multiply(milliseconds, 1_000.0).cast(pa.int64()).cast(_LOCAL).cast(TIME)
    except pa.ArrowInvalid:
        return None
