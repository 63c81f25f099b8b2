"""The form has no `method="post"`, so a browser sends the answers by GET, as part of the URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import is_sent_by_helper, plain_forms, submit_path
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """Each form that is submitted to the service, but not by POST."""
    if page.scripts.may("method"):
        return
    for form in plain_forms(page):
        if form.get("method").lower() != "post" and (submit_path(form.get("action")) or is_sent_by_helper(page, form)):
            method = form.get("method")
            said = f"has the method {quoted(method)}" if method else "has no `method`"
            message = f"the form {said}, so its answers are sent by GET, as part of the URL"
            offset = page.value_offset(form, "method") if method else form.offset
            yield Finding(message, hint='write `method="post"`', offset=offset)


RULE = Rule("form-sent-by-get", on=Page, check=check)
