"""The pages of all codes, beside the modules that find them, and the list of them in docs/rules/index.md.

`python -m tests.rule_pages` writes into them what their rows say and the output that their examples really have, and
the list. Names after it limit it to those.
"""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterator
from importlib import import_module

from questionforms.checks.rules import RULES
from questionforms.codes import CODES, FAMILIES, Service, names_of, page_of, summary
from tests.code_names import modules_of
from tests.markdown import ROOT, rewrite

INDEX = ROOT / "docs" / "rules" / "index.md"

_SERVICE: dict[Service, str] = {
    "refuses": "the service refuses this",
    "accepts": "the service accepts this",
    "unknown": "it is not known what the service does",
}
_ABOUT = {
    "answers": "What does not fit in the answers of a worker. [`iter_answer_problems`](../answers.md) reports it.",
    "parameters": "The parameters of a [call](../hand-off.md), whatever they are of.",
    "qualifications": "Qualification requirements and [qualification types](../qualifications.md).",
    "review_policies": "The [review policies](../review-policies.md) of a HIT.",
}
_INTRODUCTION = """# Rules

Each problem has the name of a rule. Names do not change from version to version, so you can search and sort by them,
and [turn rules off](../ci.md). An error means that the service refuses the document, or that no worker can answer it; a
warning that it is doubtful. "The service" is Mechanical Turk as Amazon documented it, or one that follows the same
rules. What it did about a problem, as far as is known, is on the rule's page.

`questionforms rules` lists the rules, and `questionforms rules NAME` prints a page.
"""


def row_line(name: str) -> str:
    """The paragraph below the first of a page: the severity, what the service did, and who finds what is no rule."""
    code = CODES[name]
    said = [f"Severity: {code.severity}.", _sentence(_SERVICE[code.service], code.source)]
    for case in code.cases:
        differs = f"a {case.severity}, and " if case.severity else ""
        said.append(_sentence(f"{case.words}: {differs}{_SERVICE[case.service]}", case.source))
    if code.kind == "document" and name not in RULES:
        said.append(f"It is found by {' and '.join(f'`{module}`' for module in modules_of(name))}.")
    return textwrap.fill(" ".join(said), 120, break_long_words=False, break_on_hyphens=False)


def _sentence(said: str, source: str) -> str:
    return f"{said[0].upper()}{said[1:]}{f' ({source})' if source else ''}."


def index() -> str:
    """The page that lists all codes."""
    parts = [_INTRODUCTION]
    for family, (kind, title, _) in FAMILIES.items():
        about = import_module(f"questionforms.checks.rules.{family}").__doc__ if kind == "document" else _ABOUT[family]
        lines = [f"- [{name}]({link(name)}) ({CODES[name].severity}): {summary(name)}" for name in names_of(family)]
        parts.append("\n".join([f"## {title}\n", f"{about}\n", *lines]) + "\n")
    return "\n".join(parts)


def link(name: str) -> str:
    """The address of a page, from the list."""
    return os.path.relpath(page_of(name), INDEX.parent)


def _paragraphs(name: str) -> Iterator[str]:
    """The paragraphs of a page, with the line of the row in its place."""
    paragraphs = page_of(name).read_text(encoding="utf-8").split("\n\n")
    yield from [*paragraphs[:2], row_line(name), *paragraphs[3:]]


if __name__ == "__main__":
    for name in sys.argv[1:] or CODES:
        page_of(name).write_text("\n\n".join(_paragraphs(name)), encoding="utf-8")
        rewrite(page_of(name))
    INDEX.write_text(index(), encoding="utf-8")
