"""From the text of a page to its elements and its parse errors, in bounded time."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from questionforms.checks.html.broken_tags import merged
from questionforms.checks.html.elements import Comment, Element, Mistake
from questionforms.checks.html.parse_errors import full_code, rule_of, words
from questionforms.checks.html.parser import Parser
from questionforms.checks.html.tokenizer import StoppedError
from questionforms.crowd_elements import SELF_CONTAINED
from questionforms.words import shortened

if TYPE_CHECKING:
    from questionforms.checks.html.parser import Report

#: Longer pages are not read; the service's limit for the whole document is 65,535 bytes.
MOST_CHARACTERS = 131_072
#: Only this many parse errors are reported.
MOST_MISTAKES = 100

#: Characters that HTML does not allow, apart from U+0000: controls, and Unicode's noncharacters.
_INVALID = re.compile(
    "[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
#: Code of a parse error -> the start of a text that was probably meant to be a page.
_NO_PAGE = {
    "escaped-twice": re.compile(
        r"[\s\ufeff]*&(?:amp;)*(?:lt|#60|#x3c);(?:!DOCTYPE|html|head|body|form|crowd-form)\b", re.IGNORECASE
    ),
    "nested-cdata": re.compile(r"[\s\ufeff]*<!\[CDATA\["),
}
#: What a worker does not see, in a page that is too long to be read: comments, scripts, style sheets and templates.
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|template)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_DOCTYPE = re.compile(r"\s*(?:<!--(?>.*?-->)\s*)*+<!doctype", re.IGNORECASE | re.DOTALL)
#: The elements that a worker submits.
_FORMS = {"form", "crowd-form", *SELF_CONTAINED}
_REFERENCE = re.compile(r"&#?\w{0,40};?")


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading a page."""

    #: In page order.
    elements: list[Element]
    #: The same.
    mistakes: list[Mistake]
    #: Whether the page was read to its end.
    is_whole: bool
    #: Where comments, scripts, style sheets and templates start and end, in order.
    hidden: list[tuple[int, int]] = field(default_factory=list)
    #: In order, including those inside templates.
    comments: list[Comment] = field(default_factory=list)


def read(text: str, *, layout: bool = False) -> Reading:
    """A page's elements and parse errors, with their places in the text.

    A layout is read as a part of the page that the requester site puts around it.
    """
    if len(text) > MOST_CHARACTERS:  # the document is too large in any case
        return Reading([], [], is_whole=False, hidden=[found.span() for found in _HIDDEN.finditer(text)])
    for code, start in _NO_PAGE.items():
        if start.match(text):
            return Reading([], [Mistake(0, *words(code, {}))], is_whole=False, hidden=[(0, len(text))])
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    parser = Parser(_INVALID.sub("\ufffd", lines))
    is_whole = True
    try:
        parser.run(after_doctype=layout and not _DOCTYPE.match(lines))
    except StoppedError as error:
        parser.report("stopped", parser.tokenizer.end, why=str(error))
        is_whole = False
    except Exception:  # the parser has assertions that a nonsensical page can fail
        parser.report("stopped", parser.tokenizer.end, why="the markup before it cannot be repaired")
        is_whole = False
    for found in _INVALID.finditer(lines):
        parser.report("invalid-character", found.start(), number=f"{ord(found[0]):04X}")
    reading = _placed(parser, text, lines, is_whole=is_whole)
    return _in_form_of_site(reading) if layout else reading


def _in_form_of_site(reading: Reading) -> Reading:
    """The reading of a layout with the form that the requester site puts around it, if it has none itself."""
    if any(element.name in _FORMS for element in reading.elements):
        return reading
    form = Element("form", {"method": "post"}, offset=0, end=0, parent=None, form=None, close=0)
    for element in reading.elements:
        element.form = form
    return replace(reading, elements=[form, *reading.elements])


def _placed(parser: Parser, text: str, lines: str, *, is_whole: bool) -> Reading:
    """The reading with offsets into the original text, in which a line may end with two characters."""
    ends = [found.start() - index for index, found in enumerate(re.finditer("\r\n", text))]

    def place(offset: int) -> int:
        return offset + bisect_left(ends, offset)

    elements = [parser.elements[offset] for offset in sorted(parser.elements)]
    for element in elements if ends else ():
        element.offset, element.end, element.close = place(element.offset), place(element.end), place(element.close)
    reports = merged(parser.reports.values(), lines)[:MOST_MISTAKES]
    mistakes = [_mistake(report, lines, place(report.offset)) for report in reports]
    hidden = [(place(start), place(end)) for start, end in parser.tokenizer.hidden]
    hidden += [(element.end, element.close) for element in elements if element.close > element.end]
    comments = [Comment(content, place(start), place(end)) for content, start, end in parser.tokenizer.comments]
    return Reading(elements, mistakes, is_whole, sorted(hidden), comments)


def _mistake(report: Report, lines: str, offset: int) -> Mistake:
    reference = _REFERENCE.match(lines, report.offset)
    names = {key: shortened(value) for key, value in report.names.items()}
    names["character"] = lines[report.offset : report.offset + 1]
    names["reference"] = reference[0] if reference else ""
    return Mistake(offset, *words(report.code, names), rule_of(report.code), full_code(report.code, names))
