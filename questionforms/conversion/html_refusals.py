"""What a form holds that no page of HTML can do, or whose answers could not be read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.conversion.controls import kind_of, other_name
from questionforms.conversion.markup import FORBIDDEN
from questionforms.conversion.refusals import Refusal, iter_refusals, walk
from questionforms.conversion.xhtml import to_html
from questionforms.elements.answer_specifications import FileUploadAnswer, SelectionAnswer
from questionforms.elements.content import Application, FormattedContent
from questionforms.elements.external_question import RESERVED
from questionforms.elements.question_form import Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.elements.base.element import Element
    from questionforms.elements.question_form import QuestionForm


def iter_html_refusals(form: QuestionForm) -> Iterator[Refusal]:
    """What keeps a form from being a page; also what the constructors refuse, since no worker could answer it."""
    yield from iter_refusals(form)
    names = {question.identifier for question in form.questions}
    for path, element in walk(form):
        yield from [Refusal(path, message) for message in _messages(element, names)]


def _messages(element: Element, names: set[str]) -> Iterator[str]:
    if isinstance(element, FileUploadAnswer):
        yield "a page of an HTMLQuestion cannot take a FileUploadAnswer; ask for a link instead, in a FreeTextAnswer"
    elif isinstance(element, Application):
        yield "a page cannot show an Application, which browsers no longer run; leave it out"
    elif isinstance(element, FormattedContent) and to_html(element.xhtml) is None:
        yield "the XHTML is not well-formed, so it is not known what it would be as HTML"
    elif isinstance(element, Question):
        yield from _names(element, names)


def _names(question: Question, names: set[str]) -> Iterator[str]:
    """What is wrong with the names and values of the question's fields."""
    name, answer = question.identifier, question.answer
    if name in RESERVED:
        yield f"`{name}` is a field of the service's own, which is no answer; rename the question"
    yield from _changed(name)
    if isinstance(answer, SelectionAnswer):
        if answer.other is not None and other_name(name) in names:
            yield f"`{other_name(name)}` is the field for other text of `{name}`, and a question too; rename one"
        for selection in answer.selections:
            yield from _value(selection.identifier, joined=kind_of(answer) == "checkbox")


def _value(identifier: str, *, joined: bool) -> Iterator[str]:
    if joined and "|" in identifier:
        yield f"the identifier `{identifier}` holds `|`, with which the service joins selections; rename the selection"
    yield from _changed(identifier)


def _changed(identifier: str) -> Iterator[str]:
    """What would come back as another text."""
    if "\n" in identifier or "\r" in identifier:
        yield f"the identifier {identifier!r} holds a line break, which a page sends as another one; remove it"
    if found := FORBIDDEN.search(identifier):
        yield f"the identifier {identifier!r} holds U+{ord(found[0]):04X}, which HTML cannot hold; remove it"
