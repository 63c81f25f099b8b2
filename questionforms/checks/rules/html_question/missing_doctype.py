"""The page does not begin with the doctype of HTML5, `<!DOCTYPE html>`: it has none or another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """The start of a page that is no doctype, or another one."""
    for mistake in page.mistakes:
        if mistake.rule == RULE.name:
            yield Finding(mistake.message, hint=mistake.hint, offset=mistake.offset)


RULE = Rule("missing-doctype", on=Page, check=check)
