"""The `FrameHeight` of an HTMLQuestion or an ExternalQuestion is negative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, integer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(element: _Element) -> Iterator[Finding]:
    """A negative height."""
    height = integer(element.text)
    if height is not None and height < 0:
        message = f"`FrameHeight` is {height}, but a frame cannot have a negative height"
        hint = "write a height in pixels, or 0 to fill the worker's window"
        yield Finding(message, hint=hint)


RULE = Rule(
    "negative-frame-height",
    on=("FrameHeight",),
    documents=("HTMLQuestion", "ExternalQuestion"),
    check=check,
)
