"""The page loads something from an `http://` URL: a script, an image, a style sheet or a frame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.html.elements import loaded
from questionforms.checks.html.page import Page
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_STYLES = re.compile(r"""(?:url\(\s*|@import\s*)["']?(?=http://)""", re.IGNORECASE)


def check(page: Page) -> Iterator[Finding]:
    """Each http URL that the page loads something from."""
    for element in page.elements:
        for name, address in loaded(element):
            if address.lower().startswith("http://"):
                yield _finding(address, page.value_offset(element, name))
        if "style" in element.attributes:
            yield from _in_style(element.attributes["style"], page.value_offset(element, "style"))
    for style in page.named("style"):
        yield from _in_style(page.content(style), style.end)


def _in_style(style: str, start: int) -> Iterator[Finding]:
    for found in _IN_STYLES.finditer(style):
        address = re.split(r"""[\s"')]""", style[found.end() :], maxsplit=1)[0]
        yield _finding(address, start + found.end())


def _finding(address: str, offset: int) -> Finding:
    message = f"{quoted(address)} is loaded over http, which browsers block in a page served over https"
    return Finding(message, hint="load it over https", offset=offset)


RULE = Rule("http-resource", on=Page, check=check)
