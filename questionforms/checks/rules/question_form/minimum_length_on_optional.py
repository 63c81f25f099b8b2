"""A question is marked as optional, but its answer has a minimum length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule, ancestor, integer, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(length: _Element) -> Iterator[Finding]:
    """A minimum length in a question that is marked as optional."""
    least = integer(length.get("minLength"))
    question = ancestor(length, "Question")
    if not least or question is None or ancestor(length, "OtherSelection") is not None:
        return
    if text(question, "IsRequired").strip() in ("false", "0"):
        message = f"`minLength` is {least}, which makes the question required, although its `IsRequired` is false"
        regex = f"^$|[\\s\\S]{{{least},}}"
        hint = f'use `<AnswerFormatRegex regex="{regex}"/>` instead, which also accepts an empty answer'
        yield Finding(message, hint=hint, attribute="minLength")


RULE = Rule("minimum-length-on-optional", on=("Length",), check=check)
