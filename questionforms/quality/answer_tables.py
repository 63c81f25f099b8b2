"""The table of answers that all figures are made from, and its columns: those of the unit, and those of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms import words
from questionforms.answers.archives.known_columns import COLUMNS, HIT_COLUMNS, WORK_TIME
from questionforms.answers.tables.columns import REST, columns_of_form
from questionforms.answers.tables.options import Options
from questionforms.exceptions import InvalidArgument, MissingExtra, WrongType
from questionforms.quality.mixed_values import merged_values, value_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa  # type: ignore[import-untyped]

    from questionforms.elements.question_form import QuestionForm

#: What a name has in front in the requester site's CSV, and in a table if a column of assignments has the same name.
_ANSWER = "Answer."
#: The columns of a table that are not answers.
_NOT_ANSWERS = {*COLUMNS, *HIT_COLUMNS, WORK_TIME, "problem", REST, "Approve", "Reject"} | {
    *("LifetimeApprovalRate", "Last30DaysApprovalRate", "Last7DaysApprovalRate", "ApprovalRejectionTime"),
}
_SUFFIXES = (".other_text", ".upload_key", ".upload_size")
#: A column of texts counts as choices if it has at most this many different ones, each given twice on average.
_MOST_CHOICES, _TIMES = 20, 2


def require(*libraries: str) -> None:
    """Raise MissingExtra if a library of the extra `quality` is not installed."""
    from importlib import import_module

    for library in ("numpy", "pyarrow", *libraries):
        try:
            import_module(library)
        except ImportError as error:
            message = f"quality figures need {library}; install it with `pip install 'questionforms[quality]'`"
            raise MissingExtra(message) from error


def read_table(where: str, source: Any, form: QuestionForm | None, *, questions: Iterable[str] = ()) -> pa.Table:
    """The answers in a source as a wide table. A table that has the questions as columns is used as it is."""
    require()
    check_form(where, form)
    import pyarrow as pa

    from questionforms.answers.tables.batches import table

    if not hasattr(source, "__arrow_c_stream__"):
        return table(source, form)
    found = _without_views(pa.table(source))
    if _is_read(found, questions):
        return found
    try:
        return table(source, form)
    except WrongType:
        if any(name.startswith("Answer") for name in found.column_names):
            raise
        return found  # a data frame without the question, which is refused with the names of its columns


def _without_views(table: pa.Table) -> pa.Table:
    """The table with ordinary texts instead of views, which polars exports and few functions of Arrow accept."""
    import pyarrow as pa

    fields = [field.with_type(_without_view(field.type)) for field in table.schema]
    return table.cast(pa.schema(fields)) if pa.schema(fields) != table.schema else table


def _without_view(kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    if pa.types.is_string_view(kind):
        return pa.large_string()
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return (pa.list_ if pa.types.is_list(kind) else pa.large_list)(_without_view(kind.value_type))
    if pa.types.is_dictionary(kind) and pa.types.is_string_view(kind.value_type):
        return pa.dictionary(kind.index_type, pa.large_string(), kind.ordered)
    return kind


def _is_read(table: pa.Table, questions: Iterable[str]) -> bool:
    """Whether a table has answers as columns, as `table` returns them, or as a data frame of labels has."""
    names, asked = set(table.column_names), set(questions)
    if "Answer" in names:
        return False
    is_asked = bool(asked) and asked <= names
    return "problem" in names or (is_asked and not any(name.startswith(_ANSWER) for name in names))


def check_form(where: str, form: object) -> None:
    """Reject a form that is not a QuestionForm."""
    from questionforms.elements.question_form import QuestionForm

    if form is not None and not isinstance(form, QuestionForm):
        raise WrongType(where, "form", f"{words.found(form)}; expected a QuestionForm")


def unit_columns(where: str, table: pa.Table, unit: str | Sequence[str]) -> list[str]:
    """The names of the columns of the unit. Raises InvalidArgument if the table does not have one of them."""
    import pyarrow as pa

    names = [unit] if isinstance(unit, str) else list(unit) if hasattr(unit, "__iter__") else None
    if names is None or not all(isinstance(name, str) for name in names):
        raise WrongType(where, "unit", f"{words.found(unit)}; expected the name of a column, or several names")
    if not names:
        raise InvalidArgument(where, "unit", "there are no names; expected the name of a column, or several names")
    for name in names:
        if name not in table.column_names:
            there = _columns_for_units(table)
            has = f"the source has {words.listed(there)}" if there else "the source has none that is not empty"
            meant = words.did_you_mean(words.nearest(name, there))
            raise InvalidArgument(where, "unit", f"{words.quoted(name)} is not a column; {has}{meant}")
        if pa.types.is_nested(table.schema.field(name).type):
            message = f"the column {words.quoted(name)} has lists; expected one with a single value in each row"
            raise InvalidArgument(where, "unit", message)
    return list(dict.fromkeys(names))


def _columns_for_units(table: pa.Table) -> list[str]:
    """The columns that could be a unit: those with values, inputs first."""
    usable = [name for name in table.column_names if table.column(name).null_count < len(table) and name != REST]
    return sorted(usable, key=lambda name: (not name.startswith("Input."), name != "HITId"))


def column_of(where: str, table: pa.Table, question: str, form: QuestionForm | None) -> str:
    """The column of the answers to a question. Raises InvalidArgument if there is none."""
    if not isinstance(question, str):
        raise WrongType(where, "question", f"{words.found(question)}; expected the identifier of a question")
    there = questions_of(table, form)
    plain = question.removeprefix(_ANSWER)
    for name in (f"{_ANSWER}{plain}", question, plain):
        if name in table.column_names and (name in there or form is None):
            return name
    known = [name.removeprefix(_ANSWER) for name in there]
    has = f"the source has {words.listed(known)}" if known else "the source has no answers"
    meant = words.did_you_mean(words.nearest(plain, known))
    raise InvalidArgument(where, "question", f"{words.quoted(question)} is not a question; {has}{meant}")


def questions_of(table: pa.Table, form: QuestionForm | None) -> list[str]:
    """The columns of answers, the first of each question."""
    if form is not None:
        found = {column.question: column.name for column in reversed(columns_of_form(Options(form=form)))}
        return [name for name in reversed(found.values()) if name in table.column_names]
    names = [
        name
        for name in table.column_names
        if name not in _NOT_ANSWERS and not name.startswith("Input.") and not name.endswith(_SUFFIXES)
    ]
    further = {other for name in names for other in value_columns(table, name)[1:]}
    return [name for name in names if name not in further]


def choice_questions(table: pa.Table, form: QuestionForm | None, *, without: Sequence[str] = ()) -> list[str]:
    """The questions that have choices: those of the form, or those whose answers repeat, without the unit's columns."""
    from questionforms.elements.answer_specifications import SelectionAnswer

    if form is not None:
        offered = {one.identifier for one in form.questions if isinstance(one.answer, SelectionAnswer)}
        names = {column.name: column.question for column in columns_of_form(Options(form=form))}
        found = [name for name in questions_of(table, form) if names[name] in offered]
    else:
        names_there = [name for name in questions_of(table, None) if name not in without]
        found = [name for name in names_there if _has_choices(merged_values(table, name)[0])]
    return [name.removeprefix(_ANSWER) for name in found]


def _has_choices(column: pa.ChunkedArray) -> bool:
    """Whether a column that was read without a form has choices."""
    import pyarrow as pa

    kind = column.type
    if column.null_count == len(column):
        return False
    if pa.types.is_list(kind):
        return bool(pa.types.is_string(kind.value_type))
    if pa.types.is_boolean(kind) or (pa.types.is_dictionary(kind) and kind.ordered):
        return True
    if not (pa.types.is_string(kind) or pa.types.is_dictionary(kind)):
        return False
    answers = len(column) - column.null_count
    return bool(len(column.drop_null().unique()) <= min(_MOST_CHOICES, answers / _TIMES))
