"""From a pasted text to explanations of the errors in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from questionforms.service_errors import (
    access_messages,
    boto3_messages,
    call_messages,
    constraint_messages,
    html_messages,
    marketplace_messages,
    schema_messages,
    xml_messages,
)
from questionforms.service_errors import error_codes as codes
from questionforms.service_errors.message import Message, fill

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Only this much of a text is read; some messages of the service show a whole document of 65,535 bytes.
MOST_CHARACTERS = 200_000
#: Only this many errors in a text are explained.
MOST_ERRORS = 200
#: How far before a message its code may be; the message may show a whole document first.
_FAR = 70_000
#: A code and a more specific message belong together if they are at most this far apart.
_NEAR = 400

_TABLES = (
    schema_messages,
    xml_messages,
    html_messages,
    constraint_messages,
    call_messages,
    marketplace_messages,
    access_messages,
    boto3_messages,
    codes,
)
_STAMP = re.compile(r" ?\(\d{10,13}(?: s)?\)")
_ESCAPES = {"&quot;": '"', "&#34;": '"', "&apos;": "'", "&#39;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ESCAPED = re.compile(r"&(?:quot|apos|lt|gt|amp|#34|#39);|\\u([0-9a-fA-F]{4})|\\+([nrt\"'])")
_PAGE = re.compile(r"(\bInvalid content:).*?(?=An error occurred \(|\Z)")
_CODE = re.compile(r"(?:\b(?=AWS\.)|(?<=Error Code: ))((?:AWS\.(?:MechanicalTurk\.)?)?[A-Z]\w+)")
_TYPE = re.compile(r'"__type": ?"(?:[\w.]{0,100}#)?(\w{1,100})"')
_CALL = re.compile(rf"An error occurred \((\w+)\)|{_CODE.pattern}")
_PLACE = re.compile(
    r"(?:lineNumber: (\d+); columnNumber: (\d+);|\[(\d+), ?(\d+)\]|:(\d+):(\d+):|[Ll]ine (\d+),? [Cc]olumn (\d+)\W?)"
    r" ?\Z"
)
_OWN = re.compile(r"cvc-[\w.-]*\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The explanation of one error from the service."""

    #: The part of the service's message that was recognised.
    said: str
    #: The code from the service, Xerces or boto3; None if there is none.
    code: str | None
    #: What it means, with the names and values from the message.
    meaning: str
    #: What to do.
    cure: str
    #: The rules that find it before the call: those about documents are rules of `questionforms validate`, those about
    #: parameters of `hit_problems` in `questionforms.mturk`. Empty if there are none.
    rules: tuple[str, ...]
    #: The line and column in the document, if the message has them.
    line: int | None = None
    column: int | None = None


class _Found(NamedTuple):
    start: int
    end: int
    message: Message
    match: re.Match[str]


def explain(text: str) -> list[Explanation]:
    """Explain each error in a text, in order; the text may be a whole traceback. Empty if none is recognised."""
    plain = _plain(text[:MOST_CHARACTERS])
    explained = [_explanation(plain, found) for found in _without_echoes(_recognised(plain))]
    return list(dict.fromkeys(explained))


def _plain(text: str) -> str:
    """The text without escapes, stamps and line breaks."""
    unescaped = _ESCAPED.sub(_unescape, text)
    return _PAGE.sub(r"\1 ", _STAMP.sub("", " ".join(unescaped.split())))


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return {"n": " ", "r": " ", "t": " "}.get(match[2], match[2]) if match[2] else _ESCAPES[match[0]]


def _recognised(text: str) -> list[_Found]:
    """The messages in a text that do not overlap; the more specific ones take precedence."""
    taken: list[_Found] = []
    covered = bytearray(len(text))
    for level in range(4):
        for found in sorted(_candidates(text, level), key=lambda found: found.start):
            if covered.find(1, found.start, found.end) < 0:
                covered[found.start : found.end] = b"\1" * (found.end - found.start)
                taken.append(found)
    return sorted(taken, key=lambda found: found.start)[:MOST_ERRORS]


def _candidates(text: str, level: int) -> Iterator[_Found]:
    for message in (message for table in _TABLES for message in table.MESSAGES if message.general == level):
        for match in islice(message.compiled.finditer(text), MOST_ERRORS):
            yield _Found(match.start(), match.end(), message, match)


def _without_echoes(found: list[_Found]) -> Iterator[_Found]:
    """The messages, without the codes and headings of errors that another message explains."""
    for index, each in enumerate(found):
        if each.message.general == 2 and any(_near(each, other) for other in found if other.message.general != 2):
            continue
        if each.message.general == 3 and any(other.message.general < 2 for other in found[index + 1 : index + 2]):
            continue
        yield each


def _near(one: _Found, other: _Found) -> bool:
    return max(other.start - one.end, one.start - other.end) <= _NEAR


def _explanation(text: str, found: _Found) -> Explanation:
    message, match = found.message, found.match
    groups = match.groupdict()
    own = _OWN.match(match[0])
    line, column = _place(text, found)
    return Explanation(
        said=match[0].strip(),
        code=own[0] if own else _code(text, found),
        meaning=fill(message.meaning, groups),
        cure=fill(message.cure, groups),
        rules=(*message.rules.split(), *([groups["rule"]] if groups.get("rule") else [])),
        line=line,
        column=column,
    )


def _code(text: str, found: _Found) -> str | None:
    """The code before a message, as in boto3's exceptions, or the nearest one, as in the service's JSON."""
    before = [*_CALL.finditer(text, max(0, found.start - _FAR), found.end)][-1:]
    after = _CODE.search(text, found.end, found.end + _NEAR)
    if after and not before:
        return after[1]
    if after and before[0][2] and after.start() - found.end < found.start - before[0].end():
        return after[1]
    if before:
        return before[0][1] or before[0][2]
    named = _TYPE.search(text, max(0, found.start - _NEAR), found.end + _NEAR)
    return named[1] if named else None


def _place(text: str, found: _Found) -> tuple[int | None, int | None]:
    """The line and the column directly before a message, or at its start."""
    place = _PLACE.search(text[max(0, found.start - 60) : found.start])
    place = place or re.search(r"\[(\d+), ?(\d+)\]()()()()", text[found.start : found.start + 20])
    if place is None:
        return None, None
    line, column = [int(number) for number in place.groups() if number][:2]
    return line, column
