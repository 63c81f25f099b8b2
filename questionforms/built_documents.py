"""What is known of a document because it was built in Python, and need not be asked of its XML.

Each function is a quick way beside a slow one: True where something is known, False where the slow way must find out.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from questionforms.characters import holds_forbidden
from questionforms.elements.answer_specifications import FreeTextAnswer, SelectionAnswer
from questionforms.elements.content import List, Title
from questionforms.elements.question_form import Question, QuestionForm
from questionforms.loading import LIMIT
from questionforms.schemas import shipped

if TYPE_CHECKING:
    from questionforms.loading import Loaded
    from questionforms.schemas import Schemas

#: XML that was written here without these holds no reference, no CDATA section and no placeholder.
_SIGNS = ("&", "]", "{")
#: Content in which no rule looks for more than that; a bare `str` is a Text.
_PLAIN = {str, Title, List}


def fits_its_schema(loaded: Loaded, schemas: Schemas) -> bool:
    """Whether a document fits its schema, since an element takes nothing else, and reads nothing else from XML."""
    document = loaded.document
    known = document is not None and schemas is shipped() and len(loaded.data) <= LIMIT
    return known and type(document) in _kinds()


def holds_plain_texts(loaded: Loaded) -> bool:
    """Whether a document is a form of plain texts, in which only rules that look at the whole text may find something.

    It asks something, holds neither markup nor placeholders, and all its identifiers are sound.
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
    """Whether the answer is free text without conditions, or a choice of texts without counts."""
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
    """Whether identifiers are not empty, without blanks around them, and differ."""
    differ = len(set(identifiers)) == len(identifiers)
    return differ and "" not in identifiers and list(map(str.strip, identifiers)) == identifiers


@cache
def _kinds() -> frozenset[type]:
    """The documents of this library; a test asks libxml2 whether all that they take, and all that they read, fits."""
    from questionforms.answers import Answers
    from questionforms.elements.answer_key import AnswerKey
    from questionforms.elements.external_question import ExternalQuestion
    from questionforms.elements.html_question import HTMLQuestion

    return frozenset({QuestionForm, HTMLQuestion, ExternalQuestion, AnswerKey, Answers})
