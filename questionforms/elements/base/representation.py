"""Builder code of elements as a tree, derived from the constructors' signatures: the repr is the tree on one line."""

from __future__ import annotations

from inspect import Parameter, signature
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeGuard

    from questionforms.elements.base.element import Element

Code: TypeAlias = "Leaf | Group"


class Leaf(NamedTuple):
    """A value that is written as a literal: text, a number, True, None."""

    value: object


class Group(NamedTuple):
    """A call, a list or a dict: its opening text, its entries and its closing text."""

    start: str
    entries: tuple[Entry, ...]
    end: str


class Entry(NamedTuple):
    """An item of a group: its code, and the keyword, such as `min=`, or the key before it."""

    code: Code
    keyword: str = ""
    key: Leaf | None = None

    def head(self, literal: Callable[[object], str]) -> str:
        """The text before the code."""
        return self.keyword if self.key is None else f"{literal(self.key.value)}: "


def represent(element: Element) -> str:
    """Code that builds an equal element, given the names of the package root."""
    return on_one_line(call(element), repr)


def on_one_line(code: Code, literal: Callable[[object], str]) -> str:
    """The code on one line, with each value written by `literal`."""
    if isinstance(code, Leaf):
        return literal(code.value)
    entries = [entry.head(literal) + on_one_line(entry.code, literal) for entry in code.entries]
    return f"{code.start}{', '.join(entries)}{code.end}"


def call(element: Element) -> Group:
    """The call that builds an equal element."""
    return Group(f"{type(element).__name__}(", tuple(_entries(element)), ")")


def _entries(element: Element) -> Iterator[Entry]:
    for parameter, value in arguments(element):
        if parameter.kind is Parameter.VAR_POSITIONAL:
            yield from (Entry(_code(item)) for item in value)
        elif parameter.default is not Parameter.empty and value == parameter.default:
            continue
        elif parameter.kind is Parameter.KEYWORD_ONLY or parameter.default is not Parameter.empty:
            yield Entry(_code(value), keyword=f"{parameter.name}=")
        else:
            yield Entry(_code(value))


def arguments(element: Element) -> Iterator[tuple[Parameter, Any]]:
    """Each parameter of the element's constructor, with the argument that builds an equal element."""
    for parameter in signature(type(element)).parameters.values():
        yield parameter, element._argument(parameter.name)


def _code(value: object) -> Code:
    """The builder code of a value, with a Text as a plain str."""
    if _is_element(value):
        return call(value) if (plain := value._plain()) is None else Leaf(plain)
    if isinstance(value, dict):
        return Group("{", tuple([Entry(_code(item), key=Leaf(key)) for key, item in value.items()]), "}")
    if isinstance(value, tuple):
        return Group("[", tuple([Entry(_code(item)) for item in value]), "]")
    return Leaf(value)


def _is_element(value: object) -> TypeGuard[Element]:
    """Whether the value is an element, without importing the class, which itself imports this module."""
    return hasattr(type(value), "_argument")
