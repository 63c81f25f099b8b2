"""A regular expression is written between slashes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


_LITERAL = re.compile(r"/(.+)/([a-z]*)", re.DOTALL)


def check(regex: _Element) -> Iterator[Finding]:
    """A regex between slashes, as in a JavaScript program."""
    written = regex.get("regex", "")
    if literal := _LITERAL.fullmatch(written):
        flags = ' and the attribute flags="i"' if "i" in literal[2] else ""
        message = f"the slashes around {quoted(written)} are part of the regex, so an answer would have to contain them"
        hint = f"write {quoted(literal[1].replace(chr(92) + '/', '/'))}{flags}, without slashes"
        yield Finding(message, hint=hint, attribute="regex")


RULE = Rule("regex-with-slashes", on=("AnswerFormatRegex",), check=check)
