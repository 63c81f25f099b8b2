"""The `FrameHeight` of an HTMLQuestion or an ExternalQuestion is below 100 pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, integer
from questionforms.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


#: About five lines of text.
LEAST = 100


def check(element: _Element) -> Iterator[Finding]:
    """A height above 0 that is too small to be useful."""
    height = integer(element.text)
    if height is not None and 0 < height < LEAST:
        message = f"`FrameHeight` is {counted(height, 'pixel')}, which shows only a few lines of the page"
        yield Finding(message, hint="write a larger number, or 0 to fill the worker's window")


RULE = Rule(
    "small-frame-height",
    on=("FrameHeight",),
    documents=("HTMLQuestion", "ExternalQuestion"),
    check=check,
)
