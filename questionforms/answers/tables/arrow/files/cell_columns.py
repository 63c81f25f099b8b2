"""The answers in the columns of a table, by question: straight from the cells, as a form asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers.read.crowd_forms import CROWD_FORM, stem_and_value
from questionforms.answers.read.questions import by_identifier
from questionforms.answers.tables.arrow import tags
from questionforms.answers.tables.arrow.groups import Group, Grouped, code, in_order, joined, with_opened
from questionforms.answers.tables.arrow.numbers import certain, count_to, integer
from questionforms.elements.answer_specifications import FileUploadAnswer, SelectionAnswer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from questionforms.answers.tables.options import Options

_EMPTY = pa.array(["", "{}"])


def answers_in(columns: Sequence[tuple[str, pa.Array]], separator: str, options: Options) -> Grouped | None:
    """The answers in columns of texts, with their identifiers; None if the form needs a closer look at the cells."""
    asked = {} if options.form is None else {n: q.answer for n, q in by_identifier(options.form).items()}
    if options.form is not None and not all(_is_plain(name, asked) for name, _ in columns):
        return None
    groups: dict[str, Group] = {}
    count = len(columns[0][1]) if columns else 0
    answer = pa.repeat(integer(0), count)
    for index, (name, texts) in enumerate(columns):
        given = pc.invert(certain(pc.or_(pc.is_null(texts), pc.is_in(texts, value_set=_EMPTY))))
        if not given.true_count:
            continue
        group = _group(texts, given, answer, index, len(columns))
        answer = pc.add(answer, given.cast(pa.int32()))
        groups[name] = _as_asked(group, asked.get(name), separator)
    nothing = Group(*[pa.array([], kind) for kind in (pa.int32(), pa.int32(), pa.int32(), pa.string(), pa.int32())])
    found = Grouped(in_order(groups), nothing, tags.PARTS.to_pylist())
    return with_opened(found) if options.expand and options.form is None else found


def _group(texts: pa.Array, given: pa.Array, answer: pa.Array, index: int, width: int) -> Group:
    """The texts of one column that are not empty."""
    document = count_to(len(texts))
    if given.false_count:
        document, texts, answer = document.filter(given), texts.filter(given), answer.filter(given)
    place = pc.add(pc.multiply(document, integer(width)), integer(index))
    return Group(document, answer, pa.repeat(code("free_text"), len(texts)), texts, place)


def _is_plain(name: str, asked: Mapping[str, object]) -> bool:
    """Whether a column has a question of its own, or none."""
    if name in asked:
        return True
    stripped = name.strip()
    pair = stem_and_value(name)
    return name != CROWD_FORM and stripped not in asked and (pair is None or pair[0] not in asked)


def _as_asked(group: Group, asked: object, separator: str) -> Group:
    """The texts as selections or files, if the form asks for them."""
    if isinstance(asked, FileUploadAnswer):
        return group._replace(part=pa.repeat(code("upload_key"), len(group.part)))
    if not isinstance(asked, SelectionAnswer):
        return group
    chosen = group._replace(part=pa.repeat(code("selection"), len(group.part)))
    offered = pa.array(sorted({selection.identifier for selection in asked.selections}), pa.string())
    several = pc.and_not(pc.match_substring(group.value, separator), pc.is_in(group.value, value_set=offered))
    if not several.true_count:
        return chosen
    texts = chosen.where(several)
    pieces = pc.split_pattern(texts.value, separator)
    rows, values = pc.list_parent_indices(pieces), pieces.flatten()
    known = rows.filter(pc.is_in(values, value_set=offered)).unique()
    is_divided = pc.is_in(rows, value_set=known)
    rows, values = rows.filter(is_divided), values.filter(is_divided)
    divided = Group(*[column.take(rows) for column in texts])._replace(value=values)
    whole = texts.where(pc.invert(pc.is_in(count_to(len(texts.value)), value_set=known.cast(pa.int32()))))
    return joined([chosen.where(pc.invert(several)), divided, whole])
