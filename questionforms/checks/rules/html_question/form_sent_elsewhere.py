"""The form is submitted to a host that is not the service's, and no script submits it to the service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.html.forms import USE_HELPER, is_filled_in, is_sent_by_helper, plain_forms, submit_path
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """Each form that is submitted to another host, if none is submitted to the service."""
    forms = plain_forms(page)
    addresses = [form.get("action") for form in forms]
    if page.named("crowd-form") or any(submit_path(address) or is_filled_in(address) for address in addresses):
        return
    if page.scripts.may_write("action", "externalSubmit", "turkSubmitTo", "submit"):
        return
    for form in forms:
        host = _HOST.match(form.get("action"))
        if host and not is_sent_by_helper(page, form):
            message = f"the form is submitted to {quoted(host[1])}, not to the service"
            hint = f"unless that host forwards the answers, {USE_HELPER}"
            yield Finding(message, hint=hint, offset=page.value_offset(form, "action"))


_HOST = re.compile(r"(?:https?:)?//([^/?#]+)", re.IGNORECASE)


RULE = Rule("form-sent-elsewhere", on=Page, check=check)
