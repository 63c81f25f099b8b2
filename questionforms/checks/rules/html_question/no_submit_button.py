"""The form has no button that sends it, no script that could send it, and no field in which the Enter key does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import form_of, kind, plain_forms
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element

#: Fields for text: with two of them, or more, the Enter key does not send a form that has no button.
_LINES = frozenset(
    ["text", "search", "tel", "url", "email", "password", "date", "month", "week", "time", "datetime-local", "number"]
)


def check(page: Page) -> Iterator[Finding]:
    """The first form, if nothing can send any of the page's."""
    forms = plain_forms(page)
    if not forms or page.named("crowd-form", "crowd-button") or page.scripts.may("submit", ".click"):
        return
    buttons = [element for element in page.named("input", "button") if kind(element) == "submit"]
    if any(form_of(page, button) for button in buttons) or _sent_by_enter(page):
        return
    if buttons:
        message = "the button stands outside of the form, so it sends nothing"
        yield Finding(message, hint="move it before `</form>`", offset=buttons[0].offset)
    else:
        message = "the form has no button that sends it, and no script sends it"
        yield Finding(message, hint='add `<input type="submit" value="Submit">`', offset=forms[0].offset)


def _sent_by_enter(page: Page) -> bool:
    """Whether a browser may send a form when the Enter key is pressed in one of its fields."""
    kinds: dict[Element | None, list[str]] = {}
    for field in page.named("input"):
        if kind(field) not in ("hidden", "push-button", "reset"):
            kinds.setdefault(form_of(page, field), []).append(kind(field))
    return any(form and sum(found in _LINES for found in fields) <= 1 for form, fields in kinds.items())


RULE = Rule("no-submit-button", on=Page, check=check)
