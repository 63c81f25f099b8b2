"""pyproject.toml declares what the package imports, and nothing that it does not."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import questionforms

PACKAGE = Path(questionforms.__file__).parent
PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
#: The extras that are for the people who work on the library.
WORKSHOP = {"test", "lint", "benchmark", "fuzz"}


def imported() -> set[str]:
    """The packages of others that a module imports, those imported inside functions and for type checkers too."""
    names = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names.add((node.module or "").partition(".")[0])
    return names - sys.stdlib_module_names - {"questionforms"}


def declared() -> set[str]:
    """The packages that the library needs, with its extras, but without those of the workshop."""
    extras = PROJECT["optional-dependencies"]
    needed = [*PROJECT["dependencies"], *(name for extra in extras.keys() - WORKSHOP for name in extras[extra])]
    names = {re.match(r"[\w.-]+", requirement)[0].lower() for requirement in needed}  # type: ignore[index]
    return names - {"questionforms"}


def test_every_import_is_declared_and_every_requirement_imported() -> None:
    """What modules import is what the library and its extras require; what comes with another package counts too."""
    assert imported() == declared()


def test_what_is_subclassed_inside_has_an_upper_bound() -> None:
    """tinyhtml5's parser and tokenizer are subclassed, so a release that may change their insides is not taken."""
    (requirement,) = [each for each in PROJECT["dependencies"] if each.startswith("tinyhtml5")]
    assert "<" in requirement
