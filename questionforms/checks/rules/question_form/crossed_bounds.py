"""The lower bound of a number, a length or a file size is above its upper bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, integer, local, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


#: Element -> the names of its bounds, which are attributes or child elements.
_BOUNDS = {
    "IsNumeric": ("minValue", "maxValue"),
    "Length": ("minLength", "maxLength"),
    "FileUploadAnswer": ("MinFileSizeInBytes", "MaxFileSizeInBytes"),
}


def check(bounded: _Element) -> Iterator[Finding]:
    """A lower bound above the upper one."""
    lower, upper = _BOUNDS[local(bounded)]
    low, high = (integer(bounded.get(name) or text(bounded, name)) for name in (lower, upper))
    if low is not None and high is not None and low > high:
        attribute = lower if bounded.get(lower) else None
        message = f"`{lower}` ({low}) is greater than `{upper}` ({high}), so no answer satisfies both"
        hint = f"swap them if you mean {high} to {low}"
        yield Finding(message, hint=hint, element=child(bounded, lower), attribute=attribute)


RULE = Rule("crossed-bounds", on=("IsNumeric", "Length", "FileUploadAnswer"), check=check)
