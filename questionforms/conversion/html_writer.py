"""Write HTML: elements with attributes, text with line breaks, and the characters that a page may contain."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from questionforms.xml.syntax_errors import VOID

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    #: The content of an element: markup, text to be escaped, or nothing.
    Content: TypeAlias = str | None

_PLANES = range(0x10000, 0x110000, 0x10000)
#: Characters that HTML does not allow: control characters and Unicode noncharacters.
FORBIDDEN = re.compile(
    "[\x7f-\x9f\ufdd0-\ufdef" + "".join([f"{chr(plane + 0xFFFE)}-{chr(plane + 0xFFFF)}" for plane in _PLANES]) + "]"
)
#: Characters that the service rejects unless they are written as references.
_HIGH = re.compile("[\U00010000-\U0010ffff]")
#: A URL in text, without any punctuation after it.
_ADDRESS = re.compile(r"""(https?://[^\s<>"]*[^\s<>".,;:!?)'\]])""")


def tag(name: str, /, *content: Content, **attributes: object) -> Markup:
    """An element, without attributes that are None or False; `class_` is `class`, `aria_label` is `aria-label`."""
    written = "".join([_attribute(key, value) for key, value in attributes.items()])
    start = f"<{name}{written}>"
    return Markup(start) if name in VOID else Markup(f"{start}{joined(content)}</{name}>")


def block(name: str, /, *content: Content, **attributes: object) -> Markup:
    """An element with each part of its content on a separate line."""
    inside = [Markup("\n") + item for item in content if item is not None]
    return tag(name, *inside, Markup("\n"), **attributes)


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(value)}"'


def joined(content: Iterable[Content], between: str = "") -> Markup:
    """The content joined, with text escaped; None is left out."""
    return Markup(between).join([item for item in content if item is not None])


def lines(text: str) -> Markup:
    """Plain text as the service shows it: trimmed, with visible line breaks, and with its URLs as links."""
    return joined([_linked(line.strip()) for line in text.strip().splitlines()], "<br>")


def _linked(line: str) -> Markup:
    """The line with links; every second part of the split is a URL."""
    parts = enumerate(_ADDRESS.split(line))
    return joined([_link(part) if odd % 2 else part for odd, part in parts])


def _link(url: str) -> Markup:
    return tag("a", url, href=url, target="_blank", rel="noopener")


def sendable(html: str) -> str:
    """The page without any characters that the service or HTML does not allow.

    Characters above U+FFFF are written as references. A control character becomes the character that it is in
    Windows-1252, as in browsers, or U+FFFD if there is none.
    """
    return _HIGH.sub(lambda high: f"&#{ord(high[0])};", FORBIDDEN.sub(_replacement, html))


def _replacement(forbidden: re.Match[str]) -> str:
    meant = unescape(f"&#{ord(forbidden[0])};")
    return "\ufffd" if not meant or FORBIDDEN.match(meant) else meant
