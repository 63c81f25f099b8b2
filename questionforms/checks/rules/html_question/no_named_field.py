"""The form has no field with a name, so nothing that a worker enters is submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import form_of, is_field, kind, plain_forms
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.crowd_elements import CROWD_ELEMENTS
from questionforms.elements.external_question import RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element


def check(page: Page) -> Iterator[Finding]:
    """The form, if none of its fields has a name."""
    forms = page.named("crowd-form") or plain_forms(page)
    if not forms or page.scripts.may_send("name", "submit"):
        return
    fields = [element for element in page.elements if is_field(element) and form_of(page, element)]
    if any(field.get("name") not in ("", *RESERVED) or _needs_no_name(field) for field in fields):
        return
    if any(element.get("name") for element, _ in page.misspelt.values()):
        return
    visible = [field for field in fields if kind(field) not in ("hidden", "submit")]
    message = "no field of the form has a `name`, so nothing that a worker enters is submitted"
    yield Finding(message, hint="give each field a `name`", offset=(visible or forms)[0].offset)


def _needs_no_name(field: Element) -> bool:
    """Whether it is an element of Amazon's that has an answer, but no attribute `name`."""
    known = CROWD_ELEMENTS.get(field.name)
    return known is not None and known.attribute("name") is None


RULE = Rule("no-named-field", on=Page, check=check)
