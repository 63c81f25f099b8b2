"""Count the parts of one question in Arrow columns, as `CountedQuestion.add` counts those of one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers.tables.arrow.groups import code, with_lists
from questionforms.answers.tables.parts import TEXTS, UPLOADS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from questionforms.answers.summaries.distributions import Texts
    from questionforms.answers.tables.arrow.groups import Group

#: How many texts are added at a time.
_PIECE = 2_048
_NONE = pa.array([], pa.string()).value_counts()


class Counts(NamedTuple):
    """The counts of some documents; see `CountedQuestion`."""

    answered: int
    empty_text: int
    nothing: int
    other_text: int
    uploads: int
    several: bool
    choices: dict[str, int]
    #: Distinct texts with their counts, and the same for other texts.
    texts: pa.StructArray
    others: pa.StructArray


def counts_of(group: Group, names: Sequence[str]) -> Counts:
    """The counts of the documents in a group, whose parts have these names."""
    if "json" in names and code("json").as_py() in group.part.unique().to_pylist():
        group = with_lists(group)
    has = pc.coalesce(pc.not_equal(group.value, ""), pa.scalar(False))
    kinds = {names[index] for index in group.part.unique().to_pylist()}
    if kinds == {"free_text"} and has.true_count == len(has):  # most questions are only this
        count = _distinct(group.document)
        return Counts(count, 0, 0, 0, 0, several=False, choices={}, texts=group.value.value_counts(), others=_NONE)
    is_text, is_other = _are(group, names, TEXTS), _are(group, names, ["other_text"])
    chosen, file = _are(group, names, ["selection"]), _are(group, names, UPLOADS)
    extra = _are(group, names, [name for name in kinds if name.startswith("extra/")])
    written, other = pc.and_(is_text, has), pc.and_(is_other, has)
    given = pc.or_(pc.or_(pc.or_(written, other), pc.or_(chosen, file)), extra)
    with_value = group.document.filter(given).unique()
    empty = group.document.filter(pc.and_(_are(group, names, ["free_text"]), pc.invert(has))).unique()
    only_empty = len(empty) - pc.is_in(empty, value_set=with_value).true_count
    choices, several = _choices(group.document.filter(chosen), group.value.filter(chosen))
    return Counts(
        answered=len(with_value),
        empty_text=only_empty,
        nothing=_distinct(group.document) - len(with_value) - only_empty,
        other_text=_distinct(group.document.filter(other)),
        uploads=_distinct(group.document.filter(file)),
        several=several,
        choices=choices,
        texts=group.value.filter(written).value_counts(),
        others=group.value.filter(other).value_counts(),
    )


def _are(group: Group, names: Sequence[str], wanted: Sequence[str]) -> pa.Array:
    codes = pa.array([names.index(name) for name in wanted if name in names], pa.int32())
    return pc.is_in(group.part, value_set=codes)


def _distinct(documents: pa.Array) -> int:
    return int(pc.count_distinct(documents).as_py())


def pairs_in(counts: pa.StructArray) -> zip[tuple[str, int]]:
    """Each value with how often it occurs, in the order of the first ones."""
    return zip(counts.field("values").to_pylist(), counts.field("counts").to_pylist(), strict=True)


def add_texts(texts: Texts, counts: pa.StructArray) -> None:
    """Add to the counts of texts; once they are full, most texts only count towards the total."""
    for start in range(0, len(counts), _PIECE):
        if texts.is_full:
            _add_known(texts, counts.slice(start))
            return
        for text, count in pairs_in(counts.slice(start, _PIECE)):
            texts.add(text, count)


def _add_known(texts: Texts, counts: pa.StructArray) -> None:
    values, times = counts.field("values"), counts.field("counts")
    lengths = pc.utf8_length(values)
    new = pc.and_not(
        pc.less(lengths, texts.whole_below), pc.is_in(values, value_set=pa.array(texts.whole, pa.string()))
    )
    texts.add_uncounted(pc.sum(times.filter(new)).as_py() or 0, pc.max(lengths.filter(new)).as_py() or 0)
    for text, count in pairs_in(counts.filter(pc.invert(new))):
        texts.add(text, count)


def _choices(document: pa.Array, value: pa.Array) -> tuple[dict[str, int], bool]:
    """In how many documents each selection is chosen, and whether any document has several."""
    coded = pc.coalesce(value, pa.scalar("")).dictionary_encode()
    size = pa.scalar(max(1, len(coded.dictionary)), pa.int64())
    pairs = pc.add(pc.multiply(document.cast(pa.int64()), size), coded.indices.cast(pa.int64())).unique()
    owners = pc.divide(pairs, size)
    codes = pc.subtract(pairs, pc.multiply(owners, size))
    return dict(pairs_in(coded.dictionary.take(codes).value_counts())), _distinct(owners) < len(pairs)
