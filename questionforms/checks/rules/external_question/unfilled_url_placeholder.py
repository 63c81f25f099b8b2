"""The URL of an ExternalQuestion contains a template placeholder, such as `${name}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.external_question._url import PLACEHOLDER, address
from questionforms.checks.rules.rule import Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.checks.rules.rule import Finding


def check(element: _Element) -> Iterator[Finding]:
    """Each placeholder in the URL."""
    at = address(element)
    for found in PLACEHOLDER.finditer(at.url):
        message = f"the URL contains the placeholder {quoted(found[0])}, which nothing fills in"
        yield at.finding(message, "fill in the template before you send it", found.start())


RULE = Rule("unfilled-url-placeholder", on=("ExternalURL",), documents=("ExternalQuestion",), check=check)
