"""An option in a key names a selection that the question in the form does not offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key_and_form._pairs import answer, chosen, offered, pairs
from questionforms.checks.rules.rule import Finding, Rule, Test, children, text
from questionforms.words import did_you_mean, listed, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each selection of the key that its question does not have."""
    for pair in pairs(test):
        specification = answer(pair.asked, "SelectionAnswer")
        if specification is None:
            continue
        labels = offered(specification)
        options = list(children(pair.keyed, "AnswerOption"))
        free = set(labels).difference(*map(chosen, options))
        for option in options:
            for selection in children(option, "SelectionIdentifier"):
                if (name := selection.text or "") not in labels:
                    close = next((known for known, label in labels.items() if label == name), nearest(name, free))
                    rest = did_you_mean(close) or f"; expected one of {listed(list(labels))}"
                    question = quoted(text(pair.keyed, "QuestionIdentifier"))
                    yield Finding(f"{quoted(name)} is not a selection of {question}{rest}", element=selection)


RULE = Rule("keyed-selection-not-offered", on=Test, check=check)
