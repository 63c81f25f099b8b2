"""The names in the calls that make problems, read from the code: none may lack a row, and no row may be unused."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeGuard

from tests.markdown import ROOT

#: What makes a problem, or a record from which one is made, with its name among the arguments, and where it is called.
MAKERS: dict[str, tuple[str, ...]] = {
    "make_problem": ("",),
    "finding": ("mturk",),
    "unknown": ("mturk",),
    "Rule": ("checks/rules",),
    "Found": ("checks/run.py",),
    "Mistake": ("checks/html",),
    "Misfit": ("answers/read",),
    "Said": ("xml",),
    "Strange": ("xml",),
    "stop": ("xml",),
    "Slip": ("checks/xhtml",),
    "_slip": ("checks/xhtml",),
    "report": ("schema", "checks/xhtml"),
}
#: Those that have a name of their own where none is given.
WITH_DEFAULT = ("Said", "Slip", "_slip", "Mistake")
_PACKAGE = ROOT / "questionforms"
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)+|mojibake|schema")
_FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


class Call(NamedTuple):
    """A call that makes a problem."""

    module: Path
    line: int
    names: frozenset[str]
    #: Whether its name comes from a record, from an argument of a maker, or from a default.
    forwards: bool


@cache
def calls() -> list[Call]:
    """All such calls in the package."""
    found = []
    for module, tree in _trees().items():
        for function, node in _nodes(tree, None):
            maker = _maker(module, node)
            if maker and isinstance(node, ast.Call):
                given = [*node.args, *(each.value for each in node.keywords if each.arg != "case")]
                names = frozenset(name for value in given for name in _constants(value, function))
                forwards = maker in WITH_DEFAULT or any(_is_forwarded(value, function) for value in given)
                found.append(Call(module, node.lineno, names, forwards))
            if maker and isinstance(node, ast.ClassDef | ast.FunctionDef) and (default := _default(node)):
                found.append(Call(module, node.lineno, frozenset({default}), forwards=False))
    return found


def modules_of(name: str) -> list[str]:
    """The modules that find a name, as they are imported."""
    paths = sorted({call.module.relative_to(ROOT).with_suffix("") for call in calls() if name in call.names})
    return [".".join(path.parts) for path in paths]


@cache
def _trees() -> dict[Path, ast.Module]:
    files = sorted(_PACKAGE.rglob("*.py"))
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in files if file.name != "problems.py"}


def _nodes(node: ast.AST, function: ast.AST | None) -> Iterator[tuple[ast.AST | None, ast.AST]]:
    """Each node below, with the function that it is in."""
    for child in ast.iter_child_nodes(node):
        yield function, child
        yield from _nodes(child, child if isinstance(child, _FUNCTION) else function)


def _maker(module: Path, node: ast.AST) -> str | None:
    """The maker that a node calls or defines."""
    name = None
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
    elif isinstance(node, ast.ClassDef | ast.FunctionDef):
        name = node.name
    if name not in MAKERS:
        return None
    return name if module.relative_to(_PACKAGE).as_posix().startswith(MAKERS[name]) else None


def _default(node: ast.ClassDef | ast.FunctionDef) -> str | None:
    """The name that a maker gives where it is called without one."""
    if isinstance(node, ast.FunctionDef):
        values: list[ast.expr | None] = [*node.args.defaults]
    else:
        values = [each.value for each in node.body if isinstance(each, ast.AnnAssign)]
    return next((value.value for value in values if isinstance(value, ast.Constant) and _is_name(value.value)), None)


def _is_name(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


def _constants(value: ast.AST, function: ast.AST | None) -> Iterator[str]:
    """The names that an expression may be: written out, chosen, assigned before, or returned by a function."""
    if isinstance(value, ast.Constant) and _is_name(value.value):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _constants(value.body, function)
        yield from _constants(value.orelse, function)
    elif isinstance(value, ast.Name) and function is not None:
        for assigned in _assigned(value.id, function):
            yield from _constants(assigned, None)
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        for returned in _returned(value.func.id):
            yield from _constants(returned, None)


def _assigned(name: str, function: ast.AST) -> Iterator[ast.expr]:
    for node in [each for each in ast.walk(function) if isinstance(each, ast.Assign)]:
        targets = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else node.targets
        values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        if len(targets) == len(values):
            yield from [each for left, each in zip(targets, values, strict=True) if getattr(left, "id", "") == name]


def _returned(name: str) -> Iterator[ast.expr]:
    for tree in _trees().values():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == name:
                yield from [each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value]


def _is_forwarded(value: ast.AST, function: ast.AST | None) -> bool:
    """Whether an expression is the name of another record, or an argument of the maker that the call is in."""
    if isinstance(value, ast.Attribute):
        return value.attr in ("rule", "name")
    arguments = [each.arg for each in function.args.args] if isinstance(function, _FUNCTION) else []
    return isinstance(value, ast.Name) and value.id in ("rule", "name") and value.id in arguments


def cases() -> set[str]:
    """The cases that are written in the code: as an argument `case`, or assigned to the name."""
    found = set()
    for tree in _trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword | ast.Assign) and _is_case(node):
                found |= _texts(node.value)
    return found - {""}


def _is_case(node: ast.keyword | ast.Assign) -> bool:
    name = node.arg if isinstance(node, ast.keyword) else getattr(node.targets[0], "id", None)
    return name == "case" and isinstance(node.value, ast.Constant | ast.IfExp)


def _texts(node: ast.AST) -> set[str]:
    return {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def made_without_a_row() -> list[str]:
    """Where a problem is made without its row."""
    return [
        f"{module}:{node.lineno}"
        for module, tree in _trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem"
    ]
