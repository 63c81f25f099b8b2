"""The label of a selection is audio or video."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, local, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(binary: _Element) -> Iterator[Finding]:
    """Audio or video as the label of a selection."""
    parent, kind = binary.getparent(), child(binary, "MimeType")
    if parent is None or kind is None or local(parent) != "Selection":
        return
    medium = text(kind, "Type")
    if medium != "image":
        what = "audio" if medium == "audio" else "video"
        message = f"the selection is labelled with {what}, but images are the only media that a selection can show"
        yield Finding(message, hint=f"put the {what} in the `QuestionContent`, and label the selection with a `Text`")


RULE = Rule("unrendered-selection", on=("Binary",), check=check)
