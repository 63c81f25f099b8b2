"""The markup of a FormattedContent contains a comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule
from questionforms.checks.xhtml.fragment import Fragment
from questionforms.words import quoted
from questionforms.xml.comments import rules_named

if TYPE_CHECKING:
    from collections.abc import Iterator


# CDATA sections and processing instructions are matched first, since `<!--` does not begin a comment inside them.
_COMMENT = re.compile(r"<!\[CDATA\[.*?\]\]>|<\?.*?\?>|(?P<comment><!--(?P<content>.*?)-->)", re.DOTALL)


def check(fragment: Fragment) -> Iterator[Finding]:
    """Each comment."""
    for offset, content in _comments(fragment.text):
        if rules_named(content):
            yield _without_effect(offset)
        else:
            shown = quoted(" ".join(content[:200].split()), 40)
            message = f"the markup contains the comment {shown}, but comments are not supported there"
            yield Finding(message, hint="remove it", offset=offset)


def check_suppressions(text: str) -> Iterator[Finding]:
    """Each comment in markup with mistakes, which `check` does not see, that is meant to turn a rule off."""
    for offset, content in _comments(text):
        if rules_named(content):
            yield _without_effect(offset)


def _without_effect(offset: int) -> Finding:
    message = "a comment in the markup of a FormattedContent does not turn rules off"
    return Finding(message, hint="move it out of the markup, before the `FormattedContent`", offset=offset)


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """The index and the content of each comment."""
    if "<!--" in text:
        for found in _COMMENT.finditer(text):
            if found["comment"]:
                yield found.start(), found["content"]


RULE = Rule("comment-in-formatted-content", on=Fragment, check=check)
