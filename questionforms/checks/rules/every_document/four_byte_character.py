"""The document contains a character above U+FFFF, such as an emoji."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.every_document._surroundings import Map, Surroundings, is_of_worker
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.xml.load import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator


_ABOVE = re.compile("[\U00010000-\U0010ffff]+")
#: The largest number of places to report.
MOST = 100


def check(loaded: Loaded) -> Iterator[Finding]:
    """Each run of such characters, except in documents that workers sent."""
    if loaded.text.isascii() or is_of_worker(loaded):
        return
    map_ = None
    for found, _ in zip(_ABOVE.finditer(loaded.text), range(MOST), strict=False):
        map_ = map_ or Map(loaded)
        code = f"U+{ord(found[0][0]):X}"
        what = (
            f"is {code}, a character"
            if len(found[0]) == 1
            else f"begins with {code}; it has {len(found[0])} characters"
        )
        message = f"`{found[0][:8]}` {what} above U+FFFF, which the service refuses"
        hint = _instead(found[0], map_.at(found.start()), _is_in_script(loaded.text, found.start()))
        yield Finding(message, hint=hint, offset=found.start())


def _instead(characters: str, around: Surroundings, in_script: bool) -> str:
    """The hint on what to write instead of the characters."""
    if not around.markup:
        return "remove it: in plain text there is no other way to write it"
    form = "\\u{{{:X}}}" if in_script else "&#x{:X};" if around.literal else "&amp;#x{:X};"
    written = "".join([form.format(ord(character)) for character in characters[:4]])
    return f"in a script, write {written}" if in_script else f"write {written}"


def _is_in_script(text: str, offset: int) -> bool:
    start = max(0, offset - 100_000)
    return text.rfind("<script", start, offset) > text.rfind("</script", start, offset)


RULE = Rule("four-byte-character", on=Loaded, check=check)
