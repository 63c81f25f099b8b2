"""The script that defines the `crowd-` elements is loaded after the first of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.forms import CROWD_SCRIPT
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """The script, if an element that it defines comes before it."""
    scripts = page.scripts.sources(CROWD_SCRIPT)
    first = next((element for element in page.elements if element.name.startswith("crowd-")), None)
    if scripts and first and scripts[0].offset > first.offset:
        message = f"the script that defines the `crowd-` elements is loaded after {quoted(f'<{first.name}>')}"
        yield Finding(message, hint="load it in the head", offset=scripts[0].offset)


RULE = Rule("crowd-script-after-form", on=Page, check=check)
