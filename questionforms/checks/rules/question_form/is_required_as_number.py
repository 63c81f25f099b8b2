"""`IsRequired` is written as `1`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(form: _Element) -> Iterator[Finding]:
    """Each `IsRequired` that is written as 1."""
    for required in form.iter("{*}IsRequired"):
        if (required.text or "").strip() == "1":
            message = "`IsRequired` is `1`, which the schema reads as true, but Amazon's page looks for the text `true`"
            yield Finding(message, hint="write `true`", element=required)


RULE = Rule("is-required-as-number", on=("QuestionForm",), check=check)
