"""A Crowd HTML element that asks for an answer is outside `<crowd-form>`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """Each element with a name that is outside `crowd-form`, if the page has a form."""
    if not page.named("form", "crowd-form") or page.scripts.may_write("submit"):
        return
    for element in page.elements:
        if element.name.startswith("crowd-") and element.get("name") and not element.inside("crowd-form"):
            message = f"{quoted(f'<{element.name}>')} is outside `<crowd-form>`, so its answer is not collected"
            yield Finding(message, hint="put one `<crowd-form>` around everything", offset=element.offset)


RULE = Rule("crowd-element-outside-form", on=Page, check=check)
