"""Check the arguments of elements: each function returns the value to store, or raises InvalidArgument or WrongType."""

from __future__ import annotations

from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.words import alternatives, did_you_mean, found, nearest, shown, type_of

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import Any, TypeGuard, TypeVar

    from questionforms.elements.base.element import Element

    E = TypeVar("E", bound=Element)

#: The bounds of xs:int.
INT = (-(2**31), 2**31 - 1)
#: XSD's unbounded integers are limited to this many bits, far beyond any use, so that writing takes linear time.
_MOST_BITS = 10_000
#: The elements with plain text that a FormattedContent can replace.
_SHOWN = ("Title", "Text", "List")


def has_html(value: object) -> bool:
    """Whether the value has its own markup. Looks at the type, since a class or a mock is not markup."""
    return getattr(type(value), "__html__", None) is not None


def text(where: str, argument: str, value: object, expected: str = "text (str)") -> str:
    """Plain text that XML can represent. Markup is rejected, since the worker would see its tags."""
    if type(value) is str:
        if value.isprintable():  # XML can represent all printable characters
            return value
    else:
        if not isinstance(value, str):
            raise WrongType(where, argument, f"{found(value)}; expected {expected}")
        if has_html(value):
            meant = "; to show markup, use FormattedContent instead" if where in _SHOWN else ""
            raise WrongType(where, argument, f"{shown(value)} is markup; expected plain text{meant}")
        value = str.__str__(value)
    from questionforms.xml.characters import FORBIDDEN, name_of

    if wrong := FORBIDDEN.search(value):
        message = f"character {wrong.start() + 1} of {shown(value)} is {name_of(wrong[0])}, which XML does not allow"
        raise InvalidArgument(where, argument, f"{message}; remove it")
    return value


def texts(where: str, argument: str, values: Iterable[object], expected: str) -> tuple[str, ...]:
    """Plain texts that were passed by position, at least one."""
    found_texts = tuple(values)
    if not found_texts:
        raise InvalidArgument(where, argument, f"it is empty; expected at least one {expected}")
    for value in found_texts:
        if meant := unpacking(value, lambda item: isinstance(item, str)):
            raise WrongType(where, argument, f"{found(value)}; expected text (str){meant}")
    return tuple([text(where, argument, value) for value in found_texts])


def identifier(where: str, argument: str, value: object) -> str:
    """The identifier of a question or a selection: text that is not empty, since answers refer to it."""
    if type(value) is str and value.isprintable() and value:
        return value
    if type(value) is int:
        raise WrongType(where, argument, f"{found(value)}; expected text (str); did you mean {str(value)!r}?")
    name = text(where, argument, value)
    if not name:
        raise InvalidArgument(where, argument, "it is empty; expected a name such as 'q1', since answers refer to it")
    return name


def markup(where: str, argument: str, value: object) -> str:
    """The source of markup: an unchanged str, the text of a file, or what `__html__` returns (markupsafe, Jinja2)."""
    if type(value) is str:
        return text(where, argument, value)
    if is_path(value):
        return text(where, argument, _file_text(where, argument, value))
    if has_html(value):
        html = value.__html__()  # type: ignore[attr-defined]
        if not isinstance(html, str):
            message = f"the __html__ of {shown(value)} returns {type_of(html)}; expected text (str)"
            raise WrongType(where, argument, message)
        value = str.__str__(html)
    return text(where, argument, value, "text (str) or markup, or a pathlib.Path")


def is_path(value: object) -> TypeGuard[Path]:
    """Whether the value is a pathlib.Path."""
    from pathlib import Path

    return isinstance(value, Path)


def _file_text(where: str, argument: str, path: Path) -> str:
    """The text of a file in UTF-8, or in UTF-16 or UTF-32 with a byte order mark; line breaks become newlines."""
    data = path.read_bytes()
    from questionforms.xml.load import BOMS

    bom, encoding = next(((bom, name) for bom, name in BOMS if data.startswith(bom)), (b"", "utf-8"))
    try:
        decoded = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(error.encoding, "replace").splitlines(keepends=True)
        line = len(before) + (not before or before[-1].endswith(("\n", "\r")))
        wrong = f"the byte {error.object[error.start]:02X} in line {line} is not valid {encoding.upper()}"
        raise InvalidArgument(where, argument, f"{str(path)!r}: {wrong}; save the file as UTF-8") from None
    return decoded.replace("\r\n", "\n").replace("\r", "\n")


def boolean(where: str, argument: str, value: object) -> bool:
    """True or False, but not a value that is merely equal to one of them."""
    if value is True or value is False:
        return value
    raise WrongType(where, argument, f"{found(value)}; expected True or False")


def integer(where: str, argument: str, value: object, low: int | None = None, high: int | None = None) -> int:
    """An int between the bounds, both inclusive; a bool is rejected."""
    if type(value) is not int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise WrongType(where, argument, f"{found(value)}; expected a whole number (int)")
        value = int.__int__(value)
    if (low is not None and value < low) or (high is not None and value > high):
        span = f"from {low} to {high}" if high is not None else f"of at least {low}"
        raise InvalidArgument(where, argument, f"{shown(value)} is out of range; expected a whole number {span}")
    if value.bit_length() > _MOST_BITS:
        message = f"a number of {value.bit_length():,} bits is too large; expected at most {_MOST_BITS:,} bits"
        raise InvalidArgument(where, argument, message)
    return value


def ordered(
    where: str,
    low: int | None,
    high: int | None,
    names: tuple[str, str] = ("min", "max"),
    default_high: int | None = None,
) -> None:
    """Reject a lower bound above the upper one, or above the upper one's default if that is not given."""
    most = default_high if high is None else high
    if low is not None and most is not None and low > most:
        least, upper = names
        value = f"defaults to {most}; set {upper} too" if high is None else f"is {most}; expected {least} <= {upper}"
        raise InvalidArgument(where, least, f"{low} is above {upper}, which {value}")


def url(where: str, argument: str, value: object, schemes: tuple[str, ...] = ("http://", "https://")) -> str:
    """An absolute URL without whitespace that starts with one of the schemes, in lower case as the XSD requires."""
    address = text(where, argument, value)
    if not address.startswith(schemes):
        lowered = address.strip().lower()
        meant = next((scheme for scheme in schemes if lowered.startswith(scheme)), None)
        guess = did_you_mean(meant and meant + address.strip()[len(meant) :], shown)
        raise InvalidArgument(
            where, argument, f"{shown(address)} is not a URL that starts with {' or '.join(schemes)}{guess}"
        )
    blank = next((character for character in address if character.isspace()), None)
    if blank is not None:
        what = "a space; write it as %20" if blank == " " else f"U+{ord(blank):04X}, a kind of whitespace; remove it"
        raise InvalidArgument(where, argument, f"{shown(address)} contains {what}")
    return address


def size(where: str, argument: str, value: object) -> str:
    """A width or height, which the schema stores as text: pixels as an int, or text such as '50%'."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(integer(where, argument, value, 0))
    return text(where, argument, value, "pixels (int) or text such as '50%'")


def one_of(where: str, argument: str, value: object, choices: tuple[str, ...]) -> str:
    """Exactly one of the given texts."""
    if type(value) is str and value in choices:
        return value
    given = str.__str__(value) if isinstance(value, str) else None
    if given in choices:
        return given
    expected = alternatives(map(repr, choices))
    if given is None:
        raise WrongType(where, argument, f"{found(value)}; expected {expected}")
    guess = did_you_mean(nearest(given, choices), repr)
    raise InvalidArgument(where, argument, f"{shown(given)} is not valid; expected {expected}{guess}")


def is_mapping(value: object) -> bool:
    """Whether the value has an `items()` method, as a mapping does."""
    return callable(getattr(type(value), "items", None))


def several(where: str, argument: str, values: Any, expected: str) -> Sequence[Any]:
    """The values of a sequence or an iterator, in order; text, mappings and sets are rejected."""
    if type(values) is list or type(values) is tuple:
        return values
    from collections.abc import Mapping

    if isinstance(values, str | bytes | bytearray | set | frozenset | Mapping) or not is_iterable(values):
        raise WrongType(where, argument, f"{found(values)}; expected {expected}")
    return list(values)


def is_iterable(value: object) -> bool:
    """Whether the value's type makes it iterable."""
    return getattr(type(value), "__iter__", None) is not None


def pairs(where: str, argument: str, value: Any) -> list[tuple[str, Any]]:
    """Names and values, from a mapping or from pairs, in order; names may repeat."""
    expected = "a mapping, or pairs of a name and a value"
    given = list(value.items()) if is_mapping(value) else several(where, argument, value, expected)
    for pair in given:
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise WrongType(where, argument, f"{found(pair)}, not a pair; expected {expected}")
    return [(text(where, argument, name), item) for name, item in given]


def parameters(where: str, value: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Names and texts, one pair for each ApplicationParameter."""
    return tuple([(name, text(where, "parameters", item)) for name, item in pairs(where, "parameters", value)])


def instance(where: str, argument: str, value: Any, *types: type[E]) -> E:
    """An element of one of the given types."""
    if type(value) in types:
        return value  # type: ignore[no-any-return]
    if isinstance(value, type) and value in types:
        meant = f"; did you mean {value.__name__}(...)?"
    elif isinstance(value, list | tuple) and len(value) == 1 and type(value[0]) in types:
        meant = "; pass its item instead"
    else:
        meant = ""
    raise WrongType(where, argument, f"{found(value)}; expected {_names(types)}{meant}")


def instances(
    where: str,
    argument: str,
    values: Iterable[Any],
    *types: type[E],
    meant: Callable[[Any], str] = lambda value: "",  # noqa: ARG005
) -> tuple[E, ...]:
    """Elements of the given types, at least one, that were passed by position.

    `meant` gives the end of the message about a value that is none of them: what was probably meant, or nothing.
    """
    elements = tuple(values)
    for value in elements if {type(value) for value in elements}.difference(types) else ():
        if type(value) not in types:
            if advice := unpacking(value, lambda item: type(item) in types) or meant(value):
                raise WrongType(where, argument, f"{found(value)}; expected {_names(types)}{advice}")
            instance(where, argument, value, *types)
    if not elements:
        raise InvalidArgument(where, argument, f"it is empty; expected at least one {_names(types)}")
    return elements


def unpacking(value: object, is_accepted: Callable[[Any], bool]) -> str:
    """The advice to pass the items of a list one by one, if each of them is accepted; else empty."""
    right = isinstance(value, list | tuple) and value and all(is_accepted(item) for item in value)
    return "; put * before it to pass its items" if right else ""


def _names(types: Iterable[type]) -> str:
    return alternatives(type_.__name__ for type_ in types)


def unique(where: str, argument: str, identifiers: Sequence[str]) -> None:
    """Reject an identifier that is given twice."""
    seen: set[str] = set()
    if len(set(identifiers)) == len(identifiers):
        return
    for value in identifiers:
        if value in seen:
            message = f"the identifier {shown(value)} is given twice; expected unique identifiers"
            raise InvalidArgument(where, argument, message)
        seen.add(value)
