"""A field has a name that the service reserves: `hitId`, `workerId` or `turkSubmitTo`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import form_of, is_field
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.elements.external_question import RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """Each field with such a name."""
    for field in page.elements:
        name = field.get("name")
        if name in RESERVED and name != "assignmentId" and is_field(field) and form_of(page, field):
            lost = ", and the results will not contain it" if name == "hitId" else ""
            message = f"the field name `{name}` is reserved by the service{lost}"
            yield Finding(message, hint="remove the field, or rename it", offset=page.value_offset(field, "name"))


RULE = Rule("reserved-field-name", on=Page, check=check)
