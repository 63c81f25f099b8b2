"""The form names one of the service's two hosts explicitly, so it only works on that one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.html.forms import USE_HELPER, is_sent_by_helper, plain_forms
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOSTS = re.compile(r"//(www|workersandbox)\.mturk\.com/mturk/externalSubmit", re.IGNORECASE)

_IN_SCRIPT = "take the host from `turkSubmitTo` in the page's URL, as Amazon's script `externalHIT_v1.js` does"


def check(page: Page) -> Iterator[Finding]:
    """Each form with a hard-coded host that no script replaces, and each script that names only one host."""
    for form in plain_forms(page):
        service = _HOSTS.search(form.get("action"))
        if service and not is_sent_by_helper(page, form) and not page.scripts.may("action", "turkSubmitTo"):
            yield _finding(service[1].lower(), page.value_offset(form, "action"), USE_HELPER)
    hosts = {found[1].lower() for found in _HOSTS.finditer(page.scripts.code)}
    if len(hosts) == 1 and "turksubmitto" not in page.scripts.code.lower():
        yield from _in_scripts(page)


def _in_scripts(page: Page) -> Iterator[Finding]:
    for script in page.named("script"):
        for found in _HOSTS.finditer(page.text, script.end, script.close):
            yield _finding(found[1].lower(), found.start(), _IN_SCRIPT)


def _finding(host: str, offset: int, hint: str) -> Finding:
    where, elsewhere = ("for real HITs", "in the sandbox") if host == "www" else ("from the sandbox", "for real HITs")
    message = f"answers are sent to `{host}.mturk.com`, which only accepts them {where}; the page fails {elsewhere}"
    return Finding(message, hint=hint, offset=offset)


RULE = Rule("hard-coded-submit-host", on=Page, check=check)
