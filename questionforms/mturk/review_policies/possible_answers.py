"""What workers can answer, as review policies compare it; and how that follows from the questions of a form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from questionforms.answers.read.answers import Answer
from questionforms.answers.read.conformance import in_answer, is_required
from questionforms.answers.read.questions import by_identifier
from questionforms.elements.answer_specifications import FileUploadAnswer, SelectionAnswer
from questionforms.elements.content import Binary, FormattedContent, Text
from questionforms.exceptions import QuestionFormsError
from questionforms.words import quoted

if TYPE_CHECKING:
    from questionforms.elements.question_form import Question, QuestionForm


_TAG = re.compile(r"<[^<>]{0,500}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """What a worker can answer to one question."""

    #: The values that can be chosen, each with what the worker sees of it; None if any text can be entered.
    offered: Mapping[str, str] | None = None
    #: Whether there must be an answer.
    required: bool = False
    #: The least and the most values of an answer; None for no limit.
    least: int = 1
    most: int | None = None
    #: Why a text that is entered does not fit; None if it fits.
    misfit: Callable[[str], str | None] = lambda _: None
    #: Why no answer can be compared at all; empty if it can.
    uncompared: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The questions of a form or a page."""

    #: A question's identifier -> what can be answered.
    questions: Mapping[str, Possible]
    #: What has them and what they are, for messages: `the form has no question`.
    holder: str = "the form"
    noun: str = "question"
    #: What questions with other names may start with, as in `mood.good` of a crowd-form; empty if none can.
    stems: frozenset[str] = field(default_factory=frozenset)
    #: What else is known about a name that no question has: the end of the message, and the hint.
    instead: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def has(self, identifier: str) -> bool:
        """Whether an answer can have this identifier."""
        return identifier in self.questions or any(identifier.startswith(f"{stem}.") for stem in self.stems)


def asked_in_form(form: QuestionForm) -> Asked:
    """The questions of a form."""
    return Asked(questions={name: _possible(each) for name, each in by_identifier(form).items()})


def _possible(question: Question) -> Possible:
    answer, required = question.answer, is_required(question)
    if isinstance(answer, FileUploadAnswer):
        return Possible(uncompared=f"{quoted(question.identifier)} asks for a file, and policies do not compare files")
    if not isinstance(answer, SelectionAnswer):
        return Possible(required=required, misfit=lambda text: _misfit(question, text))
    labels = {selection.identifier.strip(): _label(selection.label) for selection in answer.selections}
    if answer.other is not None:
        return Possible(
            required=required, misfit=lambda text: None if text in labels else _misfit(question, text, other=True)
        )
    least = 1 if answer.min is None else answer.min
    return Possible(offered=labels, required=required, least=least, most=answer.max or 1)


def _label(label: Text | Binary | FormattedContent) -> str:
    """What a worker sees of a selection, without markup."""
    if isinstance(label, Text):
        return label.text.strip()
    return label.alt_text.strip() if isinstance(label, Binary) else " ".join(_TAG.sub(" ", label.xhtml).split())


def _misfit(question: Question, text: str, *, other: bool = False) -> str | None:
    """Why a text does not fit the constraints of a question, or of its field for other text."""
    name = question.identifier
    try:
        answer = Answer(name, other_text=text) if other else Answer(name, text=text)
    except QuestionFormsError as error:  # a character that no answer can have
        return str(error)
    found = (misfit for misfit in in_answer(question, answer, first=True) if misfit.rule != "format-not-checked")
    return next((misfit.message for misfit in islice(found, 1)), None)
