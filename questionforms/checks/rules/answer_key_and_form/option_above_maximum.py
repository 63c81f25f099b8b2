"""An option in a key has more selections than a worker may choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key_and_form._pairs import options
from questionforms.checks.rules.rule import Finding, Rule, Test, number

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each option with too many selections."""
    for option, name, specification, count in options(test):
        given = number(specification, "MaxSelectionCount")
        most = 1 if given is None else given
        if count > most:
            absent = f"{name} has no `MaxSelectionCount`, so a worker may choose only 1"
            reason = absent if given is None else f"the `MaxSelectionCount` of {name} is {most}"
            message = f"the option has {count} selections, but {reason}"
            yield Finding(message, hint=f"set `MaxSelectionCount` to {count}", element=option)


RULE = Rule("option-above-maximum", on=Test, check=check)
