"""Rules selected by name, or by a pattern such as `html-*`."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING

from questionforms.codes import CODES, names_for
from questionforms.exceptions import InvalidArgument
from questionforms.words import did_you_mean, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The kinds of rules that are not for documents, as messages name them.
_ELSEWHERE = {"answer": "answers", "call": "the parameters of calls"}


def wanted(select: Iterable[str] | None, ignore: Iterable[str] | None, caller: str = "iter_problems") -> frozenset[str]:
    """The names of the selected rules for documents (all if `select` is None), without the ignored ones.

    Raises InvalidArgument for a name or a pattern that matches no rule, and if none of the selected rules is for
    documents.
    """
    return _wanted(None if select is None else tuple(select), tuple(ignore or ()), caller)


@lru_cache(maxsize=100)
def _wanted(select: tuple[str, ...] | None, ignore: tuple[str, ...], caller: str) -> frozenset[str]:
    chosen = names_for("document")
    if select is not None:
        chosen &= named(caller, "select", select)
        if select and not chosen:
            raise InvalidArgument(caller, "select", unknown(select[0]))
    return chosen - named(caller, "ignore", ignore)


def named(caller: str, argument: str, patterns: Iterable[str]) -> frozenset[str]:
    """The names of all rules that match the patterns. Raises InvalidArgument for a pattern that matches none."""
    found: set[str] = set()
    for pattern in patterns:
        names = {name for name in CODES if fnmatchcase(name, pattern)}
        if not names:
            raise InvalidArgument(caller, argument, unknown(pattern))
        found |= names
    return frozenset(found)


def unknown(name: str) -> str:
    """The message about a name that matches no rule for documents, or about a comment that turns none off."""
    if ":" in name:
        shown = quoted(" ".join(name.split()))
        return f"{shown} does not turn off any rule; expected, for example, `questionforms: ignore no-form`"
    elsewhere = next((code for code in CODES.values() if fnmatchcase(code.name, name)), None)
    if elsewhere is not None:
        return f"`{name}` is a rule for {_ELSEWHERE[elsewhere.kind]}, not for documents"
    return f"there is no rule `{name}`{did_you_mean(nearest(name, CODES))}"


def idle(name: str, path: str | None = None) -> str:
    """The message about a name that turns nothing off, in a comment before this element, or in a page."""
    if path == "":
        return f"the comment turns off `{name}`, but no element follows it"
    return f"the comment turns off `{name}`, which finds no problem {'in the element ' if path else ''}after it"


def can_be_idle(name: str, ran: frozenset[str]) -> bool:
    """Whether a name in a comment, or a pattern, only matches rules that ran, so that it is known if it has an effect.

    The rules for comments themselves cannot be turned off by one.
    """
    matches = {rule for rule in names_for("document") if fnmatchcase(rule, name)}
    return bool(matches) and matches <= ran - {"unused-ignore", "unknown-rule"}


def unknown_names(names: Iterable[str]) -> list[str]:
    """The names and patterns that match no rule for documents, sorted."""
    known = names_for("document")
    return sorted(name for name in names if not any(fnmatchcase(rule, name) for rule in known))
