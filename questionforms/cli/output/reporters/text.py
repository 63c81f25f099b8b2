"""For people: one line per problem, followed by the line of the document, and a count at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from questionforms.cli.output.headlines import COLOURS, headline
from questionforms.cli.output.terminal import excerpt_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.cli.output.totals import Run


def report(run: Run) -> Iterator[str]:
    """Yield the problems as they are found, then the count."""
    from questionforms.checks.excerpts import excerpt

    for result in run:
        for problem in result.problems:
            yield headline(problem)
            if shown := excerpt(problem, result.lines):
                yield "\n".join(excerpt_lines(shown, COLOURS[problem.severity]))
    fine = not run.bad_files and not run.unread
    yield click.style(run.summary, fg="green" if fine else None)
