"""The text contains UTF-8 that was read as windows-1252, such as `cafÃ©` for `café`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.every_document import doubtful_encoding
from questionforms.checks.rules.every_document._mojibake import LOST, mojibake_in
from questionforms.checks.rules.every_document._surroundings import is_of_worker
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import counted
from questionforms.xml.load import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.rules.every_document._mojibake import Mojibake

#: At most this many different runs are shown.
_MOST_SHOWN = 3


def check(loaded: Loaded) -> Iterator[Finding]:
    """The first such place, with the number of the others; workers' answers are left as they are."""
    if loaded.text.isascii() or is_of_worker(loaded):
        return
    found = list(mojibake_in(loaded.text))
    if found and not any(True for _ in doubtful_encoding.check(loaded)):  # which is the cause, where it applies
        runs = list({each.text: each for each in found}.values())
        said = "; ".join(_said(each) for each in runs[:_MOST_SHOWN])
        where = f"in {counted(len(found), 'place')}, " if len(found) > 1 else ""
        message = f"{where}UTF-8 was read as windows-1252: {said}"
        yield Finding(message, hint="decode the text as UTF-8, and write the characters", offset=found[0].start)


def _said(found: Mojibake) -> str:
    if LOST in found.meant:
        return f"`{found.text}` replaces a character that was lost earlier"
    if not found.meant.strip("\ufeff"):
        return f"`{found.text}` was a byte order mark"
    if found.meant == "\xa0":
        return f"`{found.text}` was probably a no-break space"
    return f"`{found.text}` was probably `{found.meant}`"


RULE = Rule("mojibake", on=Loaded, check=check)
