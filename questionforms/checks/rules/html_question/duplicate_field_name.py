"""Two fields of a form have the same name, but are not choices of one group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import form_of, is_field, kind
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.crowd_elements import CHOICES
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element


def check(page: Page) -> Iterator[Finding]:
    """Each field that has the same name as an earlier field of another kind in the same form."""
    seen: dict[tuple[Element, str], Element] = {}
    for field in page.elements:
        name, form = field.get("name"), form_of(page, field) if is_field(field) else None
        if not name.strip("_") or form is None:  # `_` is how pages name fields whose values they do not need
            continue
        first = seen.setdefault((form, name), field)
        if first is not field and not _are_choices(first, field):
            message = f"two fields of the form are named {quoted(name)}, so their values come back as one answer"
            yield Finding(message, hint="give each field its own name", offset=page.value_offset(field, "name"))


def _are_choices(first: Element, second: Element) -> bool:
    """Whether two fields are choices of one group, or buttons of which only one is sent."""
    if first.name in CHOICES:
        return second.name in CHOICES
    return kind(first) == kind(second) and kind(first) in ("radio", "checkbox", "submit")


RULE = Rule("duplicate-field-name", on=Page, check=check)
