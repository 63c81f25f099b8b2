"""The page has elements such as `<crowd-form>`, but does not load the script that defines them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import CROWD_SCRIPT
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """The first such element, if no script on the page may define it."""
    found = [element for element in page.elements if element.name.startswith("crowd-")]
    if found and not page.scripts.sources(CROWD_SCRIPT) and not page.scripts.may(CROWD_SCRIPT, "customElements"):
        message = f"{quoted(f'<{found[0].name}>')} is used, but the script that defines it is not loaded"
        hint = 'add `<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>` to the head'
        yield Finding(message, hint=hint, offset=found[0].offset)


RULE = Rule("crowd-element-without-script", on=Page, check=check)
