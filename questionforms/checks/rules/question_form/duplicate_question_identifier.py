"""Two questions in a form have the same `QuestionIdentifier`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.question_form._form import Form, repeated
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(form: Form) -> Iterator[Finding]:
    """Each identifier that an earlier question already has."""
    for name, element in repeated(form.of_questions()):
        message = (
            f"an earlier question already has the identifier {quoted(name)}, so their answers cannot be told apart"
        )
        yield Finding(
            message, hint=f"give each question its own identifier, such as {quoted(name + '-2')}", element=element
        )


RULE = Rule("duplicate-question-identifier", on=Form, check=check)
