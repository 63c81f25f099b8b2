"""The pages about the marketplace name the options, variables and codes that there are."""

from __future__ import annotations

import re

import pytest

from questionforms.marketplace.configuration import Option, declared_options
from tests.markdown import ROOT

OPERATORS = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "questionforms" / "marketplace").rglob("*.py"))


@pytest.mark.parametrize("option", [*declared_options()], ids=lambda option: option.name)
def test_options(option: Option) -> None:
    """The table for operators has each option with its variable."""
    assert re.search(rf"^\| `{option.flag}( [A-Z]+)?` \| `{option.variable}` \|", OPERATORS, re.MULTILINE)


def test_codes() -> None:
    """The codes that the marketplace's page names are those in the code."""
    page = (ROOT / "docs" / "marketplace.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\bAWS\.(?!MechanicalTurk)\w+", page))
    assert named == set(re.findall(r'"(AWS\.(?!MechanicalTurk)\w+)"', CODE))
    short = set(re.findall(r"AWS\.MechanicalTurk\.(\w+)", page))
    assert all(f'"{code}"' in CODE or code.endswith("DoesNotExist") for code in short)
