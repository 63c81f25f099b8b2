"""For programs: one object with the counts and all problems. docs/command.md describes its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms import __version__
from questionforms.problems import as_dict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.cli.output.totals import Run


def report(run: Run) -> Iterator[str]:
    """Yield the object, in ASCII."""
    import json

    results = [*run]
    shown = {
        "questionforms": __version__,
        "files": run.files,
        "errors": run.errors,
        "warnings": run.warnings,
        **({} if run.known is None else {"known": run.known}),
        "unread": [{"file": result.item.name, "reason": result.unread} for result in results if result.unread],
        "problems": [as_dict(problem) for result in results for problem in result.problems],
    }
    yield json.dumps(shown, indent=2)
