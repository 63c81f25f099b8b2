"""The rules, one folder per family: a module holds the check, and the page next to it describes what it finds.

The checks import the rules. A rule imports what its family shares, and the parsed page or markup that it inspects.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.rules.rule import Rule

_FOLDER = Path(__file__).parent

#: Folder of a family -> its title, in the order in which the rules are listed and run.
FAMILIES = {
    "text": "Reading the text",
    "schema": "The document and its schema",
    "every_document": "Every document",
    "question_form": "QuestionForm",
    "formatted_content": "FormattedContent",
    "html_question": "HTMLQuestion",
    "external_question": "ExternalQuestion",
    "answer_key": "AnswerKey",
    "answer_key_and_form": "AnswerKey and its form",
}


def rules_of(family: str) -> Iterator[Rule]:
    """Yield the rules of a family in alphabetical order."""
    for found in iter_modules([str(_FOLDER / family)]):
        if not found.name.startswith("_"):
            yield import_module(f"{__name__}.{family}.{found.name}").RULE


#: Folder of a family -> the names of its rules.
NAMES: dict[str, list[str]] = {}
#: Name -> rule.
RULES: dict[str, Rule] = {}
for _family in FAMILIES:
    _rules = {rule.name: rule for rule in rules_of(_family)}
    NAMES[_family] = list(_rules)
    RULES.update(_rules)


def page_of(name: str) -> Path:
    """The path of a rule's page, which is next to its module."""
    family = next(family for family, names in NAMES.items() if name in names)
    return _FOLDER / family / f"{name.replace('-', '_')}.md"


def page(name: str) -> str:
    """The page of a rule as Markdown, including its title."""
    return page_of(name).read_text(encoding="utf-8")


def summary(name: str) -> str:
    """The first paragraph of a rule's page, which is one sentence."""
    return " ".join(page(name).split("\n\n")[1].split())
