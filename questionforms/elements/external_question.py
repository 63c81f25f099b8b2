"""The ExternalQuestion: a page on the requester's own server, shown in a frame.

Source: ExternalQuestion.xsd, and "ExternalQuestion data structure" in Amazon's API reference.
"""

from __future__ import annotations

from questionforms.elements.base import arguments
from questionforms.elements.base.element import Document
from questionforms.elements.base.fields import INTEGER, TOKEN, leaf
from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.words import found, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, TypeAlias

    Single: TypeAlias = "str | int | float"
    Value: TypeAlias = "Single | Sequence[Single]"
    Query: TypeAlias = "Mapping[str, Value] | Iterable[tuple[str, Value]]"

_WHERE = "ExternalQuestion"

#: Names that the service reserves: the query parameters that it adds, and the same fields of a page.
RESERVED = ("assignmentId", "hitId", "turkSubmitTo", "workerId")


class ExternalQuestion(Document):
    """An https URL, and the height of its frame in pixels; 0 makes the frame fill the worker's window.

    `params` is encoded and added to the URL's query. A value is text, a number, or a list or tuple of them, which adds
    the parameter once for each item.
    """

    url: str = leaf("ExternalURL", TOKEN)
    frame_height: int = leaf("FrameHeight", INTEGER)

    def __init__(self, url: str, frame_height: int = 0, *, params: Query | None = None) -> None:
        address = arguments.url(_WHERE, "url", url, ("https://",))
        _refuse_reserved("url", _names(address))
        if params is not None:
            address = _with_params(address, params)
        self._url = address
        self._frame_height = arguments.integer(_WHERE, "frame_height", frame_height, 0)

    def _argument(self, name: str) -> Any:
        return None if name == "params" else getattr(self, name)


def _names(url: str) -> Iterable[str]:
    """The names in the URL's query."""
    from urllib.parse import parse_qsl, urlsplit

    try:
        query = urlsplit(url).query
    except ValueError as error:
        raise InvalidArgument(_WHERE, "url", f"{shown(url)} cannot be parsed as a URL: {error}") from None
    return [name for name, _ in parse_qsl(query, keep_blank_values=True)]


def _with_params(url: str, params: Query) -> str:
    from urllib.parse import urlencode

    pairs = arguments.pairs(_WHERE, "params", params)
    _refuse_reserved("params", [name for name, _ in pairs])
    try:
        added = urlencode([(name, text) for name, value in pairs for text in _texts(name, value)])
    except UnicodeEncodeError as error:
        raise InvalidArgument(_WHERE, "params", f"it cannot be encoded in a URL: {error}") from None
    if not added:
        return url
    address, hash_, fragment = url.partition("#")
    joint = "?" if "?" not in address else "" if address.endswith(("?", "&")) else "&"
    return f"{address}{joint}{added}{hash_}{fragment}"


def _texts(name: str, value: object) -> list[str]:
    """The texts of a parameter's value: one for each item of a list or a tuple, else one."""
    return [_text(name, item) for item in (value if isinstance(value, list | tuple) else (value,))]


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, float) and value - value == 0:
        return float.__repr__(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(arguments.integer(_WHERE, "params", value))
    message = f"for {shown(name)}, {found(value)}; expected text (str), a finite number (int or"
    raise WrongType(_WHERE, "params", f"{message} float), or a list or tuple of them; convert other values to text")


def _refuse_reserved(argument: str, names: Iterable[str]) -> None:
    for name in names:
        if name in RESERVED:
            message = f"the service adds {name!r} itself; expected a name other than {', '.join(RESERVED)}"
            raise InvalidArgument(_WHERE, argument, message)
