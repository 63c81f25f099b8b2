"""A Crowd HTML element that submits itself, such as `<crowd-entity-annotation>`, is inside a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import self_contained
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """Each such element inside a `crowd-form` or a `form`."""
    for element in self_contained(page):
        form = next((name for name in ("crowd-form", "form") if element.inside(name)), None)
        if form:
            message = f"`<{element.name}>` has a form and a Submit button of its own, but is inside `<{form}>`"
            yield Finding(message, hint=f"remove the `<{form}>` around it", offset=element.offset)


RULE = Rule("self-contained-element-in-form", on=Page, check=check)
