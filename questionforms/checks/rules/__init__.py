"""The rules, one folder per family: a module holds the check, and the page next to it describes what it finds.

The checks import the rules. A rule imports what its family shares, and the parsed page or markup that it inspects.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from questionforms.codes import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.checks.rules.rule import Rule

_FOLDER = Path(__file__).parent


def _rules_of(family: str) -> Iterator[Rule]:
    """Yield the rules of a family in alphabetical order."""
    for found in iter_modules([str(_FOLDER / family)]):
        if not found.name.startswith("_"):
            yield import_module(f"{__name__}.{family}.{found.name}").RULE


#: Name -> rule, in the order in which they run. Problems found by reading or by the schema have only a code.
RULES: dict[str, Rule] = {
    rule.name: rule for name, family in FAMILIES.items() if family.kind == "document" for rule in _rules_of(name)
}
