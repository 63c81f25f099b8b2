"""The URL of an ExternalQuestion contains a space or an invisible character."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.external_question._url import PLACEHOLDER, address
from questionforms.checks.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.checks.rules.rule import Finding


_BLANK = re.compile(r"[\s\x85\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")


def check(element: _Element) -> Iterator[Finding]:
    """Each run of spaces or invisible characters outside placeholders."""
    at = address(element)
    for found in _BLANK.finditer(PLACEHOLDER.sub(lambda place: "x" * len(place[0]), at.url)):
        yield at.finding(*_about(found[0]), index=found.start())


def _about(blank: str) -> tuple[str, str]:
    """The message and the hint for a run of such characters."""
    if "\n" in blank or "\r" in blank:
        return "the URL continues on another line", "write it on one line"
    if blank.strip(" \t"):
        return f"the URL contains the invisible character U+{ord(blank.strip(' ')[0]):04X}", "remove it"
    return "the URL contains a space", "write it as %20, or remove it"


RULE = Rule("blank-in-url", on=("ExternalURL",), documents=("ExternalQuestion",), check=check)
