"""Problems with parameters, and the wording that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms.exceptions import InvalidArgument
from questionforms.problems import make_problem
from questionforms.words import did_you_mean, either, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from questionforms.problems import Problem


def finding(rule: str, path: str, message: str, hint: str | None = None, *, case: str = "") -> Problem:
    """A problem with a parameter; the path starts with the parameter's name in the API."""
    return make_problem(rule, message, case=case, path=path, hint=hint)


def wrong_type(path: str, value: Any, expected: str) -> Problem:
    """The problem of a value with the wrong type."""
    return finding("wrong-type", path, f"{quoted(value)} is of type {type(value).__name__}; expected {expected}")


def unknown(
    rule: str, path: str, value: str, choices: Iterable[str], others: Mapping[str, str] | None = None
) -> Problem:
    """The problem of a value that is not one of the choices; `others` maps common mistakes to choices."""
    return finding(rule, path, no_choice(value, choices, others))


def no_choice(value: str, choices: Iterable[str], others: Mapping[str, str] | None = None) -> str:
    """The message about a value that is not one of the choices."""
    names = list(choices)
    meant = (others or {}).get(value) or nearest(value, names)
    rest = did_you_mean(meant) or f"; expected {either(names)}"
    return f"{quoted(value)} is not a valid value{rest}"


def refuse(where: str, problems: Iterable[Problem]) -> None:
    """Raise InvalidArgument for the first error, if there is one."""
    for problem in problems:
        if problem.severity == "error":
            raise InvalidArgument(where, problem.path, problem.message)
