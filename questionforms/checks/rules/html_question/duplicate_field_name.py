"""Two fields of a form have the same name, but are not choices of one group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import form_of, is_field, kind
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element


def check(page: Page) -> Iterator[Finding]:
    """Each field that has the same name as an earlier field of another kind in the same form."""
    seen: dict[tuple[Element, str], Element] = {}
    for field in page.elements:
        name, form = field.get("name"), form_of(page, field) if is_field(field) else None
        if not name or form is None or field.name == "crowd-radio-button":
            continue
        first = seen.setdefault((form, name), field)
        if first is not field and (kind(first) != kind(field) or kind(field) not in ("radio", "checkbox", "submit")):
            message = f"two fields of the form are named {quoted(name)}, so their values come back as one answer"
            yield Finding(message, hint="give each field its own name", offset=page.value_offset(field, "name"))


RULE = Rule("duplicate-field-name", on=Page, check=check)
