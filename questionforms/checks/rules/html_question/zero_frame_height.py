"""`FrameHeight` is 0, but nothing in the page can set the height of its frame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, integer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

#: Code that may set the height, judging only by the text.
_MAY_RESIZE = re.compile(r"<script|<crowd-form|javascript:|\son\w+\s*=", re.IGNORECASE)


def check(element: _Element) -> Iterator[Finding]:
    """A height of 0 for a page without a script and without a `crowd-form`."""
    content = element.getprevious()
    if integer(element.text) == 0 and content is not None and not _MAY_RESIZE.search(content.text or ""):
        message = "`FrameHeight` is 0, but the page has no script or `<crowd-form>` to set the height of its frame"
        yield Finding(message, hint="set it to the height of the page in pixels")


RULE = Rule("zero-frame-height", on=("FrameHeight",), documents=("HTMLQuestion",), check=check)
