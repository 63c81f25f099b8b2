"""For GitHub Actions: workflow commands, which appear as annotations on the lines.

Source: "Workflow commands for GitHub Actions" in GitHub's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.cli.output.totals import below_root
from questionforms.words import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.cli.output.totals import Run
    from questionforms.problems import Problem
    from questionforms.project.results import Result

_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def report(run: Run) -> Iterator[str]:
    """Yield a command for each problem and for each item that could not be checked, then the count."""
    for result in run:
        if result.unread:
            yield _command("error", f"{result.item.name}: {result.unread}")
        for problem in result.problems:
            yield _annotation(result, problem)
    yield run.summary


def _annotation(result: Result, problem: Problem) -> str:
    """An annotation on the line; without a line, the message says where the problem is."""
    file = result.item.file
    place = result.place(problem) if file else None
    line, column = place or (None, None)
    properties = {
        "file": (below_root(file) or str(file)) if file else None,
        "line": line,
        "col": column,
        "title": problem.rule,
    }
    said = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    return _command(problem.severity, printable(said) if place else str(problem), **properties)


def _command(name: str, message: str, **properties: object) -> str:
    given = ",".join(
        [
            f"{key}={printable(str(value).translate(_IN_PROPERTIES))}"
            for key, value in properties.items()
            if value is not None
        ]
    )
    return f"::{name}{' ' * bool(given)}{given}::{printable(message.translate(_IN_MESSAGES))}"
