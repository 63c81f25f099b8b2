"""From parts as Arrow columns to the wide layout: one column a question, in the types that it can have."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers.columns import FRACTION, REST, WHOLE, exact, of_kinds
from questionforms.answers.values import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from questionforms.answers.columns import Column, Role

#: The types of columns.
TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "number": pa.decimal128(WHOLE + FRACTION, FRACTION),
    "choice": pa.dictionary(pa.int32(), pa.string()),
    "selections": pa.list_(pa.string()),
    "other_text": pa.string(),
    "upload_key": pa.string(),
    "upload_size": pa.int64(),
}
_REST_FIELDS = {"answer": pa.int32(), "question": pa.string(), "part": pa.string(), "value": pa.string()}
REST_TYPE = pa.list_(pa.struct(list(_REST_FIELDS.items())))
#: The column for a part, where it is of another name.
_ROLES = {
    "text": ("free_text",),
    "number": ("free_text",),
    "choice": ("selection",),
    "selections": ("selection", "empty"),
}


def fields(columns: Sequence[Column]) -> list[pa.Field]:
    """The fields of the wide layout, behind the assignment's."""
    return [*(pa.field(column.name, TYPES[column.role]) for column in columns), pa.field(REST, REST_TYPE)]


def columns_of(parts: pa.Table) -> list[Column]:
    """The columns that parts need, by question in the order of their first answers."""
    pairs = parts.select(["question", "part"]).filter(pc.is_valid(parts["question"]))
    pairs = pairs.group_by(["question", "part"], use_threads=False).aggregate([])
    seen: dict[str, set[str]] = {}
    for question, part in zip(pairs["question"].to_pylist(), pairs["part"].to_pylist(), strict=True):
        seen.setdefault(question, set()).add(part)
    return of_kinds(seen)


def widen(parts: pa.Table, columns: Sequence[Column], count: int) -> list[pa.Array]:
    """The columns of the wide layout, for documents from 0 to `count`."""
    parts = parts.combine_chunks()
    kept = parts.drop_columns("question")
    sliced = _by_question(parts, {column.question for column in columns})
    found: list[pa.Array] = []
    rest: list[pa.Array] = [sliced.pop(None)] if None in sliced else []
    for question, group in groupby(columns, key=lambda column: column.question):
        several = list(group)
        rows = sliced.get(question)
        if rows is None:
            found += [pa.nulls(count, TYPES[column.role]) for column in several]
            continue
        taken = kept.take(rows)
        values, unfit = _question(taken, several, count)
        found += values
        if unfit is not None:
            rest.append(rows.filter(pc.is_in(taken["document"].combine_chunks(), value_set=unfit)))
    return [*found, _rest(parts, rest, count)]


def narrowed(table: pa.Table) -> pa.Table:
    """The table with whole numbers in place of decimals, where a column has no others."""
    for index, field in enumerate(table.schema):
        if field.type == TYPES["number"]:
            try:
                whole = table.column(index).cast(pa.int64())
            except pa.ArrowInvalid:  # there are fractions, or larger numbers
                continue
            table = table.set_column(index, pa.field(field.name, pa.int64()), whole)
    return table


def _by_question(parts: pa.Table, questions: set[str]) -> dict[str | None, pa.Array]:
    """The numbers of the rows of each question, in order; under None those of all others."""
    coded = parts["question"].combine_chunks().dictionary_encode()
    names = coded.dictionary.to_pylist()
    trimmed = [name if name in questions else name.strip() for name in names]
    known = sorted({name for name in trimmed if name in questions})
    place = {name: index for index, name in enumerate(known)}
    targets = pa.array([place.get(name) for name in trimmed], pa.int32())
    codes = targets.take(coded.indices)
    order = pc.sort_indices(codes)  # nulls come last
    found: dict[str | None, pa.Array] = {}
    start = 0
    for counted in sorted(codes.value_counts().to_pylist(), key=lambda one: (one["values"] is None, one["values"])):
        rows = order.slice(start, counted["counts"])
        start += counted["counts"]
        found[None if counted["values"] is None else known[counted["values"]]] = rows
    if None in found:  # rows without a part stand for documents without answers
        others = found[None]
        found[None] = others.filter(pc.is_valid(parts["part"].combine_chunks().take(others)))
    return found


def _question(parts: pa.Table, columns: list[Column], count: int) -> tuple[list[pa.Array], pa.Array | None]:
    """The columns of a question, and the documents whose answers they cannot hold, if any."""
    document, part, value = (parts[name].combine_chunks() for name in ("document", "part", "value"))
    wrong = _unfit(parts, columns)
    own = []
    for column in columns:
        mine = pc.is_in(part, value_set=pa.array(_parts(column.role)))
        values = value
        if column.role in _NUMBERS:
            values = _numbers(pc.if_else(mine, value, None), _NUMBERS[column.role], TYPES[column.role])
            wrong = pc.or_(wrong, pc.and_(mine, pc.is_null(values)))
        own.append((mine, values))
    if not wrong.true_count:
        return [_column(one, parts, *have, count=count) for one, have in zip(columns, own, strict=True)], None
    unfit = document.filter(wrong).unique()
    fits = pc.invert(pc.is_in(document, value_set=unfit))
    own = [(pc.and_(mine, fits), values) for mine, values in own]
    return [_column(one, parts, *have, count=count) for one, have in zip(columns, own, strict=True)], unfit


def _column(column: Column, rows: pa.Table, mine: pa.Array, values: pa.Array, *, count: int) -> pa.Array:
    """The column, from the rows that are its own."""
    document, part = rows["document"].combine_chunks(), rows["part"].combine_chunks()
    if mine.true_count < len(mine):
        document, part, values = document.filter(mine), part.filter(mine), values.filter(mine)
    if column.role == "selections":
        answered = document
        if pc.equal(part, "empty").true_count:
            chosen = pc.equal(part, "selection")
            document, values = document.filter(chosen), values.filter(chosen)
        return listed(document, values, answered, count)
    found = values if len(document) == count else values.take(_places(document, count))
    return _choices(found, column.choices) if column.role == "choice" else found


def listed(document: pa.Array, values: pa.Array, answered: pa.Array, count: int) -> pa.Array:
    """A list of values for each document; null where it is not among those that have one."""
    counted = document.value_counts()
    lengths = pc.fill_null(counted.field("counts").take(_places(counted.field("values"), count)), 0)
    ends = pc.cast(pc.cumulative_sum(lengths), pa.int32())
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), ends])
    missing = pc.is_null(_places(answered, count))
    return pa.ListArray.from_arrays(offsets, values, mask=missing)


def _places(document: pa.Array, count: int) -> pa.Array:
    """For each document the place where it stands first; null where it does not."""
    return pc.index_in(pa.array(range(count), pa.int32()), value_set=document)


def _choices(values: pa.Array, choices: tuple[str, ...]) -> pa.Array:
    """Identifiers, dictionary-encoded: those of the form in its order, then any others."""
    offered = pa.array(choices, pa.string())
    indices = pc.index_in(values, value_set=offered)
    if indices.null_count > values.null_count:
        others = values.unique()
        others = others.filter(pc.and_(pc.is_valid(others), pc.invert(pc.is_in(others, value_set=offered))))
        offered = pa.concat_arrays([offered, others])
        indices = pc.index_in(values, value_set=offered)
    return pa.DictionaryArray.from_arrays(indices, offered)


def _numbers(values: pa.Array, read: Callable[[str], Any], kind: pa.DataType) -> pa.Array:
    """Texts as numbers, each different one read once; null where a column cannot hold it."""
    coded = values.dictionary_encode()
    return pa.array([read(text) for text in coded.dictionary.to_pylist()], kind).take(coded.indices)


def _decimal(text: str) -> Decimal | None:
    found = exact(number(text))
    return None if found is None else Decimal(found)


def _rest(parts: pa.Table, rows: list[pa.Array], count: int) -> pa.Array:
    """What has no other column, as parts."""
    found = pa.concat_arrays(rows) if rows else pa.array([], pa.uint64())
    if not len(found):
        return pa.nulls(count, REST_TYPE)
    taken = parts.take(found.take(pc.sort_indices(found)))
    document = taken["document"].combine_chunks()
    values = pa.StructArray.from_arrays(
        [taken[name].combine_chunks() for name in _REST_FIELDS], fields=list(REST_TYPE.value_type)
    )
    return listed(document, values, document, count)


_NUMBERS: dict[Role, Callable[[str], Any]] = {
    "number": _decimal,
    "upload_size": lambda text: int(text) if len(text) <= 18 else None,
}


def _parts(role: str) -> tuple[str, ...]:
    return _ROLES.get(role, (role,))


def _unfit(parts: pa.Table, columns: list[Column]) -> pa.Array:
    """Where a row has a part that no column is for, or where an answer or a single part is repeated."""
    document, answer, part = (parts[name].combine_chunks() for name in ("document", "answer", "part"))
    known = pa.array([name for column in columns for name in _parts(column.role)])
    wrong = pc.invert(pc.is_in(part, value_set=known))
    same = pc.equal(document.slice(1), document.slice(0, len(document) - 1))
    if same.true_count:
        twice = pc.equal(part.slice(1), part.slice(0, len(part) - 1))
        if any(column.role == "selections" for column in columns):
            twice = pc.and_(twice, pc.not_equal(part.slice(1), "selection"))
        other = pc.not_equal(answer.slice(1), answer.slice(0, len(answer) - 1))
        repeated = pc.and_(same, pc.or_(twice, other))
        wrong = pc.or_(wrong, pa.concat_arrays([pa.array([False]), repeated]))
    return wrong
