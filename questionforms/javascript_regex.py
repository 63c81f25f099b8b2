"""JavaScript regular expressions, as browsers read them without the `u` flag, and what is wrong with an invalid one.

`regress`, an engine for that dialect, decides; its messages are too short to help people, so this finds the place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regress import Regex

#: Longer ones are not checked: the engine takes quadratic time.
MOST_CHARACTERS = 5_000
#: A search that may take more steps than this is not tried.
MOST_STEPS = 1_000_000

_CLASS = r"(?P<class>\[\^?(?:\\.|[^\]\\])*+\])"
_OTHERS = r"""(?P<escape>\\(?:k<[^<>]*>|[pPux]\{[^{}]*\}|.))
    |(?P<open>\((?:\?(?:<(?![=!])(?P<name>[^<>()]*)>|<[=!]|P?[:=!<>]|[a-zA-Z^-]*[:)]|.)?)?)
    |(?P<close>\))
    |(?P<quantifier>(?:[*+?]|\{(?P<low>\d+)(?:,(?P<high>\d*))?\})\??)
    |(?P<none_to>\{,\d+\})
    |(?P<bar>\|)
    |(?P<edge>[\^$])
    |(?P<other>.)"""
_TOKEN = re.compile(f"{_CLASS}|{_OTHERS}", re.DOTALL | re.VERBOSE)
#: The same after a `[` that nothing closes. Nothing closes a later one either, so there are no classes to look for.
_TOKEN_AFTER_OPEN_CLASS = re.compile(_OTHERS, re.DOTALL | re.VERBOSE)
_RANGE = re.compile(r"(\\.|[^\\])-(\\.|[^\\])", re.DOTALL)
_AROUND = {"(?=", "(?!", "(?<=", "(?<!"}
_OF_PLACE = {*_AROUND, "\\b", "\\B"}
_FOREIGN_GROUPS = {
    "(?P<": "JavaScript writes a named group as `(?<name>...)`",
    "(?P=": "JavaScript writes a reference to a named group as `\\k<name>`",
    "(?>": "JavaScript has no atomic groups; write `(?:`",
    "(?#": "JavaScript has no comments in a regex; remove it",
}
_NUMBER_OF_GROUP = re.compile(r"\\([1-9]\d{0,4})(?!\d)")
_CODE_OF_CHARACTER = re.compile(
    r"\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|c[A-Za-z]|[0-3][0-7]{0,2}|[4-7][0-7]?|[pP]\{[^{}]*\})"
)
_FLAGS_INSIDE = re.compile(r"\(\?[a-zA-Z^-]+\)")


class Mistake(NamedTuple):
    """Why a regex is not valid in JavaScript."""

    #: What is wrong, with its place in characters from 1.
    what: str
    hint: str | None


def tokens(regex: str) -> Iterator[re.Match[str]]:
    """The parts of a regex, as JavaScript reads it; the kind of each is its `lastgroup`."""
    for token in _TOKEN.finditer(regex):
        yield token
        if token[0] == "[":
            yield from _TOKEN_AFTER_OPEN_CLASS.finditer(regex, token.end())
            return


def mistake_in(regex: str) -> Mistake | None:
    """Why a regex is not valid in JavaScript; None if it is valid, or if that is not known."""
    found = _compiled(regex, "")
    if not isinstance(found, str) or found == "Regular expression is too deeply nested":
        return None
    return _mistake(regex) or Mistake("the exact error is not known", None)


def is_found(regex: str, flags: str, text: str) -> bool | None:
    """Whether a regex is found in a text; None if that is not known, or might take long to find out."""
    found = _compiled(regex, flags if flags == "i" else "")
    if found is None or isinstance(found, str):
        return None
    if not text:
        return _is_found_in_empty(regex)
    return None if _steps(regex, text) > MOST_STEPS else found.find(text) is not None


def is_found_in_anything(regex: str) -> bool:
    """Whether a regex is found in every text, because it can match an empty string anywhere."""
    asks_for_place = any(token.lastgroup == "edge" or token[0] in _OF_PLACE for token in tokens(regex))
    return not asks_for_place and is_found(regex, "", "") is True


def _is_found_in_empty(regex: str) -> bool:
    """Whether a valid regex is found in an empty text, which has only one place: this takes no search."""
    parts = list(tokens(regex))
    groups = sum(token["open"] == "(" or token["name"] is not None for token in parts)
    #: For each group that is open, how it starts, whether an earlier alternative matches, and whether this one does.
    around: list[tuple[str, bool, bool]] = []
    earlier, this, before_part, after = False, True, True, 0
    for token in parts:
        kind = token.lastgroup or ""
        if token.start() < after:  # a digit of a reference such as `\\12`
            continue
        if kind in ("quantifier", "low", "high"):
            this = before_part if re.match(r"[*?]|\{0+[,}]", token[0]) else this
            continue
        before_part = this
        if token["open"]:
            around.append((token["open"], earlier, this))
            earlier, this = False, True
        elif kind == "close" and around:
            start, outer, before_part = around.pop()
            matches = (earlier or this) != (start in ("(?!", "(?<!"))
            earlier, this = outer, before_part and matches
        elif kind == "bar":
            earlier, this = earlier or this, True
        else:
            after, is_reference = _escape(regex, token, groups)
            this = this and (kind == "edge" or token[0] == "\\B" or is_reference)
            if len(token[0]) > 2 and after == token.end() and not token["class"]:
                before_part = this  # several characters, of which a quantifier repeats the last
    return earlier or this


def _escape(regex: str, token: re.Match[str], groups: int) -> tuple[int, bool]:
    """Where an escape ends, which may be longer than its token, and whether it refers to a group."""
    if token[0].startswith("\\k<"):
        return token.end(), re.search(r"\(\?<(?![=!])", regex) is not None
    number = _NUMBER_OF_GROUP.match(regex, token.start()) if token["escape"] else None
    if number and int(number[1]) <= groups:
        return number.end(), True
    found = _CODE_OF_CHARACTER.match(regex, token.start()) if token["escape"] else None
    return found.end() if found else token.end(), False


@lru_cache(maxsize=1_000)
def _compiled(regex: str, flags: str) -> Regex | str | None:
    """The engine's regex, or its error message; None for a regex that is too long to try."""
    from regress import Regex, RegressError

    if len(regex) > MOST_CHARACTERS:
        return None
    try:
        return Regex(regex, flags)
    except RegressError as error:
        return str(error)


def _steps(regex: str, text: str) -> float:
    """The most steps that a search may take; infinite if a repeated group can divide the text in many ways."""
    varying, choices, before = 1, 0, ""
    for token in tokens(regex):
        kind, part = token.lastgroup or "", token[0]
        if kind == "quantifier" and part != "?" and before == "close":
            return float("inf")
        varying += kind == "quantifier" and not re.fullmatch(r"\{\d+\}", part)
        choices += kind == "bar"
        before = kind
    steps: int = (len(text) + 2) ** min(varying, 50) * 2 ** min(choices, 50)  # may be past the largest float
    return steps


def _mistake(regex: str) -> Mistake | None:
    """The first part of a regex that is not valid in JavaScript."""
    parts = list(tokens(regex))
    known = {token["name"] for token in parts}
    opened: list[re.Match[str]] = []
    names: set[str] = set()
    before = ""
    for token in parts:
        kind = token.lastgroup or ""
        if kind == "open":
            opened.append(token)
        elif kind == "close" and opened:
            assertion = opened.pop()[0] in ("(?<=", "(?<!")
            kind = "edge" if assertion else kind
        elif kind == "close":
            return _at(token, "closes nothing", "remove it, or write `\\)` for the character itself")
        found = _wrong_alone(token, known) or _wrong_group(token, names) or _wrong_after(token, before)
        if found:
            return found
        before = kind
    if opened:
        return _at(opened[-1], "is not closed", "close it with `)`, or write `\\(` for the character itself")
    return None


def _wrong_alone(token: re.Match[str], known: set[str]) -> Mistake | None:
    """What is wrong with a part, whatever comes before it; `known` are the names of the groups."""
    part = token[0]
    if part == "[":
        return _at(token, "is not closed", "close it with `]`, or write `\\[` for the character itself")
    if part == "\\":
        return _at(token, "ends the regex with nothing to escape", "write `\\\\` for the character itself")
    if token.lastgroup == "class":
        return _reversed_range(token)
    low, high = token["low"], token["high"]
    if high and _size(low) > _size(high):
        return _at(token, f"asks for at least {low} and at most {high}", f"write `{{{high},{low}}}`")
    if token.lastgroup == "escape" and part.startswith("\\k<") and part[3:-1] not in known:
        return _at(token, "refers to a group that does not exist", "name a group before it, as in `(?<name>...)`")
    return None


def _size(digits: str) -> tuple[int, str]:
    """The sort key of a whole number of any length; `int` refuses more than 4,300 digits."""
    digits = digits.lstrip("0")
    return len(digits), digits


def _wrong_group(token: re.Match[str], names: set[str]) -> Mistake | None:
    """What is wrong with the start of a group; its name is added to `names`, those of the groups before it."""
    part, name = token[0], token["name"]
    if token.lastgroup != "open" or part == "(" or part in _AROUND:
        return None
    if name is None:
        return _foreign_group(token)
    if name in names:
        return _at(token, "has the same name as an earlier group", "give each group its own name")
    names.add(name)
    if not re.fullmatch(r"[^\W\d][\w$]*|[$\\].*", name):
        return _at(
            token, "has a name that is not valid in JavaScript", "use letters, digits and `_`, starting with a letter"
        )
    return None


def _foreign_group(token: re.Match[str]) -> Mistake | None:
    """The start of a group from another dialect."""
    part = token[0]
    if _FLAGS_INSIDE.fullmatch(part):
        return _at(
            token, "sets flags, which JavaScript does not allow here", 'use the attribute flags="i" instead of `(?i)`'
        )
    if part.endswith(":"):
        return None
    hints = (hint for start, hint in _FOREIGN_GROUPS.items() if part.startswith(start))
    return _at(token, "does not start a valid JavaScript group", next(hints, "write `(?:` for a group without a name"))


def _wrong_after(token: re.Match[str], before: str) -> Mistake | None:
    """What is wrong with a quantifier, depending on the part before it."""
    if token.lastgroup != "quantifier" or before not in ("", "open", "bar", "quantifier", "edge"):
        return None
    if before == "quantifier":
        hint = f"remove one, or write `\\{token[0]}` for the character itself"
        return _at(token, "directly follows another quantifier", hint)
    return _at(token, "has nothing before it to repeat", f"write `\\{token[0]}` for the character itself")


def _reversed_range(token: re.Match[str]) -> Mistake | None:
    """A range in a character class with its ends the wrong way round."""
    at, part = 2 if token[0].startswith("[^") else 1, token[0]
    while at < len(part) - 1:
        between = _RANGE.match(part, at, len(part) - 1)
        if between is None:
            at += 2 if part[at] == "\\" else 1
            continue
        low, high = between[1], between[2]
        if len(low) == len(high) == 1 and low > high:
            place = token.start() + at + 1
            what = f"the range `{between[0]}` at character {place} ends before it begins"
            return Mistake(what, f"write `{high}-{low}`, or `\\-` where a hyphen is meant")
        at = between.end()
    return None


def _at(token: re.Match[str], what: str, hint: str | None) -> Mistake:
    return Mistake(f"the `{token[0]}` at character {token.start() + 1} {what}", hint)
