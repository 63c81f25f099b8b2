"""The page loads something from a URL without a host, such as `images/food.jpg`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.html.elements import loaded
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

#: URLs that are complete, that do not refer to files, or that are filled in before a worker sees them.
_WHOLE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|\$|\{\{|\{%|<|\[\[", re.IGNORECASE)


def check(page: Page) -> Iterator[Finding]:
    """Each URL without a host that something is loaded from."""
    if page.named("base"):
        return
    for element in page.elements:
        for name, address in loaded(element):
            if address and element.name != "form" and not _WHOLE.match(address):
                message = f"{quoted(address)} is relative to the page's URL on the service, which has no such file"
                hint = "put it on a server, and write its full URL"
                yield Finding(message, hint=hint, offset=page.value_offset(element, name))


RULE = Rule("relative-resource", on=Page, check=check)
