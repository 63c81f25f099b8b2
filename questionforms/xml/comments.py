"""The syntax of comments that turn rules off: `<!-- questionforms: ignore rule-name -->`."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: The starts of such a comment: people vary the capitals of the name.
_MARKS = ("questionforms:", "Questionforms:", "QuestionForms:", "QUESTIONFORMS:")

# It does not scan the same text twice, so even hostile text takes linear time.
_CONTENT = re.compile(r"\s*questionforms:\s*ignore\s([\w\s,*-]*)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One such comment: the rules that it names, and its place."""

    #: Names of rules, or patterns for them.
    names: frozenset[str]
    #: Line and column in the XML.
    place: tuple[int, int] = (1, 1)
    #: The path of the element that it applies to; empty if no element follows, and in a page.
    path: str = ""
    #: The indices of its start and its end in the text of a page.
    start: int = 0
    end: int = 0


def may_hold_comments(text: str) -> bool:
    """Whether a text may contain such a comment; a cheap test."""
    return any(mark in text for mark in _MARKS)


def rules_named(comment: str) -> frozenset[str]:
    """The names of rules, or patterns, that the content of a comment turns off; empty for any other comment.

    A comment that only starts like one of these is treated as the name of a rule, which is then reported as unknown.
    """
    if found := _CONTENT.match(comment):
        named = frozenset(re.split(r"[\s,]+", found[1].strip())) - {""}
        return named or frozenset({comment.strip()})
    return frozenset({comment.strip()}) if comment.lstrip().startswith(_MARKS) else frozenset()
