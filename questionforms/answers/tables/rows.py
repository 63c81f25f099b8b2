"""Many workers' answers as rows of plain values, in a long or a wide layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from questionforms import words
from questionforms.answers.archives.sources import COLUMNS, iter_assignments, report
from questionforms.answers.tables.columns import REST, cells, of_form, of_parts
from questionforms.answers.tables.parts import parts_of
from questionforms.exceptions import InvalidArgument, WrongType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from questionforms.answers.archives.sources import Assignment
    from questionforms.answers.tables.columns import Column
    from questionforms.answers.tables.parts import Part
    from questionforms.elements.question_form import QuestionForm

    Read = tuple[Assignment, list[Part], str | None]

Layout = Literal["wide", "long"]


def rows(assignments: Any, form: QuestionForm | None = None, *, layout: Layout = "wide") -> Iterator[dict[str, Any]]:
    """Yield a dict of plain values for each assignment, or in the "long" layout for each value that a worker sent.

    All rows have the same keys. A document that cannot be read has a row whose `problem` says why, with its text in
    `rest` or `value`; the number of such documents is logged as a warning at the end. Rows are yielded as documents
    are read, except in the wide layout without a form, where all are read first to find the columns.
    """
    check("rows", form, layout)
    return _counted(_rows(assignments, form, layout))


def check(where: str, form: object, layout: object) -> None:
    """Reject a form that is not a QuestionForm, and an unknown layout."""
    from questionforms.elements.question_form import QuestionForm

    if form is not None and not isinstance(form, QuestionForm):
        raise WrongType(where, "form", f"{words.found(form)}; expected a QuestionForm")
    if layout not in get_args(Layout):
        raise InvalidArgument(where, "layout", f"{layout!r} is not a layout; expected 'wide' or 'long'")


def _rows(assignments: Any, form: QuestionForm | None, layout: Layout) -> Iterator[list[dict[str, Any]]]:
    """The rows of each assignment."""
    read: Iterator[Read] = ((assignment, *parts_of(assignment)) for assignment in iter_assignments(assignments))
    if layout == "long":
        yield from map(_long, read)
        return
    if form is None:
        everything = list(read)
        columns = of_parts(parts for _, parts, _ in everything)
        read = iter(everything)
    else:
        columns = of_form(form)
    by_question: dict[str, list[Column]] = {}
    for column in columns:
        by_question.setdefault(column.question, []).append(column)
    for one in read:
        yield [_wide(one, by_question)]


def _counted(found: Iterator[list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    bad = total = 0
    for group in found:
        total += 1
        bad += group[0]["problem"] is not None
        yield from group
    report(bad, total)


def _long(read: Read) -> list[dict[str, Any]]:
    assignment, parts, problem = read
    head = dict(zip(COLUMNS, assignment.columns, strict=True)) | {"problem": problem}
    return [head | part._asdict() for part in parts] or [head | dict.fromkeys(_PART_FIELDS)]


def _wide(read: Read, by_question: dict[str, list[Column]]) -> dict[str, Any]:
    assignment, parts, problem = read
    row: dict[str, Any] = dict(zip(COLUMNS, assignment.columns, strict=True)) | {"problem": problem}
    for columns in by_question.values():
        row |= dict.fromkeys(column.name for column in columns)
    rest: list[Part] = []
    for question, group in _grouped(parts, by_question).items():
        columns = by_question.get(question or "", []) if question is not None else []
        found = cells([column.role for column in columns], group)
        if found is None:
            rest += group
        else:
            row |= {column.name: found[column.role] for column in columns if column.role in found}
    order = {id(part): index for index, part in enumerate(parts)}
    row[REST] = [part._asdict() for part in sorted(rest, key=lambda part: order[id(part)])] or None
    return row


def _grouped(parts: Sequence[Part], by_question: dict[str, list[Column]]) -> dict[str | None, list[Part]]:
    """The parts by question; an identifier that no column has is stripped of whitespace."""
    found: dict[str | None, list[Part]] = {}
    for part in parts:
        name = part.question
        if name is not None and name not in by_question and name.strip() in by_question:
            name = name.strip()
        found.setdefault(name, []).append(part)
    return found


_PART_FIELDS = ("answer", "question", "part", "value")
