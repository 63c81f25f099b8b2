"""A form with an answer key asks for a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key_and_form._pairs import unkeyed
from questionforms.checks.rules.rule import Finding, Rule, Test
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each file upload for which the key has no options; `keyed-free-text` reports the others."""
    for name, element in unkeyed(test, "FileUploadAnswer"):
        message = f"{quoted(name)} asks for a file, which is not allowed in a test; expected a `SelectionAnswer`"
        yield Finding(message, hint="ask for the file in the HIT", element=element)


RULE = Rule("graded-file-upload", on=Test, check=check)
