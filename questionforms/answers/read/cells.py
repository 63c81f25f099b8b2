"""Answers from the cells of a table, where all are free text, as a form asks for them: selections, files, text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms.answers.read.answers import Answers, as_sent
from questionforms.answers.read.pipe_separated import split_selections
from questionforms.answers.read.typed import by_identifier
from questionforms.elements.answer_specifications import FileUploadAnswer, SelectionAnswer

if TYPE_CHECKING:
    from questionforms.elements.answer_specifications import AnswerSpecification
    from questionforms.elements.question_form import QuestionForm

#: The suffixes of columns that belong to a question -> the kind of question that has them.
_BESIDE = {".other_text": SelectionAnswer, ".upload_size": FileUploadAnswer}


def as_asked(answers: Answers, form: QuestionForm) -> Answers:
    """The answers with selections and files where the form asks for them; everything else stays text."""
    asked = {name: question.answer for name, question in by_identifier(form).items()}
    found: dict[str, dict[str, Any]] = {}
    for entry in answers.entries:
        name, text = entry.identifier, entry.text or ""
        if name not in asked:
            stem, dot, end = name.rpartition(".")
            if isinstance(asked.get(stem), _BESIDE.get(dot + end, ())):
                found.setdefault(stem, {})[end] = text
                continue
        found.setdefault(name, {}).update(_values(asked.get(name), text))
    read = Answers()
    read._entries = tuple([_answer(name, values) for name, values in found.items()])
    return read


def _values(asked: AnswerSpecification | None, text: str) -> dict[str, Any]:
    if isinstance(asked, SelectionAnswer):
        return {"selections": split_selections(text, {selection.identifier for selection in asked.selections})}
    return {"upload_key" if isinstance(asked, FileUploadAnswer) else "text": text}


def _answer(name: str, values: dict[str, Any]) -> Any:
    size = values.pop("upload_size", None)
    if size is not None:
        fits = size.isascii() and size.isdecimal() and len(size) <= 18
        values |= {"upload_size": int(size)} if fits else {"extras": (("upload_size", size),)}
    return as_sent(name, values.pop("text", None), **values)
