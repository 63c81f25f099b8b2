"""From parts as Arrow columns to the wide layout: one column a question, in the types that it can have."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers import numerals, tags
from questionforms.answers.columns import REST, of_kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from questionforms.answers.columns import Column, Role

#: The types of columns.
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
_PARTS = {part: index for index, part in enumerate(tags.PARTS.to_pylist())}
#: The parts that a column is for, where they are of another name.
_ROLES = {
    "text": ("free_text",),
    "number": ("free_text",),
    "choice": ("selection",),
    "selections": ("selection", "empty"),
}


class _Rows(NamedTuple):
    """Parts that answer one question, in order."""

    document: pa.Array
    answer: pa.Array
    #: The numbers of the kinds, as in `tags.PARTS`.
    part: pa.Array
    value: pa.Array
    #: Which of all parts they are.
    place: pa.Array


def fields(columns: Sequence[Column]) -> list[pa.Field]:
    """The fields of the wide layout, behind the assignment's."""
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
    by_question = _by_question(parts, {column.question for column in columns})
    others = by_question.pop(None, None)
    # Rows without a part stand for documents without answers.
    rest = [] if others is None else [others.place.filter(others.part.is_valid())]
    found: list[pa.Array] = []
    for question, group in groupby(columns, key=lambda column: column.question):
        several = list(group)
        rows = by_question.get(question)
        if rows is None:
            found += [pa.nulls(count, TYPES[column.role]) for column in several]
            continue
        values, unfit = _question(rows, several, count)
        found += values
        if unfit is not None:
            rest.append(rows.place.filter(unfit))
    return [*found, _rest(parts, rest, count)]


def narrowed(table: pa.Table) -> pa.Table:
    """The table with whole numbers in place of decimals, where a column has no others."""
    for index, field in enumerate(table.schema):
        if field.type == numerals.DECIMAL:
            try:
                whole = table.column(index).cast(pa.int64())
            except pa.ArrowInvalid:  # there are fractions, or larger numbers
                continue
            table = table.set_column(index, pa.field(field.name, pa.int64()), whole)
    return table


def _by_question(parts: pa.RecordBatch, questions: set[str]) -> dict[str | None, _Rows]:
    """The rows of each question that has columns; under None those of all others."""
    names = parts["question"].dictionary.to_pylist()
    trimmed = [name if name in questions else name.strip() for name in names]
    known = {name: index for index, name in enumerate(dict.fromkeys(name for name in trimmed if name in questions))}
    codes = pa.array([known.get(name) for name in trimmed], pa.int32()).take(parts["question"].indices)
    order = pc.array_sort_indices(codes)  # keeps the order of equal ones; nulls come last
    taken = [parts["document"], parts["answer"], parts["part"].indices, parts["value"]]
    ordered = [*(column.take(order) for column in taken), order]
    lengths = {one["values"]: one["counts"] for one in codes.value_counts().to_pylist()}
    found: dict[str | None, _Rows] = {}
    start = 0
    for name, code in [*known.items(), (None, None)]:
        length = lengths.get(code, 0)
        if length:
            found[name] = _Rows(*[column.slice(start, length) for column in ordered])
        start += length
    return found


def _question(rows: _Rows, columns: list[Column], count: int) -> tuple[list[pa.Array], pa.Array | None]:
    """The columns of a question, and which rows are of documents whose answers they cannot hold, if any."""
    wrong = _unfit(rows, columns)
    own = []
    for column in columns:
        mine = pc.is_in(rows.part, value_set=_codes((column.role,)))
        values = rows.value
        if column.role in _NUMBERS:
            values = _NUMBERS[column.role](numerals.where(mine, values))
            wrong = pc.or_(wrong, pc.and_(mine, pc.is_null(values)))
        own.append((mine, values))
    unfit = None
    if wrong.true_count:
        unfit = pc.is_in(rows.document, value_set=rows.document.filter(wrong).unique())
        own = [(pc.and_not(mine, unfit), values) for mine, values in own]
    return [_column(one, rows, *have, count=count) for one, have in zip(columns, own, strict=True)], unfit


def _unfit(rows: _Rows, columns: list[Column]) -> pa.Array:
    """Where a row has a part that no column is for, or where an answer or a single part is repeated."""
    document, answer, part = rows.document, rows.answer, rows.part
    wrong = pc.invert(pc.is_in(part, value_set=_codes(tuple(column.role for column in columns))))
    same = pc.equal(document.slice(1), document.slice(0, len(document) - 1))
    if same.true_count:
        twice = pc.equal(part.slice(1), part.slice(0, len(part) - 1))
        if any(column.role == "selections" for column in columns):
            twice = pc.and_(twice, pc.not_equal(part.slice(1), _PARTS["selection"]))
        other = pc.not_equal(answer.slice(1), answer.slice(0, len(answer) - 1))
        repeated = pc.and_(same, pc.or_(twice, other))
        wrong = pc.or_(wrong, pa.concat_arrays([pa.array([False]), repeated]))
    return wrong


def _column(column: Column, rows: _Rows, mine: pa.Array, values: pa.Array, *, count: int) -> pa.Array:
    """The column, from the rows that are its own."""
    document, part = rows.document, rows.part
    if mine.true_count < len(mine):
        document, part, values = document.filter(mine), part.filter(mine), values.filter(mine)
    if column.role == "selections":
        answered = document
        chosen = pc.equal(part, _PARTS["selection"])
        if chosen.false_count:
            document, values = document.filter(chosen), values.filter(chosen)
        return listed(document, values, answered, count)
    found = values if len(document) == count else values.take(_places(document, count))
    return _choices(found, column.choices) if column.role == "choice" else found


def listed(document: pa.Array, values: pa.Array, answered: pa.Array, count: int) -> pa.Array:
    """A list of values for each document; null where it is not among those that have one. All come in order."""
    runs = pc.run_end_encode(document)
    ends = runs.run_ends
    if len(ends) < count:
        ends = pc.fill_null(pc.fill_null_forward(ends.take(_places(runs.values, count))), 0)
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), ends])
    have = runs.values if answered is document else pc.run_end_encode(answered).values
    if len(have) < count:  # a list is null whose offset is
        starts = pc.if_else(_places(have, count).is_valid(), offsets.slice(0, count), None)
        offsets = pa.concat_arrays([starts, offsets.slice(count)])
    return pa.ListArray.from_arrays(offsets, values)


def _places(document: pa.Array, count: int) -> pa.Array:
    """For each document the place where it stands first; null where it does not."""
    return pc.index_in(numerals.count_to(count), value_set=document)


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


_NUMBERS: dict[Role, Callable[[pa.Array], pa.Array]] = {"number": numerals.decimals, "upload_size": numerals.sizes}


def _rest(parts: pa.RecordBatch, places: list[pa.Array], count: int) -> pa.Array:
    """What has no other column, as parts."""
    found = pa.concat_arrays(places) if places else pa.array([], pa.uint64())
    if not len(found):
        return pa.nulls(count, REST_TYPE)
    document, answer, question, part, value = parts.take(found.take(pc.array_sort_indices(found))).columns
    names = [one.dictionary.take(one.indices) for one in (question, part)]
    values = pa.StructArray.from_arrays([answer, *names, value], fields=list(REST_TYPE.value_type))
    return listed(document, values, document, count)


@cache
def _codes(roles: tuple[Role, ...]) -> pa.Array:
    """The numbers of the parts that columns are for."""
    return pa.array([_PARTS[name] for role in roles for name in _ROLES.get(role, (role,))], pa.int32())
