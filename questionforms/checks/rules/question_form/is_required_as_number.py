"""`IsRequired` is written as `1`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(form: _Element) -> Iterator[Finding]:
    """Each number 1 for true."""
    for required in form.iter("{*}IsRequired"):
        if (required.text or "").strip() == "1":
            message = (
                "`IsRequired` is `1`, which the schema takes for true, but pages look for `true`, letter by letter"
            )
            yield Finding(message, hint="write `true`", element=required)


RULE = Rule("is-required-as-number", on=("QuestionForm",), check=check)
