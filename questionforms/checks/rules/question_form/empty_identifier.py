"""A `QuestionIdentifier` or a `SelectionIdentifier` is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.question_form._form import Form
from questionforms.checks.rules.rule import Finding, Rule, local

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(form: Form) -> Iterator[Finding]:
    """Each empty identifier."""
    if "" not in form.names:
        return
    for name, element in zip(form.names, form.elements, strict=True):
        if not name:
            example = "q1" if local(element) == "QuestionIdentifier" else "yes"
            message = f"the `{local(element)}` is empty, but answers are identified by it"
            yield Finding(message, hint=f"write a name, such as `{example}`", element=element)


RULE = Rule("empty-identifier", on=Form, check=check)
