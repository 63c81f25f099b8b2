"""The repr of elements: builder code that makes an equal element, read off the constructor's own signature."""

from __future__ import annotations

from inspect import Parameter, signature
from typing import TYPE_CHECKING

from questionforms.elements.content import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.elements.element import Element


def represent(element: Element) -> str:
    """Code that builds an equal element where the names of the package root are imported."""
    return f"{type(element).__name__}({', '.join(_arguments(element))})"


def _arguments(element: Element) -> Iterator[str]:
    for parameter in signature(type(element)).parameters.values():
        value = element._argument(parameter.name)
        if parameter.kind is Parameter.VAR_POSITIONAL:
            yield from map(show, value)
        elif parameter.default is not Parameter.empty and value == parameter.default:
            continue
        elif parameter.kind is Parameter.KEYWORD_ONLY or parameter.default is not Parameter.empty:
            yield f"{parameter.name}={show(value)}"
        else:
            yield show(value)


def show(value: object) -> str:
    """A value within builder code, where a plain str stands for a Text."""
    if isinstance(value, Text):
        return repr(value.text)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {show(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(show, value)) + "]"
    return repr(value)
