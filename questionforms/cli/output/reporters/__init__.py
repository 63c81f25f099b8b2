"""The formats of a report, one module each: a function from the results of a run to pieces of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.cli.output.reporters import github, json, junit, sarif, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from questionforms.cli.output.results import Run

#: The name of a format -> what writes it.
REPORTERS: dict[str, Callable[[Run], Iterator[str]]] = {
    "text": text.report,
    "json": json.report,
    "github": github.report,
    "sarif": sarif.report,
    "junit": junit.report,
}
