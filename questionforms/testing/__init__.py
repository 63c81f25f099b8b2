"""Tools for tests: `assert_valid`, which fails with a report, and a marketplace and workers to run in a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms._lazy import lazily

if TYPE_CHECKING:
    from questionforms.problems import Severity
    from questionforms.testing.running import Running, run
    from questionforms.testing.workers import Worker
    from questionforms.xml.load import Source

__all__ = ["Running", "Worker", "assert_valid", "run"]

__getattr__, __dir__ = lazily(
    __name__,
    {"questionforms.testing.running": ("Running", "run"), "questionforms.testing.workers": ("Worker",)},
)


def assert_valid(source: Source, *, severity: Severity = "error", **options: Any) -> None:
    """Raise AssertionError with a report if a document has problems of this severity or a higher one.

    With `severity="warning"`, warnings fail too. The options are those of `questionforms.iter_problems`.
    """
    __tracebackhide__ = True
    from questionforms.checks.excerpts import lines_of, report
    from questionforms.checks.validate import iter_problems

    problems = [problem for problem in iter_problems(source, **options) if severity in ("warning", problem.severity)]
    if problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems):,} problems"
        raise AssertionError(f"the document has {count}:\n{report(problems, lines_of(source))}")
