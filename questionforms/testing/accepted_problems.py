"""Python warnings about calls that the marketplace of a test accepted in spite of problems."""

from __future__ import annotations

import sys
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from questionforms.marketplace.verdicts import AcceptedProblems
    from questionforms.problems import Problem

#: A warning points at the first line outside these packages.
_LIBRARIES = {"boto3", "botocore", "questionforms"}
#: The most warnings about one call.
_MOST = 20


class AcceptedProblemWarning(UserWarning):
    """The marketplace of a test accepted a document or parameter with an error, since the service would have."""


class Reports:
    """The accepted calls of a marketplace about which there was no warning yet."""

    def __init__(self) -> None:
        self._waiting: dict[str, AcceptedProblems] = {}

    def add(self, found: AcceptedProblems) -> None:
        """Remember the problems of a call, in the server's thread, before its response is sent."""
        self._waiting[found.request_id] = found

    def watch(self, client: Any) -> None:
        """Warn in the thread that makes a call with this boto3 client, at the call."""
        client.meta.events.register("after-call.mturk", self._warn_about_response)

    def _warn_about_response(self, parsed: dict[str, Any], **_: Any) -> None:
        found = self._waiting.pop(parsed.get("ResponseMetadata", {}).get("RequestId"), None)
        if found is not None:
            _warn(found, _level_of_the_caller())

    def warn_about_the_rest(self) -> None:
        """Warn about the calls of all other clients."""
        while self._waiting:
            _warn(self._waiting.pop(next(iter(self._waiting))), 2)

    def clear(self) -> None:
        """Forget everything."""
        self._waiting.clear()


def _warn(found: AcceptedProblems, level: int) -> None:
    for problem in found.problems[:_MOST]:
        message = f"{found.operation} was accepted with a problem: {_shown(problem)}"
        warnings.warn(message, AcceptedProblemWarning, stacklevel=level + 1)


def _shown(problem: Problem) -> str:
    """The problem with the parameter in place of a file's name."""
    return str(problem if problem.line is None else replace(problem, file=problem.path.partition("/")[0]))


def _level_of_the_caller() -> int:
    """How many calls the first line outside the libraries is above the caller of this function."""
    frame, level = sys._getframe(1), 1
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] in _LIBRARIES:
        frame, level = frame.f_back, level + 1
    return level
