"""Which problems make the marketplace refuse a call, and which it accepts and reports; the option `verdict` decides."""

from __future__ import annotations

import logging
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from questionforms.codes import CODES, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.marketplace.context import Call
    from questionforms.problems import Problem

_LOG = logging.getLogger("questionforms.marketplace")
#: What is never read, so it cannot be shown either.
_UNREADABLE = frozenset({"document-type", "too-deep", "wrong-encoding"})
#: The most problems of one document in a line of the log.
_MOST_LOGGED = 20
#: The families whose refusals hold with the verdict `open`: what is not XML, does not fit its schema, or is not a URL.
_ALWAYS_REFUSED = frozenset({"text", "schema", "formatted_content", "external_question"})


class AcceptedProblems(NamedTuple):
    """The problems that a call was accepted in spite of; its response names their rules."""

    #: The response's `x-amzn-RequestId`.
    request_id: str
    operation: str
    problems: tuple[Problem, ...]


def is_refused(problem: Problem, mode: str) -> bool:
    """Whether a problem makes the marketplace refuse a call, with this value of the option `verdict`."""
    if problem.rule in _UNREADABLE:
        return True
    refuses = verdict(problem).service == "refuses"
    if mode == "strict":
        return refuses or problem.severity == "error"
    code = CODES[problem.rule]
    if mode == "open" and code.kind == "document":
        return refuses and code.family in _ALWAYS_REFUSED
    return refuses


def refused_problems(call: Call, problems: Iterable[Problem]) -> list[Problem]:
    """The problems that make the marketplace refuse the call. The other errors are added to its accepted problems."""
    refused: list[Problem] = []
    for problem in problems:
        if is_refused(problem, call.options.verdict):
            refused.append(problem)
        elif problem.severity == "error":
            call.accepted_problems.append(problem)
    return refused


def log_accepted(found: AcceptedProblems) -> None:
    """Log the problems of an accepted call: a line for each document or parameter, with nothing of its text."""
    for parameter, problems in groupby(found.problems, key=_parameter):
        named = [*_places(problems)]
        rules = ", ".join(named[:_MOST_LOGGED])
        if rest := len(named[_MOST_LOGGED:]):
            rules = f"{rules} and {rest:,} more"
        _LOG.warning("request %s: %s accepted %s with %s", found.request_id, found.operation, parameter, rules)


def _parameter(problem: Problem) -> str:
    return problem.path.partition("/")[0].partition("[")[0].partition(".")[0] or "a parameter"


def _places(problems: Iterable[Problem]) -> Iterator[str]:
    """Each rule, with the line and column of the problem if it is in a document."""
    for problem in problems:
        yield f"{problem.rule} [{problem.line},{problem.column}]" if problem.line else problem.rule
