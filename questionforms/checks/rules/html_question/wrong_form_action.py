"""The form is not submitted to the service: it has no `action`, or one that leads nowhere, and no script sets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import (
    HELPER_FORM,
    USE_HELPER,
    is_filled_in,
    is_sent_by_helper,
    plain_forms,
    submit_path,
)
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Element


def check(page: Page) -> Iterator[Finding]:
    """The first form, if no form of the page is submitted to a place that accepts it."""
    forms = plain_forms(page)
    if not forms or page.named("crowd-form") or page.scripts.may_send("action", "externalSubmit", "turkSubmitTo"):
        return
    addresses = [form.get("action") for form in forms]
    addresses += [button.get("formaction") for button in page.named("button", "input") if button.get("formaction")]
    if any(is_sent_by_helper(page, form) for form in forms) or any(_may_be_right(address) for address in addresses):
        return
    form = max(forms, key=lambda form: "mturk" in form.get("action") or form.get("id") == HELPER_FORM)
    offset = page.value_offset(form, "action") if "action" in form.attributes else form.offset
    yield Finding(_message(form), hint=USE_HELPER, offset=offset)


def _may_be_right(address: str) -> bool:
    """Whether a URL is the service's, or that of a host that may pass the answers on to it."""
    service = submit_path(address)
    if service:
        return service[1].rstrip("/").lower() == "/mturk/externalsubmit"
    return is_filled_in(address) or address.lower().startswith(("http:", "https:", "//"))


def _message(form: Element) -> str:
    action = form.get("action")
    if not action:
        return "the form has no `action`, so it is submitted to its own page, where nothing accepts the answers"
    if submit_path(action):
        return f"the form is submitted to {quoted(action)}; the service accepts answers only at `/mturk/externalSubmit`"
    return f"the form is submitted to {quoted(action)}, which is relative to the page's own URL, not to the service"


RULE = Rule("wrong-form-action", on=Page, check=check)
