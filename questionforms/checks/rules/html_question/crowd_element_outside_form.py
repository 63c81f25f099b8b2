"""A Crowd HTML element that asks for an answer is outside `<crowd-form>`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import has_form, is_field
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.crowd_elements import SELF_CONTAINED
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element


def check(page: Page) -> Iterator[Finding]:
    """Each such element with a name, if the page has a form."""
    if not has_form(page) or page.scripts.may_write("submit"):
        return
    for element in page.elements:
        is_asking = element.name.startswith("crowd-") and is_field(element)
        if is_asking and element.get("name") and not _is_inside_form(element):
            message = f"{quoted(f'<{element.name}>')} is outside `<crowd-form>`, so its answer is not collected"
            yield Finding(message, hint="put one `<crowd-form>` around everything", offset=element.offset)


def _is_inside_form(element: Element) -> bool:
    """Whether an element is submitted: inside a `crowd-form`, or by itself, or with the element around it."""
    return element.name in SELF_CONTAINED or element.inside("crowd-form") or any(map(element.inside, SELF_CONTAINED))


RULE = Rule("crowd-element-outside-form", on=Page, check=check)
