"""A blank, or a character that nobody sees, stands inside the URL of an ExternalQuestion."""

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
    """Each run of blanks that no placeholder holds."""
    at = address(element)
    for found in _BLANK.finditer(PLACEHOLDER.sub(lambda place: "x" * len(place[0]), at.url)):
        yield at.finding(*_about(found[0]), index=found.start())


def _about(blank: str) -> tuple[str, str]:
    """What is said of a run of blanks, and what to do."""
    if "\n" in blank or "\r" in blank:
        return "the URL goes on in another line", "write it in one line"
    if blank.strip(" \t"):
        return f"the URL holds U+{ord(blank.strip(' ')[0]):04X}, which nobody sees", "remove it"
    return "a blank stands in the URL", "write it as %20, or remove it"


RULE = Rule("blank-in-url", on=("ExternalURL",), documents=("ExternalQuestion",), check=check)
