"""The `EmbeddedMimeType` is not a media type that browsers know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, text
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


_TYPES = ("image", "audio", "video")
#: File extension that is often mistaken for a subtype -> the subtype.
_ENDINGS = {"jpg": "jpeg", "svg": "svg+xml", "mp3": "mpeg", "mpg": "mpeg", "mov": "quicktime", "avi": "x-msvideo"}


def check(kind: _Element) -> Iterator[Finding]:
    """A type that browsers do not know."""
    type_, subtype = text(kind, "Type"), text(kind, "SubType")
    whole = quoted(f"{type_}/{subtype}")
    if type_ not in _TYPES:
        message = f"{whole} is not a supported media type; expected a `Type` of `image`, `audio` or `video`"
        close = type_.strip().lower().partition("/")[0]
        hint = f"write `{close}`" if close in _TYPES else "use media of one of these types"
        yield Finding(message, hint=hint, element=child(kind, "Type"))
    elif "/" in subtype or not subtype.strip() or subtype.lower() in _ENDINGS:
        meant = _ENDINGS.get(subtype.lower(), subtype.rpartition("/")[2].strip() or "png")
        message = f"{whole} is not a valid media type"
        yield Finding(message, hint=f"write a `SubType` such as `{meant}`", element=child(kind, "SubType"))


RULE = Rule("unknown-media-type", on=("EmbeddedMimeType",), check=check)
