"""Two selections of a question have the same `SelectionIdentifier`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.question_form._form import Form, repeated
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(form: Form) -> Iterator[Finding]:
    """Each identifier that an earlier selection of the same question already has."""
    for group in form.of_selections():
        for name, element in repeated(group):
            message = (
                f"an earlier selection already has the identifier {quoted(name)}, so the two look the same in answers"
            )
            yield Finding(
                message, hint=f"give each selection its own identifier, such as {quoted(name + '-2')}", element=element
            )


RULE = Rule("duplicate-selection-identifier", on=Form, check=check)
