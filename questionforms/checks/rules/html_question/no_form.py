"""The page has no form of any kind, and no script that could create one or send the worker elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.element_names import stands_for
from questionforms.checks.html.forms import has_form, is_field
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.crowd_elements import SELF_CONTAINED

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """A page that cannot submit anything."""
    if has_form(page) or page.scripts.may_send("form", "submit", "location", "referrer"):
        return
    if stands_for(page, "form", "crowd-form", *SELF_CONTAINED):
        return
    fields = [element for element in page.elements if is_field(element)]
    where = fields[0].offset if fields else 0
    message = "the page has no `<form>` and no `<crowd-form>`, so it cannot submit anything"
    yield Finding(message, hint="put the fields in a form that posts to `externalSubmit`", offset=where)


RULE = Rule("no-form", on=Page, check=check)
