"""The pages for all rules, next to their modules, and the list of rules in docs/rules/index.md.

`python -m tests.rule_pages` writes into the pages what `questionforms.codes` says, and the real output of their
examples; and it writes the list. Pass names to write only those pages.
"""

from __future__ import annotations

import os
import sys
import textwrap
from importlib import import_module

from questionforms.checks.rules import RULES
from questionforms.codes import CODES, FAMILIES, Service, names_of, page_of, summary
from questionforms.fixes.registry import fixers_of
from tests.code_names import modules_of
from tests.markdown import ROOT, rewrite

INDEX = ROOT / "docs" / "rules" / "index.md"

_SERVICE: dict[Service, str] = {
    "refuses": "the service rejects this",
    "accepts": "the service accepts this",
    "unknown": "whether the service rejects this is not known",
}
_ABOUT = {
    "answers": "Answers that do not fit their form. [`form.iter_answer_problems`](../answers.md) finds them.",
    "parameters": "The parameters of [calls](../hand-off.md) for HITs, qualification types and review policies.",
    "qualifications": "[Qualification requirements and qualification types](../qualifications.md).",
    "review_policies": "The [review policies](../review-policies.md) of a HIT.",
}
_INTRODUCTION = """# Rules

Every problem names its rule. The names of rules do not change, so you can search and sort by them, and
[turn rules off](../ci.md). An error means that the service rejects the document or the call, that no worker can answer
it, or that an answer does not fit its form. A warning means that it is probably a mistake. The service is Mechanical
Turk as Amazon documented it, or any service that follows the same rules. The page for a rule says what the service did
about such a problem, as far as that is known.

`questionforms rules` lists the rules, and `questionforms rules NAME` prints the page for one.
"""


def row_line(name: str) -> str:
    """The second paragraph of a page: severity, what the service did, and who finds it if no module of a rule does."""
    code = CODES[name]
    said = [f"Severity: {code.severity}.", _sentence(_SERVICE[code.service], code.source)]
    for case in code.cases:
        differs = f"a {case.severity}; " if case.severity else ""
        said.append(_sentence(f"{case.words}: {differs}{_SERVICE[case.service]}", case.source))
    if code.kind == "document" and name not in RULES:
        *others, last = [f"`{module}`" for module in modules_of(name)]
        before = f"{', '.join(others)} and " if others else ""
        said.append(f"The problem is found by {before}{last}.")
    return textwrap.fill(" ".join(said), 120, break_long_words=False, break_on_hyphens=False)


def fix_line(name: str) -> str:
    """The paragraph of a page on what `--fix` and `--unsafe-fixes` do; empty if they do nothing."""
    said: list[str] = []
    marks: set[str] = set()
    for fixer in fixers_of(name):
        mark = "Fix:" if fixer.safe else "Unsafe fix:"
        said.append(f"{'It also' if mark in marks else mark} {fixer.words[0].lower()}{fixer.words[1:]}")
        marks.add(mark)
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


def with_row_line(name: str, page: str) -> str:
    """The page with the line of the row as its second paragraph and that of the fixes as its third."""
    title, summary_, *rest = page.split("\n\n")
    for mark in ("Severity: ", ("Fix: ", "Unsafe fix: ")):
        if rest[0].startswith(mark):
            rest = rest[1:]
    return "\n\n".join([title, summary_, *filter(None, (row_line(name), fix_line(name))), *rest])


if __name__ == "__main__":
    for name in sys.argv[1:] or CODES:
        page = page_of(name)
        page.write_text(with_row_line(name, page.read_text(encoding="utf-8")), encoding="utf-8")
        rewrite(page)
    INDEX.write_text(index(), encoding="utf-8")
