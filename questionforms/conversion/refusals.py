"""What a document that was read holds, but no constructor takes: it is read all the same, and cannot be built."""

from __future__ import annotations

from collections import Counter
from inspect import Parameter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from questionforms.elements.base.element import Element
from questionforms.elements.base.fields import Nested
from questionforms.elements.base.representation import arguments
from questionforms.exceptions import InvalidArgument, WrongType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.elements.base.element import Document


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
