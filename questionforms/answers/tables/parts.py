"""The parts of a worker's document as records: the rows of the long layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.answers.archives.sources import DOCUMENT, text_of
from questionforms.answers.read.answers import Answers
from questionforms.answers.read.cells import as_asked
from questionforms.answers.read.crowd_forms import CROWD_FORM, chosen, parts_in
from questionforms.answers.read.parse import parse_answers
from questionforms.answers.read.pipe_separated import split_cell
from questionforms.exceptions import InvalidDocument, QuestionFormsError

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from questionforms.answers.archives.sources import Assignment
    from questionforms.answers.read.answers import Answer
    from questionforms.answers.tables.meaning import Meaning
    from questionforms.answers.tables.options import Options

#: The parts that are texts, with those of a crowd-form's JSON, and those of a file.
TEXTS = ("free_text", "number", "boolean", "json")
UPLOADS = ("upload_key", "upload_size")


class Part(NamedTuple):
    """One value that a worker sent, or an answer without a value."""

    #: The index of the answer that it belongs to; None if it belongs to none.
    answer: int | None
    #: The identifier of the question.
    question: str | None
    #: `free_text`, `selection`, `other_text`, `upload_size`, `upload_key`, `empty`, or the path of an extra; from the
    #: JSON of a crowd-form also `number`, `boolean`, `json` (a list) or `null`.
    part: str
    value: str | None


def parts_of(assignment: Assignment, options: Options) -> tuple[list[Part], str | None]:
    """The parts of a document in order; if it cannot be read, its text as the only part, and the problem.

    A crowd-form's answers are opened if the options say so, and cells are read as the form asks. What only all
    documents together can show is left to `meant`.
    """
    unread = [Part(None, None, name, text) for name, text in assignment.unread]
    try:
        answers = parse_answers(assignment.xml)
    except QuestionFormsError as error:
        return [Part(None, None, DOCUMENT, text_of(assignment.xml)), *unread], problem_text(error)
    if options.form is not None:
        answers = as_asked(answers, options.form, expand=options.expand)
    opens = options.expand and options.form is None
    found = [part for index, answer in enumerate(answers.entries) for part in _parts(index, answer, opens=opens)]
    found += [Part(None, None, f"extra/{path}", text) for path, text in answers.extras]
    return found + unread, None


def separator_of(document: Any) -> str:
    """What separates several values in a text of a document: for cells their file says so, otherwise the service."""
    return (document._separator if isinstance(document, Answers) else None) or "|"


def meant(parts: list[Part], meaning: Meaning, separator: str) -> list[Part]:
    """The parts with truth values grouped by question, and the texts of divided questions as selections."""
    if meaning.stems:
        parts = _grouped(parts, meaning)
    if meaning.divided:
        parts = [one for part in parts for one in _divided(part, meaning.divided, separator)]
    return parts


def problem_text(error: QuestionFormsError) -> str:
    """The first problem of a document, on one line."""
    if not isinstance(error, InvalidDocument):
        return str(error)
    first = error.problems[0]
    place = f"line {first.line}, column {first.column}: " if first.line is not None else ""
    return f"{place}{first.rule}: {first.message}"


def _parts(index: int, answer: Answer, *, opens: bool) -> list[Part]:
    name, text = answer.identifier, answer.text
    opened = parts_in(text) if opens and name == CROWD_FORM and text is not None else None
    found = [Part(index, *one) for one in opened] if opened else []
    if text is not None and not opened:
        found.append(Part(index, name, "free_text", text))
    beside = [("selection", selection) for selection in answer.selections]
    if answer.other_text is not None:
        beside.append(("other_text", answer.other_text))
    if answer.upload_size is not None:
        beside.append(("upload_size", str(answer.upload_size)))
    if answer.upload_key is not None:
        beside.append(("upload_key", answer.upload_key))
    beside += [(f"extra/{path}", extra) for path, extra in answer.extras]
    found += [Part(index, name, part, value) for part, value in beside]
    return found or [Part(index, name, "empty", None)]


def _grouped(parts: Sequence[Part], meaning: Meaning) -> list[Part]:
    """The parts with the truth values of each question together, in the place of the first."""
    owners = meaning.owners
    truths: dict[str, list[Part]] = {}
    for part in parts:
        if part.part == "free_text" and part.question in owners and part.value:
            truths.setdefault(owners[part.question], []).append(part)
    found: list[Part] = []
    for part in parts:
        stem = owners.get(part.question or "") if part.part == "free_text" else None
        if stem is None:
            found.append(part)
        elif stem in truths and part is truths[stem][0]:
            values = [((one.question or "")[len(stem) + 1 :], _is_true(one)) for one in truths[stem]]
            found += [Part(part.answer, *one) for one in chosen(stem, values, switch=stem in meaning.switches)]
    return found


def _is_true(part: Part) -> bool:
    return (part.value or "").lower() == "true"


def _divided(part: Part, divided: Container[str], separator: str) -> Iterator[Part]:
    if part.part != "free_text" or part.question not in divided:
        yield part
    elif not part.value:
        yield part._replace(part="empty", value=None)
    else:
        for value in split_cell(part.value, separator):
            yield part._replace(part="selection", value=value)
