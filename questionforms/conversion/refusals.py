"""Find what a conversion rejects: values that no constructor accepts, and parts of a form that a page cannot show."""

from __future__ import annotations

from collections import Counter
from inspect import Parameter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from questionforms.answers.read.pipe_separated import can_be_split
from questionforms.conversion.content_markup import read_markup
from questionforms.conversion.controls import kind_of, other_name
from questionforms.conversion.forbidden_markup import iter_forbidden
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
    """Something in a document that a conversion cannot handle."""

    #: The element, such as `/QuestionForm/Question[2]`.
    path: str
    #: What is there, what was expected, and what was probably meant.
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def iter_refusals(document: Document) -> Iterator[Refusal]:
    """What the constructors reject in a document that was read, in document order, inner elements first."""
    for path, element in walk(document):
        try:
            _build(element)
        except (InvalidArgument, WrongType) as error:
            if error.where == type(element).__name__:  # else an inner element has already yielded it
                yield Refusal(path, f"argument `{error.argument}`: {error.message}")


def _build(element: Element) -> None:
    """Call the constructor with the element's values."""
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
    """Every element of a document with its path in the XML, inner elements first."""
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
    """What prevents a form from becoming a page, including what the constructors reject."""
    yield from iter_refusals(form)
    names = {question.identifier for question in form.questions}
    for path, element in walk(form):
        yield from [Refusal(path, message) for message in _messages(element, names)]


def _messages(element: Element, names: set[str]) -> Iterator[str]:
    if isinstance(element, FileUploadAnswer):
        yield "an HTMLQuestion cannot have a FileUploadAnswer; ask for a link in a FreeTextAnswer instead"
    elif isinstance(element, Application):
        yield "an HTMLQuestion cannot show an Application, since browsers no longer run them; remove it"
    elif isinstance(element, FormattedContent):
        markup = read_markup(element.xhtml)
        if markup is None:
            yield "the XHTML is not well-formed, so it cannot be converted to HTML"
        else:
            yield from iter_forbidden(markup)
    elif isinstance(element, Question):
        yield from _names(element, names)


def _names(question: Question, names: set[str]) -> Iterator[str]:
    """Problems with the names and values of the question's fields."""
    name, answer = question.identifier, question.answer
    if name in RESERVED:
        yield f"`{name}` is a field name that the service reserves; rename the question"
    yield from _changed(name)
    if isinstance(answer, SelectionAnswer):
        if answer.other is not None and other_name(name) in names:
            yield f"`{other_name(name)}` is both a question and the field for the other text of `{name}`; rename one"
        for selection in answer.selections:
            yield from _value(selection.identifier, joined=kind_of(answer) == "checkbox")


def _value(identifier: str, *, joined: bool) -> Iterator[str]:
    if joined and not can_be_split(identifier):
        yield f"the identifier `{identifier}` contains `|`, which the service puts between selections; rename it"
    yield from _changed(identifier)


def _changed(identifier: str) -> Iterator[str]:
    """Characters that a page would change in the identifier."""
    if "\n" in identifier or "\r" in identifier:
        yield f"the identifier {identifier!r} contains a line break, which browsers change when they send it; remove it"
    if found := FORBIDDEN.search(identifier):
        yield f"the identifier {identifier!r} contains U+{ord(found[0]):04X}, which HTML does not allow; remove it"
