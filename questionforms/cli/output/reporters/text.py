"""For people: one line per problem, followed by the line of the document, and a count at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from questionforms.cli.output.printing import encodable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.excerpts import Excerpt
    from questionforms.cli.output.results import Run
    from questionforms.problems import Problem

_COLOURS = {"error": "red", "warning": "yellow"}


def report(run: Run) -> Iterator[str]:
    """Yield the problems as they are found, then the count."""
    from questionforms.checks.excerpts import excerpt

    for result in run:
        for problem in result.problems:
            yield _headline(problem)
            if shown := excerpt(problem, result.lines):
                yield _excerpt(shown, _COLOURS[problem.severity])
    fine = not run.bad_files and not run.unread
    yield click.style(run.summary, fg="green" if fine else None)


def _headline(problem: Problem) -> str:
    from questionforms.checks.excerpts import headline

    place, _, rest = headline(problem).partition(f"{problem.severity}: ")
    return f"{click.style(place, bold=True)}{click.style(f'{problem.severity}:', _COLOURS[problem.severity])} {rest}"


def _excerpt(shown: Excerpt, colour: str) -> str:
    shown = encodable(shown)
    lines = [click.style(shown.gutter, dim=True) + shown.text]
    if shown.caret:
        lines.append(click.style(shown.below, dim=True) + click.style(shown.caret, colour, bold=True))
    return "\n".join(lines)
