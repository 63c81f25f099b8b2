"""The characters that XML cannot hold."""

from __future__ import annotations

import re

#: Finds a character that XML 1.0 cannot hold, written or referenced. Source: XML 1.0, production 2 (Char).
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: A line's end, in any of its three forms.
NEWLINE = re.compile("\r\n|\r|\n")


def name_of(character: str) -> str:
    """How a message names a character that cannot be shown: its code point and what kind of character it is."""
    code = ord(character)
    kind = "half of a surrogate pair" if 0xD800 <= code <= 0xDFFF else "a control character"
    return f"U+{code:04X}, {'not a character' if code >= 0xFFFE else kind}"
