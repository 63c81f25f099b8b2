"""Two options of a question in a key have the same set of selections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key_and_form._pairs import chosen
from questionforms.checks.rules.rule import Finding, Rule, children, text
from questionforms.words import quoted, together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(question: _Element) -> Iterator[Finding]:
    """Each option with the same selections as an earlier one."""
    scores: dict[frozenset[str], str] = {}
    for option in children(question, "AnswerOption"):
        selections, score = chosen(option), text(option, "AnswerScore").strip()
        before = scores.get(frozenset(selections))
        if before is None:
            scores[frozenset(selections)] = score
            continue
        scored = f"is scored twice, as {score}" if before == score else f"scores {score} here and {before} above"
        name = quoted(text(question, "QuestionIdentifier"))
        message = f"choosing exactly {together(selections)} in {name} {scored}; it is not documented which one counts"
        yield Finding(message, hint="remove one of the two", element=option)


RULE = Rule("duplicate-answer-option", on=("Question",), documents=("AnswerKey",), check=check)
