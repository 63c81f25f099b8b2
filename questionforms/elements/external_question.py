"""The ExternalQuestion: a page of the requester's own, shown in a frame.

Source: ExternalQuestion.xsd, and "ExternalQuestion data structure" in Amazon's API reference.
"""

from __future__ import annotations

from questionforms.elements import arguments
from questionforms.elements.datatypes import INTEGER, TOKEN
from questionforms.elements.element import Document
from questionforms.elements.fields import leaf
from questionforms.exceptions import InvalidArgument

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, TypeAlias

    Query: TypeAlias = "Mapping[str, Any] | Iterable[tuple[str, Any]]"

#: The query parameters that the service adds by itself; a URL must not hold them.
RESERVED = ("assignmentId", "hitId", "turkSubmitTo", "workerId")


class ExternalQuestion(Document):
    """An https URL, and the height of its frame in pixels; 0 lets the frame fill the worker's window.

    `params` are added to the URL's query, encoded; a value that is a list or a tuple is added once for each item.
    """

    url: str = leaf("ExternalURL", TOKEN)
    frame_height: int = leaf("FrameHeight", INTEGER)

    def __init__(self, url: str, frame_height: int = 0, *, params: Query | None = None) -> None:
        where = "ExternalQuestion"
        address = arguments.url(where, "url", url, ("https://",))
        _refuse_reserved("url", _names(address))
        if params is not None:
            address = _with_params(address, params)
        self._url = address
        self._frame_height = arguments.integer(where, "frame_height", frame_height, 0)

    def _argument(self, name: str) -> Any:
        return None if name == "params" else getattr(self, name)


def _names(url: str) -> Iterable[str]:
    if "?" not in url:
        return ()
    from urllib.parse import parse_qsl, urlsplit

    return [name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)]


def _with_params(url: str, params: Query) -> str:
    from urllib.parse import urlencode

    pairs = arguments.pairs("ExternalQuestion", "params", params)
    _refuse_reserved("params", [name for name, _ in pairs])
    try:
        added = urlencode(pairs, doseq=True)
    except UnicodeEncodeError as error:
        raise InvalidArgument("ExternalQuestion", "params", f"it holds what no URL can: {error}") from None
    if not added:
        return url
    address, hash_, fragment = url.partition("#")
    joint = "?" if "?" not in address else "" if address.endswith(("?", "&")) else "&"
    return f"{address}{joint}{added}{hash_}{fragment}"


def _refuse_reserved(argument: str, names: Iterable[str]) -> None:
    for name in names:
        if name in RESERVED:
            message = f"{name!r} is added by the service itself; expected a name other than {', '.join(RESERVED)}"
            raise InvalidArgument("ExternalQuestion", argument, message)
