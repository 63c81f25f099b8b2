"""From XML to documents: the schema is checked first, so reading itself meets nothing unexpected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from questionforms.exceptions import InvalidDocument
from questionforms.loading import load
from questionforms.problems import Problem
from questionforms.validation import Checked, check

if TYPE_CHECKING:
    from questionforms.elements.element import Document
    from questionforms.loading import Source

D = TypeVar("D", bound="Document")


def parse(source: Source) -> Any:
    """The document that the source holds, any of the five: by its root element.

    Raises InvalidDocument, with line and column, where it is not well-formed or does not fit its schema. What only
    the documentation forbids, and the size, are no hindrance to reading; `validate` reports them.
    """
    checked = _readable(source)
    return _built(checked, _classes()[checked.document])


def read_document(source: Source, cls: type[D]) -> D:
    """The document of one kind that the source holds."""
    checked = _readable(source)
    if checked.document != cls.tag:
        message = f"the document is of kind `{checked.document}`; expected `{cls.tag}`"
        raise InvalidDocument([Problem(rule="unknown-root", message=message, file=checked.file, line=1, column=1)])
    return _built(checked, cls)


def _classes() -> dict[str, type[Document]]:
    from questionforms.answers import Answers
    from questionforms.elements.answer_key import AnswerKey
    from questionforms.elements.external_question import ExternalQuestion
    from questionforms.elements.html_question import HTMLQuestion
    from questionforms.elements.question_form import QuestionForm

    return {cls.tag: cls for cls in (QuestionForm, HTMLQuestion, ExternalQuestion, AnswerKey, Answers)}


def _readable(source: Source) -> Checked:
    checked = check(load(source))
    problems = [problem for problem in checked.problems if problem.severity == "error" and problem.rule != "too-large"]
    if problems or checked.root is None:
        raise InvalidDocument(problems)
    return checked


def _built(checked: Checked, cls: type[D]) -> D:
    try:
        return cls._read(checked.root)  # type: ignore[arg-type]
    except ValueError as error:  # Python reads whole numbers of at most 4,300 digits
        message = f"a number is too long to be read: {error}"
        raise InvalidDocument([Problem(rule="invalid-value", message=message, file=checked.file)]) from None
