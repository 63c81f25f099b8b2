"""A form with an answer key asks for free text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key_and_form._pairs import unkeyed
from questionforms.checks.rules.rule import Finding, Rule, Test
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each free-text question for which the key has no options; `keyed-free-text` reports the others."""
    for name, element in unkeyed(test, "FreeTextAnswer"):
        message = f"{quoted(name)} asks for free text in a test with an answer key; expected a `SelectionAnswer`"
        yield Finding(message, hint="ask for a selection, or grade the test without a key", element=element)


RULE = Rule("graded-free-text", on=Test, check=check)
