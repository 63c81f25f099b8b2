"""A form has overviews, but no `Question`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, child

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(form: _Element) -> Iterator[Finding]:
    """A form that asks nothing."""
    if child(form, "Question") is None:
        yield Finding("the form has no `Question`, so there is nothing to answer", hint="add a `Question`")


RULE = Rule("form-without-question", on=("QuestionForm",), check=check)
