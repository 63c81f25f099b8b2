"""An `AltText` is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(alt_text: _Element) -> Iterator[Finding]:
    """An AltText that is empty or contains only whitespace."""
    if not (alt_text.text or "").strip():
        message = "the `AltText` is empty, so there is nothing to read or click if the media is not shown"
        yield Finding(message, hint="describe in a few words what there is to see or hear")


RULE = Rule("empty-alt-text", on=("AltText",), check=check)
