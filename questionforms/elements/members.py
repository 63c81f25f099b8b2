"""What an argument of several members may hold: elements, pairs, identifiers that differ."""

from __future__ import annotations

from questionforms.elements import arguments
from questionforms.exceptions import InvalidArgument, WrongType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, TypeVar

    from questionforms.elements.element import Element

    E = TypeVar("E", bound=Element)


def is_mapping(value: object) -> bool:
    """Whether the value has the `items()` of a mapping."""
    return callable(getattr(type(value), "items", None))


def several(where: str, argument: str, values: Any, expected: str) -> Sequence[Any]:
    """The values that a sequence, or an iterator, gives in order; text, a mapping and a set are none."""
    if type(values) is list or type(values) is tuple:
        return values
    from collections.abc import Mapping

    if isinstance(values, str | bytes | bytearray | set | frozenset | Mapping) or not is_iterable(values):
        raise WrongType(where, argument, f"{arguments.found(values)}; expected {expected}")
    return list(values)


def is_iterable(value: object) -> bool:
    """Whether the value gives items one by one, as its type says."""
    return hasattr(type(value), "__iter__")


def pairs(where: str, argument: str, value: Any) -> list[tuple[str, Any]]:
    """Names and values, from a mapping or from pairs, in order; names may repeat."""
    expected = "a mapping, or pairs of name and value"
    given = list(value.items()) if is_mapping(value) else several(where, argument, value, expected)
    for pair in given:
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise WrongType(where, argument, f"{arguments.found(pair)} where a pair should be; expected {expected}")
    return [(arguments.text(where, argument, name), item) for name, item in given]


def parameters(where: str, value: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Names and texts, for an ApplicationParameter each."""
    return tuple(
        [(name, arguments.text(where, "parameters", item)) for name, item in pairs(where, "parameters", value)]
    )


def instance(where: str, argument: str, value: Any, *types: type[E]) -> E:
    """An element of one of the given types."""
    if type(value) not in types:
        names = " or ".join(type_.__name__ for type_ in types)
        meant = "; put * before it to give its items" if isinstance(value, list | tuple) else ""
        raise WrongType(where, argument, f"{arguments.found(value)}; expected {names}{meant}")
    return value  # type: ignore[no-any-return]


def instances(where: str, argument: str, values: Iterable[Any], *types: type[E]) -> tuple[E, ...]:
    """Elements of the given types, at least one."""
    elements = tuple(values)
    for value in elements:
        if type(value) not in types:
            instance(where, argument, value, *types)
    if not elements:
        names = " or ".join(type_.__name__ for type_ in types)
        raise InvalidArgument(where, argument, f"it is empty; expected at least one {names}")
    return elements


def unique(where: str, argument: str, identifiers: Sequence[str]) -> None:
    """Refuse an identifier that is given twice."""
    seen: set[str] = set()
    if len(set(identifiers)) == len(identifiers):
        return
    for value in identifiers:
        if value in seen:
            message = f"the identifier {arguments.shown(value)} is given twice; answers could not be told apart"
            raise InvalidArgument(where, argument, message)
        seen.add(value)
