"""The `DefaultText` of a question is no answer that its constraints allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.question_form._constraints import broken
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(default: _Element) -> Iterator[Finding]:
    """A default that is no answer to its own question."""
    if why := broken(default):
        message = f"the default {quoted(default.text or '')} breaks a constraint of its own question: {why}"
        yield Finding(message, hint="leave the default out, or write one that would be an answer")


RULE = Rule("default-breaks-constraints", on=("DefaultText",), check=check)
