"""A question in a key has an identifier that no question in its form has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key_and_form._pairs import questions
from questionforms.checks.rules.rule import Finding, Rule, Test, child, children, text
from questionforms.words import did_you_mean, listed, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each question of the key that the form does not ask."""
    asked, keyed = questions(test.form), questions(test.key)
    free = [name for name in asked if name not in keyed]
    for question in children(test.key, "Question"):
        name = text(question, "QuestionIdentifier")
        if name not in asked:
            close = nearest(name, free)
            expected = f"; expected one of {listed(list(asked))}" if asked else "; the form has no questions"
            message = f"{quoted(name)} is not a question in the form{did_you_mean(close) or expected}"
            yield Finding(message, element=child(question, "QuestionIdentifier"))


RULE = Rule("keyed-question-not-in-form", on=Test, check=check)
