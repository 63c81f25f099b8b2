"""The HTML has a syntax error: something that a browser repairs, but that the HTML standard calls a parse error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """All parse errors, except those with their own rule."""
    for mistake in page.mistakes:
        if mistake.rule == RULE.name:
            yield Finding(mistake.message, hint=mistake.hint, offset=mistake.offset, case=mistake.code)


RULE = Rule("html-parse-error", on=Page, check=check)
