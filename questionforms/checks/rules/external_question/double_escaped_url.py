"""The URL of an ExternalQuestion still contains `&amp;` after the XML has been parsed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.external_question._url import address
from questionforms.checks.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.checks.rules.rule import Finding


_REFERENCE = re.compile(r"&(?:amp|#38|#[xX]26);", re.IGNORECASE)


def check(element: _Element) -> Iterator[Finding]:
    """Each character reference that is left in the URL."""
    at = address(element)
    for found in _REFERENCE.finditer(at.url):
        message = f"the URL still contains `{found[0]}` after the XML has been parsed, so it was escaped twice"
        yield at.finding(message, "write &amp; once, or & inside CDATA", found.start())


RULE = Rule("double-escaped-url", on=("ExternalURL",), documents=("ExternalQuestion",), check=check)
