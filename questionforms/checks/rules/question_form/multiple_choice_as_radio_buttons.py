"""Workers may choose several selections, but the style is `list` or missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, integer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(maximum: _Element) -> Iterator[Finding]:
    """Several choices with a style that is drawn as radio buttons."""
    answer = maximum.getparent()
    most = integer(maximum.text)
    if answer is None or most is None or most < 2:
        return
    style = child(answer, "StyleSuggestion")
    if style is None or style.text == "list":
        said = "there is no `StyleSuggestion`" if style is None else "the style is `list`"
        message = f"`MaxSelectionCount` is {most}, but {said}, so radio buttons are shown and only one can be chosen"
        hint = "write `<StyleSuggestion>checkbox</StyleSuggestion>`"
        yield Finding(message, hint=hint, element=maximum if style is None else style)


RULE = Rule("multiple-choice-as-radio-buttons", on=("MaxSelectionCount",), check=check)
