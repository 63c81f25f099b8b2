"""The Arrow type of lists in JSON, such as the boxes that workers drew; text if their values have no common type."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa  # type: ignore[import-untyped]

from questionforms.answers.tables.numerals import exact_float

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The largest whole number up to which every one is also a float.
_LARGEST = 2**53
#: Objects with more names than this are no records: their names are values, such as those of images.
_MOST_FIELDS = 100
_SCALARS = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.string()}


class NoCommonTypeError(ValueError):
    """The values have no common type, or a number is not what Arrow would make of it."""


class ListType:
    """The common type of the JSON lists of a question."""

    def __init__(self) -> None:
        self._shape: _Shape | None = _Shape()

    def add(self, texts: Iterable[str]) -> None:
        """Add lists in JSON."""
        for text in texts:
            if self._shape is None:
                return
            try:
                self._shape.add(json.loads(text, parse_float=_float, parse_int=_integer))
            except NoCommonTypeError:
                self._shape = None

    @property
    def kind(self) -> pa.DataType:
        """The type of the column: text if there is no common type."""
        try:
            return pa.string() if self._shape is None else self._shape.kind()
        except NoCommonTypeError:
            return pa.string()


class _Shape:
    """What values have been seen in one place."""

    __slots__ = ("fields", "items", "scalars")

    def __init__(self) -> None:
        self.scalars: set[type] = set()
        self.items: _Shape | None = None
        self.fields: dict[str, _Shape] | None = None

    def add(self, value: Any) -> None:
        """Add a value; raises NoCommonTypeError for text that cannot be encoded."""
        if isinstance(value, dict):
            if self.fields is None:
                self.fields = {}
            for name, inner in value.items():
                self.fields.setdefault(_encodable(name), _Shape()).add(inner)
        elif isinstance(value, list):
            self.items = self.items or _Shape()
            for inner in value:
                self.items.add(inner)
        elif value is not None:
            self.scalars.add(type(_encodable(value) if isinstance(value, str) else value))

    def kind(self) -> pa.DataType:
        """The type of all values; raises NoCommonTypeError if they have none."""
        if bool(self.scalars) + (self.items is not None) + (self.fields is not None) > 1:
            raise NoCommonTypeError
        if self.items is not None:
            return pa.list_(self.items.kind())
        if self.fields is not None:
            if not 0 < len(self.fields) <= _MOST_FIELDS:  # Parquet has no structs without fields
                raise NoCommonTypeError
            return pa.struct([(name, shape.kind()) for name, shape in self.fields.items()])
        if self.scalars == {int, float}:
            return pa.float64()
        if len(self.scalars) > 1:
            raise NoCommonTypeError
        return _SCALARS[next(iter(self.scalars))] if self.scalars else pa.null()


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NoCommonTypeError from None
    return text


def _float(text: str) -> float:
    found = exact_float(text)
    if not isinstance(found, float):
        raise NoCommonTypeError
    return found


def _integer(text: str) -> int:
    if len(text) > len(str(_LARGEST)) + 1 or abs(int(text)) > _LARGEST:
        raise NoCommonTypeError
    return int(text)
