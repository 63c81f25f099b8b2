"""Reads the JSON values in a text one by one: a single document, JSON Lines, or several documents in one file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

#: The least number of characters to read at a time.
_CHUNK = 2**20
#: An error this close to the end of the buffer may only mean that the value is not complete.
_NEAR = 12
_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class NotJSONError(ValueError):
    """Text that is not valid JSON; `line` and `column` say where, counted from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def iter_values(text: TextIO, *, chunk: int = _CHUNK) -> Iterator[tuple[int, Any]]:
    """Yield each value with its first line; only one is in memory at a time. Raises NotJSONError for anything else."""
    buffer, start, line, column = text.read(chunk), 0, 1, 1
    while True:
        end = _after_blanks(buffer, start)
        line, column = _moved(buffer, start, end, line, column)
        start = end
        try:
            value, end = _DECODER.raw_decode(buffer, start)
        except (ValueError, RecursionError) as error:
            more = text.read(max(chunk, len(buffer) - start)) if _may_go_on(error, len(buffer)) else ""
            if more:
                buffer, start = buffer[start:] + more, 0
                continue
            if start == len(buffer):
                return
            raise _refused(error, buffer, start, line, column) from None
        yield line, value
        line, column = _moved(buffer, start, end, line, column)
        start = end


def _after_blanks(buffer: str, start: int) -> int:
    found = _BLANK.match(buffer, start)
    return found.end() if found else start


def _moved(buffer: str, start: int, end: int, line: int, column: int) -> tuple[int, int]:
    """The line and column at the end of a piece that starts at the given ones."""
    lines = buffer.count("\n", start, end)
    return (line + lines, end - buffer.rindex("\n", start, end)) if lines else (line, column + end - start)


def _may_go_on(error: Exception, length: int) -> bool:
    """Whether the value may only be incomplete because the rest has not been read yet."""
    if not isinstance(error, json.JSONDecodeError):
        return False
    return error.msg.startswith("Unterminated string") or error.pos >= length - _NEAR


def _refused(error: Exception, buffer: str, start: int, line: int, column: int) -> NotJSONError:
    if not isinstance(error, json.JSONDecodeError):
        reason = "is nested too deeply" if isinstance(error, RecursionError) else "has a number with too many digits"
        return NotJSONError(f"the JSON {reason}", line, column)
    said = error.msg.removesuffix(" starting at").removesuffix(" at").rstrip(": ")
    return NotJSONError(
        f"not valid JSON: {said[:1].lower()}{said[1:]}", *_moved(buffer, start, error.pos, line, column)
    )
