"""A regular expression uses syntax that JavaScript reads as plain characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule
from questionforms.javascript_regex import mistake_in, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


#: Escapes that have a meaning in other dialects but are plain letters in JavaScript, and what to write instead.
_LETTERS = {
    "A": "write `^`",
    "Z": "write `$`",
    "z": "write `$`",
    "G": "remove it",
    "h": "write `[ \\t]`",
    "R": "write `\\r?\\n`",
    "Q": "escape each special character",
    "E": "escape each special character",
    "p": "list the letters, such as `[A-Za-z]`, since the flag `u` cannot be set",
    "P": "list the letters, such as `[^A-Za-z]`, since the flag `u` cannot be set",
    "u": "write `\\u` and four hexadecimal digits",
    "x": "write `\\x` and two hexadecimal digits",
}
_COMMAND = "syntax from another dialect"
_SIGNS = re.compile(r"\\[AZzGhRQEpPux]|\{|\[:")
_UNFINISHED = re.compile(r"\{\s*\d+(\s*,\s*\d*)?(\s*\})?")
_POSIX = re.compile(r"\[:\^?[a-z]+:\]")
_ESCAPE = re.compile(r"\\([AZzGhRQE]|[pPux]\{[^{}]*\})")


def check(regex: _Element) -> Iterator[Finding]:
    """The first part that JavaScript reads as plain characters, in a regex that it accepts."""
    written = regex.get("regex", "")
    if not _SIGNS.search(written) or mistake_in(written):
        return
    for token in tokens(written):
        if (found := _taken_literally(token)) is not None:
            part, what, hint = found
            message = f"`{part}` at character {token.start() + 1} is {what}; JavaScript reads it as plain characters"
            yield Finding(message, hint=hint, attribute="regex")
            return


def _taken_literally(token: re.Match[str]) -> tuple[str, str, str] | None:
    """The part that is read literally, what it is, and what to write instead."""
    part = token[0]
    if token.lastgroup == "none_to":
        return part, _COMMAND, f"write `{{0{part[1:]}`"
    if part == "{" and (open_ := _UNFINISHED.match(token.string, token.start())):
        return open_[0], "not a valid quantifier", "write, for example, `{5}` or `{1,5}`, without spaces"
    if token.lastgroup not in ("escape", "class"):
        return None
    if posix := _POSIX.search(part):
        return posix[0], _COMMAND, "list the characters, such as `[A-Za-z]`"
    found = _ESCAPE.search(part.replace("\\\\", "  "))
    return (found[0], _COMMAND, _LETTERS[found[1][0]]) if found else None


RULE = Rule("regex-taken-literally", on=("AnswerFormatRegex",), check=check)
