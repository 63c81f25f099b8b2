"""Text that was UTF-8 and was read as windows-1252, such as `cafÃ©`: where it is, and what was meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


def _read_as(byte: int) -> str:
    """The character that a byte becomes; those that windows-1252 leaves out become control characters."""
    return bytes([byte]).decode("windows-1252", "ignore") or chr(byte)


_BYTES = {_read_as(byte): byte for byte in range(0x80, 0x100)}
_NEXT = "".join(re.escape(_read_as(byte)) for byte in range(0x80, 0xC0))
#: What follows the first character of what was read from a UTF-8 sequence of two, three or four bytes.
_REST = f"(?:(?<=[\xc2-\xdf])[{_NEXT}]|(?<=[\xe0-\xef])[{_NEXT}]{{2}}|(?<=[\xf0-\xf4])[{_NEXT}]{{3}})"
#: One or more such sequences in a row. It starts with a set of characters, so that a search for it is fast.
_RUN = re.compile(f"[\xc2-\xf4]{_REST}(?:[\xc2-\xf4]{_REST})*")
#: A run that was read as ISO-8859-1, which leaves control characters.
_LATIN = re.compile("[\xa0-\xff]*[\x80-\x9f][\x80-\xff]*")
#: What may follow a capital letter in ordinary text: punctuation, as in `MANHÃ»`, and ordinal signs.
_AFTER_WORDS = frozenset("»\u203a”\u2019“\u2018…\u2013—•™®°º")
#: Letters that hardly any word has after a capital letter with an accent.
_NEVER_AFTER_CAPITALS = "Ÿƒ"
#: A replacement character that was itself decoded wrongly: what was there is lost.
LOST = "\ufffd"


class Mojibake(NamedTuple):
    """A run of characters that was decoded wrongly."""

    start: int
    text: str
    #: What was meant.
    meant: str


def mojibake_in(text: str) -> Iterator[Mojibake]:
    """Each such run, without those that may be ordinary text, and those that were read as ISO-8859-1."""
    for found in _RUN.finditer(text):
        meant = decoded(found[0])
        if meant is None or _LATIN.fullmatch(found[0]):
            continue
        if _RUN.fullmatch(meant):
            meant = decoded(meant) or meant
        if _is_plausible(text, found, meant):
            yield Mojibake(found.start(), found[0], meant)


def decoded(run: str) -> str | None:
    """The text that becomes this run if its UTF-8 is read as windows-1252; None if no text does."""
    try:
        return bytes([_BYTES[character] for character in run]).decode()
    except (KeyError, UnicodeDecodeError):
        return None


def _is_plausible(text: str, found: re.Match[str], meant: str) -> bool:
    """Whether a run is hardly ordinary text, and what it decodes to is."""
    if any("\x80" <= character < "\xa0" for character in meant) or not all(
        character.isprintable() or character in "\xa0\xad\u200b\u200c\u200d\u2028\ufeff" for character in meant
    ):
        return False
    first = meant[0]
    if first < "\u0100":
        return len(meant) > 1 or _is_times_sign(text, found) or not _ends_word_in_capitals(text, found)
    if "\u2000" <= first < "\u2c00" or first in "\ufeff\ufffd\ufb01\ufb02" or first > "\uffff":
        return True
    return len(meant) > 1 or (first < "\u0180" and _is_inside_word(text, found))


def _is_times_sign(text: str, found: re.Match[str]) -> bool:
    """Whether a run is a multiplication sign, as in `3Ã—4`: no word is `Ã` alone."""
    return found[0] == "Ã—" and not text[max(0, found.start() - 1) : found.start()].isalpha()


def _is_inside_word(text: str, found: re.Match[str]) -> bool:
    """Whether a run of a capital letter and another character is next to small letters, as in `dÄ™b`."""
    sign = found[0][1:]
    before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
    if sign.isalpha() and sign not in _NEVER_AFTER_CAPITALS:
        return sign.isupper() and after.islower() and not before.isupper()
    return before.islower() or after.islower() or (after.isalpha() and not before.isupper())


def _ends_word_in_capitals(text: str, found: re.Match[str]) -> bool:
    """Whether a run of two characters may be the end of a word in capitals, and punctuation."""
    letter, sign = found[0][0], found[0][1:]
    if sign not in _AFTER_WORDS and not sign.isspace():
        return False
    before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
    if before.isupper():
        return not after.islower()
    is_sign_alone = letter == "Â" and sign != "»"
    return not (before.islower() or after.islower() or sign.isspace() or is_sign_alone)
