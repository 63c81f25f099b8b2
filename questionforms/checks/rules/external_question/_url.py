"""The URL of an ExternalQuestion as its schema reads it, and the template placeholders in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from questionforms.checks.rules.rule import Finding
from questionforms.xml.nodes import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

#: How templates write placeholders; `%d1` may also be an escaped character, and `a[b]=1` a query string for PHP.
PLACEHOLDER = re.compile(
    r"\$?\{\{?[^{}]*\}?\}|\{%[^{}]*%\}|<[^<>]+>|%\(\w+\)[sd]|%[sd](?![0-9A-Fa-f])|(?<=[/=.])\[[A-Za-z][\w -]*\]"
)


@dataclass(frozen=True)
class Address:
    """The text of an ExternalURL without the surrounding whitespace, which the schema ignores."""

    url: str
    #: The index of the URL in the element's text.
    start: int

    @cached_property
    def filled(self) -> str:
        """The URL with each placeholder filled in, without changing its length."""
        return PLACEHOLDER.sub(lambda found: "x" * len(found[0]), self.url)

    @cached_property
    def parts(self) -> SplitResult | None:
        """The parts of the filled-in URL; None if it cannot be parsed."""
        try:
            return urlsplit(self.filled)
        except ValueError:
            return None

    @property
    def host(self) -> str:
        """The host in lower case; empty if there is none, or if it contains a placeholder."""
        end = re.compile("[/?#]|$").search(self.url, self.url.find("//") + 2)
        if self.parts is None or any(end and found.start() < end.start() for found in PLACEHOLDER.finditer(self.url)):
            return ""
        return (self.parts.hostname or "").rstrip(".")

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield the decoded parameter names of the query string, each with its index in the URL."""
        from urllib.parse import unquote_plus

        before, _, query = self.url.partition("#")[0].partition("?")
        for found in re.finditer(r"(?:^|&)([^=&]+)", query):
            yield unquote_plus(found[1]), len(before) + 1 + found.start(1)

    def finding(self, message: str, hint: str | None = None, index: int = 0) -> Finding:
        """A finding at an index of the URL."""
        return Finding(message, hint=hint, offset=self.start + index)


def address(element: _Element) -> Address:
    """The URL in an ExternalURL element."""
    text = element.text or ""
    url = text.strip(BLANKS)
    return Address(url, text.find(url))
