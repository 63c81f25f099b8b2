"""A form that has a key asks for a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key_and_form._pairs import unkeyed
from questionforms.checks.rules.rule import Finding, Rule, Test
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each question with an upload that the key has no options for: for the others there is `keyed-free-text`."""
    for name, element in unkeyed(test, "FileUploadAnswer"):
        message = f"{quoted(name)} asks for a file, which no test can take; expected a `SelectionAnswer`"
        yield Finding(message, hint="ask for the file in the HIT", element=element)


RULE = Rule("graded-file-upload", on=Test, check=check)
