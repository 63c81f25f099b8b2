"""A numeric character reference becomes a character above U+FFFF when the XML is parsed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.every_document._surroundings import (
    Map,
    has_numeric_references,
    is_no_document,
    is_of_worker,
)
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.xml.load import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator


_REFERENCE = re.compile("&#(?:x0*(?P<hex>1?[0-9A-Fa-f]{5})|0*(?P<decimal>[0-9]{5,7}));")
#: The largest number of places to report.
MOST = 100


def check(loaded: Loaded) -> Iterator[Finding]:
    """Each such reference that XML resolves."""
    if not has_numeric_references(loaded) or is_of_worker(loaded) or is_no_document(loaded):
        return
    places = Map(loaded)
    found = [at for at in _REFERENCE.finditer(loaded.text) if _code(at) > 0xFFFF and not places.at(at.start()).literal]
    for at in found[:MOST]:
        message = f"`{at[0]}` refers to U+{_code(at):X}, a character above U+FFFF, which the service probably refuses"
        hint = "remove it"
        if places.at(at.start()).markup:
            hint = "put the markup between <![CDATA[ and ]]>, where the reference is not resolved"
        yield Finding(message, hint=hint, offset=at.start())


def _code(reference: re.Match[str]) -> int:
    return int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])


RULE = Rule("four-byte-reference", on=Loaded, check=check)
