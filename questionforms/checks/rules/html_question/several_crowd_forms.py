"""The page has two parts that each submit themselves, such as two `<crowd-form>`s, so a worker can submit only one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import self_contained
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element


def check(page: Page) -> Iterator[Finding]:
    """Each such part after the first."""
    forms = [form for form in page.named("crowd-form") if not _is_inside_form(form)]
    forms += [element for element in self_contained(page) if not _is_inside_form(element)]
    for form in sorted(forms, key=lambda each: each.offset)[1:]:
        also = "submits itself, as an earlier part of the page does"
        message = f"this `<{form.name}>` {also}; a worker can submit only one"
        hint = "put all fields into one `<crowd-form>`"
        if any(each.name != "crowd-form" for each in forms):
            hint = "keep one of them, or ask in separate HITs"
        yield Finding(message, hint=hint, offset=form.offset)


def _is_inside_form(element: Element) -> bool:
    return element.inside("crowd-form") or element.inside("form")


RULE = Rule("several-crowd-forms", on=Page, check=check)
