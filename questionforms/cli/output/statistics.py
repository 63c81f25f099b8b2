"""How many problems each rule found, instead of the problems themselves."""

from __future__ import annotations

import json
from collections import Counter
from math import inf
from typing import TYPE_CHECKING, Any

from questionforms import __version__
from questionforms.cli.output.headlines import COLOURS
from questionforms.cli.output.terminal import beside
from questionforms.codes import summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.cli.output.terminal import Styled
    from questionforms.cli.output.totals import Run

#: The formats that statistics can have.
STATISTICS_FORMATS = ("text", "concise", "json")


def statistics(run: Run, format: str, width: int | None = None) -> Iterator[str]:
    """Yield a line for each rule, the most frequent first, and the count; or, as JSON, one object with the same.

    Lines are wrapped if there is a width.
    """
    problems: Counter[tuple[str, str]] = Counter()
    files: Counter[tuple[str, str]] = Counter()
    for result in run:
        found = [(problem.rule, problem.severity) for problem in result.problems]
        problems.update(found)
        files.update(set(found))
    rows = [
        {"rule": rule, "severity": severity, "count": count, "files": files[rule, severity], "summary": summary(rule)}
        for (rule, severity), count in sorted(problems.items(), key=lambda each: (-each[1], each[0]))
    ]
    if format == "json":
        counts = {"files": run.files, "errors": run.errors, "warnings": run.warnings, "unread": run.unread}
        if run.known is not None:
            counts["known"] = run.known
        yield json.dumps({"questionforms": __version__, **counts, "rules": rows}, indent=2)
    else:
        yield from _lines(rows, width)
        yield run.summary


def _lines(rows: list[dict[str, Any]], width: int | None) -> Iterator[str]:
    """The rows as a table: count, severity, rule, and what it finds."""
    count = max((len(f"{row['count']:,}") for row in rows), default=0)
    rule = max((len(row["rule"]) for row in rows), default=0)
    for row in rows:
        severity, name = f"{row['severity']:7}", f"{row['rule']:{rule}}"
        start: list[Styled] = [(f"{row['count']:>{count},}  ", {}), (severity, {"fg": COLOURS[row["severity"]]})]
        yield from beside([*start, ("  ", {}), (name, {"fg": "cyan"}), ("  ", {})], row["summary"], width or inf)
