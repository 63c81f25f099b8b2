"""The URL of an ExternalQuestion, as its schema reads it, and what in it is a placeholder of a template."""

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

#: How templates write what is to be filled in; `%d1` is also an escaped character, and `a[b]=1` a query of PHP.
PLACEHOLDER = re.compile(
    r"\$?\{\{?[^{}]*\}?\}|\{%[^{}]*%\}|<[^<>]+>|%\(\w+\)[sd]|%[sd](?![0-9A-Fa-f])|(?<=[/=.])\[[A-Za-z][\w -]*\]"
)


@dataclass(frozen=True)
class Address:
    """The text of an ExternalURL without the blanks around it, which the schema drops."""

    url: str
    #: Where it begins in the element's text.
    start: int

    @cached_property
    def filled(self) -> str:
        """The URL with each placeholder filled in, at the same length."""
        return PLACEHOLDER.sub(lambda found: "x" * len(found[0]), self.url)

    @cached_property
    def parts(self) -> SplitResult | None:
        """The parts of the URL, filled in; None where it cannot be taken apart."""
        try:
            return urlsplit(self.filled)
        except ValueError:
            return None

    @property
    def host(self) -> str:
        """The host in lower case; empty where there is none, or where a template is to give it."""
        end = re.compile("[/?#]|$").search(self.url, self.url.find("//") + 2)
        if self.parts is None or any(end and found.start() < end.start() for found in PLACEHOLDER.finditer(self.url)):
            return ""
        return (self.parts.hostname or "").rstrip(".")

    def names(self) -> Iterator[tuple[str, int]]:
        """The names in the query, decoded, each with its index in the URL."""
        from urllib.parse import unquote_plus

        before, _, query = self.url.partition("#")[0].partition("?")
        for found in re.finditer(r"(?:^|&)([^=&]+)", query):
            yield unquote_plus(found[1]), len(before) + 1 + found.start(1)

    def finding(self, message: str, hint: str | None = None, index: int = 0) -> Finding:
        """A finding at an index of the URL."""
        return Finding(message, hint=hint, offset=self.start + index)


def address(element: _Element) -> Address:
    """The URL that an ExternalURL holds."""
    text = element.text or ""
    url = text.strip(BLANKS)
    return Address(url, text.find(url))
