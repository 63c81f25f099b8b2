"""The style is `radiobutton` or `dropdown`, but several selections may be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, integer, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


#: The styles that let a worker choose one selection.
_SINGLE = ("radiobutton", "dropdown")


def check(maximum: _Element) -> Iterator[Finding]:
    """A style for one choice where several can be made."""
    answer = maximum.getparent()
    most = integer(maximum.text)
    if answer is None or most is None or most < 2:
        return
    style = text(answer, "StyleSuggestion")
    if style in _SINGLE:
        message = f"the style `{style}` lets a worker choose one, but `MaxSelectionCount` is {most}"
        hint = "use `checkbox`, or write 1 as the maximum"
        yield Finding(message, hint=hint, element=child(answer, "StyleSuggestion"))


RULE = Rule("single-choice-style", on=("MaxSelectionCount",), check=check)
