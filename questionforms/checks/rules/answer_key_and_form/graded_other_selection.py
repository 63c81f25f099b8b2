"""A form with an answer key offers `OtherSelection`, a field for the worker's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key_and_form._pairs import answer, questions
from questionforms.checks.rules.rule import Finding, Rule, Test, child
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each question of the form with an `OtherSelection`."""
    for name, question in questions(test.form).items():
        specification = answer(question, "SelectionAnswer")
        selections = None if specification is None else child(specification, "Selections")
        other = None if selections is None else child(selections, "OtherSelection")
        if other is not None:
            message = f"{quoted(name)} has an `OtherSelection` in a test with an answer key; expected only selections"
            yield Finding(message, hint='add a `Selection` such as "Other" instead', element=other)


RULE = Rule("graded-other-selection", on=Test, check=check)
