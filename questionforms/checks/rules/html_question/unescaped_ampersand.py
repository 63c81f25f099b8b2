"""A `&` stands right before a letter, and begins no reference, as in `AT&T` or in the address `?a=1&b=2`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """Each `&` that only today's standard allows."""
    for mistake in page.mistakes:
        if mistake.rule == RULE.name:
            yield Finding(mistake.message, hint=mistake.hint, offset=mistake.offset)


RULE = Rule("unescaped-ampersand", on=Page, check=check)
