"""Convert the answers of a page made from a form into answers of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.answers import Answer, Answers
from questionforms.conversion.controls import kind_of, names_of
from questionforms.elements.answer_specifications import SelectionAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from questionforms.elements.question_form import Question, QuestionForm


def to_form_answers(form: QuestionForm, answers: Answers) -> Answers:
    """Convert the answers from the page of `to_html_question(form)` into what the form itself would send.

    A page sends only text. The result has selections again, separate from other text, and no answer to a question that
    was left empty. Answers that are not from that page come last, unchanged.
    """
    asked = {name for question in form.questions for name in names_of(question)}
    texts: dict[str, str] = {}
    rest = []
    for entry in answers.entries:
        if entry.text is not None and entry.identifier in asked and entry.identifier not in texts:
            texts[entry.identifier] = entry.text
        else:
            rest.append(entry)
    return Answers(*[found for question in form.questions for found in _answer(question, texts)], *rest)


def _answer(question: Question, texts: Mapping[str, str]) -> Iterator[Answer]:
    name, *others = names_of(question)
    text, other = texts.get(name, ""), "".join([texts.get(other, "") for other in others])
    if not isinstance(question.answer, SelectionAnswer):
        if text:
            yield Answer(name, text=text)
    elif text or other:
        several = kind_of(question.answer) == "checkbox"
        selections = text.split("|") if several and text else [text] if text else []
        yield Answer(name, selections=selections, other_text=other or None)
