"""For editors: one line per problem in the format that compilers use, and a count at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from questionforms.cli.output.headlines import COLOURS, place_of, styled_rule
from questionforms.words import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.cli.output.totals import Run
    from questionforms.problems import Problem


def report(run: Run) -> Iterator[str]:
    """Yield a line for each problem as it is found, then the count."""
    for result in run:
        for problem in result.problems:
            yield _line(problem)
    yield run.summary


def _line(problem: Problem) -> str:
    """A problem as `file:line:column: severity: message (hint) [rule]`, which users of gcc and mypy know."""
    hint = f" ({problem.hint})" if problem.hint else ""
    severity = click.style(f"{problem.severity}:", COLOURS[problem.severity])
    place = click.style(place_of(problem), bold=True)
    return f"{place}{severity} {printable(problem.message + hint)} [{styled_rule(problem)}]"
