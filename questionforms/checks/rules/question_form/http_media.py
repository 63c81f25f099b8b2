"""A picture or another embedded medium has a URL that begins `http://`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, local, text
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(address: _Element) -> Iterator[Finding]:
    """A medium that the page would load without encryption."""
    url = (address.text or "").strip()
    if url.startswith("http://") and not _is_link(address):
        message = f"{quoted(url)} is loaded by a page of https, where browsers block what comes by http"
        yield Finding(message, hint="write `https://`, and see that the server answers there")


def _is_link(address: _Element) -> bool:
    """Whether it is the URL of a sound or a film in a Binary, which opens in a window of its own."""
    binary = address.getparent()
    kind = None if binary is None or local(binary) != "Binary" else child(binary, "MimeType")
    return kind is not None and text(kind, "Type") != "image"


RULE = Rule("http-media", on=("DataURL", "FlashMovieURL", "AppletPath"), check=check)
