"""A question is marked as optional, but a regular expression for its answer does not accept an empty one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, ancestor, text
from questionforms.javascript_regex import is_found
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_MOST_SHOWN = 120


def check(regex: _Element) -> Iterator[Finding]:
    """A regex that is not found in an empty text, in a question that is marked as optional."""
    question = ancestor(regex, "Question")
    if question is None or ancestor(regex, "OtherSelection") is not None:  # empty where another selection is chosen
        return
    if text(question, "IsRequired").strip() not in ("false", "0"):
        return
    written = regex.get("regex", "")
    if is_found(written, regex.get("flags", ""), "") is False:
        message = (
            f"{quoted(written, _MOST_SHOWN)} refuses an empty answer, although the question's `IsRequired` is false"
        )
        hint = f"write {quoted(f'^$|{written}', _MOST_SHOWN + 3)}, which also accepts an empty answer"
        yield Finding(message, hint=hint, attribute="regex")


RULE = Rule("regex-refuses-empty-answer", on=("AnswerFormatRegex",), check=check)
