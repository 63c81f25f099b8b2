"""The URL of an image or other embedded media begins with `http://`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, local, text
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(address: _Element) -> Iterator[Finding]:
    """Media that the page would load without encryption."""
    url = (address.text or "").strip()
    if url.startswith("http://") and not _is_link(address):
        message = f"{quoted(url)} is loaded into an HTTPS page, where browsers block content that comes over HTTP"
        yield Finding(message, hint="write `https://`, and check that the server supports it")


def _is_link(address: _Element) -> bool:
    """Whether this is the URL of audio or video in a Binary, which opens in a separate window."""
    binary = address.getparent()
    kind = None if binary is None or local(binary) != "Binary" else child(binary, "MimeType")
    return kind is not None and text(kind, "Type") != "image"


RULE = Rule("http-media", on=("DataURL", "FlashMovieURL", "AppletPath"), check=check)
