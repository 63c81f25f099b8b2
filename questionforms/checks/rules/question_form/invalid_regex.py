"""The `regex` of an `AnswerFormatRegex` is not a valid JavaScript regular expression."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule
from questionforms.javascript_regex import mistake_in
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


_MOST_SHOWN = 120


def check(regex: _Element) -> Iterator[Finding]:
    """A regex that JavaScript does not accept."""
    written = regex.get("regex", "")
    if mistake := mistake_in(written):
        message = f"{quoted(written, _MOST_SHOWN)} is not a valid JavaScript regular expression: {mistake.what}"
        yield Finding(message, hint=mistake.hint, attribute="regex")


RULE = Rule("invalid-regex", on=("AnswerFormatRegex",), check=check)
