"""A regular expression matches every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule
from questionforms.javascript_regex import is_found_in_anything
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(regex: _Element) -> Iterator[Finding]:
    """A regex that accepts any answer."""
    written = regex.get("regex", "")
    if is_found_in_anything(written):
        message = f"{quoted(written)} matches every answer, since it can match an empty string"
        yield Finding(message, hint=f"to match the whole answer, write {quoted(f'^({written})$')}", attribute="regex")


RULE = Rule("regex-without-effect", on=("AnswerFormatRegex",), check=check)
