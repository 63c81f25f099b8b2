"""Where tinyhtml5 reports what today's HTML standard allows, or has one word for two things."""

from __future__ import annotations

import re
from html.entities import html5

_NAME = re.compile(r"&([A-Za-z0-9]*)")
_UNKNOWN_NAME = re.compile(r"&[A-Za-z0-9]+;")


def amended(code: str, text: str, offset: int, *, in_attribute: bool) -> str:
    """The code of a parse error, nothing where there is none, or `unescaped-ampersand` where there was one once.

    `offset` is where it stands in the text: a reference's `&`, or the character that is said to be wrong.
    """
    match code:
        case "expected-named-entity":  # AT&T is fine; &nosuch; is not
            return code if _UNKNOWN_NAME.match(text, offset) else "unescaped-ampersand"
        case "named-entity-without-semicolon" if in_attribute:  # ?a=1&copy=2 is fine; ?a=1&copy is not
            return code if _ends_as_reference(text, offset) else "unescaped-ampersand"
        case "unexpected-char-in-comment":  # two dashes are fine; the start of another comment is not
            return "nested-comment" if text.startswith("<!--", offset - 4) else ""
        case "unexpected-dash-after-double-dash-in-comment":
            return ""
        case "unexpected-bang-after-double-dash-in-comment":  # `--!` is fine; `--!>` is not
            return code if text.startswith("!>", offset) else ""
        case _:
            return code


def _ends_as_reference(text: str, offset: int) -> bool:
    found = _NAME.match(text, offset)
    return found is not None and found[1] in html5 and not text.startswith("=", found.end())
