"""An `AltText` is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(alt_text: _Element) -> Iterator[Finding]:
    """An AltText of blanks, or of nothing."""
    if not (alt_text.text or "").strip():
        message = "the `AltText` is empty, so there is nothing to read, or to click, where the medium is not shown"
        yield Finding(message, hint="say in a few words what there is to see or to hear")


RULE = Rule("empty-alt-text", on=("AltText",), check=check)
