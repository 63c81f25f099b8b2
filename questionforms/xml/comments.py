"""Comments that turn rules off, as they are written: `<!-- questionforms: ignore rule-name -->`."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: How such a comment begins; people write the name as they please.
_MARKS = ("questionforms:", "Questionforms:", "QuestionForms:", "QUESTIONFORMS:")

# It does not go over the same text twice, so that hostile text takes linear time too.
_CONTENT = re.compile(r"\s*questionforms:\s*ignore\s([\w\s,*-]*)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One such comment: the rules that it names, and where it stands."""

    #: Names of rules, or patterns of them.
    names: frozenset[str]
    #: Line and column in the XML.
    place: tuple[int, int] = (1, 1)
    #: The indices of its start and its end in the text of a page.
    start: int = 0
    end: int = 0


def may_hold_comments(text: str) -> bool:
    """Whether such a comment may stand in a text; cheap."""
    return any(mark in text for mark in _MARKS)


def rules_named(comment: str) -> frozenset[str]:
    """The names of rules, or patterns, that the content of a comment turns off; none for any other comment.

    A comment that begins as one of ours but is none is taken for the name of a rule, which is then found to be unknown.
    """
    if found := _CONTENT.match(comment):
        named = frozenset(re.split(r"[\s,]+", found[1].strip())) - {""}
        return named or frozenset({comment.strip()})
    return frozenset({comment.strip()}) if comment.lstrip().startswith(_MARKS) else frozenset()
