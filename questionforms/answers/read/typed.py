"""Convert answers to the types that a form asks for: identifiers, numbers, texts, files."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.answers.read.cells import as_asked
from questionforms.answers.read.parse import parse_answers
from questionforms.answers.read.questions import by_identifier, grouped
from questionforms.elements.answer_specifications import FileUploadAnswer, FreeTextAnswer, IsNumeric, SelectionAnswer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from questionforms.answers.read.answers import Answer, Answers
    from questionforms.elements.answer_specifications import AnswerSpecification
    from questionforms.elements.question_form import QuestionForm

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,1000}(\.[0-9]{0,1000})?|(\.[0-9]{1,1000}))")


class Choice(NamedTuple):
    """A worker's choice in a question that also has a field for other text."""

    #: An identifier or None if one selection may be chosen; a tuple if several may.
    selection: str | tuple[str, ...] | None
    #: The text in the field for other text.
    other_text: str | None


class Upload(NamedTuple):
    """A file that a worker uploaded."""

    key: str
    #: Its size in bytes.
    size: int | None


def read(form: QuestionForm, xml: str | bytes | Path | Answers | None) -> dict[str, Any]:
    """The value of each question of the form; see `QuestionForm.read` for the types."""
    given = grouped(form, as_asked(parse_answers(xml), form))
    return {name: typed(question.answer, given.get(name, ())) for name, question in by_identifier(form).items()}


def typed(specification: AnswerSpecification, answers: Sequence[Answer]) -> Any:
    """The value of a question, in the type that its specification asks for; None without an answer.

    Several answers to one question become a list of values, except selections, which are combined.
    """
    if not answers:
        return None
    if isinstance(specification, SelectionAnswer):
        return _chosen(specification, answers)
    values = [_value(specification, answer) for answer in answers]
    return values if len(values) > 1 else values[0]


def number(text: str) -> int | Decimal | None:
    """The number in a text, in plain notation with optional whitespace around it; None if it is not a number."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    return int(found[0]) if found[1] is None and found[2] is None else Decimal(found[0])


def fits(specification: AnswerSpecification, answer: Answer) -> bool:
    """Whether an answer has only the kind of value that its question asks for, or no value."""
    kinds = {
        "free_text": answer.text is not None,
        "selection": bool(answer.selections) or answer.other_text is not None,
        "upload": answer.upload_key is not None or answer.upload_size is not None,
    }
    if isinstance(specification, FreeTextAnswer):
        asked = "free_text"
    else:
        asked = "upload" if isinstance(specification, FileUploadAnswer) else "selection"
    return not answer.extras and not any(there for kind, there in kinds.items() if kind != asked)


def is_single(specification: SelectionAnswer) -> bool:
    """Whether a worker may choose at most one selection."""
    return (specification.max or 1) == 1


def _chosen(specification: SelectionAnswer, answers: Sequence[Answer]) -> Any:
    others = [answer.other_text for answer in answers if answer.other_text is not None]
    if len(others) > 1 or not all(fits(specification, answer) for answer in answers):
        values = [_choice(specification, answer.selections, answer.other_text, answer) for answer in answers]
        return values if len(values) > 1 else values[0]
    selections = tuple([selection for answer in answers for selection in answer.selections])
    return _choice(specification, selections, others[0] if others else None, answers[0])


def _choice(specification: SelectionAnswer, selections: tuple[str, ...], other: str | None, answer: Answer) -> Any:
    if not fits(specification, answer):
        return answer
    selection: Any = selections
    if is_single(specification) and len(selections) < 2:
        selection = selections[0] if selections else None
    return selection if specification.other is None and other is None else Choice(selection, other)


def _value(specification: AnswerSpecification, answer: Answer) -> Any:
    if not fits(specification, answer):
        return answer
    if answer.kind == "upload":
        return answer if answer.upload_key is None else Upload(answer.upload_key, answer.upload_size)
    text = answer.text
    if text is None or not isinstance(specification, FreeTextAnswer) or not is_numeric(specification):
        return text
    found = number(text)
    return found if found is not None else text if text.strip() else None


def is_numeric(specification: FreeTextAnswer) -> bool:
    """Whether the question asks for a number."""
    return any(isinstance(constraint, IsNumeric) for constraint in specification.constraints)
