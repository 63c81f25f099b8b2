"""A `<crowd-form>` is inside a form, or a form is inside a `<crowd-form>`, which makes a form of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """Each form inside another one, of which at least one is a `crowd-form`."""
    if not page.named("crowd-form"):
        return
    for form in page.named("form", "crowd-form"):
        around = next((name for name in ("crowd-form", "form") if form.inside(name)), None)
        if around and "crowd-form" in (around, form.name):
            message = f"`<{form.name}>` is inside `<{around}>`; a form cannot be inside another"
            hint = "remove the `<form>`: `<crowd-form>` makes one, and submits it"
            if around == form.name:
                hint = "keep one of the two"
            yield Finding(message, hint=hint, offset=form.offset)


RULE = Rule("nested-forms", on=Page, check=check)
