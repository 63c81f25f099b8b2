"""What a document that was read holds, but no constructor takes, and what a form holds that no page of HTML can do."""

from __future__ import annotations

from collections import Counter
from inspect import Parameter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from questionforms.answers.read.pipe_separated import can_be_split
from questionforms.conversion.content_markup import to_html
from questionforms.conversion.controls import kind_of, other_name
from questionforms.conversion.html_writer import FORBIDDEN
from questionforms.elements.answer_specifications import FileUploadAnswer, SelectionAnswer
from questionforms.elements.base.element import Element
from questionforms.elements.base.fields import Nested
from questionforms.elements.base.representation import arguments
from questionforms.elements.content import Application, FormattedContent
from questionforms.elements.external_question import RESERVED
from questionforms.elements.question_form import Question
from questionforms.exceptions import InvalidArgument, WrongType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.elements.base.element import Document, Element
    from questionforms.elements.question_form import QuestionForm


class Refusal(NamedTuple):
    """Something in a document that a conversion cannot take."""

    #: The element, such as `/QuestionForm/Question[2]`.
    path: str
    #: What stands there, what was expected, what was probably meant.
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def iter_refusals(document: Document) -> Iterator[Refusal]:
    """What the constructors refuse of a document that was read, in its order; an element after those inside it."""
    for path, element in walk(document):
        try:
            _build(element)
        except (InvalidArgument, WrongType) as error:
            if error.where == type(element).__name__:  # else it is of an element inside, which has said so itself
                yield Refusal(path, f"argument `{error.argument}`: {error.message}")


def _build(element: Element) -> None:
    """Call the constructor with what the element holds."""
    values: list[object] = []
    options: dict[str, object] = {}
    for parameter, value in arguments(element):
        if parameter.kind is Parameter.VAR_POSITIONAL:
            values += value
        elif parameter.kind is Parameter.KEYWORD_ONLY:
            options[parameter.name] = value
        else:
            values.append(value)
    type(element)(*values, **options)


def walk(document: Document) -> Iterator[tuple[str, Element]]:
    """Every element of a document with its path in the XML; an element after those inside it."""
    return _walk(document, f"/{document.tag}")


def _walk(element: Element, path: str) -> Iterator[tuple[str, Element]]:
    for inside, fields in groupby(type(element)._fields, key=lambda field: field.inside):
        found = [child for field in fields if isinstance(field, Nested) for child in _children(element, field)]
        totals = Counter([tag for tag, _ in found])
        counts: Counter[str] = Counter()
        for tag, child in found:
            counts[tag] += 1
            number = f"[{counts[tag]}]" if totals[tag] > 1 else ""
            yield from _walk(child, f"{path}{f'/{inside}' if inside else ''}/{tag}{number}")
    yield path, element


def _children(element: Element, field: Nested) -> Iterator[tuple[str, Element]]:
    value = getattr(element, field.name)
    for child in value if isinstance(value, tuple) else (value,):
        if child is not None:
            yield field.tag or child.tag, child


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
    if joined and not can_be_split(identifier):
        yield f"the identifier `{identifier}` holds `|`, with which the service joins selections; rename the selection"
    yield from _changed(identifier)


def _changed(identifier: str) -> Iterator[str]:
    """What would come back as another text."""
    if "\n" in identifier or "\r" in identifier:
        yield f"the identifier {identifier!r} holds a line break, which a page sends as another one; remove it"
    if found := FORBIDDEN.search(identifier):
        yield f"the identifier {identifier!r} holds U+{ord(found[0]):04X}, which HTML cannot hold; remove it"
