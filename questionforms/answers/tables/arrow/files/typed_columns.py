"""Convert columns that pyarrow read from a file as those of assignments: typed as the slow way does, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers.archives.known_columns import NUMBERS, OTHER_TIMES, TEXTS, TIMES, WORK_TIME
from questionforms.answers.tables.arrow.heads import head_fields, kind_of_empty, nulls
from questionforms.answers.tables.arrow.numbers import certain, where
from questionforms.answers.tables.arrow.times_of_texts import times_of, work_times

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHOLE = r"^(-?(?:0|[1-9][0-9]{0,17}))(?:\.0)?$"
#: Up to here, each whole number is also a float.
_LARGEST = pa.scalar(2.0**53)
#: Types whose values are the same whichever way they are read.
_PLAIN = (pa.string(), pa.int64(), pa.float64(), pa.bool_())


def own(values: Mapping[str, pa.Array], count: int) -> list[pa.Array] | None:
    """The columns of assignments, without `problem`; None if a value needs a closer look."""
    found = []
    for field in head_fields()[:-1]:
        array = values.get(field.name)
        if array is None or array.null_count == len(array):
            found.append(nulls(count, field.type))
            continue
        converted = times_of(array) if field.name in TIMES else _text(array, trimmed=field.name in TEXTS)
        if converted is None:
            return None
        found.append(converted)
    return found if not found[0].null_count else None  # a row without an AssignmentId has its place instead


def others(values: Mapping[str, pa.Array], head: list[pa.Array]) -> dict[str, pa.Array] | None:
    """All other columns, with the working time; None if a value needs a closer look."""
    found: dict[str, pa.Array] = {}
    for name, array in values.items():
        converted = _other(name, array)
        if converted is None:
            return None
        found[name] = converted
    if WORK_TIME not in found or found[WORK_TIME].null_count == len(found[WORK_TIME]):
        times = work_times(head)
        if times is not None:
            found[WORK_TIME] = times
    elif found[WORK_TIME].null_count:
        return None
    return found


def _text(array: pa.Array, *, trimmed: bool) -> pa.Array | None:
    if array.type != pa.string():
        return None
    return _without_empty(pc.utf8_trim_whitespace(array) if trimmed else array)


def _without_empty(texts: pa.Array) -> pa.Array:
    """The texts, with null for empty ones."""
    empty = certain(pc.equal(texts, ""))
    return where(pc.invert(empty), texts) if empty.true_count else texts


def _other(name: str, array: pa.Array) -> pa.Array | None:
    if array.null_count == len(array):
        return nulls(len(array), kind_of_empty(name))
    if name in OTHER_TIMES:
        return times_of(array)
    if name in NUMBERS:
        return _whole(array)
    if array.type not in _PLAIN or (array.type == pa.float64() and _may_be_changed(array)):
        return None
    return _without_empty(array) if array.type == pa.string() else array


def _may_be_changed(floats: pa.Array) -> bool:
    """Whether there is a number so large that it may have been a whole one with more digits, or none at all."""
    return bool(pc.less(pc.abs(floats), _LARGEST).false_count)


def _whole(array: pa.Array) -> pa.Array | None:
    if array.type == pa.int64():
        return array
    if array.type != pa.string():
        return None
    texts = _without_empty(pc.utf8_trim_whitespace(array))
    if texts.null_count == len(texts):
        return pa.nulls(len(texts), pa.int64())
    if certain(pc.match_substring_regex(texts, _WHOLE)).true_count < len(texts) - texts.null_count:
        return None
    return pc.replace_substring_regex(texts, r"\.0$", "").cast(pa.int64())
