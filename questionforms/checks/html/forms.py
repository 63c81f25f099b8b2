"""The forms of a page and their fields, as a browser submits them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.crowd_elements import CROWD_ELEMENTS, FORM, SELF_CONTAINED

if TYPE_CHECKING:
    from questionforms.checks.html.elements import Element
    from questionforms.checks.html.page import Page

#: The HTML fields that have a value.
FIELDS = ("input", "select", "textarea", "button")
#: The form that Amazon's helper script submits.
HELPER_FORM = "mturk_form"
#: The file of the script that defines the Crowd HTML elements.
CROWD_SCRIPT = "crowd-html-elements"
#: How a form is best submitted to the service: it works for real HITs and in the sandbox.
USE_HELPER = (
    "give the form the `id` `mturk_form`, load Amazon's script `externalHIT_v1.js`, and call `turkSetAssignmentID()` "
    "after the form: it submits to the right host"
)

_SUBMIT_HOST = re.compile(r"(?:https?:)?//(?P<host>www|workersandbox)\.mturk\.com(?P<path>[^?#]*)", re.IGNORECASE)


def plain_forms(page: Page) -> list[Element]:
    """The forms that submit themselves: not those inside or around a part of the page that does it for them."""
    parts = [*page.named("crowd-form"), *self_contained(page)]
    around = {part.form for part in parts if part.name == "crowd-form" or not _has_fields(page, part.form)}
    return [form for form in page.named("form") if not form.inside("crowd-form") and form not in around]


def _has_fields(page: Page, form: Element | None) -> bool:
    """Whether something in a form is submitted with it, apart from what submits itself."""
    own = (field for field in page.elements if is_field(field) and field.name not in SELF_CONTAINED)
    return any(form_of(page, field) is form for field in own)


def self_contained(page: Page) -> list[Element]:
    """The Crowd HTML elements of the page that submit themselves."""
    return page.named(*sorted(SELF_CONTAINED))


def has_form(page: Page) -> bool:
    """Whether something in the page can be submitted."""
    return bool(page.named("form", "crowd-form") or self_contained(page))


def form_of(page: Page, field: Element) -> Element | None:
    """The form or `crowd-form` that a field is submitted with."""
    named = field.get("form")
    if named:
        form = page.by_id.get(named)
        return form if form and form.name == "form" else None
    return next((around for around in field.around() if around.name == FORM), field.form)


def is_field(element: Element) -> bool:
    """Whether an element has a value that can be submitted."""
    if element.name.startswith("crowd-"):
        return element.name not in CROWD_ELEMENTS or CROWD_ELEMENTS[element.name].is_field
    return element.name in FIELDS and kind(element) not in ("reset", "push-button")


def kind(field: Element) -> str:
    """The kind of a field: the type of an `<input>`, or `submit`, `push-button` or `reset` for a button of any tag."""
    given = field.get("type").lower()
    if field.name == "input":
        return {"image": "submit", "button": "push-button"}.get(given, given or "text")
    if field.name == "button":
        return {"button": "push-button", "reset": "reset"}.get(given, "submit")
    return field.name


def submit_path(action: str) -> tuple[str, str] | None:
    """Host (`www` or `workersandbox`) and path of one of the service's URLs; None for any other URL."""
    found = _SUBMIT_HOST.match(action)
    return (found["host"].lower(), found["path"]) if found else None


def is_sent_by_helper(page: Page, form: Element) -> bool:
    """Whether Amazon's helper script sets the form's action."""
    return page.scripts.call_helper and form.get("id") == HELPER_FORM


def is_filled_in(value: str) -> bool:
    """Whether a value has a template's placeholder, which something fills in before a worker sees it."""
    return any(mark in value for mark in ("${", "{{", "{%", "<%", "<?"))
