"""The characters that XML does not allow."""

from __future__ import annotations

import re

#: Finds a character that XML 1.0 does not allow, even as a reference. Source: XML 1.0, production 2 (Char).
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: The forbidden characters that are a single byte in UTF-8.
_CONTROLS = bytes([code for code in range(0x20) if FORBIDDEN.match(chr(code))])

#: The end of a line, in any of its three forms.
NEWLINE = re.compile("\r\n|\r|\n")


def holds_forbidden(text: str, data: bytes) -> bool:
    """Whether FORBIDDEN matches anything in a text, which is also given as UTF-8; faster than a search."""
    return len(data.translate(None, _CONTROLS)) < len(data) or "\ufffe" in text or "\uffff" in text


def name_of(character: str) -> str:
    """The name in a message of a character that cannot be shown: its code point and the kind of character."""
    code = ord(character)
    kind = "half of a surrogate pair" if 0xD800 <= code <= 0xDFFF else "a control character"
    return f"U+{code:04X}, {'a noncharacter' if code >= 0xFFFE else kind}"
