"""An option names the same selection twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, children
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(option: _Element) -> Iterator[Finding]:
    """Each selection that the option already has."""
    seen: set[str] = set()
    for selection in children(option, "SelectionIdentifier"):
        name = selection.text or ""
        if name in seen:
            message = f"{quoted(name)} appears twice in one `AnswerOption`; expected each selection once"
            yield Finding(message, hint="remove it, or write the selection that you meant", element=selection)
        seen.add(name)


RULE = Rule("repeated-selection-in-option", on=("AnswerOption",), documents=("AnswerKey",), check=check)
