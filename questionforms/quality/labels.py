"""The answers to one question as codes: who gave which label to which unit. Everything in this package starts here."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from questionforms import words
from questionforms.answers.read.questions import by_identifier
from questionforms.answers.read.typed import is_single
from questionforms.answers.tables.columns import written
from questionforms.elements.answer_specifications import SelectionAnswer
from questionforms.exceptions import InvalidArgument
from questionforms.quality.answer_tables import column_of, read_table, unit_columns
from questionforms.quality.mixed_values import merged_values, report_classes, report_rest

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pyarrow as pa  # type: ignore[import-untyped]

    from questionforms.elements.question_form import QuestionForm

    Codes = np.ndarray[tuple[int], np.dtype[np.int64]]

#: What the labels of a question are: names without an order, a scale, numbers, or sets of names.
Kind = Literal["names", "scale", "numbers", "sets"]

_LOG = logging.getLogger("questionforms.quality")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Labels:
    """The labels of a question. The three arrays of codes have an element for each answer, in the source's order."""

    question: str
    unit: Codes
    #: -1 if the answer has no WorkerId.
    worker: Codes
    label: Codes
    #: The columns of the unit, with a row for each unit, including those without an answer.
    units: pa.Table
    #: The WorkerId of each worker.
    workers: pa.Array
    #: The labels that were given: a scale and a form's choices in the form's order, other labels sorted.
    values: tuple[Any, ...]
    kind: Kind
    type: pa.DataType
    #: The selections that the form offers.
    offered: tuple[str, ...] = ()
    #: The answers left out because the same worker had already answered for the same unit.
    repeated: int = 0
    #: The answers left out because they have no unit.
    unplaced: int = 0

    def named(self, codes: Codes) -> pa.Array:
        """The labels with these codes as an array; -1 becomes null."""
        import numpy as np
        import pyarrow as pa

        values = pa.array([sorted(value) if self.kind == "sets" else value for value in self.values], self.type)
        return values.take(pa.array(codes, mask=np.asarray(codes) < 0))


def labels(where: str, source: Any, question: str, *, form: QuestionForm | None, unit: str | Sequence[str]) -> Labels:
    """The labels that workers gave in answer to a question. `where` is the function that errors name.

    An empty text is not an answer. Values of several classes become texts. If a worker answered several times for one
    unit, only the first answer counts. The number of answers that were left out is logged.
    """
    table = read_table(where, source, form, questions=(question,))
    names = unit_columns(where, table, unit)
    choices = _choices(question, form)
    merged, classes = merged_values(table, column_of(where, table, question, form))
    kind, column = _column(_comparable(where, question, _whole(merged)), choices, with_form=form is not None)
    label, values = _coded(column, kind, choices)
    row, units = _units(table.select(names))
    worker, ids = _workers(table)
    answered = label >= 0
    placed = answered & (row >= 0)
    first = _first(row, worker, placed)
    found = Labels(
        question=question,
        unit=row[first],
        worker=worker[first],
        label=label[first],
        units=units,
        workers=ids,
        values=values,
        kind=kind,
        type=column.type,
        offered=_offered(question, form),
        repeated=int(placed.sum()) - len(first),
        unplaced=int(answered.sum() - placed.sum()),
    )
    report_classes(question, classes)
    report_rest(table, question)
    _report(where, found, names, int(answered.sum()))
    return found


def shown_label(value: Any) -> str:
    """A label as text, as in files: several selections with `|` between them, as the requester site writes them."""
    return "|".join(sorted(value)) if isinstance(value, frozenset | list | tuple) else written(value)


def _report(where: str, found: Labels, names: list[str], answers: int) -> None:
    """Log what was left out; an error if that is everything."""
    unit = words.together(names)
    if answers and found.unplaced == answers:
        message = f"no answer to {words.quoted(found.question)} has a value in {unit}; expected the column of the unit"
        raise InvalidArgument(where, "unit", message)
    if found.unplaced:
        left_out = words.counted(found.unplaced, "answer")
        _LOG.warning("left out %s to `%s` without a value in %s", left_out, found.question, unit)
    if found.repeated:
        left_out = words.counted(found.repeated, "answer")
        message = "left out %s to `%s` by a worker who had already answered for the same unit"
        _LOG.warning(message, left_out, found.question)


def _comparable(where: str, question: str, array: pa.Array) -> pa.Array:
    """The column, with lists of texts for any lists. Raises InvalidArgument if its values have parts, as shapes do."""
    import pyarrow as pa

    is_list = pa.types.is_list(array.type) or pa.types.is_large_list(array.type)
    if pa.types.is_nested(array.type.value_type if is_list else array.type):
        message = f"the answers to {words.quoted(question)} have parts, such as drawn shapes; expected labels"
        raise InvalidArgument(where, "question", f"{message}, numbers, or lists of these")
    if not is_list or (_is_text(array.type.value_type) and not array.values.null_count):
        return array
    lists = [
        None if value is None else [written(one) for one in value if one is not None] for value in array.to_pylist()
    ]
    return pa.array(lists, pa.list_(pa.string()))


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind))


def _column(array: pa.Array, choices: tuple[str, ...], *, with_form: bool) -> tuple[Kind, pa.Array]:
    """What the labels in a column are, and the column with a label in each row."""
    import pyarrow as pa

    if pa.types.is_dictionary(array.type):
        scale = array.type.ordered or _is_scale(choices)
        return ("scale" if scale else "names"), array
    if pa.types.is_list(array.type) or pa.types.is_large_list(array.type):
        if with_form and not choices:
            return "sets", array
        kind, array = _single(array)
        return ("scale" if kind == "names" and _is_scale(choices) else kind), array
    if _is_number(array.type):
        return ("scale" if choices else "numbers"), array
    if _is_scale(choices):
        return "scale", array
    return "names", array


def _whole(column: pa.ChunkedArray) -> pa.Array:
    """The column as one array."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.unify_dictionaries()
    found = column.combine_chunks()
    return pa.concat_arrays(found.chunks) if isinstance(found, pa.ChunkedArray) else found


def _is_number(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _choices(question: str, form: QuestionForm | None) -> tuple[str, ...]:
    """The identifiers of a question from which one is chosen; none for any other question."""
    answer = _selection_answer(question, form)
    return _offered(question, form) if answer is not None and is_single(answer) else ()


def _offered(question: str, form: QuestionForm | None) -> tuple[str, ...]:
    """The identifiers of the selections that the form offers for a question."""
    answer = _selection_answer(question, form)
    return () if answer is None else tuple(dict.fromkeys(selection.identifier for selection in answer.selections))


def _selection_answer(question: str, form: QuestionForm | None) -> SelectionAnswer | None:
    found = by_identifier(form).get(question.removeprefix("Answer.")) if form is not None else None
    return found.answer if found is not None and isinstance(found.answer, SelectionAnswer) else None


def _is_scale(choices: tuple[str, ...]) -> bool:
    """Whether the identifiers are whole numbers, as in a question that asks for 1 to 5."""
    return len(choices) > 1 and all(_is_whole(each) for each in choices)


def _is_whole(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and text.isascii()


def _single(array: pa.Array) -> tuple[Kind, pa.Array]:
    """Lists from answers read without a form: names if every worker chose exactly one."""
    import pyarrow.compute as pc  # type: ignore[import-untyped]

    lengths = pc.unique(pc.list_value_length(array).drop_null())
    return ("names", pc.list_element(array, 0)) if lengths.to_pylist() == [1] else ("sets", array)


def _coded(column: pa.Array, kind: Kind, choices: tuple[str, ...]) -> tuple[Codes, tuple[Any, ...]]:
    """A code for each row, -1 without an answer, and the values of the codes that occur, sorted.

    The form's choices are in its order, before any others. The values of an ordered dictionary keep their order.
    """
    import numpy as np
    import pyarrow as pa

    if kind == "sets":
        keys: dict[frozenset[str], int] = {}
        lists = [None if value is None else frozenset(value) for value in column.to_pylist()]
        codes = np.array([-1 if one is None else keys.setdefault(one, len(keys)) for one in lists], dtype=np.int64)
        values: list[Any] = list(keys)
        return _in_order(codes, values, sorted(range(len(values)), key=lambda code: sorted(values[code])))
    is_dictionary = pa.types.is_dictionary(column.type)
    encoded = column if is_dictionary else column.dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    values = encoded.dictionary.to_pylist()
    order = list(range(len(values)))
    if kind == "scale" and all(isinstance(value, str) and _is_whole(value) for value in values):
        order.sort(key=lambda code: int(values[code]))
    elif choices and kind == "names":
        places = {choice: place for place, choice in enumerate(choices)}
        order.sort(key=lambda code: (places.get(values[code], len(places)), str(values[code])))
    elif not is_dictionary or not column.type.ordered:
        order.sort(key=lambda code: (values[code] != values[code], values[code]))  # NaN last
    return _in_order(codes, values, order)


def _in_order(codes: Codes, values: list[Any], order: list[int]) -> tuple[Codes, tuple[Any, ...]]:
    """The codes renumbered in this order, without values that do not occur; None, NaN and empty text become -1."""
    import numpy as np

    used = set(np.unique(codes).tolist())
    kept = [code for code in order if code in used and not _is_empty(values[code])]
    renumbered = np.full(len(values) + 1, -1, dtype=np.int64)  # the last one is for -1
    renumbered[kept] = np.arange(len(kept))
    return renumbered[codes], tuple(values[code] for code in kept)


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value != value  # noqa: PLR0124 - NaN is not equal to itself


def _units(table: pa.Table) -> tuple[Codes, pa.Table]:
    """The unit of each row, -1 if a column of it is null, and the columns of each unit."""
    import numpy as np
    import pyarrow as pa

    columns = [_whole(column) for column in table.columns]
    plain = [one.dictionary_decode() if pa.types.is_dictionary(one.type) else one for one in columns]
    combined: Codes = np.zeros(len(table), dtype=np.int64)
    missing = np.zeros(len(table), dtype=bool)
    for array in plain:
        encoded = array.dictionary_encode()
        codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
        empty = [code for code, value in enumerate(encoded.dictionary.to_pylist()) if _is_empty(value)]
        missing |= (codes < 0) | np.isin(codes, empty)
        _, combined = np.unique(combined * (len(encoded.dictionary) + 1) + codes, return_inverse=True)
    combined[missing] = -1
    _, first, renumbered = np.unique(combined, return_index=True, return_inverse=True)
    start = int(missing.any())
    return renumbered - start, pa.table(plain, names=table.column_names).take(first[start:])


def _workers(table: pa.Table) -> tuple[Codes, pa.Array]:
    """The worker of each row, -1 if unknown, and the WorkerIds."""
    import numpy as np
    import pyarrow as pa

    if "WorkerId" not in table.column_names:
        return np.full(len(table), -1, dtype=np.int64), pa.array([], pa.string())
    array = _whole(table.column("WorkerId"))
    encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    return encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64), encoded.dictionary


def _first(unit: Codes, worker: Codes, placed: np.ndarray[Any, np.dtype[np.bool_]]) -> Codes:
    """The rows of the answers that count: the first of each worker for each unit, and all of unknown workers."""
    import numpy as np

    rows = np.flatnonzero(placed)
    known = rows[worker[rows] >= 0]
    pairs = unit[known] * (int(worker.max(initial=0)) + 1) + worker[known]
    _, first = np.unique(pairs, return_index=True)
    return np.sort(np.concatenate([known[first], rows[worker[rows] < 0]]))
