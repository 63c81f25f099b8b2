"""The columns of assignments and their HITs, as Arrow arrays."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers.archives.known_columns import COLUMNS, NUMBERS, OTHER_TIMES, TIMES
from questionforms.answers.tables.columns import written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from questionforms.answers.archives.sources import Block

TIME = pa.timestamp("us", "UTC")
#: The type of a column for the values of one Python type; a column of several has text.
_TYPES = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64(), datetime: TIME}


_LARGE = pa.uint64()


def head_fields() -> list[pa.Field]:
    """The fields of an assignment's own columns, and `problem`."""
    return [pa.field(name, TIME if name in TIMES else pa.string()) for name in (*COLUMNS, "problem")]


def own_columns(block: Block) -> list[pa.Array]:
    """An assignment's own columns, without `problem`; one without an AssignmentId has its place in a file instead."""
    kinds = [field.type for field in head_fields()[:-1]]
    found = [
        nulls(len(block.xml), kind)
        if values is None
        else values
        if isinstance(values, pa.Array)
        else column(kind, values)
        for kind, values in zip(kinds, block.columns, strict=True)
    ]
    if block.place and found[0].null_count:
        found[0] = pc.coalesce(found[0], column(pa.string(), block.place))
    return found


def other_columns(others: Sequence[Mapping[str, Any]]) -> dict[str, pa.Array]:
    """All other columns, each with the type of its values, or as text if they are of several types."""
    names = {name: None for one in others for name in one}
    return {name: _typed(name, [one.get(name) for one in others]) for name in names}


def kind_of_empty(name: str) -> pa.DataType:
    """The type of a column without values; those of other chunks decide, unless the name does."""
    return pa.int64() if name in NUMBERS else TIME if name in OTHER_TIMES else pa.null()


def _typed(name: str, values: list[Any]) -> pa.Array:
    kinds = {type(value) for value in values if value is not None}
    if not kinds:
        return nulls(len(values), kind_of_empty(name))
    kind = (
        _TYPES.get(kinds.pop(), pa.string())
        if len(kinds) == 1
        else pa.float64()
        if kinds == {int, float}
        else pa.string()
    )
    try:
        return column(kind, values)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        return column(pa.string(), [None if value is None else written(value) for value in values])


def kinds_of(values: pa.Array) -> set[pa.DataType]:
    """The type of a piece of a column; uint64 is added for whole numbers that a float cannot hold."""
    if values.type != pa.int64():
        return {values.type}
    least, most = pc.min_max(values).as_py().values()
    return {values.type, _LARGE} if most is not None and max(most, -least) > 2**53 else {values.type}


def unified(kinds: set[pa.DataType]) -> pa.DataType:
    """The type of a column whose pieces have these types."""
    kinds = {kind for kind in kinds if not pa.types.is_null(kind)}
    if len(kinds - {_LARGE}) == 1:
        return next(iter(kinds - {_LARGE}))
    return pa.float64() if kinds == {pa.int64(), pa.float64()} else pa.string()


def cast(values: pa.Array, kind: pa.DataType) -> pa.Array:
    """A column in its unified type."""
    if values.type == kind:
        return values
    if kind == pa.string():  # as in Python, not as Arrow writes floats and times
        return pa.array([None if value is None else written(value) for value in values.to_pylist()], kind)
    return values.cast(kind)


def column(kind: pa.DataType, values: Sequence[Any]) -> pa.Array:
    """A column; characters that cannot be encoded become escapes."""
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        escaped = [value and value.encode(errors="backslashreplace").decode() for value in values]
        return pa.array(escaped, kind)


def nulls(count: int, kind: pa.DataType) -> pa.Array:
    """An array of nulls; all such arrays share a small buffer, since most columns of an assignment are empty."""
    if pa.types.is_null(kind) or pa.types.is_nested(kind) or pa.types.is_dictionary(kind) or pa.types.is_decimal(kind):
        return pa.nulls(count, kind)
    zeros = pa.py_buffer(_zeros(count.bit_length()))
    return pa.Array.from_buffers(kind, count, [zeros, zeros, zeros][: kind.num_buffers], null_count=count)


@lru_cache(maxsize=1)
def _zeros(exponent: int) -> bytes:
    """A buffer of zeros for up to 2**exponent values of 8 bytes."""
    return bytes(8 * 2**exponent + 8)
