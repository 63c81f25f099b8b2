"""The pages of docs/rules, made of the docstrings of the rules' modules.

`python -m tests.rule_pages` writes them, with the output that their examples really have, into both. Names of rules
after it limit it to those.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from questionforms.rules import FAMILIES, RULES
from questionforms.rules.rule import Rule
from tests.markdown import ROOT, rewrite

FOLDER = ROOT / "docs" / "rules"
INDEX = FOLDER / "index.md"

_SEVERITY = {
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
_ABOUT = {
    "Reading the text": "What keeps a text from being read as XML. Reading stops there.",
    "The document and its schema": "What does not fit the schema. The rules below are asked of what fits it.",
    "FormattedContent": "The markup is checked by the rules above as well, against the part of XHTML that is allowed.",
    "AnswerKey beside its form": "These need both documents: `questionforms validate FORM --key KEY`.",
}


def page_of(rule: Rule) -> Path:
    """The file of a rule's page."""
    return FOLDER / f"{rule.name}.md"


def content(rule: Rule) -> str:
    """The page of a rule: its docstring, with the title and the severity."""
    summary, _, rest = (rule.page or "").strip("\n").partition("\n\n")
    return f"# {rule.name}\n\n{summary}\n\n{_SEVERITY[rule.severity]}\n\n{rest}\n"


def index() -> str:
    """The page that lists all rules."""
    parts = [_INTRODUCTION]
    for family, names in FAMILIES.items():
        lines = [f"- [{name}]({name}.md) ({RULES[name].severity}): {RULES[name].summary}" for name in names]
        about = [f"{_ABOUT[family]}\n"] if family in _ABOUT else []
        parts.append("\n".join([f"## {family}\n", *about, *lines]) + "\n")
    return "\n".join(parts)


def write(rule: Rule) -> None:
    """Write the page of a rule; where its examples have other output, write that into the docstring too."""
    page = page_of(rule)
    page.write_text(content(rule), encoding="utf-8")
    if rewrite(page):
        _write_docstring(rule, page.read_text(encoding="utf-8"))


def _write_docstring(rule: Rule, page: str) -> None:
    summary, _, rest = page.partition("\n\n")[2].partition(f"\n\n{_SEVERITY[rule.severity]}\n\n")
    file = ROOT / "questionforms" / "rules" / f"{rule.name.replace('-', '_')}.py"
    source = file.read_text(encoding="utf-8")
    body = f"{summary}\n\n{rest}"
    start = 'r"""' if "\\" in body else '"""'
    file.write_text(re.sub(r'\Ar?""".*?"""', lambda _: f'{start}{body}"""', source, count=1, flags=re.DOTALL), "utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or RULES:
        write(RULES[name])
    if not sys.argv[1:]:
        for stale in set(FOLDER.glob("*.md")) - {page_of(rule) for rule in RULES.values()} - {INDEX}:
            stale.unlink()
    INDEX.write_text(index(), encoding="utf-8")
