"""The encoding of a file, found by its first bytes, and the place of a byte that does not fit it."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from questionforms import words
from questionforms.exceptions import InvalidArgument
from questionforms.xml.load import BOMS

if TYPE_CHECKING:
    from typing import BinaryIO

#: What to pass for the most common other encoding.
_PASS = "pass its encoding, such as encoding='cp1252' (on the command line: --encoding cp1252)"
_CHUNK = 2**16


def encoding_of(start: bytes, given: str | None = None) -> tuple[str, int]:
    """The encoding of a file that starts with these bytes, and the length of its byte order mark.

    Without a mark, it is the encoding that is given. If none is, UTF-16 and UTF-32 are recognised by the zeros in their
    first characters, and any other file is UTF-8.
    """
    found = next(((name, len(bom)) for bom, name in BOMS if start.startswith(bom)), None)
    return found or (given or _by_zeros(start), 0)


def check_encoding(where: str, encoding: str | None) -> None:
    """Raise InvalidArgument for an encoding that Python does not know, or that is not one of text."""
    if encoding is None:
        return
    try:
        "".encode(encoding)  # refuses codecs of Python that are not of text
        known = True
    except (LookupError, ValueError, TypeError):
        known = False
    if not known:
        message = f"{words.quoted(encoding)} is not an encoding of text; expected one such as 'utf-8' or 'cp1252'"
        raise InvalidArgument(where, "encoding", message)


def undecodable(stream: BinaryIO, encoding: str, name: str, *, marked: bool = False) -> InvalidArgument:
    """The error for a file that is not in its encoding, with the place of the first bad byte."""
    decoder, line, column = codecs.getincrementaldecoder(encoding)(), 1, 1
    shown = encoding.upper()
    while True:
        chunk = stream.read(_CHUNK)
        try:
            text = decoder.decode(chunk, not chunk)
        except UnicodeDecodeError as error:
            line, column = _after(error.object[: error.start].decode(encoding, "replace"), line, column)
            bad = error.object[error.start]
            said = f"byte {bad:02X} is not valid {shown}; {_PASS}"
            if marked:
                said = f"it starts as {shown} but is not valid further on: byte {bad:02X}"
            return InvalidArgument("answers", "source", f"{name}:{line}:{column}: cannot be read: {said}")
        line, column = _after(text.removeprefix("\ufeff") if line == column == 1 else text, line, column)
        if not chunk:
            return InvalidArgument("answers", "source", f"{name}: cannot be read: it is not valid {shown}; {_PASS}")


def _after(text: str, line: int, column: int) -> tuple[int, int]:
    """The line and the column after a text."""
    lines = text.count("\n")
    return (line + lines, len(text) - text.rindex("\n")) if lines else (line, column + len(text))


def _by_zeros(start: bytes) -> str:
    """UTF-8, or the encoding whose first two characters have their zeros at these places."""
    zeros = [byte == 0 for byte in start[:8]]
    for pattern, name in (
        ([False, True, True, True], "utf-32-le"),
        ([True, True, True, False], "utf-32-be"),
        ([False, True, False, True], "utf-16-le"),
        ([True, False, True, False], "utf-16-be"),
    ):
        if zeros[:4] == pattern:
            return name
    return "utf-8"
