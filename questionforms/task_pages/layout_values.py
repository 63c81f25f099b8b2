"""The values of a row in the placeholders `${name}` of a layout, inserted as the requester site inserted them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from questionforms.html_contexts import placeholders, tags
from questionforms.javascript_literals import literals

if TYPE_CHECKING:
    from questionforms.html_contexts import Placeholder, Region

#: A name in braces. The site knew no escape: in `$${price}`, the first dollar sign is text.
_PLACE = re.compile(r"\$\{([^{}]*+)\}")


@dataclass(frozen=True, slots=True)
class FilledLayout:
    """A layout with the values of one row in it."""

    html: str
    #: The names of placeholders without a value, in order. Each is still in the page as `${name}`.
    missing: tuple[str, ...]
    #: The names of values without a placeholder, in the order in which they were given.
    unused: tuple[str, ...]


def fill_layout(layout: str, values: Mapping[str, str]) -> FilledLayout:
    """The layout with each `${name}` replaced by the value of that name, wherever it is, and without escaping it.

    Blanks inside the braces do not matter, the case of letters does. A value is not searched for placeholders. A
    `${name}` without a value stays as it is; it counts as missing unless only a comment or the layout's own JavaScript
    contains it.
    """
    names: set[str] = set()

    def value(found: re.Match[str]) -> str:
        name = found[1].strip()
        names.add(name)
        return values.get(name, found[0])

    html = _PLACE.sub(value, layout)
    missing = [] if names <= values.keys() else _missing(layout, values)
    return FilledLayout(html, tuple(missing), tuple(name for name in values if name not in names))


def placeholder_names(layout: str) -> list[str]:
    """The names that a layout needs values for, in order, each once."""
    return _missing(layout, {})


def _missing(layout: str, values: Mapping[str, str]) -> list[str]:
    """The names that need a value and have none, in order, each once."""
    places = [place for place in placeholders(layout) if place.name not in values]
    if not places:
        return []
    comments = [(tag.start, tag.end) for tag in tags(layout) if tag.name == "!--"]
    own = _OwnCode(layout)
    needed = [
        place.name
        for place in places
        if not own.has(place) and not any(start < place.start < end for start, end in comments)
    ]
    return list(dict.fromkeys(needed))


class _OwnCode:
    """The template literals and comments in a page's JavaScript, where `${name}` may be an expression of the code."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._found: dict[int, list[tuple[int, int]]] = {}

    def has(self, place: Placeholder) -> bool:
        """Whether a placeholder is in one of them."""
        region = place.region
        if region is None or place.kind not in ("script", "handler", "code-url"):
            return False
        return any(start < place.start < end for start, end in self._in(region))

    def _in(self, region: Region) -> list[tuple[int, int]]:
        if region.start not in self._found:
            self._found[region.start] = list(literals(self._html, region.start, region.end))
        return self._found[region.start]
