"""The `flags` of an `AnswerFormatRegex` are something other than `i`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule
from questionforms.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def check(regex: _Element) -> Iterator[Finding]:
    """Flags other than `i`."""
    flags = regex.get("flags", "")
    if flags not in ("", "i"):
        hint = 'write flags="i"' if "i" in flags.lower() else "remove the attribute"
        yield Finding(
            f"{quoted(flags)} is not a supported value of `flags`; expected `i`", hint=hint, attribute="flags"
        )


RULE = Rule("unsupported-regex-flags", on=("AnswerFormatRegex",), check=check)
