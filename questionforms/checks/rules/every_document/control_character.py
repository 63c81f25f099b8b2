"""The text contains a control character, usually from windows-1252 text decoded as ISO-8859-1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.every_document._mojibake import mojibake_in
from questionforms.checks.rules.every_document._surroundings import Map, has_numeric_references, is_no_document
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.xml.load import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator


# UTF-8 decoded as ISO-8859-1, or a single character, literal or as a reference.
_FOUND = re.compile(
    "(?P<bytes>[\xc2-\xf4](?=[\xa0-\xbf]?[\x80-\x9f]|[\xa0-\xbf]{2}[\x80-\x9f])[\x80-\xbf]{1,3})"
    "|(?P<character>[\x7f-\x9f\ufdd0-\ufdef])"
    "|&#(?:0*(?P<decimal>12[7-9]|1[345][0-9])|x0*(?P<hex>7[Ff]|[89][0-9A-Fa-f]));"
)

#: The control characters that take the place of what windows-1252 does not define.
_UNDEFINED = re.compile("[\x81\x8d\x8f\x90\x9d]")


def check(loaded: Loaded) -> Iterator[Finding]:
    """Each control character, and each run that was a single character before it was wrongly decoded."""
    text = loaded.text
    if text.isascii() and "\x7f" not in text and not has_numeric_references(loaded):
        return
    places, elsewhere = None, _in_mojibake(text)
    for found in _FOUND.finditer(text):
        if found.start() in elsewhere:
            continue
        if found["bytes"]:
            yield from _of_bytes(found)
        elif found["character"]:
            yield _of_character(ord(found["character"]), found.start())
        elif not is_no_document(loaded):
            places = places or Map(loaded)
            if not places.at(found.start()).literal:
                code = int(found["decimal"]) if found["decimal"] else int(found["hex"], 16)
                yield _of_character(code, found.start(), found[0])


def _in_mojibake(text: str) -> set[int]:
    """The places of control characters that belong to what the rule `mojibake` reports."""
    if not _UNDEFINED.search(text):
        return set()
    return {found.start + index for found in mojibake_in(text) for index in range(len(found.text))}


def _of_bytes(found: re.Match[str]) -> Iterator[Finding]:
    raw = found["bytes"].encode("latin-1")
    try:
        meant = raw.decode()
    except UnicodeDecodeError:
        meant = ""
    if len(meant) == 1 and meant.isprintable():
        codes = " ".join(f"U+{byte:04X}" for byte in raw)
        hint = "decode the text as UTF-8, not as ISO-8859-1"
        yield Finding(
            f"the text contains {codes}, at least one of which is a control character; did you mean `{meant}`?",
            hint=hint,
            offset=found.start(),
        )
        return
    for index, byte in enumerate(raw):
        if byte < 0xA0:
            yield _of_character(byte, found.start() + index)


def _of_character(code: int, offset: int, reference: str | None = None) -> Finding:
    is_, hint, meant = "a control character", "remove it", ""
    if code > 0xFF:
        is_ = "a noncharacter"
    elif code > 0x7F:
        meant = bytes([code]).decode("windows-1252", "ignore")
    what = f"`{reference}` refers to U+{code:04X}, {is_}" if reference else f"U+{code:04X} is {is_}"
    if meant:
        what, hint = f"{what}; did you mean `{meant}`?", "decode the text as windows-1252, not as ISO-8859-1"
    return Finding(what, hint=f"write &#{ord(meant)};" if reference and meant else hint, offset=offset)


RULE = Rule("control-character", on=Loaded, check=check)
