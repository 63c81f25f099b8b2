"""Two questions in a key have the same `QuestionIdentifier`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child, children, text
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(key: _Element) -> Iterator[Finding]:
    """Each question of the key with the same identifier as an earlier one."""
    first: dict[str, int] = {}
    for number, question in enumerate(children(key, "Question"), 1):
        name = text(question, "QuestionIdentifier")
        if first.setdefault(name, number) != number:
            message = f"question {first[name]} of the key already scores {quoted(name)}; expected one `Question` for it"
            hint = f"move its options into question {first[name]}"
            yield Finding(message, hint=hint, element=child(question, "QuestionIdentifier"))


RULE = Rule("duplicate-keyed-question", on=("AnswerKey",), documents=("AnswerKey",), check=check)
