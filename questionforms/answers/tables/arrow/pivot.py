"""Pivot parts in Arrow columns to the wide layout: typed columns for each question."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers.tables.arrow import numbers as numerals
from questionforms.answers.tables.arrow import tags
from questionforms.answers.tables.arrow.numbers import certain, count_to, integer, where
from questionforms.answers.tables.columns import REST, of_kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from questionforms.answers.tables.columns import Column, Role

#: The type of each role's column.
TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "number": numerals.DECIMAL,
    "choice": pa.dictionary(pa.int32(), pa.string()),
    "selections": pa.list_(pa.string()),
    "other_text": pa.string(),
    "upload_key": pa.string(),
    "upload_size": pa.int64(),
}
_REST_FIELDS = {"answer": pa.int32(), "question": pa.string(), "part": pa.string(), "value": pa.string()}
REST_TYPE = pa.list_(pa.struct(list(_REST_FIELDS.items())))
_SELECTION = tags.PARTS.index("selection").cast(pa.int32())
#: The parts that a role's column is for, if their names differ from the role's.
_ROLES = {
    "text": ("free_text",),
    "number": ("free_text",),
    "choice": ("selection",),
    "selections": ("selection", "empty"),
}


class _Rows(NamedTuple):
    """Parts of questions that have columns, sorted by question and then by document."""

    document: pa.Array
    answer: pa.Array
    #: The kinds of parts, as indices into `tags.PARTS`.
    part: pa.Array
    value: pa.Array
    question: pa.Array
    #: The index of the column that the part is for; null if there is none.
    column: pa.Array
    #: Their indices among all parts.
    place: pa.Array


def fields(columns: Sequence[Column]) -> list[pa.Field]:
    """The fields of the wide layout, after those of the assignment."""
    return [*(pa.field(column.name, TYPES[column.role]) for column in columns), pa.field(REST, REST_TYPE)]


def columns_of(batches: Sequence[pa.RecordBatch]) -> list[Column]:
    """The columns that parts need, by question in the order of their first answers."""
    seen: dict[str, set[str]] = {}
    for batch in batches:
        question, part = batch["question"], batch["part"]
        questions, parts = question.dictionary.to_pylist(), part.dictionary.to_pylist()
        scaled = pc.multiply(question.indices.cast(pa.int64()), len(parts))
        for pair in pc.drop_null(pc.add(scaled, part.indices).unique()).to_pylist():
            seen.setdefault(questions[pair // len(parts)], set()).add(parts[pair % len(parts)])
    return of_kinds(seen)


def widen(parts: pa.RecordBatch, columns: Sequence[Column], count: int) -> list[pa.Array]:
    """The columns of the wide layout, for documents from 0 to `count`."""
    rows, rest = _rows(parts, columns)
    bounds = _bounds(rows, columns)
    numbers, unread = _read_numbers(rows, columns, bounds)
    unfit = _unfit(rows, pa.concat_arrays([_misplaced(rows, columns), *unread]))
    if unfit is not None:
        rest = pa.concat_arrays([rest, rows.place.filter(unfit)])
        rows = rows._replace(column=pc.if_else(unfit, integer(None), rows.column))
    found = []
    for index, (column, (start, length)) in enumerate(zip(columns, bounds, strict=True)):
        own = _Rows(*[one.slice(start, length) for one in rows])
        own = own._replace(value=numbers.get(index, own.value))
        found.append(_column(column, own, pc.equal(own.column, integer(index)), count))
    return [*found, _rest(parts, rest, count)]


def narrowed(table: pa.Table) -> pa.Table:
    """The table with decimal columns converted to int64 if all their numbers are whole."""
    for index, field in enumerate(table.schema):
        if field.type == numerals.DECIMAL:
            try:
                whole = table.column(index).cast(pa.int64())
            except pa.ArrowInvalid:  # there are fractions, or larger numbers
                continue
            table = table.set_column(index, pa.field(field.name, pa.int64()), whole)
    return table


def _rows(parts: pa.RecordBatch, columns: Sequence[Column]) -> tuple[_Rows, pa.Array]:
    """The rows of the questions that have columns, and the indices of all other parts."""
    numbers = _numbers(columns)
    names, kinds = (parts[name].dictionary.to_pylist() for name in ("question", "part"))
    codes = pa.array([numbers.get(name, numbers.get(name.strip())) for name in names], pa.int32())
    question = codes.take(parts["question"].indices)
    order = pc.array_sort_indices(question)  # keeps the order of equal ones; nulls come last
    known = len(order) - question.null_count
    place, others = order.slice(0, known), order.slice(known)
    question, part = question.take(place), parts["part"].indices.take(place)
    slots: list[int | None] = [None] * (len(numbers) * len(kinds))
    for index, column in enumerate(columns):
        for name in _ROLES.get(column.role, (column.role,)):
            slots[numbers[column.question] * len(kinds) + kinds.index(name)] = index
    slot = pc.add(pc.multiply(question, integer(len(kinds))), part)
    document, answer, value = (parts[name].take(place) for name in ("document", "answer", "value"))
    column = pa.array(slots, pa.int32()).take(slot)
    # Rows without a part are documents without answers.
    others = others.filter(parts["part"].is_valid().take(others))
    return _Rows(document, answer, part, value, question, column, place), others


def _numbers(columns: Sequence[Column]) -> dict[str, int]:
    """The questions that have columns, numbered in their order."""
    return {question: number for number, question in enumerate(dict.fromkeys(column.question for column in columns))}


def _bounds(rows: _Rows, columns: Sequence[Column]) -> list[tuple[int, int]]:
    """The start and the number of the rows of each column's question."""
    runs = pc.run_end_encode(rows.question)
    ends = pairwise([0, *runs.run_ends.to_pylist()])
    found = {number: (start, end - start) for number, (start, end) in zip(runs.values.to_pylist(), ends, strict=True)}
    numbers = _numbers(columns)
    return [found.get(numbers[column.question], (0, 0)) for column in columns]


def _read_numbers(
    rows: _Rows, columns: Sequence[Column], bounds: list[tuple[int, int]]
) -> tuple[dict[int, pa.Array], list[pa.Array]]:
    """The numbers of each numeric column, by its index, and the rows whose value is not a number that fits there."""
    found: dict[int, pa.Array] = {}
    unread: list[pa.Array] = []
    for index, (column, (start, length)) in enumerate(zip(columns, bounds, strict=True)):
        if column.role in _NUMBERS and length:
            mine = certain(pc.equal(rows.column.slice(start, length), integer(index)))
            found[index] = _NUMBERS[column.role](where(mine, rows.value.slice(start, length)))
            wrong = pc.indices_nonzero(pc.and_(mine, found[index].is_null()))
            unread.append(pc.add(wrong, pa.scalar(start, pa.uint64())))
    return found, unread


def _misplaced(rows: _Rows, columns: Sequence[Column]) -> pa.Array:
    """The rows whose part has no column, or that repeat an answer or a part that is allowed once."""
    without = pc.indices_nonzero(rows.column.is_null())
    before, after = (_Rows(*[one.slice(start, max(0, len(one) - 1)) for one in rows]) for start in (0, 1))
    same = pc.and_(pc.equal(before.document, after.document), pc.equal(before.question, after.question))
    if not same.true_count:
        return without
    listed = pa.array([column.role == "selections" for column in columns], pa.bool_())
    chosen = pc.and_(listed.take(after.column), pc.equal(after.part, _SELECTION))
    again = certain(pc.and_not(pc.equal(before.column, after.column), chosen))
    repeated = pc.and_(same, pc.or_(again, pc.not_equal(before.answer, after.answer)))
    return pa.concat_arrays([without, pc.add(pc.indices_nonzero(repeated), pa.scalar(1, pa.uint64()))])


def _unfit(rows: _Rows, wrong: pa.Array) -> pa.Array | None:
    """A mask of the rows in documents that have a wrong row for the same question; None if no row is wrong."""
    if not len(wrong):
        return None
    most = pc.max(rows.question).cast(pa.int64())
    keys = pc.add(pc.multiply(rows.document.cast(pa.int64()), pc.add(most, 1)), rows.question.cast(pa.int64()))
    return pc.is_in(keys, value_set=keys.take(wrong).unique())


def _column(column: Column, rows: _Rows, mine: pa.Array, count: int) -> pa.Array:
    """The column, from those rows of its question that belong to it."""
    if not len(mine):
        return pa.nulls(count, TYPES[column.role])
    document, part, values = rows.document, rows.part, rows.value
    if mine.true_count < len(mine):
        document, part, values = document.filter(mine), part.filter(mine), values.filter(mine)
    if column.role == "selections":
        answered = document
        chosen = pc.equal(part, _SELECTION)
        if chosen.false_count:
            document, values = document.filter(chosen), values.filter(chosen)
        return listed(document, values, answered, count)
    found = values if len(document) == count else values.take(_places(document, count))
    return _choices(found, column.choices) if column.role == "choice" else found


def listed(document: pa.Array, values: pa.Array, answered: pa.Array, count: int) -> pa.Array:
    """A list of values for each document, null if it is not in `answered`; all arguments are sorted by document."""
    runs = pc.run_end_encode(document)
    ends = runs.run_ends
    if len(ends) < count:
        ends = pc.coalesce(pc.fill_null_forward(ends.take(_places(runs.values, count))), integer(0))
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), ends])
    have = runs.values if answered is document else pc.run_end_encode(answered).values
    if len(have) < count:  # a null offset makes a null list
        starts = pc.if_else(_places(have, count).is_valid(), offsets.slice(0, count), integer(None))
        offsets = pa.concat_arrays([starts, offsets.slice(count)])
    return pa.ListArray.from_arrays(offsets, values)


def _places(document: pa.Array, count: int) -> pa.Array:
    """The first index of each document; null if it does not occur."""
    return pc.index_in(count_to(count), value_set=document)


def _choices(values: pa.Array, choices: tuple[str, ...]) -> pa.Array:
    """Dictionary-encoded identifiers: those of the form in its order, then any others."""
    offered = pa.array(choices, pa.string())
    indices = pc.index_in(values, value_set=offered)
    if indices.null_count > values.null_count:
        others = values.unique()
        others = others.filter(pc.and_(pc.is_valid(others), pc.invert(pc.is_in(others, value_set=offered))))
        offered = pa.concat_arrays([offered, others])
        indices = pc.index_in(values, value_set=offered)
    return pa.DictionaryArray.from_arrays(indices, offered)


_NUMBERS: dict[Role, Callable[[pa.Array], pa.Array]] = {"number": numerals.decimals, "upload_size": numerals.sizes}


def _rest(parts: pa.RecordBatch, places: pa.Array, count: int) -> pa.Array:
    """The parts that have no other column."""
    if not len(places):
        return pa.nulls(count, REST_TYPE)
    document, answer, question, part, value = parts.take(places.take(pc.array_sort_indices(places))).columns
    names = [one.dictionary.take(one.indices) for one in (question, part)]
    values = pa.StructArray.from_arrays([answer, *names, value], fields=list(REST_TYPE.value_type))
    return listed(document, values, document, count)
