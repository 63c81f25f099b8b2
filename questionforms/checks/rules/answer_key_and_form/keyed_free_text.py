"""A key has options for a question that workers answer with text or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key_and_form._pairs import answer, pairs
from questionforms.checks.rules.rule import Finding, Rule, Test, child, text
from questionforms.words import quoted

_OTHERS = {"FreeTextAnswer": "text", "FileUploadAnswer": "a file"}

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each question of the key that has no selections in the form."""
    for pair in pairs(test):
        for kind, what in _OTHERS.items():
            if answer(pair.asked, kind) is not None:
                name = quoted(text(pair.keyed, "QuestionIdentifier"))
                message = f"{name} is answered with {what}, which a key cannot grade; expected a `SelectionAnswer`"
                yield Finding(message, element=child(pair.keyed, "QuestionIdentifier"))


RULE = Rule("keyed-free-text", on=Test, check=check)
