"""Many workers' answers as rows of plain values, in a long or a wide layout."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.answers.archives.encodings import check_encoding
from questionforms.answers.archives.sources import COLUMNS, iter_assignments, report
from questionforms.answers.archives.tally import UnreadValues
from questionforms.answers.tables.columns import REST, cells, columns_of_form, columns_of_kinds, names_of_others
from questionforms.answers.tables.evidence import Evidence
from questionforms.answers.tables.meaning import Meaning, meaning_of
from questionforms.answers.tables.numerals import as_value
from questionforms.answers.tables.options import checked
from questionforms.answers.tables.parts import meant, parts_of, separator_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from questionforms.answers.archives.sources import Assignment
    from questionforms.answers.tables.columns import Column, Numeral
    from questionforms.answers.tables.options import Columns, Decimals, Layout, Options
    from questionforms.answers.tables.parts import Part
    from questionforms.elements.question_form import QuestionForm


#: The columns of a part in the long layout.
PART_FIELDS = ("answer", "question", "part", "value")


class Read(NamedTuple):
    """An assignment with the parts of its document, and the problem if it could not be read."""

    assignment: Assignment
    parts: list[Part]
    problem: str | None


def rows(
    source: Any,
    form: QuestionForm | None = None,
    *,
    layout: Layout = "wide",
    columns: Columns = "keep",
    expand: bool = True,
    numbers: Decimals = "float",
    multi: Iterable[str] = (),
    encoding: str | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield a dict of plain values for each assignment, or in the "long" layout for each value that a worker sent.

    A document that cannot be read has a row whose `problem` says why, with its text in `rest` or `value`; the number of
    such documents is logged as a warning at the end. Rows are yielded as documents are read, each with the columns of
    assignments and HITs that have been seen so far; in the wide layout without a form, everything is read first, and
    all rows have the same keys. See `table` for the arguments; the types of answers are never inferred.
    """
    options = checked("rows", form, layout, columns, expand=expand, numbers=numbers, multi=multi)
    check_encoding("rows", encoding)
    values = UnreadValues(others=options.keeps)
    return _counted(_rows(iter_assignments(source, encoding=encoding), options, values), values)


def _rows(assignments: Iterable[Assignment], options: Options, values: UnreadValues) -> Iterator[list[dict[str, Any]]]:
    """The rows of each assignment."""
    read: Iterator[Read] = (Read(one, *parts_of(one, options)) for one in values.counted(assignments))
    columns = columns_of_form(options)
    others: dict[str, None] = {}
    if options.layout == "wide" and options.form is None:
        everything = list(read)
        texts: dict[str, Evidence] = {}
        for one in everything:
            add_texts(texts, one, options)
        meaning = meaning_of(texts, kinds_of([one.parts for one in everything]), options)
        everything = [as_meant(one, meaning) for one in everything]
        columns = columns_of_kinds(kinds_of([one.parts for one in everything]))
        others = {name: None for one in everything for name in one.assignment.others}
        read = iter(everything)
    elif options.multi:
        read = (as_meant(one, Meaning(divided=options.multi)) for one in read)
    if options.layout == "long":
        make: Callable[..., list[dict[str, Any]]] = long_rows
    else:
        numeral = partial(as_value, numbers=options.numbers)
        make = partial(wide_row, by_question=by_question(columns), numeral_of=lambda _: numeral)
    taken = PART_FIELDS if options.layout == "long" else [column.name for column in columns]
    names = names_of_others(others if options.keeps else (), taken)
    for one in read:
        if options.keeps and not one.assignment.others.keys() <= others.keys():
            others |= dict.fromkeys(one.assignment.others)
            names = names_of_others(others, taken)
        yield make(one, names)


def by_question(columns: Iterable[Column]) -> dict[str, list[Column]]:
    """The columns of each question."""
    found: dict[str, list[Column]] = {}
    for column in columns:
        found.setdefault(column.question, []).append(column)
    return found


def kinds_of(documents: Iterable[Sequence[Part]]) -> dict[str, set[str]]:
    """The kinds of parts of each question, in the order of their first answers."""
    seen: dict[str, set[str]] = {}
    for parts in documents:
        for part in parts:
            if part.question is not None:
                seen.setdefault(part.question, set()).add(part.part)
    return seen


def add_texts(texts: dict[str, Evidence], read: Read, options: Options) -> None:
    """Add the free texts of a document to what is known about each question."""
    for part in read.parts:
        if part.part == "free_text" and part.question is not None and (options.infer or "." in part.question):
            if part.question not in texts:
                texts[part.question] = Evidence(separator_of(read.assignment.xml))
            texts[part.question].add((part.value or "",), bool(part.value))


def as_meant(read: Read, meaning: Meaning) -> Read:
    """The document with its parts as they are meant."""
    if not (meaning.stems or meaning.divided):
        return read
    return read._replace(parts=meant(read.parts, meaning, separator_of(read.assignment.xml)))


def _counted(found: Iterator[list[dict[str, Any]]], values: UnreadValues) -> Iterator[dict[str, Any]]:
    bad = total = 0
    for group in found:
        total += 1
        bad += group[0]["problem"] is not None
        yield from group
    report(bad, total)
    values.log()


def _head(read: Read, names: dict[str, str]) -> dict[str, Any]:
    """The columns of an assignment; one without an AssignmentId has its place in a file instead."""
    given = read.assignment
    head = dict(zip(COLUMNS, given.columns, strict=True)) | {"problem": read.problem}
    if head["AssignmentId"] is None:
        head["AssignmentId"] = given.place
    return head | {name: given.others.get(other) for other, name in names.items()}


def long_rows(read: Read, names: dict[str, str]) -> list[dict[str, Any]]:
    """The rows of a document in the long layout."""
    head = _head(read, names)
    return [head | part._asdict() for part in read.parts] or [head | dict.fromkeys(PART_FIELDS)]


def wide_row(
    read: Read, names: dict[str, str], *, by_question: dict[str, list[Column]], numeral_of: Callable[[str], Numeral]
) -> list[dict[str, Any]]:
    """The row of a document in the wide layout."""
    row = _head(read, names)
    for columns in by_question.values():
        row |= dict.fromkeys(column.name for column in columns)
    rest: list[Part] = []
    for question, group in _grouped(read.parts, by_question).items():
        columns = by_question.get(question or "", []) if question is not None else []
        found = cells(columns, group, numeral_of(question or "")) if columns else None
        if found is None:
            rest += group
        else:
            row |= {column.name: found[column.role] for column in columns if column.role in found}
    order = {id(part): index for index, part in enumerate(read.parts)}
    row[REST] = [part._asdict() for part in sorted(rest, key=lambda part: order[id(part)])] or None
    return [row]


def _grouped(parts: Sequence[Part], by_question: dict[str, list[Column]]) -> dict[str | None, list[Part]]:
    """The parts by question; an identifier that no column has is stripped of whitespace."""
    found: dict[str | None, list[Part]] = {}
    for part in parts:
        name = part.question
        if name is not None and name not in by_question and name.strip() in by_question:
            name = name.strip()
        found.setdefault(name, []).append(part)
    return found
