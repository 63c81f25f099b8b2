"""Tools for tests: `assert_valid`, which fails with a report, and a marketplace and workers to run in a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from questionforms._lazy import lazily

if TYPE_CHECKING:
    from pathlib import Path

    from questionforms.problems import Severity
    from questionforms.testing.accepted_problems import AcceptedProblemWarning
    from questionforms.testing.running import Running, run
    from questionforms.testing.workers import Worker
    from questionforms.xml.load import Source

__all__ = ["AcceptedProblemWarning", "Running", "Worker", "assert_valid", "run"]

__getattr__, __dir__ = lazily(
    __name__,
    {
        "questionforms.testing.accepted_problems": ("AcceptedProblemWarning",),
        "questionforms.testing.running": ("Running", "run"),
        "questionforms.testing.workers": ("Worker",),
    },
)


def assert_valid(
    source: Source, *, severity: Severity | None = None, config: Path | Literal[False] | None = None, **options: Any
) -> None:
    """Raise AssertionError with a report if a document has problems of this severity or a higher one.

    With `severity="warning"`, warnings fail too; the default is "error". The options are those of
    `questionforms.iter_problems`. Where they do not say otherwise, the settings in `[tool.questionforms]` apply, from
    the pyproject.toml nearest to the file, else to the current folder. `config` names another file, and with
    `config=False` none is read. A file that the settings pair with another is compared with it, problems in the
    baseline do not count, and a file that the settings exclude is not checked.
    """
    __tracebackhide__ = True
    from questionforms.testing.validity import report_of

    if report := report_of(source, severity=severity, config=config, options=options):
        raise AssertionError(report)
