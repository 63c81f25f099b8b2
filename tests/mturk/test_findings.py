"""The problems of parameters: each is documented, and any dict results in problems, not exceptions."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import mturk
from questionforms.mturk.qualifications import requirement_problems
from questionforms.mturk.qualifications.requirement_checks import COMPARATORS
from questionforms.mturk.qualifications.system import SYSTEM_IDS
from questionforms.mturk.review_policies import policy_problems
from questionforms.mturk.review_policies.parameters import ALIASES, LEVELS, PARAMETERS

MODULES = sorted(Path(mturk.__file__).parent.rglob("*.py"))
PAGES = Path(mturk.__file__).parents[2] / "docs"
MAKERS = {"error", "warning", "unknown"}


def rules(path: Path) -> set[str]:
    """The names of the problems in a module."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    first = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id in MAKERS and call.args]
    return {str(node.value) for node in first if isinstance(node, ast.Constant) and node.value}


def test_there_are_rules() -> None:
    """The search finds rules in the modules, so the next test is meaningful."""
    assert {"unknown-country", "unused-parameter", "key-dropped"} <= set().union(*map(rules, MODULES))


@pytest.mark.parametrize("path", [path for path in MODULES if rules(path)], ids=lambda path: path.stem)
def test_each_rule_is_in_the_documentation(path: Path) -> None:
    """Each name of a problem is explained on a page in docs/."""
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES.rglob("*.md"))
    assert {rule for rule in rules(path) if f"`{rule}`" not in text} == set()


def values(*likely: object) -> st.SearchStrategy[object]:
    """Any value that can be in a dict, often a likely one."""
    plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.binary(max_size=3)
    some = st.sampled_from(likely) | plain
    return (
        some | st.lists(some, max_size=3) | st.dictionaries(st.sampled_from(("Country", "Key", "Values")) | plain, some)
    )


def dicts(*names: str, of: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Dicts with some of the names, and other objects."""
    return st.dictionaries(st.sampled_from(names) | st.none() | st.integers(), of, max_size=6) | of


IDS = (*SYSTEM_IDS.values(), *COMPARATORS, "US", {"Country": "US", "Subdivision": 3})
REQUIREMENT = dicts(
    "QualificationTypeId", "Comparator", "IntegerValues", "LocaleValues", "ActionsGuarded", of=values(*IDS)
)
KEYS = (
    *ALIASES,
    *(key for parameters in PARAMETERS.values() for key in parameters),
    {"Key": "q", "Values": ["a"]},
    "5",
)
POLICY = st.fixed_dictionaries(
    {
        "PolicyName": st.sampled_from(list(LEVELS)) | values(*LEVELS),
        "Parameters": st.lists(dicts("Key", "Values", "MapEntries", of=values(*KEYS)), max_size=4) | values(5),
    }
)


@given(requirements=st.lists(REQUIREMENT, max_size=4), endpoint=st.sampled_from(["sandbox", "production", None]))
def test_any_requirements_give_problems_alone(requirements: list[Any], endpoint: str | None) -> None:
    """Whatever is in the dicts of requirements, the result is problems, never an exception."""
    for problem in requirement_problems(requirements, endpoint=endpoint):
        assert problem.path.startswith("QualificationRequirements")
        assert problem.message


@given(assignment=POLICY | values({}), hit=POLICY | values({}), number=st.integers(1, 20))
def test_any_policies_give_problems_alone(assignment: Any, hit: Any, number: int) -> None:
    """Whatever is in the dicts of policies, the result is problems, never an exception."""
    for problem in policy_problems(assignment, hit, max_assignments=number):
        assert problem.path.startswith(("AssignmentReviewPolicy", "HITReviewPolicy"))
        assert problem.message
