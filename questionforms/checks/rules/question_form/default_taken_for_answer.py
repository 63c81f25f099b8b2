"""A `DefaultText` counts as the answer even if the worker writes nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.question_form._constraints import broken, is_required
from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


_INSTRUCTION = re.compile(
    r"(please|enter|type|write|insert|describe|explain|e\.g\.|for example|your answer)(?=[\s:.,]|$)"
    r"|.*\b(here|your answer)\b",
    re.IGNORECASE | re.DOTALL,
)


def check(default: _Element) -> Iterator[Finding]:
    """A default that counts as an answer even if the worker writes nothing."""
    given = (default.text or "").strip()
    if not given or broken(default):
        return
    if _INSTRUCTION.match(given):
        message = f"the default {quoted(given)} reads like an instruction, but counts as the answer if left unchanged"
        yield Finding(message, hint="put the instruction in the `QuestionContent`, and remove the default")
    elif is_required(default):
        message = f"the question is required, but its default {quoted(given)} counts as the answer if left unchanged"
        yield Finding(message, hint="remove the default, or make the question optional")


RULE = Rule("default-taken-for-answer", on=("DefaultText",), check=check)
