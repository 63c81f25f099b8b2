"""The style is `radiobutton` or `dropdown`, but workers may choose several selections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, integer, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


#: The styles that let a worker choose only one selection.
_SINGLE = ("radiobutton", "dropdown")


def check(maximum: _Element) -> Iterator[Finding]:
    """A style for a single choice, where several are allowed."""
    answer = maximum.getparent()
    most = integer(maximum.text)
    if answer is None or most is None or most < 2:
        return
    style = text(answer, "StyleSuggestion")
    if style in _SINGLE:
        message = f"the style `{style}` lets a worker choose only one selection, but `MaxSelectionCount` is {most}"
        hint = "use `checkbox`, or set the maximum to 1"
        yield Finding(message, hint=hint, element=child(answer, "StyleSuggestion"))


RULE = Rule("single-choice-style", on=("MaxSelectionCount",), check=check)
