"""The `DefaultText` of a question violates the constraints on its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.question_form._constraints import broken
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(default: _Element) -> Iterator[Finding]:
    """A default that is not a valid answer to its own question."""
    if why := broken(default):
        message = f"the default {quoted(default.text or '')} is not a valid answer to its own question: {why}"
        yield Finding(message, hint="remove the default, or write one that is a valid answer")


RULE = Rule("default-breaks-constraints", on=("DefaultText",), check=check)
