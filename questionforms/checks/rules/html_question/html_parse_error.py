"""The HTML has a syntax error: something that a browser repairs, but that the HTML standard calls a parse error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.html.element_names import HTML, closest, misspelt_options, name_of_end_tag
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.xml.load import LIMIT
from questionforms.xml.syntax_errors import VOID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.html.elements import Mistake


def check(page: Page) -> Iterator[Finding]:
    """All parse errors, except those with their own rule, and those that follow from a misspelt name."""
    found = [mistake for mistake in page.mistakes if mistake.rule == RULE.name]
    if not found:
        return
    elements, options = page.misspelt, misspelt_options(page)
    names = {element.name for element, _ in elements.values()} | {name.lower() for name, _ in options.values()}
    not_closed = {place for place, (_, meant) in elements.items() if meant.partition(" ")[0] in VOID}
    for mistake in found:
        is_limit = mistake.code == "stopped" and len(page.text) > LIMIT  # the document is too large in any case
        if is_limit or mistake.offset in not_closed or mistake.offset in options:
            continue
        ended = name_of_end_tag(page, mistake.offset)
        if ended not in names:
            yield _finding(mistake, ended)


def _finding(mistake: Mistake, ended: str) -> Finding:
    message, hint = mistake.message, mistake.hint
    if ended and ended not in HTML and "closes an element" in message and (meant := closest(ended, HTML)):
        message, hint = f"{message}; did you mean `</{meant}>`?", f"write `</{meant}>`"
    return Finding(message, hint=hint, offset=mistake.offset, case=mistake.code)


RULE = Rule("html-parse-error", on=Page, check=check)
