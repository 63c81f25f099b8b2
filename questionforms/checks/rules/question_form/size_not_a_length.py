"""A `Width` or a `Height` is neither a number of pixels nor a percentage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, local
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


_LENGTH = re.compile(r"\s*\d+(\.\d+)?\s*(px|%)?\s*")


def check(size: _Element) -> Iterator[Finding]:
    """A width or a height that is neither a number of pixels nor a percentage."""
    given = size.text or ""
    if not _LENGTH.fullmatch(given):
        what = quoted(given) if given.strip() else "empty"
        message = (
            f"the `{local(size)}` is {what}; expected a number of pixels, such as `400`, or a percentage, such as `50%`"
        )
        yield Finding(message, hint="write a number")


RULE = Rule("size-not-a-length", on=("Width", "Height"), check=check)
