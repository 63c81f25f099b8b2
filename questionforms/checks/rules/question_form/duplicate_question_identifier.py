"""Two questions of a form have the same `QuestionIdentifier`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.question_form._form import Form, repeated
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.schema.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(form: Form) -> Iterator[Finding]:
    """Each identifier that a question before it has."""
    for name, element in repeated(form.of_questions()):
        message = (
            f"a question before this one has the identifier {quoted(name)} too; their answers cannot be told apart"
        )
        yield Finding(message, hint=f"give each question its own, such as {quoted(name + '-2')}", element=element)


RULE = Rule("duplicate-question-identifier", on=Form, check=check)
