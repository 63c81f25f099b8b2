"""The URL of an `EmbeddedBinary` has a query string."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(embedded: _Element) -> Iterator[Finding]:
    """A URL to which a second query string would be added."""
    address = child(embedded, "DataURL")
    if address is not None and "?" in (address.text or ""):
        url = (address.text or "").strip()
        message = (
            f"{quoted(url)} has a query string, but `?assignmentId=` is appended to the URL of an `EmbeddedBinary`"
        )
        yield Finding(message, hint="use a URL without a query string", element=address)


RULE = Rule("query-in-embedded-url", on=("EmbeddedBinary",), check=check)
