"""Rules selected by name, or by a pattern such as `html-*`."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING

from questionforms.checks.rules import RULES
from questionforms.exceptions import InvalidArgument
from questionforms.words import did_you_mean, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable


def wanted(select: Iterable[str] | None, ignore: Iterable[str] | None, caller: str = "iter_problems") -> frozenset[str]:
    """The names of the selected rules (all if `select` is None), without the ignored ones.

    Raises InvalidArgument for a name or a pattern that matches no rule.
    """
    return _wanted(None if select is None else tuple(select), tuple(ignore or ()), caller)


@lru_cache(maxsize=100)
def _wanted(select: tuple[str, ...] | None, ignore: tuple[str, ...], caller: str) -> frozenset[str]:
    chosen = named(caller, "select", select) if select is not None else frozenset(RULES)
    return chosen - named(caller, "ignore", ignore)


def named(caller: str, argument: str, patterns: Iterable[str]) -> frozenset[str]:
    """The names of the rules that match the patterns. Raises InvalidArgument for a pattern that matches none."""
    found: set[str] = set()
    for pattern in patterns:
        names = {name for name in RULES if fnmatchcase(name, pattern)}
        if not names:
            raise InvalidArgument(caller, argument, unknown(pattern))
        found |= names
    return frozenset(found)


def unknown(name: str) -> str:
    """The message about a name that matches no rule, or about a comment that turns none off."""
    if ":" in name:
        shown = quoted(" ".join(name.split()))
        return f"{shown} does not turn off any rule; expected, for example, `questionforms: ignore no-form`"
    return f"there is no rule `{name}`{did_you_mean(nearest(name, RULES))}"


def unknown_names(names: Iterable[str]) -> list[str]:
    """The names and patterns that match no rule, sorted."""
    return sorted(name for name in names if not any(fnmatchcase(rule, name) for rule in RULES))
