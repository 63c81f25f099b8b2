"""The URL of an ExternalQuestion is not quite valid, and programs interpret it differently."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.external_question._url import Address, address
from questionforms.checks.rules.rule import Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.checks.rules.rule import Finding


# A character that must be escaped anywhere in a URL.
_STRANGE = re.compile(r"%(?![0-9A-Fa-f]{2})|[\\|^`{}<>\"]")


def check(element: _Element) -> Iterator[Finding]:
    """Each part that is not valid in a URL; only URLs that begin with `https://` are checked."""
    at = address(element)
    if at.url[:8].lower() != "https://":
        return
    if not at.url.startswith("https"):
        yield at.finding(f"the scheme of {quoted(at.url)} is not in lower case", "write https://")
    for found in _STRANGE.finditer(at.filled):
        what = "a `%` that is not followed by two hexadecimal digits" if found[0] == "%" else f"`{found[0]}`"
        yield at.finding(f"the URL contains {what}", f"write it as %{ord(found[0]):02X}", found.start())
    yield from _in_host(at)
    path = at.filled.find("/", 8)
    bracket = re.search(r"[\[\]]", at.filled[path:].partition("?")[0]) if path > 0 else None
    if bracket:
        message = f"the path of the URL contains `{bracket[0]}`"
        yield at.finding(message, f"write it as %{ord(bracket[0]):02X}", path + bracket.start())


def _in_host(at: Address) -> Iterator[Finding]:
    """Each part between `//` and the path that is not valid."""
    try:
        _ = at.parts and at.parts.port
    except ValueError:
        yield at.finding(f"the port of {quoted(at.url)} is not valid; expected a number up to 65535")
        return
    if at.parts is None:
        yield at.finding(f"{quoted(at.url)} cannot be parsed", "check how its host is written")
    elif "@" in at.parts.netloc:
        yield at.finding("the URL contains a user name or password; browsers do not open such a URL in a frame")
    elif ".." in at.parts.netloc or at.parts.netloc.startswith("."):
        yield at.finding(f"the host of {quoted(at.url)} has a dot with nothing before it")


RULE = Rule("doubtful-url", on=("ExternalURL",), documents=("ExternalQuestion",), check=check)
