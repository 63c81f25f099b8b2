"""A placeholder such as `${name}` stands in a form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.question_form._form import Form
from questionforms.checks.rules.rule import Finding, Rule, local

if TYPE_CHECKING:
    from collections.abc import Iterator


_PLACEHOLDER = re.compile(r"\$\{\s*[A-Za-z_][\w.-]*\s*\}|\{\{\s*[A-Za-z_][\w.-]*\s*\}\}")


def check(form: Form) -> Iterator[Finding]:
    """The first placeholder in each text."""
    for element, found in form.found_in_texts(_PLACEHOLDER, "{"):
        message = f"`{found[0]}` in the `{local(element)}` is a placeholder that nothing fills in a QuestionForm"
        yield Finding(message, hint="fill it in before the form is sent", element=element, offset=found.start())


RULE = Rule("unfilled-form-placeholder", on=Form, check=check)
