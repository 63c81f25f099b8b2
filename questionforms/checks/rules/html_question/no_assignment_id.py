"""The form does not send an `assignmentId`, so the service cannot tell whose answers they are, and refuses them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from questionforms.checks.html.forms import is_field, plain_forms
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element


def check(page: Page) -> Iterator[Finding]:
    """A form that does not send `assignmentId`, if no script can add it."""
    has_helper = page.scripts.call_helper and bool(page.scripts.sources("externalHIT"))
    for finding in _findings(page, plain_forms(page)):
        yield replace(finding, case="helper" if has_helper else "")


def _findings(page: Page, forms: list[Element]) -> Iterator[Finding]:
    if not forms or page.named("crowd-form"):
        return
    named = [field for field in page.elements if field.get("name").lower() == "assignmentid" and is_field(field)]
    exact = [field for field in named if field.get("name") == "assignmentId"]
    if exact:
        yield from _unfilled(page, exact[0])
    elif named:
        message = f"the field is named {quoted(named[0].get('name'))}; expected `assignmentId`, which is case-sensitive"
        yield Finding(message, hint="write `assignmentId`", offset=page.value_offset(named[0], "name"))
    elif not _is_added(page) and not any("assignmentid" in form.get("action").lower() for form in forms):
        message = "the form has no `assignmentId` field, so the service cannot tell whose answers they are"
        hint = 'add `<input type="hidden" id="assignmentId" name="assignmentId">`'
        yield Finding(message, hint=hint, offset=forms[0].offset)


def _unfilled(page: Page, field: Element) -> Iterator[Finding]:
    """A field that nothing fills."""
    if page.scripts.call_helper:
        yield from _out_of_reach(page, field)
    elif not field.get("value") and not page.scripts.may_read_address("assignmentid"):
        message = "the `assignmentId` field is empty, and no script fills it"
        hint = "load Amazon's script `externalHIT_v1.js`, and call `turkSetAssignmentID()` after the form"
        yield Finding(message, hint=hint, offset=field.offset)


def _out_of_reach(page: Page, field: Element) -> Iterator[Finding]:
    """A field that Amazon's script is meant to fill, but cannot."""
    if page.scripts.may_speak_of("assignmentid"):
        return
    if not page.scripts.sources("externalHIT"):
        message = "`turkSetAssignmentID()` is called, but no script on the page defines it"
        yield Finding(
            message, hint="load `https://s3.amazonaws.com/mturk-public/externalHIT_v1.js`", offset=field.offset
        )
    elif not any(element.get("id") == "assignmentId" for element in page.elements):
        message = "`turkSetAssignmentID()` fills the element whose `id` is `assignmentId`, but the page has none"
        yield Finding(message, hint='add `id="assignmentId"` to this field', offset=field.offset)


def _is_added(page: Page) -> bool:
    """Whether a script may add the field, by its name or along with everything else in the page's URL."""
    scripts = page.scripts
    return scripts.may_speak_of("assignmentid") or (scripts.may_write() and scripts.may_read_address())


RULE = Rule("no-assignment-id", on=Page, check=check)
