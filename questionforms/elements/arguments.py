"""What the elements' arguments may hold; each function gives the value to store or refuses on the caller's line."""

from __future__ import annotations

from questionforms.exceptions import InvalidArgument, WrongType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, TypeVar

    from questionforms.elements.element import Element

    E = TypeVar("E", bound=Element)

#: The bounds of xs:int.
INT = (-(2**31), 2**31 - 1)
#: XSD's unbounded integers are taken up to this many bits, far past any use, so that writing stays linear.
_MOST_BITS = 10_000


def shown(value: object, length: int = 60) -> str:
    """A value as a message shows it: its repr, cut."""
    text = repr(value)
    return text if len(text) <= length else text[: length - 3] + "..."


def text(where: str, argument: str, value: object) -> str:
    """Plain text that XML can hold. Markup is refused here, since it would be shown to the worker as it is written."""
    if type(value) is str:
        if value.isprintable():  # then none of its characters is one that XML cannot hold
            return value
    else:
        if not isinstance(value, str):
            raise WrongType(where, argument, f"{shown(value)} is {_kind(value)}; expected text (str)")
        if hasattr(value, "__html__"):
            raise WrongType(
                where,
                argument,
                f"{shown(value)} is markup; expected plain text, or use FormattedContent in the content",
            )
        value = str.__str__(value)
    from questionforms.characters import FORBIDDEN, name_of

    if found := FORBIDDEN.search(value):
        message = f"character {found.start() + 1} of {shown(value)} is {name_of(found[0])}, which XML cannot hold"
        raise InvalidArgument(where, argument, f"{message}; remove it")
    return value


def identifier(where: str, argument: str, value: object) -> str:
    """The identifier of a question or a selection: text that is not empty, since answers are found by it."""
    if type(value) is str and value.isprintable() and value:
        return value
    if value == "":
        raise InvalidArgument(where, argument, "it is empty; answers are found by it, so give a name such as 'q1'")
    return text(where, argument, value)


def markup(where: str, argument: str, value: object) -> str:
    """Source of markup: a str as it is, or what `__html__` gives (markupsafe, Jinja2, htpy)."""
    html = getattr(value, "__html__", None)
    if html is not None:
        value = str.__str__(html())
    return text(where, argument, value)


def boolean(where: str, argument: str, value: object) -> bool:
    """True or False, and nothing that is merely equal to them."""
    if value is True or value is False:
        return value
    raise WrongType(where, argument, f"{shown(value)} is {_kind(value)}; expected True or False")


def integer(where: str, argument: str, value: object, low: int | None = None, high: int | None = None) -> int:
    """A whole number between the bounds, both inclusive; a bool is none."""
    if type(value) is not int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise WrongType(where, argument, f"{shown(value)} is {_kind(value)}; expected a whole number (int)")
        value = int(value)
    if (low is not None and value < low) or (high is not None and value > high):
        span = f"from {low} to {high}" if high is not None else f"of at least {low}"
        raise InvalidArgument(where, argument, f"{shown(value)} is out of range; expected a whole number {span}")
    if value.bit_length() > _MOST_BITS:
        raise InvalidArgument(where, argument, f"a number of {value.bit_length()} bits is too large to be written")
    return value


def ordered(where: str, low: int | None, high: int | None, default_low: int | None = None) -> None:
    """Refuse a minimum above the maximum."""
    least = default_low if low is None else low
    if least is not None and high is not None and least > high:
        raise InvalidArgument(where, "min", f"{least} is above max, which is {high}; expected min <= max")


def url(where: str, argument: str, value: object, schemes: tuple[str, ...] = ("http://", "https://")) -> str:
    """An absolute URL of one of the schemes, in lower case as the schema's pattern has them, without blanks."""
    address = text(where, argument, value)
    if not address.startswith(schemes):
        lowered = address.strip().lower()
        meant = next((scheme for scheme in schemes if lowered.startswith(scheme)), None)
        guess = f"; did you mean {shown(meant + address.strip()[len(meant) :])}?" if meant else ""
        raise InvalidArgument(
            where, argument, f"{shown(address)} is not a URL that begins with {' or '.join(schemes)}{guess}"
        )
    if any(character.isspace() for character in address):
        raise InvalidArgument(where, argument, f"{shown(address)} holds a blank; write it as %20")
    return address


def size(where: str, argument: str, value: object) -> str:
    """A width or height, which the schema takes as text: pixels as an int, or text such as '50%'."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(integer(where, argument, value, 0))
    return text(where, argument, value)


def pairs(where: str, argument: str, value: Any) -> list[tuple[str, Any]]:
    """Names and values, from a mapping or from pairs, in order; names may repeat."""
    try:
        return [(text(where, argument, name), item) for name, item in getattr(value, "items", lambda: value)()]
    except (WrongType, InvalidArgument):
        raise
    except (TypeError, ValueError):
        raise WrongType(where, argument, f"{shown(value)} is neither a mapping nor pairs of name and value") from None


def parameters(where: str, value: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Names and texts, for an ApplicationParameter each."""
    return tuple([(name, text(where, "parameters", item)) for name, item in pairs(where, "parameters", value)])


def instance(where: str, argument: str, value: Any, *types: type[E]) -> E:
    """An element of one of the given types."""
    if type(value) not in types:
        names = " or ".join(type_.__name__ for type_ in types)
        meant = "; put * before it to give its items" if isinstance(value, list | tuple) else ""
        raise WrongType(where, argument, f"{shown(value)} is {_kind(value)}; expected {names}{meant}")
    return value  # type: ignore[no-any-return]


def instances(where: str, argument: str, values: Iterable[Any], *types: type[E]) -> tuple[E, ...]:
    """Elements of the given types, at least one."""
    found = tuple(values)
    for value in found:
        if type(value) not in types:
            instance(where, argument, value, *types)
    if not found:
        names = " or ".join(type_.__name__ for type_ in types)
        raise InvalidArgument(where, argument, f"it is empty; expected at least one {names}")
    return found


def one_of(where: str, argument: str, value: object, choices: tuple[str, ...]) -> str:
    """One of the texts, to the letter."""
    if value.__class__ is str and value in choices:
        return value
    if isinstance(value, str) and value in choices:
        return str.__str__(value)
    from difflib import get_close_matches

    close = get_close_matches(str(value).strip().lower(), choices, 1, 0.5)
    guess = f"; did you mean {close[0]!r}?" if close else ""
    error = InvalidArgument if isinstance(value, str) else WrongType
    expected = " or ".join(filter(None, [", ".join(map(repr, choices[:-1])), repr(choices[-1])]))
    raise error(where, argument, f"{shown(value)} is not {expected}{guess}")


def unique(where: str, argument: str, identifiers: Sequence[str]) -> None:
    """Refuse an identifier that is given twice."""
    if len(set(identifiers)) < len(identifiers):
        twice = next(value for index, value in enumerate(identifiers) if value in identifiers[:index])
        message = f"the identifier {shown(twice)} is given twice; answers could not be told apart"
        raise InvalidArgument(where, argument, message)


def _kind(value: object) -> str:
    name = type(value).__name__
    return "None" if value is None else f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"
