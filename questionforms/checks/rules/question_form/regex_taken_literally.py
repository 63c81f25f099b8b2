"""A command in a regular expression is plain characters to JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from questionforms.checks.rules.rule import Finding, Rule
from questionforms.javascript_regex import mistake_in, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


#: What is a command elsewhere and a plain letter in JavaScript, and what to write for it.
_LETTERS = {
    "A": "write `^`",
    "Z": "write `$`",
    "z": "write `$`",
    "G": "leave it out",
    "h": "write `[ \\t]`",
    "R": "write `\\r?\\n`",
    "Q": "escape each character that has a meaning",
    "E": "escape each character that has a meaning",
    "p": "write the letters, such as `[A-Za-z]`, since there is no way to give the flag `u`",
    "P": "write the letters, such as `[^A-Za-z]`, since there is no way to give the flag `u`",
    "u": "write `\\u` and four digits",
    "x": "write `\\x` and two digits",
}
_COMMAND = "a command of another dialect"
_SIGNS = re.compile(r"\\[AZzGhRQEpPux]|\{|\[:")
_UNFINISHED = re.compile(r"\{\s*\d+(\s*,\s*\d*)?(\s*\})?")
_POSIX = re.compile(r"\[:\^?[a-z]+:\]")
_ESCAPE = re.compile(r"\\([AZzGhRQE]|[pPux]\{[^{}]*\})")


def check(regex: _Element) -> Iterator[Finding]:
    """The first command that JavaScript takes for plain characters, in a regex that it takes."""
    written = regex.get("regex", "")
    if not _SIGNS.search(written) or mistake_in(written):
        return
    for token in tokens(written):
        if (found := _taken_literally(token)) is not None:
            part, what, hint = found
            message = f"`{part}` at character {token.start() + 1} is {what}, and plain characters to JavaScript"
            yield Finding(message, hint=hint, attribute="regex")
            return


def _taken_literally(token: re.Match[str]) -> tuple[str, str, str] | None:
    """What stands there, what that is, and what to write instead."""
    part = token[0]
    if token.lastgroup == "none_to":
        return part, _COMMAND, f"write `{{0{part[1:]}`"
    if part == "{" and (open_ := _UNFINISHED.match(token.string, token.start())):
        return open_[0], "no quantifier", "write such as `{5}` or `{1,5}`, without blanks"
    if token.lastgroup not in ("escape", "class"):
        return None
    if posix := _POSIX.search(part):
        return posix[0], _COMMAND, "write the characters, such as `[A-Za-z]`"
    found = _ESCAPE.search(part.replace("\\\\", "  "))
    return (found[0], _COMMAND, _LETTERS[found[1][0]]) if found else None


RULE = Rule("regex-taken-literally", on=("AnswerFormatRegex",), check=check)
