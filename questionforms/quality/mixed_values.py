"""Questions to which workers sent values of several classes, such as numbers and a text: one text for each answer.

A table has a column for each class, such as `stars` for texts and `stars.number` for numbers.
"""

from __future__ import annotations

import json
import logging
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms import words
from questionforms.answers.tables.columns import REST, written

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa  # type: ignore[import-untyped]

#: What separates several values in one label, as the requester site separates selections.
SEPARATOR = "|"
#: The label of an answer in which nothing is selected, if other answers are not selections.
_NOTHING = "(none selected)"
#: The suffixes of the columns of a question, after its first, in their order in a table.
_SUFFIXES = (".number", ".boolean", ".json", ".selections")
_ANSWER = "Answer."
_LOG = logging.getLogger("questionforms.quality")


class _Class(NamedTuple):
    """The class of the values in a column, as messages name them."""

    noun: str
    texts: Callable[[Any], list[str]]


def value_columns(table: pa.Table, name: str) -> list[str]:
    """The columns of a question, given its first: those with a known suffix, whose type is that of the suffix."""
    there = set(table.column_names)
    for stem in dict.fromkeys((name, name.removeprefix(_ANSWER))):
        others = [f"{stem}{suffix}" for suffix in _SUFFIXES if f"{stem}{suffix}" in there]
        found = [other for other in others if _fits(other, table.schema.field(other).type)]
        if found:
            return [name, *found]
    return [name]


def merged_values(table: pa.Table, name: str) -> tuple[pa.ChunkedArray, dict[str, int]]:
    """The answers to a question as one column, and how many values of each class were made texts.

    If only one of the question's columns has values, it is returned as it is. Otherwise, each answer is a text, in
    which several values of one answer are sorted.
    """
    import pyarrow as pa

    names = value_columns(table, name)
    filled = [one for one in names if table.column(one).null_count < len(table)]
    if len(filled) < 2:
        return table.column(filled[0] if filled else name), {}
    found: list[set[str] | None] = [None] * len(table)
    counts: dict[str, int] = {}
    for one in filled:
        values = table.column(one).to_pylist()
        kind = _class_of(one, values, table.schema.field(one).type)
        for row, value in enumerate(values):
            if value is None or value == "" or value != value:  # noqa: PLR0124 - NaN is not equal to itself
                continue
            counts[kind.noun] = counts.get(kind.noun, 0) + 1
            found[row] = (found[row] or set()).union(kind.texts(value))
    labels = [None if texts is None else _joined(texts) for texts in found]
    return pa.chunked_array([pa.array(labels, pa.string())]), counts


def report_classes(question: str, counts: dict[str, int]) -> None:
    """Log how many values of each class became labels, if there are several classes."""
    if len(counts) > 1:
        there = [words.counted(count, noun) for noun, count in counts.items()]
        shown = f"{', '.join(there[:-1])} and {there[-1]}"
        _LOG.warning("answers to `%s` are of several kinds, so all are compared as text: %s", question, shown)


def report_rest(table: pa.Table, question: str) -> None:
    """Log how many answers to a question no column could hold, so that they are not labels."""
    import pyarrow as pa
    import pyarrow.compute as pc  # type: ignore[import-untyped]

    if REST not in table.column_names or not _is_list(table.schema.field(REST).type):
        return
    column = table.column(REST).combine_chunks()
    parts, rows = pc.list_flatten(column), pc.list_parent_indices(column)
    if not pa.types.is_struct(parts.type) or parts.type.get_field_index("question") < 0:
        return
    names = pc.struct_field(parts, "question").cast(pa.large_string())  # may be views, which cannot be compared
    ours = pc.equal(names, question.removeprefix(_ANSWER))
    count = len(pc.unique(rows.filter(ours)))
    if count:
        left_out = words.counted(count, "answer")
        _LOG.warning("left out %s to `%s` that its columns cannot hold; see the column `%s`", left_out, question, REST)


def _fits(name: str, kind: pa.DataType) -> bool:
    """Whether a column with a suffix has the type that tables give it."""
    import pyarrow as pa

    if pa.types.is_null(kind):
        return True
    if name.endswith(".number"):
        return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))
    if name.endswith(".boolean"):
        return bool(pa.types.is_boolean(kind))
    if name.endswith(".selections"):
        return _is_list(kind)
    return _is_list(kind) or bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _is_list(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))


def _class_of(name: str, values: list[Any], kind: pa.DataType) -> _Class:
    """The class of the values in a column; without texts, the first column of a question may have JSON arrays."""
    import pyarrow as pa

    if _is_list(kind):
        return _Class("JSON array" if name.endswith(".json") else "selection", lambda value: list(map(_member, value)))
    if pa.types.is_boolean(kind):
        return _Class("truth value", lambda value: [written(value)])
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return _Class("number", lambda value: [_numeral(value)])
    if name.endswith(".json") or all(value is None or _members(str(value)) is not None for value in values):
        return _Class("JSON array", lambda value: _texts_of_json(str(value)))
    return _Class("text", lambda value: [str(value)])


def _numeral(value: Any) -> str:
    """A number without the zeros that a column of decimals adds."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else written(value)


def _members(text: str) -> list[Any] | None:
    """The members of a JSON array; None for any other text."""
    try:
        found = json.loads(text) if text.startswith("[") else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None


def _texts_of_json(text: str) -> list[str]:
    members = _members(text)
    if members is None:
        return [text]
    return list(map(_member, members))


def _member(value: Any) -> str:
    """A member of an array: numbers, truth values and texts as they are written outside arrays, all else as JSON."""
    if isinstance(value, list | dict) or value is None:
        return json.dumps(value, ensure_ascii=False, default=str)
    return _numeral(value)


def _joined(texts: set[str]) -> str:
    return SEPARATOR.join(sorted(texts)) or _NOTHING
