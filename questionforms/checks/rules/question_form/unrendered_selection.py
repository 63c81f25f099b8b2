"""The label of a selection is a sound or a film."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, local, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(binary: _Element) -> Iterator[Finding]:
    """A sound or a film as the label of a selection."""
    parent, kind = binary.getparent(), child(binary, "MimeType")
    if parent is None or kind is None or local(parent) != "Selection":
        return
    medium = text(kind, "Type")
    if medium != "image":
        what = "a sound" if medium == "audio" else "a film"
        message = f"the label of the selection is {what}, but only images are shown there"
        yield Finding(message, hint="put it into the `QuestionContent`, and label the selection with a `Text`")


RULE = Rule("unrendered-selection", on=("Binary",), check=check)
