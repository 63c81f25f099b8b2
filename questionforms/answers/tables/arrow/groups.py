"""The parts of many documents by question, in Arrow columns; and what they mean once all are known.

Values that are true or false are grouped by question, and texts with several values are divided. `tables.parts` does
the same for one document.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers.read.crowd_forms import CROWD_FORM, parts_in, texts_in
from questionforms.answers.read.pipe_separated import MTURKR
from questionforms.answers.tables.arrow import tags
from questionforms.answers.tables.arrow.heads import column
from questionforms.answers.tables.arrow.numbers import certain, count_to, integer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Group(NamedTuple):
    """The parts of one question, sorted by document; their order in a document is theirs."""

    document: pa.Array
    answer: pa.Array
    #: Indices into the names of a Grouped.
    part: pa.Array
    value: pa.Array
    #: Their indices among all parts.
    place: pa.Array

    def where(self, mask: pa.Array) -> Group:
        """The parts for which the mask is true."""
        return Group(*[column.filter(mask) for column in self])


class Grouped(NamedTuple):
    """All parts of several documents."""

    #: By question, in the order of the first answers.
    groups: dict[str, Group]
    #: Those that belong to no question.
    loose: Group
    #: The names of parts; the first are those of `tags.PARTS`.
    parts: list[str]

    def kinds(self) -> dict[str, set[str]]:
        """The kinds of parts of each question."""
        return {
            question: {self.parts[index] for index in group.part.unique().to_pylist()}
            for question, group in self.groups.items()
        }


#: The list of an answer without a value.
_NO_TEXTS: list[str | None] = [None]


def code(part: str) -> pa.Scalar:
    """The index of a part's name."""
    return tags.PARTS.index(part).cast(pa.int32())


def grouped(parts: pa.RecordBatch) -> Grouped:
    """The parts by question."""
    question, part = parts["question"], parts["part"]
    names = question.dictionary.to_pylist()
    if len(set(names)) < len(names):  # the same identifier, with references and without
        question = question.cast(pa.string()).dictionary_encode()
        names = question.dictionary.to_pylist()
    rows = parts
    place = count_to(len(parts))
    codes = question.indices
    if codes.null_count or part.indices.null_count:  # documents without answers have a row without a part
        sent = part.is_valid()
        if sent.false_count:
            place = place.filter(sent)
            rows = parts.filter(sent)
            codes = codes.filter(sent)
    order = pc.array_sort_indices(codes)  # keeps the order of equal ones; nulls come last
    known = len(order) - codes.null_count
    columns = [
        one.take(order) for one in (rows["document"], rows["answer"], rows["part"].indices, rows["value"], place)
    ]
    runs = pc.run_end_encode(codes.take(order.slice(0, known)))
    ends = list(pairwise([0, *runs.run_ends.to_pylist()]))
    found = {
        names[number]: Group(*[column.slice(start, end - start) for column in columns])
        for number, (start, end) in zip(runs.values.to_pylist(), ends, strict=True)
    }
    loose = Group(*[column.slice(known) for column in columns])
    return Grouped(in_order(found), loose, part.dictionary.to_pylist())


def in_order(groups: dict[str, Group]) -> dict[str, Group]:
    """The questions in the order of their first answers."""
    return dict(sorted(groups.items(), key=lambda item: item[1].place[0].as_py()))


def as_parts(grouped: Grouped, documents: int) -> pa.RecordBatch:
    """The parts of all documents in order, as rows of the long layout; a document without parts has an empty row."""
    questions = list(grouped.groups)
    groups = [*grouped.groups.values(), grouped.loose]
    lengths = [len(group.document) for group in groups]
    number = pa.concat_arrays(
        [pa.repeat(pa.scalar(index, pa.int32()), length) for index, length in enumerate(lengths[:-1])]
        + [pa.nulls(lengths[-1], pa.int32())]
    )
    document, answer, part, value, place = (
        pa.concat_arrays([column.cast(kind) for column in columns])
        for columns, kind in zip(
            zip(*groups, strict=True), (pa.int32(), pa.int32(), pa.int32(), pa.string(), pa.int64()), strict=True
        )
    )
    missing = count_to(documents)
    missing = missing.filter(pc.invert(pc.is_in(missing, value_set=document)))
    if len(missing):
        document, place = (
            pa.concat_arrays([document, missing]),
            pa.concat_arrays([place, pa.nulls(len(missing), pa.int64())]),
        )
        number, answer, part = (
            pa.concat_arrays([one, pa.nulls(len(missing), pa.int32())]) for one in (number, answer, part)
        )
        value = pa.concat_arrays([value, pa.nulls(len(missing), pa.string())])
    batch = pa.record_batch(
        [document, place, answer, number, part, value],
        names=["document", "place", "answer", "question", "part", "value"],
    )
    batch = batch.take(pc.sort_indices(batch, sort_keys=[("document", "ascending"), ("place", "ascending")]))
    return pa.record_batch(
        [
            batch["document"],
            batch["answer"],
            pa.array(questions, pa.string()).take(batch["question"]),
            pa.array(grouped.parts, pa.string()).take(batch["part"]),
            batch["value"],
        ],
        names=["document", "answer", "question", "part", "value"],
    )


def with_opened(grouped: Grouped) -> Grouped:
    """The parts with the JSON of crowd-forms opened; each distinct text is read once."""
    group = grouped.groups.get(CROWD_FORM)
    if group is None:
        return grouped
    texts = pc.if_else(pc.equal(group.part, code("free_text")), group.value, None).dictionary_encode()
    read = [parts_in(text) or [] for text in texts.dictionary.to_pylist()]
    ends = pa.array([0, *accumulate(map(len, read))], pa.int32())
    names, kinds, values = (
        zip(*[part for one in read for part in one], strict=True) if ends[-1].as_py() else ((), (), ())
    )
    rows_of = pa.ListArray.from_arrays(ends, count_to(len(names))).take(texts.indices)
    can_be = pc.greater(pc.coalesce(pc.list_value_length(rows_of), integer(0)), integer(0))
    source, found = pc.list_parent_indices(rows_of), rows_of.flatten()
    coded = pa.array(names, pa.string()).dictionary_encode()
    width = pa.scalar(max(map(len, read), default=0) + 1, pa.int64())
    wider = _widened(grouped, width)
    group = wider.groups[CROWD_FORM]
    first = ends.slice(0, len(read)).take(texts.indices).take(source)
    opened = Group(
        document=group.document.take(source),
        answer=group.answer.take(source),
        part=pc.index_in(pa.array(kinds, pa.string()), value_set=tags.PARTS).cast(pa.int32()).take(found),
        value=column(pa.string(), values).take(found),
        place=pc.add(group.place.take(source), pc.subtract(found, first).cast(pa.int64())),
    )
    by_name = _by_name(opened, coded.indices.take(found), coded.dictionary.to_pylist())
    groups: dict[str, list[Group]] = {}
    for name, one in wider.groups.items():
        if one is group:
            for path, part in by_name.items():
                groups.setdefault(path, []).append(part)
            one = group.where(pc.invert(can_be))  # noqa: PLW2901 - what is left of it
            if not len(one.document):
                continue
        groups.setdefault(name, []).append(one)
    return wider._replace(groups=in_order({name: joined(several) for name, several in groups.items()}))


def _widened(grouped: Grouped, width: pa.Scalar) -> Grouped:
    """The same with room for this many parts in the place of each."""

    def wider(group: Group) -> Group:
        return group._replace(place=pc.multiply(group.place.cast(pa.int64()), width))

    groups = {name: wider(group) for name, group in grouped.groups.items()}
    return grouped._replace(groups=groups, loose=wider(grouped.loose))


def _by_name(rows: Group, codes: pa.Array, names: list[str]) -> dict[str, Group]:
    """The rows of each name, given the index of each row's name."""
    order = pc.array_sort_indices(codes)
    runs = pc.run_end_encode(codes.take(order))
    ends = pairwise([0, *runs.run_ends.to_pylist()])
    columns = [one.take(order) for one in rows]
    return {
        names[number]: Group(*[one.slice(start, end - start) for one in columns])
        for number, (start, end) in zip(runs.values.to_pylist(), ends, strict=True)
    }


def divided(group: Group, separator: str) -> Group:
    """The group with each free text divided into selections; an empty text is an answer without a value."""
    is_text = pc.equal(group.part, code("free_text"))
    texts = group if not is_text.false_count else group.where(is_text)
    first = f"^{MTURKR}" if separator == MTURKR else None  # it is in front of the first value, too
    cells = texts.value if first is None else pc.replace_substring_regex(texts.value, first, "")
    pieces = pc.split_pattern(cells, separator)
    rows = pc.list_parent_indices(pieces)
    empty = pc.equal(texts.value, "").take(rows)
    found = Group(
        document=texts.document.take(rows),
        answer=texts.answer.take(rows),
        part=pc.if_else(empty, code("empty"), code("selection")),
        value=pc.if_else(empty, pa.scalar(None, pa.string()), pieces.flatten()),
        place=texts.place.take(rows),
    )
    return joined([found, group.where(pc.invert(is_text))]) if is_text.false_count else found


def with_lists(group: Group) -> Group:
    """The group with lists of texts in JSON as selections; an empty list is an answer without a value."""
    texts = pc.if_else(pc.equal(group.part, code("json")), group.value, None).dictionary_encode()
    read: list[list[str] | None] = [texts_in(text) for text in texts.dictionary.to_pylist()]
    kept = certain(pc.invert(pa.array([one is not None for one in read], pa.bool_()).take(texts.indices)))
    kept = pc.or_(kept, texts.indices.is_null())
    values = pa.array([one or _NO_TEXTS for one in read], pa.list_(pa.string())).take(texts.indices)
    rows = pc.list_parent_indices(values)
    chosen = Group(*[one.take(rows) for one in group])._replace(value=values.flatten())
    chosen = chosen._replace(part=pc.if_else(chosen.value.is_null(), code("empty"), code("selection")))
    taken = pc.invert(kept).take(rows)
    return joined([group.where(kept), chosen.where(taken)])


def with_truths(grouped: Grouped, stems: Mapping[str, Sequence[str]], switches: Iterable[str]) -> Grouped:
    """The parts with the truth values of each question in `stems` together.

    `stems` are the identifiers of each question's values, `switches` the questions whose only value is `on`.
    """
    owner = {identifier: stem for stem, identifiers in stems.items() for identifier in identifiers}
    found: dict[str, Group] = {}
    pending: dict[str, list[Group]] = {}
    for question, group in grouped.groups.items():
        stem = owner.get(question)
        if stem is None:
            found[question] = joined([found[question], group]) if question in found else group
            continue
        is_text = pc.equal(group.part, code("free_text"))
        if is_text.false_count:
            found[question] = group.where(pc.invert(is_text))
        texts = group.where(pc.and_(is_text, certain(pc.not_equal(group.value, ""))))
        value = question[len(stem) + 1 :]
        pending.setdefault(stem, []).append(_truths(texts, value, switch=stem in switches))
        found.setdefault(stem, group.where(pa.nulls(len(group.document), pa.bool_())))
    for stem, groups in pending.items():
        found[stem] = joined([found[stem], _one_answer(joined(groups), switch=stem in switches)])
    return grouped._replace(groups={name: group for name, group in found.items() if len(group.document)})


def _truths(group: Group, value: str, *, switch: bool) -> Group:
    """The truth values of one identifier: booleans, or the value as a selection where it is true."""
    lower = pc.utf8_lower(group.value)
    if switch:
        return group._replace(part=pa.repeat(code("boolean"), len(lower)), value=lower)
    chosen = pc.equal(lower, "true")
    return group._replace(
        part=pc.if_else(chosen, code("selection"), code("empty")),
        value=pc.if_else(chosen, value, pa.scalar(None, pa.string())),
    )


def _one_answer(group: Group, *, switch: bool) -> Group:
    """The group with one answer a document: the first; and without `empty` parts, unless nothing else is there."""
    first = pc.index_in(group.document, value_set=group.document)  # each document's first row
    group = group._replace(answer=group.answer.take(first), place=group.place.take(first))
    if switch:
        return group
    empty = pc.equal(group.part, code("empty"))
    if not empty.true_count:
        return group
    has = pc.is_in(group.document, value_set=group.document.filter(pc.invert(empty)))
    is_first = pc.equal(first, count_to(len(first)))
    return group.where(pc.or_(pc.invert(empty), pc.and_(is_first, pc.invert(has))))


def joined(groups: list[Group]) -> Group:
    """Several groups as one, sorted by document and then by place."""
    if len(groups) == 1:
        return groups[0]
    columns = [pa.concat_arrays(list(several)) for several in zip(*groups, strict=True)]
    batch = pa.record_batch(columns, names=list(Group._fields))
    order = pc.sort_indices(batch, sort_keys=[("document", "ascending"), ("place", "ascending")])
    return Group(*batch.take(order).columns)
