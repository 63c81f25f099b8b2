"""The form has no button that submits it, no script that could, and no field where pressing Enter would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.element_names import stands_for
from questionforms.checks.html.forms import form_of, kind, plain_forms
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element

#: Text fields: with two or more of them, the Enter key does not submit a form without a button.
_LINES = frozenset(
    ["text", "search", "tel", "url", "email", "password", "date", "month", "week", "time", "datetime-local", "number"]
)


def check(page: Page) -> Iterator[Finding]:
    """The first form, if nothing can submit any form of the page."""
    forms = plain_forms(page)
    if not forms or page.named("crowd-form", "crowd-button") or page.scripts.may("submit", ".click"):
        return
    buttons = [element for element in page.named("input", "button") if kind(element) == "submit"]
    if any(form_of(page, button) for button in buttons) or _sent_by_enter(page):
        return
    if stands_for(page, "button") or any(element.get("type") == "submit" for element, _ in page.misspelt.values()):
        return
    if buttons:
        message = "the submit button is outside the form, so it submits nothing"
        yield Finding(message, hint="move it before `</form>`", offset=buttons[0].offset)
    else:
        message = "the form has no submit button, and no script submits it"
        yield Finding(message, hint='add `<input type="submit" value="Submit">`', offset=forms[0].offset)


def _sent_by_enter(page: Page) -> bool:
    """Whether a browser may submit a form when the Enter key is pressed in one of its fields."""
    kinds: dict[Element | None, list[str]] = {}
    for field in page.named("input"):
        if kind(field) not in ("hidden", "push-button", "reset"):
            kinds.setdefault(form_of(page, field), []).append(kind(field))
    return any(form and sum(found in _LINES for found in fields) <= 1 for form, fields in kinds.items())


RULE = Rule("no-submit-button", on=Page, check=check)
