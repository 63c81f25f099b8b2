"""The page contains a placeholder, `${name}`, in an attribute's value that has no quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """Each placeholder in such a value."""
    for place in page.placeholders:
        if place.kind != "unquoted" or place.region is None:
            continue
        name = place.region.attribute
        message = f"the placeholder `${{{place.name}}}` is in the value of `{name}`, which has no quotes"
        value = shortened(page.text[place.region.start : place.region.end], 60)
        hint = f'write `{name}="{value}"`, since a space ends a value without quotes'
        yield Finding(message, hint=hint, offset=place.start)


RULE = Rule("unquoted-placeholder", on=Page, check=check)
