"""The URL of an ExternalQuestion is not an absolute URL that begins with `https://`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.external_question._url import PLACEHOLDER, Address, address
from questionforms.checks.rules.rule import Rule
from questionforms.words import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.checks.rules.rule import Finding


# What people write for the start of a URL, and the rest of it.
_START = re.compile(r"(?:https?:?/*|//)?(.*)", re.IGNORECASE | re.DOTALL)
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]|\Z)", re.IGNORECASE)


def check(element: _Element) -> Iterator[Finding]:
    """A URL with another scheme, or without a host."""
    at = address(element)
    if PLACEHOLDER.match(at.url):  # the placeholder may provide the start
        return
    filled = at.filled.lstrip("\u200b\u2060\ufeff\xa0")  # another rule reports these
    if filled[:8].lower() != "https://":
        yield at.finding(f"{_found(at, filled)}; expected a URL that begins with `https://`{_meant(filled)}")
    elif not re.match("[^/?#]", filled[8:]):
        message = f"{quoted(at.url)} has no host; expected one after `https://`, as in `https://tasks.example.org/`"
        yield at.finding(message)


def _found(at: Address, filled: str) -> str:
    """The start of the message: what is there instead."""
    if not at.url:
        return "`ExternalURL` is empty"
    url = quoted(at.url)
    scheme = re.match(r"([a-z][a-z0-9+.-]*):(?!\d)", filled, re.IGNORECASE)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return f"{url} has the scheme `{scheme[1]}`"
    if filled[:7].lower() == "http://":
        return f"{url} uses HTTP, which the service refuses"
    return f"{url} is not an absolute URL"


def _meant(filled: str) -> str:
    """A suggestion of the URL that was probably meant, or an empty string."""
    rest = _START.match(filled)
    if rest is None or not _DOMAIN.match(rest[1]):
        return ""
    return did_you_mean(f"https://{rest[1]}")


RULE = Rule("external-url-not-https", on=("ExternalURL",), documents=("ExternalQuestion",), check=check)
