"""Problems with parameters, and the wording that they share."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from questionforms.exceptions import InvalidArgument
from questionforms.problems import make_problem, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from questionforms.problems import Problem

_LONGEST = 60


def finding(rule: str, path: str, message: str, hint: str | None = None, *, case: str = "") -> Problem:
    """A problem with a parameter; the path starts with the parameter's name in the API."""
    return make_problem(rule, message, case=case, path=path, hint=hint)


def wrong_type(path: str, value: Any, expected: str) -> Problem:
    """The problem of a value with the wrong type."""
    return finding("wrong-type", path, f"{shown(value)} is of type {type(value).__name__}; expected {expected}")


def unknown(
    rule: str, path: str, value: str, choices: Iterable[str], others: Mapping[str, str] | None = None
) -> Problem:
    """The problem of a value that is not one of the choices; `others` maps common mistakes to choices."""
    return finding(rule, path, no_choice(value, choices, others))


def no_choice(value: str, choices: Iterable[str], others: Mapping[str, str] | None = None) -> str:
    """The message about a value that is not one of the choices."""
    names = list(choices)
    meant = (others or {}).get(value) or nearest(value, names)
    rest = f"did you mean `{meant}`?" if meant else f"expected {either(names)}"
    return f"{shown(value)} is not a valid value; {rest}"


def nearest(value: object, choices: Iterable[str]) -> str | None:
    """The choice that is spelt most like the value, ignoring case."""
    lower = {choice.lower(): choice for choice in choices}
    close = get_close_matches(str(value).strip().lower(), lower, 1, 0.6)
    return lower[close[0]] if close else None


def either(names: Iterable[str]) -> str:
    """The names in backticks, with `or` before the last."""
    *first, last = [f"`{name}`" for name in names]
    return f"{', '.join(first)} or {last}" if first else last


def shown(value: Any) -> str:
    """A value as messages show it: in backticks, shortened, and without quotes around text."""
    if value == "" or value is None:
        return "empty text" if value == "" else "None"
    return f"`{shortened(value if isinstance(value, str) else repr(value), _LONGEST)}`"


def refuse(where: str, problems: Iterable[Problem]) -> None:
    """Raise InvalidArgument for the first error, if there is one."""
    for problem in problems:
        if problem.severity == "error":
            raise InvalidArgument(where, problem.path, problem.message)
