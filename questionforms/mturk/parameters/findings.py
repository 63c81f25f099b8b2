"""Problems with parameters, and the wording that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms.exceptions import InvalidArgument
from questionforms.problems import Problem
from questionforms.words import did_you_mean, either, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def error(rule: str, path: str, message: str, hint: str | None = None) -> Problem:
    """A problem for which the service rejects the call."""
    return Problem(rule=rule, message=message, path=path, hint=hint)


def warning(rule: str, path: str, message: str, hint: str | None = None) -> Problem:
    """A problem that the service may accept."""
    return Problem(rule=rule, severity="warning", message=message, path=path, hint=hint)


def wrong_type(path: str, value: Any, expected: str) -> Problem:
    """The problem of a value with the wrong type."""
    return error("wrong-type", path, f"{quoted(value)} is of type {type(value).__name__}; expected {expected}")


def unknown(
    rule: str, path: str, value: str, choices: Iterable[str], others: Mapping[str, str] | None = None
) -> Problem:
    """The problem of a value that is not one of the choices; `others` maps common mistakes to choices."""
    names = list(choices)
    meant = (others or {}).get(value) or nearest(value, names)
    rest = did_you_mean(meant) or f"; expected {either(names)}"
    return error(rule, path, f"{quoted(value)} is not a valid value{rest}")


def refuse(where: str, problems: Iterable[Problem]) -> None:
    """Raise InvalidArgument for the first error, if there is one."""
    for problem in problems:
        if problem.severity == "error":
            raise InvalidArgument(where, problem.path, problem.message)
