"""The page contains a placeholder, `${name}`, that nothing fills in: a worker sees it unchanged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACEHOLDER = re.compile(r"\$\{\s*[\w.-]{1,60}\s*\}")
#: The same, and the placeholders of other templates.
_ANY_PLACEHOLDER = re.compile(r"\$\{\s*[\w.-]{1,60}\s*\}|\{\{\s*[\w.|-]{1,60}\s*\}\}")


def check(page: Page) -> Iterator[Finding]:
    """Each placeholder that a worker may read."""
    has_scripts = bool(page.named("script", "crowd-form"))
    for found in (_PLACEHOLDER if has_scripts else _ANY_PLACEHOLDER).finditer(page.text):
        if page.shows(found.start()) and not _in_code(page, found):
            message = f"nothing fills in the placeholder `{found[0]}`"
            hint = "replace it with the value, or store the page as a layout and send `HITLayoutParameters`"
            yield Finding(message, hint=hint, offset=found.start())


def _in_code(page: Page, found: re.Match[str]) -> bool:
    """Whether a placeholder is in an attribute that contains code."""
    tag = page.tag_at(found.start())
    values = tag.attributes.items() if tag else ()
    return any(found[0] in value and (name.startswith("on") or "`" in value) for name, value in values)


RULE = Rule("unfilled-placeholder", on=Page, check=check)
