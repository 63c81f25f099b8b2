"""A form contains a placeholder such as `${name}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.html.placeholders import TEMPLATE
from questionforms.checks.rules.question_form._form import Form
from questionforms.checks.rules.rule import Finding, Rule, local

if TYPE_CHECKING:
    from collections.abc import Iterator


_PLACEHOLDER = re.compile(rf"\$\{{\s*[A-Za-z_][\w.-]*\s*\}}|{TEMPLATE.pattern}")


def check(form: Form) -> Iterator[Finding]:
    """The first placeholder in each text."""
    for element, found in form.found_in_texts(_PLACEHOLDER, "{"):
        message = f"the `{local(element)}` contains the placeholder `{found[0]}`, which nothing fills in"
        yield Finding(message, hint="fill it in before you send the form", element=element, offset=found.start())


RULE = Rule("unfilled-form-placeholder", on=Form, check=check)
