"""An element's name is unknown, but close to that of an HTML element or of one of Amazon's Crowd HTML elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.element_names import misspelt_options
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(page: Page) -> Iterator[Finding]:
    """Each such element, unless the page defines it."""
    found = {offset: (element.name, meant) for offset, (element, meant) in page.misspelt.items()}
    for offset, (name, meant) in sorted({**found, **misspelt_options(page)}.items()):
        shown = quoted(f"<{name}>")
        if not meant:
            message, hint = f"{shown} is not one of Amazon's Crowd HTML elements, so it shows only its content", None
        else:
            kind = "an HTML element" if "-" not in meant else "one of Amazon's Crowd HTML elements"
            message, hint = f"{shown} is not {kind}; did you mean `<{meant}>`?", f"write `<{meant}>`"
        yield Finding(message, hint=hint, offset=offset)


RULE = Rule("misspelt-element", on=Page, check=check)
