"""HTML references that XML does not have: the message for each, and what to write instead."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_REFERENCE = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?[^<>]*>|&#(?:\d+|x[0-9A-Fa-f]+);|&(?:amp|lt|gt|quot|apos);"
    r"|&(?P<name>[A-Za-z]\w{0,40});|(?P<bare>&#?\w{0,20})",
    re.DOTALL,
)


class Strange(NamedTuple):
    """A reference that is not valid in XML."""

    rule: str
    message: str
    hint: str
    #: Its start and end, and its replacement.
    start: int
    end: int
    instead: str


def strange_references(markup: str) -> Iterator[Strange]:
    """Each `&` outside comments and CDATA that does not start a reference that XML has."""
    for found in _REFERENCE.finditer(markup):
        name, bare = found["name"], found["bare"]
        if name:
            message, hint = undefined(name)
            instead = numeric(name) or f"&amp;{name};"
            yield Strange("undefined-entity", message, hint, *found.span(), instead)
        elif bare:
            known = numeric(bare[1:])
            hint = f"write {known}, or & as &amp;" if known else "write & as &amp;"
            message = f"`{bare}` is not a complete reference such as `&amp;`"
            yield Strange("not-well-formed", message, hint, found.start(), found.start() + 1, "&amp;")


def undefined(name: str) -> tuple[str, str]:
    """The message and hint for a reference to an entity that XML does not have."""
    message = f"`&{name};` is not defined in XML, which only has &amp; &lt; &gt; &quot; &apos; and numeric references"
    known = numeric(name)
    return message, f"write {known}" if known else "write & as &amp; in text"


def numeric(name: str) -> str:
    """The numeric references that replace an HTML entity; empty for any other name."""
    return "".join([f"&#{ord(character)};" for character in html5.get(f"{name};", "")])
