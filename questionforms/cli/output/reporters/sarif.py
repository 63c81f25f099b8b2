"""For code scanning: SARIF 2.1.0, including the pages of the rules that found problems. Source: the OASIS standard."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms import __version__
from questionforms.cli.output.totals import below_root
from questionforms.codes import CODES, page, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.cli.output.totals import Run
    from questionforms.problems import Problem
    from questionforms.project.results import Result
    from questionforms.project.sources import Item

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

#: Braces are doubled in messages, since a number in single braces is a placeholder (section 3.11.5).
_BRACES = str.maketrans({"{": "{{", "}": "}}"})


def report(run: Run) -> Iterator[str]:
    """Yield the log, in ASCII."""
    import json

    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(run)]}, indent=2)


def _run(run: Run) -> dict[str, Any]:
    results = [*run]
    found = sorted({problem.rule for result in results for problem in result.problems})
    driver = {
        "name": "questionforms",
        "semanticVersion": __version__,
        "rules": [_rule(name) for name in found],
    }
    unread = [_notification(result) for result in results if result.unread]
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not unread, "toolExecutionNotifications": unread}],
        "results": [_result(result, problem, found) for result in results for problem in result.problems],
    }


def _rule(name: str) -> dict[str, Any]:
    text = page(name)
    return {
        "id": name,
        "shortDescription": {"text": summary(name)},
        "fullDescription": {"text": text.partition("\n\n")[2].partition("\n## ")[0].strip()},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": CODES[name].severity},
    }


def _result(result: Result, problem: Problem, rules: list[str]) -> dict[str, Any]:
    said = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(result.item)}}
    if place := result.place(problem):
        location["physicalLocation"]["region"] = {"startLine": place[0], "startColumn": place[1]}
    elif problem.line:
        said = str(problem)
    if problem.path:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.path, "kind": "element"}]
    return {
        "ruleId": problem.rule,
        "ruleIndex": rules.index(problem.rule),
        "level": problem.severity,
        "message": {"text": said.translate(_BRACES)},
        "locations": [location],
    }


def _notification(result: Result) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": f"{result.item.name}: {result.unread}".translate(_BRACES)},
    }


def _artifact(item: Item) -> dict[str, Any]:
    """A file by its path from the repository's root, or its full path if outside it; anything else by name."""
    from urllib.parse import quote

    if item.file is None:
        return {"description": {"text": item.name}}
    if below := below_root(item.file):
        return {"uri": quote(os.fsencode(below)), "uriBaseId": "%SRCROOT%"}
    return {"uri": Path(os.path.abspath(item.file)).as_uri()}
