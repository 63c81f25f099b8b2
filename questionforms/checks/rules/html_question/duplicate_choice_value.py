"""Two radio buttons or checkboxes with the same name have the same value, or no value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import form_of, kind
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.crowd_elements import CHOICES, DEFAULT_VALUE
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element


def check(page: Page) -> Iterator[Finding]:
    """Each choice that has the same name and value as an earlier one in the same form."""
    if page.scripts.may(".value", ".val(", "setAttribute"):
        return
    seen: set[tuple[Element | None, str, str]] = set()
    for choice in page.named("input", *CHOICES):
        name = choice.get("name")
        if not name or (choice.name == "input" and kind(choice) not in ("radio", "checkbox")):
            continue
        value = choice.attributes.get("value", DEFAULT_VALUE)
        group = form_of(page, choice), name, value
        if group in seen:
            said = f"the {'' if 'value' in choice.attributes else 'default '}value {quoted(value)}"
            as_before = "like an earlier one, so the answer does not show which was chosen"
            message = f"this choice of {quoted(name)} has {said}, {as_before}"
            yield Finding(message, hint="give each choice its own value", offset=choice.offset)
        seen.add(group)


RULE = Rule("duplicate-choice-value", on=Page, check=check)
