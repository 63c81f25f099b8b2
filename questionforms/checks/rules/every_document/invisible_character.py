"""An identifier, or the URL of an image or a video, contains an invisible character."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from questionforms.checks.rules.every_document._surroundings import has_numeric_references, is_of_worker
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.xml.load import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator


_CHARACTERS = "\xa0\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_INVISIBLE = re.compile(f"[{_CHARACTERS}]")
_FOUND = re.compile(f"[{_CHARACTERS}]|&#(?:x[0-9A-Fa-f]{{1,6}}|[0-9]{{1,7}});")
_NAMES = "QuestionIdentifier|SelectionIdentifier|DataURL|FlashMovieURL|AppletPath"
_TEXT = re.compile(rf"<(?:[^\s<>/:]+:)?({_NAMES})(?:\s[^<>]*)?>([^<]*)")


def check(loaded: Loaded) -> Iterator[Finding]:
    """Each such character, literal or as a reference, in an identifier or a URL."""
    text = loaded.text
    if not has_numeric_references(loaded) and (text.isascii() or not _INVISIBLE.search(text)):
        return
    if is_of_worker(loaded):
        return
    for holder in _TEXT.finditer(text):
        for found in _FOUND.finditer(holder[2]):
            character = unescape(found[0])
            if _INVISIBLE.match(character):
                message = f"`{holder[1]}` contains the invisible character U+{ord(character):04X}"
                yield Finding(message, hint="remove it", offset=holder.start(2) + found.start())


RULE = Rule("invisible-character", on=Loaded, check=check)
