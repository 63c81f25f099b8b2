"""Two elements of the page have the same `id`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element


def check(page: Page) -> Iterator[Finding]:
    """Each `id` that an earlier element already has."""
    seen: dict[str, Element] = {}
    for element in page.elements:
        identifier = element.get("id")
        if identifier and seen.setdefault(identifier, element) is not element:
            message = f"the `id` {quoted(identifier)} is already used by an earlier `<{seen[identifier].name}>`"
            place = page.value_offset(element, "id")
            yield Finding(message, hint="give each element its own `id`, or use a `class`", offset=place)


RULE = Rule("duplicate-id", on=Page, check=check)
