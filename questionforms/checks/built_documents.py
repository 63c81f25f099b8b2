"""What is known about a document because it was built in Python, without reading its XML.

Each function is a fast path beside a slow one: True if the answer is known, False if the slow path must find it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.elements.answer_key import AnswerKey
from questionforms.elements.answer_specifications import FreeTextAnswer, SelectionAnswer
from questionforms.elements.content import List, Title
from questionforms.elements.external_question import ExternalQuestion
from questionforms.elements.html_question import HTMLQuestion
from questionforms.elements.question_form import Question, QuestionForm
from questionforms.schema.schemas import shipped
from questionforms.xml.characters import holds_forbidden
from questionforms.xml.load import LIMIT

if TYPE_CHECKING:
    from questionforms.schema.schemas import Schemas
    from questionforms.xml.load import Loaded

#: Documents whose elements accept and read only what fits the schema, which a test checks with libxml2.
_PROVED: set[type[object]] = {QuestionForm, HTMLQuestion, ExternalQuestion, AnswerKey}
#: XML that this library wrote without these holds no reference, no CDATA section and no placeholder.
_SIGNS = ("&", "]", "{")
#: Content that no rule looks at by itself; a bare `str` is a Text.
_PLAIN = {str, Title, List}


def fits_its_schema(loaded: Loaded, schemas: Schemas) -> bool:
    """Whether a document is known to fit its schema, since its elements neither accept nor read anything else."""
    return type(loaded.document) in _PROVED and schemas is shipped() and len(loaded.data) <= LIMIT


def holds_plain_texts(loaded: Loaded) -> bool:
    """Whether a document is a form of plain texts, in which only rules that look at the whole text can find anything.

    It has a question, no markup, no placeholder and no forbidden character, and all its identifiers are sound.
    """
    form, text = loaded.document, loaded.text
    if type(form) is not QuestionForm or any(sign in text for sign in _SIGNS) or holds_forbidden(text, loaded.data):
        return False
    questions = form.questions
    return (
        bool(questions)
        and all(_PLAIN.issuperset(map(type, part._content)) for part in form._parts)
        and _are_names([question._identifier for question in questions])
        and all(_is_plain_answer(question) for question in questions)
    )


def _is_plain_answer(question: Question) -> bool:
    """Whether the answer is free text without constraints, or a choice among texts without counts."""
    answer = question._answer
    if type(answer) is not SelectionAnswer:
        return _is_unconditional(answer)
    selections = answer._selections
    return (
        answer._min is None
        and answer._max is None
        and {type(selection._label) for selection in selections} == {str}
        and _are_names([selection._identifier for selection in selections])
        and (answer._other is None or _is_unconditional(answer._other))
    )


def _is_unconditional(answer: object) -> bool:
    return type(answer) is FreeTextAnswer and not answer._constraints and answer._default is None


def _are_names(identifiers: list[str]) -> bool:
    """Whether no identifier is empty, padded with blanks, or used twice."""
    differ = len(set(identifiers)) == len(identifiers)
    return differ and "" not in identifiers and list(map(str.strip, identifiers)) == identifiers
