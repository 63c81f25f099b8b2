"""An `errorText` contains a line break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule
from questionforms.xml.load import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator


_ELSEWHERE = r"<!--.*?-->|<!\[CDATA\[.*?\]\]>"
_REGEX = r"""<(?:[\w.-]+:)?AnswerFormatRegex\b(?:[^<>"']|"[^"]*"|'[^']*')*"""
_PLACES = re.compile(rf"(?P<elsewhere>{_ELSEWHERE})|{_REGEX}", re.DOTALL)
_ERROR_TEXT = re.compile(r"""\serrorText\s*=\s*(?P<value>"[^"]*"|'[^']*')""")
_LINE_BREAK = re.compile(r"[\r\n]+|&#(?:0*1[03]|x0*[aAdD]);")


def check(loaded: Loaded) -> Iterator[Finding]:
    """The first line break in each errorText."""
    if "errorText" not in loaded.text:
        return
    for place in _PLACES.finditer(loaded.text):
        given = None if place["elsewhere"] else _ERROR_TEXT.search(place[0])
        found = _LINE_BREAK.search(given["value"]) if given else None
        if given and found:
            becomes = "which the page may not show" if found[0].startswith("&") else "which XML reads as a space"
            hint = "write the text on one line"
            offset = place.start() + given.start("value") + found.start()
            yield Finding(f"`errorText` contains a line break, {becomes}", hint=hint, offset=offset)


RULE = Rule("error-text-line-break", on=Loaded, check=check)
