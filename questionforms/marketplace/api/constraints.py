"""The constraints of the service's model that a call breaks, in the words of every AWS service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from questionforms.words import printable, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The most characters of a value in a message.
_LONGEST = 200


def violations(shape: Any, given: Any) -> list[str]:
    """What a call breaks: required members that are missing, and values out of range, too long, or of another form.

    Values of the wrong type are skipped, since they are another kind of error.
    """
    return list(_of_structure(shape, given, "")) if isinstance(given, dict) else []


def _of_structure(shape: Any, given: dict[str, Any], path: str) -> Iterator[str]:
    for name, member in shape.members.items():
        place = f"{path}{name[0].lower()}{name[1:]}"
        value = given.get(name)
        if value is not None:
            yield from _of_value(member, value, place)
        elif name in shape.required_members:
            yield f"Value null at '{place}' failed to satisfy constraint: Member must not be null"


def _of_value(shape: Any, value: Any, place: str) -> Iterator[str]:
    if shape.type_name == "structure" and isinstance(value, dict):
        yield from _of_structure(shape, value, f"{place}.")
    elif shape.type_name == "list" and isinstance(value, list):
        yield from _of_list(shape.member, value, place)
    else:
        for must in _broken(shape, value):
            yield f"Value {_quoted(value)} at '{place}' failed to satisfy constraint: Member must {must}"


def _of_list(shape: Any, values: list[Any], place: str) -> Iterator[str]:
    """What a list breaks: each structure has a place of its own, and simple values share one."""
    if shape.type_name in ("structure", "list"):
        for number, value in enumerate(values, 1):
            yield from _of_value(shape, value, f"{place}.{number}.member")
    elif any(_broken(shape, value) for value in values):
        musts = ", ".join(f"Member must {must}" for must in _constraints(shape))
        shown = f"[{', '.join(str(value) for value in values)}]"
        start = f"Value {_quoted(shown)} at '{place}' failed to satisfy constraint"
        yield f"{start}: Member must satisfy constraint: [{musts}]"


def _broken(shape: Any, value: Any) -> list[str]:
    """The constraints that a simple value breaks."""
    if isinstance(value, bool) or not isinstance(value, _TYPES.get(shape.type_name, ())):
        return []
    return [must for must, holds in _constraints(shape).items() if not holds(value)]


_TYPES: dict[str, type] = {"string": str, "integer": int, "long": int}


def _constraints(shape: Any) -> dict[str, Any]:
    """The constraints of a simple type: each in words, with a function that says whether a value satisfies it."""
    low, high, found = shape.metadata.get("min"), shape.metadata.get("max"), {}
    is_text = shape.type_name == "string"
    what, size = ("have length", len) if is_text else ("have value", int)
    if high is not None:
        found[f"{what} less than or equal to {high}"] = lambda value: size(value) <= high
    if low is not None:
        found[f"{what} greater than or equal to {low}"] = lambda value: size(value) >= low
    if is_text and shape.enum:
        found[f"satisfy enum value set: [{', '.join(shape.enum)}]"] = lambda value: value in shape.enum
    if pattern := shape.metadata.get("pattern"):
        anchored = re.compile(pattern.removeprefix("^").removesuffix("$"), re.ASCII)
        found[f"satisfy regular expression pattern: {pattern}"] = lambda value: anchored.fullmatch(value) is not None
    return found


def _quoted(value: object) -> str:
    return f"'{shortened(printable(str(value)), _LONGEST)}'"
