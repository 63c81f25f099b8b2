"""An option of a key has more selections than a worker may choose."""

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
            reason = ", since it has no `MaxSelectionCount`" if given is None else ", its `MaxSelectionCount`"
            message = f"the option has {count} selections, but {name} takes at most {most}{reason}"
            yield Finding(message, hint=f"write {count} as its `MaxSelectionCount`", element=option)


RULE = Rule("option-above-maximum", on=Test, check=check)
