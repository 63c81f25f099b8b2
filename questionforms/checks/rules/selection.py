"""Which names are asked for: by name, or by a pattern such as `html-*`."""

from __future__ import annotations

from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING

from questionforms.codes import CODES, names_for
from questionforms.exceptions import InvalidArgument
from questionforms.problems import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Where the problems are found that no document has, by their kind.
_ELSEWHERE = {"answer": "in the answers of workers", "call": "in the parameters of a call"}


def wanted(select: Iterable[str] | None, ignore: Iterable[str] | None, caller: str = "iter_problems") -> frozenset[str]:
    """The names that a document's problems may have: those selected, all where `select` is None, less those ignored.

    Raises InvalidArgument for a name, or a pattern, that means none, and where no document can have any of the names
    that are selected.
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
    """The names that the patterns mean, of any kind. Raises InvalidArgument for a pattern that means none."""
    found: set[str] = set()
    for pattern in patterns:
        names = {name for name in CODES if fnmatchcase(name, pattern)}
        if not names:
            raise InvalidArgument(caller, argument, unknown(pattern))
        found |= names
    return frozenset(found)


def unknown(name: str) -> str:
    """What is said of a name that no problem of a document has; in its place may stand a comment that names none."""
    if ":" in name:
        shown = shortened(" ".join(name.split()), 60)
        return f"`{shown}` turns no rule off; expected such as `questionforms: ignore no-form`"
    elsewhere = next((code for code in CODES.values() if fnmatchcase(code.name, name)), None)
    if elsewhere is not None:
        return f"`{name}` is found {_ELSEWHERE[elsewhere.kind]}, and never in a document"
    close = get_close_matches(name.lower().replace("_", "-"), CODES, 1)
    return f"there is no rule `{name}`" + (f"; did you mean `{close[0]}`?" if close else "")


def unknown_names(names: Iterable[str]) -> list[str]:
    """Those of the names, and patterns, that mean no problem of a document, sorted."""
    known = names_for("document")
    return sorted(name for name in names if not any(fnmatchcase(rule, name) for rule in known))
