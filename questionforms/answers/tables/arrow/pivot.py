"""Pivot parts in Arrow columns to the wide layout: typed columns for each question."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers.tables.arrow import numbers as numerals
from questionforms.answers.tables.arrow.groups import Group, code
from questionforms.answers.tables.arrow.numbers import certain, count_to, integer, where
from questionforms.answers.tables.columns import WHOLE_NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from questionforms.answers.tables.arrow.groups import Grouped
    from questionforms.answers.tables.columns import Column, Role

    #: The parts of a question, under its identifier in the documents.
    Named = tuple[str | None, Group]

_REST_FIELDS = {"answer": pa.int32(), "question": pa.string(), "part": pa.string(), "value": pa.string()}
REST_TYPE = pa.list_(pa.struct(list(_REST_FIELDS.items())))
#: The parts that a role's column is for, if their names differ from the role's.
_ROLES = {
    "text": ("free_text",),
    "number": ("free_text", "number"),  # free text in a form's questions
    "choice": ("selection",),
    "scale": ("selection",),
    "selections": ("selection", "empty"),
}


def widen(grouped: Grouped, columns: Sequence[Column], types: Sequence[pa.DataType], count: int) -> list[pa.Array]:
    """The columns of the wide layout, for documents from 0 to `count`, and `rest` for what has no other column."""
    by_question: dict[str, list[int]] = {}
    for index, column in enumerate(columns):
        by_question.setdefault(column.question, []).append(index)
    found: dict[int, pa.Array] = {}
    left: list[Named] = [(None, grouped.loose)] if len(grouped.loose.document) else []
    for question, groups in _owners(grouped, by_question).items():
        if question not in by_question:
            left += groups
            continue
        own = {index: columns[index] for index in by_question[question]}
        kinds = {index: types[index] for index in own}
        filled, rest = _columns(groups, own, kinds, count)
        found |= filled
        left += rest
    arrays = [
        found.get(
            index, pa.nulls(count, kind) if not pa.types.is_dictionary(kind) else _no_choices(count, column, kind)
        )
        for index, (column, kind) in enumerate(zip(columns, types, strict=True))
    ]
    return [*arrays, _rest(left, grouped.parts, count)]


def _owners(grouped: Grouped, known: Mapping[str, Any]) -> dict[str, list[Named]]:
    """The groups by the question that has columns for them; an identifier without any is stripped of whitespace."""
    found: dict[str, list[Named]] = {}
    for name, group in grouped.groups.items():
        stripped = name if name in known or name.strip() not in known else name.strip()
        found.setdefault(stripped, []).append((name, group))
    return found


def _columns(
    groups: list[Named], columns: Mapping[int, Column], types: Mapping[int, pa.DataType], count: int
) -> tuple[dict[int, pa.Array], list[Named]]:
    """The columns of one question, by index, and the parts that do not fit them."""
    group, sources = _together([group for _, group in groups])
    slots = _slots(group, columns)
    values: dict[int, pa.Array] = {}
    wrong = [pc.indices_nonzero(certain(pc.equal(slots, integer(-1)))), _repeated(group, slots, columns)]
    for index in columns:
        mine = certain(pc.equal(slots, integer(index)))
        convert = _CONVERTERS.get(columns[index].role)
        if not mine.true_count:
            if convert is not None:  # its values are not texts
                values[index] = pa.nulls(len(group.value), types[index])
            continue
        if columns[index].role == "number" and certain(pc.equal(group.part.filter(mine), code("number"))).true_count:
            convert = numerals.json_numbers
        if columns[index].ordered and columns[index].role == "choice":
            convert = partial(_on_scale, columns[index])
        if convert is not None:
            values[index] = convert(where(mine, group.value), types[index])
            unfit = pc.and_(mine, values[index].is_null())
            if columns[index].role == "number":
                unfit = pc.and_not(unfit, certain(pc.equal(group.value, "")))
            wrong.append(pc.indices_nonzero(unfit))
    rows = pa.concat_arrays(wrong)
    rest: list[Named] = []
    if len(rows):
        unfit = pc.is_in(group.document, value_set=group.document.take(rows))
        bad = group.where(unfit)
        origin = sources.filter(unfit)
        rest = [(name, bad.where(pc.equal(origin, integer(index)))) for index, (name, _) in enumerate(groups)]
        slots = pc.if_else(unfit, integer(None), slots)
    found = {
        index: _column(
            column, types[index], group, values.get(index, group.value), certain(pc.equal(slots, integer(index))), count
        )
        for index, column in columns.items()
    }
    return found, rest


def _together(groups: list[Group]) -> tuple[Group, pa.Array]:
    """Several groups as one, sorted by document, and the group that each part is from."""
    if len(groups) == 1:
        return groups[0], pa.repeat(integer(0), len(groups[0].document))
    source = pa.concat_arrays([pa.repeat(integer(index), len(one.document)) for index, one in enumerate(groups)])
    joined = Group(*[pa.concat_arrays(list(several)) for several in zip(*groups, strict=True)])
    batch = pa.record_batch([joined.document, joined.place], names=["document", "place"])
    order = pc.sort_indices(batch, sort_keys=[("document", "ascending"), ("place", "ascending")])
    return Group(*[column.take(order) for column in joined]), source.take(order)


def _slots(group: Group, columns: Mapping[int, Column]) -> pa.Array:
    """The index of each part's column; -1 if it has none, null if it has nothing to hold."""
    kinds = group.part.unique().to_pylist()
    found: list[int | None] = [-1] * (max(kinds, default=0) + 1)
    for index, column in sorted(columns.items(), key=lambda item: item[1].role == "text"):
        for name in _ROLES.get(column.role, (column.role,)):
            number = code(name).as_py()
            if number < len(found):
                found[number] = index
    nothing = ["null"] if any(column.role == "selections" for column in columns.values()) else ["null", "empty"]
    for number in [code(name).as_py() for name in nothing]:
        if number < len(found):
            found[number] = None
    if len(kinds) == 1:
        return (
            pa.repeat(integer(found[kinds[0]]), len(group.part))
            if found[kinds[0]] is not None
            else pa.nulls(len(group.part), pa.int32())
        )
    return pa.array(found, pa.int32()).take(group.part)


def _repeated(group: Group, slots: pa.Array, columns: Mapping[int, Column]) -> pa.Array:
    """The parts that repeat an answer, or a part that is allowed once."""
    count = max(0, len(group.document) - 1)
    before, after = Group(*[one.slice(0, count) for one in group]), Group(*[one.slice(1, count) for one in group])
    same = pc.equal(before.document, after.document)
    if not same.true_count:
        return pa.array([], pa.uint64())
    listed = pa.array([index for index, column in columns.items() if column.role == "selections"], pa.int32())
    chosen = pc.and_(pc.is_in(slots.slice(1), value_set=listed), pc.equal(after.part, code("selection")))
    again = certain(pc.and_not(pc.equal(slots.slice(0, count), slots.slice(1)), chosen))
    other_answer = certain(pc.not_equal(before.answer, after.answer))
    repeated = pc.and_(same, pc.or_(again, other_answer))
    return pc.add(pc.indices_nonzero(repeated), pa.scalar(1, pa.uint64()))


def _column(  # noqa: PLR0917 - all of one column
    column: Column, kind: pa.DataType, group: Group, values: pa.Array, mine: pa.Array, count: int
) -> pa.Array:
    """The column, from those parts of its question that belong to it."""
    document, part = group.document, group.part
    if mine.false_count:
        document, part, values = document.filter(mine), part.filter(mine), values.filter(mine)
    if column.role == "selections":
        answered = document
        chosen = pc.equal(part, code("selection"))
        if chosen.false_count:
            document, values = document.filter(chosen), values.filter(chosen)
        return listed(document, values, answered, count)
    found = values if len(document) == count else values.take(_places(document, count))
    return _choices(found, column, kind) if pa.types.is_dictionary(kind) else found


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


def _choices(values: pa.Array, column: Column, kind: pa.DataType) -> pa.Array:
    """Dictionary-encoded identifiers: those of the form in its order, then any others."""
    offered = pa.array(column.choices, pa.string())
    indices = pc.index_in(values, value_set=offered)
    if indices.null_count > values.null_count:
        others = values.unique()
        others = others.filter(pc.and_(pc.is_valid(others), pc.invert(pc.is_in(others, value_set=offered))))
        offered = pa.concat_arrays([offered, others])
        indices = pc.index_in(values, value_set=offered)
    return pa.DictionaryArray.from_arrays(indices, offered, ordered=kind.ordered)


def _no_choices(count: int, column: Column, kind: pa.DataType) -> pa.Array:
    return pa.DictionaryArray.from_arrays(
        pa.nulls(count, pa.int32()), pa.array(column.choices, pa.string()), ordered=kind.ordered
    )


def _as_json(texts: pa.Array, kind: pa.DataType) -> pa.Array:
    """Lists in JSON as Arrow's, if all have one type; else the texts."""
    if kind == pa.string():
        return texts
    # the type was found with all digits in mind, so plain floats are exact
    return pa.array([None if text is None else json.loads(text) for text in texts.to_pylist()], kind)


def _as_boolean(texts: pa.Array, _: pa.DataType) -> pa.Array:
    return pc.equal(texts, "true")


def _on_scale(column: Column, texts: pa.Array, _: pa.DataType) -> pa.Array:
    """The selections that an ordered column has; any other has no place on the scale."""
    return where(pc.is_in(texts, value_set=pa.array(column.choices, pa.string())), texts)


def _as_scale(texts: pa.Array, _: pa.DataType) -> pa.Array:
    return where(certain(pc.match_substring_regex(texts, f"^{WHOLE_NUMBER}$")), texts).cast(pa.int64())


def _as_size(texts: pa.Array, _: pa.DataType) -> pa.Array:
    return numerals.sizes(texts)


#: How the texts of a role become its column's values; null for one that does not fit.
_CONVERTERS: dict[Role, Callable[[pa.Array, pa.DataType], pa.Array]] = {
    "number": numerals.numbers,
    "boolean": _as_boolean,
    "json": _as_json,
    "scale": _as_scale,
    "upload_size": _as_size,
}


def _rest(left: list[Named], parts: list[str], count: int) -> pa.Array:
    """The parts that have no other column, in their order."""
    left = [(name, group) for name, group in left if len(group.document)]
    if not left:
        return pa.nulls(count, REST_TYPE)
    names = pa.concat_arrays([pa.array([name], pa.string()).take(_zeros(group)) for name, group in left])
    joined = [pa.concat_arrays(list(several)) for several in zip(*[group for _, group in left], strict=True)]
    batch = pa.record_batch([*joined, names], names=[*Group._fields, "question"])
    order = pc.sort_indices(batch, sort_keys=[("document", "ascending"), ("place", "ascending")])
    batch = batch.take(order)
    part = pa.array(parts, pa.string()).take(batch["part"])
    values = pa.StructArray.from_arrays(
        [batch["answer"], batch["question"], part, batch["value"]], fields=list(REST_TYPE.value_type)
    )
    return listed(batch["document"], values, batch["document"], count)


def _zeros(group: Group) -> pa.Array:
    return pa.repeat(integer(0), len(group.document))
