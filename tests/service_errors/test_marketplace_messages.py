"""Every message that the marketplace can send is explained; its code is searched for them, so a new one is found."""

from __future__ import annotations

import ast
import inspect
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import questionforms
from questionforms.codes import CODES
from questionforms.marketplace import errors
from questionforms.service_errors import explain

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(questionforms.__file__).parent / "marketplace"
#: What makes a refusal: `Refusal` itself, and every function of `errors` that returns one.
MAKERS: dict[str, Any] = {"Refusal": errors.Refusal} | {
    name: made
    for name, made in inspect.getmembers(errors, inspect.isfunction)
    if inspect.signature(made).return_annotation == "Refusal"
}
#: Sample values for expressions that only have one when the marketplace runs; all others become a digit.
SAMPLES: dict[str, Any] = {
    "kind": sorted(errors.KINDS),
    "details": ["[3,5] unknown-element: `Foo` is not known; did you mean `Text`?; not-well-formed: it is not closed"],
    "type_of(document)": ["an AnswerKey"],
    "problem.path": ["QualificationRequirements[0].Comparator"],
    "broken": [["Value null at 'hITId' failed to satisfy constraint: Member must not be null"]],
    "str(error)": ['Unable to calculate correct timezone offset for "0001-01-01 00:00:00"'],
    "report.generate_report()": [
        'Missing required parameter in input: "Title"',
        "Invalid type for parameter Reward, value: 0.1, type: <class 'float'>, valid types: <class 'str'>",
        'Unknown parameter in QualificationRequirements[0]: "Foo", must be one of: Comparator, LocaleValues',
        "Invalid length for parameter UniqueRequestToken, value: 0, valid min length: 1",
        "Invalid value for parameter MaxResults, value: 0, valid min value: 1",
    ],
}


def rendered(node: ast.expr, names: dict[str, list[ast.expr]]) -> list[str]:
    """The texts that an expression can be, with samples for what is not known; `names` has what was assigned."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(parts) for parts in product(*[rendered(part, names) for part in node.values])]
    if isinstance(node, ast.IfExp):
        return rendered(node.body, names) + rendered(node.orelse, names)
    inner = node.value if isinstance(node, ast.FormattedValue) else node
    if isinstance(inner, ast.Name) and inner.id in names and inner.id not in SAMPLES:
        return [text for one in names.pop(inner.id) for text in rendered(one, names)]
    if isinstance(inner, ast.IfExp):
        return rendered(inner, names)
    samples: list[Any] = SAMPLES.get(ast.unparse(inner), ["7"])
    return samples


def assigned(function: ast.AST) -> dict[str, list[ast.expr]]:
    """The names of a function with the texts that are assigned to them."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.JoinedStr | ast.IfExp):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def refusals() -> Iterator[Any]:
    """Each call in the marketplace's code that makes a refusal, with its function."""
    for path in sorted(ROOT.rglob("*.py")):
        if path.name == "errors.py":
            continue
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                    yield pytest.param(function, node, id=f"{path.name}:{node.lineno}:{ast.unparse(node)[:60]}")


REFUSALS = list(refusals())


def messages(function: ast.AST, call: ast.Call) -> Iterator[str]:
    """The messages of a refusal, as its maker words them."""
    assert isinstance(call.func, ast.Name)
    alternatives = [rendered(argument, assigned(function)) for argument in call.args]
    for arguments in product(*alternatives):
        yield MAKERS[call.func.id](*arguments).message


def test_the_code_is_read() -> None:
    """The refusals are found: there are about a hundred, made in most of the ways that there are."""
    assert len(REFUSALS) > 80
    assert {call.values[1].func.id for call in REFUSALS} == set(MAKERS)


@pytest.mark.parametrize(("function", "call"), REFUSALS)
def test_each_message_is_explained(function: ast.AST, call: ast.Call) -> None:
    """A message is explained by its words alone, without its code, with the time stamp that the marketplace adds."""
    for message in messages(function, call):
        explanations = explain(f"{message} (1599213634014 s)")
        assert explanations, message
        for explanation in explanations:
            assert set(explanation.rules) <= set(CODES)
            assert "not recognised" not in explanation.meaning


@pytest.mark.parametrize(
    ("reason", "meaning"),
    [
        ('The value "A2X" is not valid for the parameter WorkerId.', "does not know the worker `A2X`"),
        ("Cannot send a notification to a worker who has not done any work for you", "only reaches workers with"),
    ],
)
def test_why_a_worker_is_not_notified(reason: str, meaning: str) -> None:
    """The two failures that NotifyWorkers returns in its result are explained as well."""
    (explanation,) = explain(reason)
    assert meaning in explanation.meaning


def test_a_finding_in_a_refusal_names_its_rule() -> None:
    """The marketplace puts findings of `validate` into its refusals; each names the rule that it is of."""
    details = SAMPLES["details"][0]
    text = f"There was an error parsing the XML question or answer data in your request. Details: {details}"
    first, second = explain(text)
    assert (first.rules, second.rules) == (("unknown-element",), ("not-well-formed",))
    assert first.meaning == "The marketplace's rule says: `Foo` is not known; did you mean `Text`?"
    assert (first.line, first.column) == (3, 5)
