"""The pages of the rules, beside their modules, and the list of them in docs/rules/index.md.

`python -m tests.rule_pages` writes the output that their examples really have into them, and the list. Names of rules
after it limit it to those.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from questionforms.checks.rules import FAMILIES, NAMES, RULES, page_of, summary
from tests.markdown import ROOT, rewrite

INDEX = ROOT / "docs" / "rules" / "index.md"

#: The line below the first paragraph of a page.
SEVERITY = {
    "error": "Severity: error. The service refuses such a document, or no worker can answer it.",
    "warning": "Severity: warning. Such a document is doubtful.",
}
_INTRODUCTION = """# Rules

Each problem has the name of a rule. Names do not change from version to version, so you can search and sort by them,
and [turn rules off](../ci.md). An error means that the service refuses the document, or that no worker can answer it; a
warning that it is doubtful. "The service" is Mechanical Turk as Amazon documented it, or one that follows the same
rules.

`questionforms rules` lists the rules, and `questionforms rules NAME` prints a page.
"""


def index() -> str:
    """The page that lists all rules."""
    parts = [_INTRODUCTION]
    for family, title in FAMILIES.items():
        about = import_module(f"questionforms.checks.rules.{family}").__doc__
        lines = [f"- [{name}]({_link(name)}) ({RULES[name].severity}): {summary(name)}" for name in NAMES[family]]
        parts.append("\n".join([f"## {title}\n", f"{about}\n", *lines]) + "\n")
    return "\n".join(parts)


def _link(name: str) -> str:
    return os.path.relpath(page_of(name), INDEX.parent)


if __name__ == "__main__":
    for name in sys.argv[1:] or RULES:
        rewrite(page_of(name))
    INDEX.write_text(index(), encoding="utf-8")
