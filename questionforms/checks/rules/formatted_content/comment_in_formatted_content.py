"""The markup of a FormattedContent contains a comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule
from questionforms.checks.xhtml.fragment import Fragment
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


# CDATA sections and processing instructions are matched first, since `<!--` does not begin a comment inside them.
_COMMENT = re.compile(r"<!\[CDATA\[.*?\]\]>|<\?.*?\?>|(?P<comment><!--(?P<content>.*?)-->)", re.DOTALL)


def check(fragment: Fragment) -> Iterator[Finding]:
    """Each comment."""
    if "<!--" not in fragment.text:
        return
    for found in _COMMENT.finditer(fragment.text):
        if found["comment"]:
            content = " ".join(found["content"][:200].split())
            message = f"the markup contains the comment {quoted(content, 40)}, but comments are not supported there"
            yield Finding(message, hint="remove it", offset=found.start())


RULE = Rule("comment-in-formatted-content", on=Fragment, check=check)
