"""The URL of an ExternalQuestion has a parameter that the service adds itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.external_question._url import address
from questionforms.checks.rules.rule import Rule
from questionforms.elements.external_question import RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.checks.rules.rule import Finding


def check(element: _Element) -> Iterator[Finding]:
    """Each such parameter in the query string."""
    at = address(element)
    for name, index in at.names():
        if name in RESERVED:
            message = f"the URL has the parameter `{name}`, which the service adds itself"
            yield at.finding(message, "remove it, or give it a different name", index)


RULE = Rule("reserved-url-parameter", on=("ExternalURL",), documents=("ExternalQuestion",), check=check)
