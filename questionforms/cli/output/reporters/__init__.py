"""The report formats, one module each. Each has a function that turns the results of a run into pieces of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.cli.output.reporters import concise, github, json, junit, sarif, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from questionforms.cli.output.totals import Run

#: The name of a format -> the function that writes it.
REPORTERS: dict[str, Callable[[Run], Iterator[str]]] = {
    "text": text.report,
    "json": json.report,
    "github": github.report,
    "sarif": sarif.report,
    "junit": junit.report,
    "concise": concise.report,
}
