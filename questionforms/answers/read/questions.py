"""Which question of a form each answer belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from questionforms.answers.read.answers import Answer, Answers
    from questionforms.elements.question_form import Question, QuestionForm


def by_identifier(form: QuestionForm) -> dict[str, Question]:
    """The questions of a form by identifier; the first question with an identifier counts."""
    found: dict[str, Question] = {}
    for question in form.questions:
        found.setdefault(question.identifier, question)
    return found


def grouped(form: QuestionForm, answers: Answers) -> dict[str, list[Answer]]:
    """All answers to each question, in order; an identifier that is not in the form is stripped of whitespace."""
    names = {question.identifier for question in form.questions}
    found: dict[str, list[Answer]] = {}
    for answer in answers.entries:
        found.setdefault(name_in(names, answer), []).append(answer)
    return found


def name_in(names: Container[str], answer: Answer) -> str:
    """The identifier of the question that the answer belongs to."""
    name = answer.identifier
    return name if name in names else name.strip()
