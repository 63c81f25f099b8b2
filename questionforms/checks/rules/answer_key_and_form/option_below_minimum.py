"""An option in a key has fewer selections than a worker has to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.answer_key_and_form._pairs import options
from questionforms.checks.rules.rule import Finding, Rule, Test, number

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(test: Test) -> Iterator[Finding]:
    """Each option with too few selections."""
    for option, name, specification, count in options(test):
        least = number(specification, "MinSelectionCount")
        if least is not None and count < least:
            what = "1 selection" if count == 1 else f"{count} selections"
            message = f"the option has {what}, but the `MinSelectionCount` of {name} is {least}"
            yield Finding(message, hint="lower the minimum, or add the missing selections", element=option)


RULE = Rule("option-below-minimum", on=Test, check=check)
