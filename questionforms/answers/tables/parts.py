"""The parts of a worker's document as records: the rows of the long layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from questionforms.answers.archives.sources import DOCUMENT, text_of
from questionforms.answers.read.parse import parse_answers
from questionforms.exceptions import InvalidDocument, QuestionFormsError

if TYPE_CHECKING:
    from questionforms.answers.archives.sources import Assignment
    from questionforms.answers.read.answers import Answer


class Part(NamedTuple):
    """One value that a worker sent, or an answer without a value."""

    #: The index of the answer that it belongs to; None if it belongs to none.
    answer: int | None
    #: The identifier of the question.
    question: str | None
    #: `free_text`, `selection`, `other_text`, `upload_size`, `upload_key`, `empty`, or the path of an extra.
    part: str
    value: str | None


def parts_of(assignment: Assignment) -> tuple[list[Part], str | None]:
    """The parts of a document in order; if it cannot be read, its text as the only part, and the problem."""
    unread = [Part(None, None, name, text) for name, text in assignment.unread]
    try:
        answers = parse_answers(assignment.xml)
    except QuestionFormsError as error:
        return [Part(None, None, DOCUMENT, text_of(assignment.xml)), *unread], problem_text(error)
    found = [part for index, answer in enumerate(answers.entries) for part in _parts(index, answer)]
    found += [Part(None, None, f"extra/{path}", text) for path, text in answers.extras]
    return found + unread, None


def problem_text(error: QuestionFormsError) -> str:
    """The first problem of a document, on one line."""
    if not isinstance(error, InvalidDocument):
        return str(error)
    first = error.problems[0]
    place = f"line {first.line}, column {first.column}: " if first.line is not None else ""
    return f"{place}{first.rule}: {first.message}"


def _parts(index: int, answer: Answer) -> list[Part]:
    name = answer.identifier
    found = [("free_text", answer.text)] if answer.text is not None else []
    found += [("selection", selection) for selection in answer.selections]
    if answer.other_text is not None:
        found.append(("other_text", answer.other_text))
    if answer.upload_size is not None:
        found.append(("upload_size", str(answer.upload_size)))
    if answer.upload_key is not None:
        found.append(("upload_key", answer.upload_key))
    found += [(f"extra/{path}", text) for path, text in answer.extras]
    return [Part(index, name, part, value) for part, value in found] or [Part(index, name, "empty", None)]
