"""The surface: public names, their documentation, the order of imports, the types, the house rules of the code."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import questionforms
from tests.public_surface import PACKAGES, RECORD, surface

PACKAGE = Path(questionforms.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def test_the_public_surface_is_as_recorded() -> None:
    """Every public name has the recorded signature and members; `python -m tests.public_surface` records them."""
    assert surface().splitlines() == RECORD.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("package", PACKAGES)
def test_lazy_names_are_those_that_a_type_checker_sees(package: str) -> None:
    """What a package loads at its first use comes from where its imports for type checkers say."""
    module = import_module(package)
    tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
    maps = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "lazily"]
    typed = [node for node in tree.body if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)]
    imports = [node for each in typed for node in each.body if isinstance(node, ast.ImportFrom)]
    seen = {alias.name: node.module for node in imports for alias in node.names if alias.name in module.__all__}
    loaded = {name: where for call in maps for where, names in ast.literal_eval(call.args[1]).items() for name in names}
    assert loaded == seen


@pytest.mark.slow
def test_no_module_hides_a_public_name() -> None:
    """Whatever is imported, and in whatever order, each public name of a package is what it was."""
    code = (
        "import inspect, pkgutil, importlib, questionforms\n"
        "for found in pkgutil.walk_packages(questionforms.__path__, 'questionforms.'):\n"
        "    if not found.name.endswith('__main__'): importlib.import_module(found.name)\n"
        f"for package in {PACKAGES!r}:\n"
        "    module = importlib.import_module(package)\n"
        "    for name in module.__all__:\n"
        "        if inspect.ismodule(getattr(module, name)): print(package, name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["questionforms.mturk qualifications", "questionforms.mturk review_policies"]


def test_all_is_what_there_is() -> None:
    """`__all__` is sorted, each name is there, and `dir` has it."""
    assert sorted(questionforms.__all__) == questionforms.__all__
    for name in questionforms.__all__:
        assert getattr(questionforms, name) is not None
        assert name in dir(questionforms)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        questionforms.nothing  # noqa: B018


@pytest.mark.parametrize("name", questionforms.__all__)
def test_public_names_are_documented(name: str) -> None:
    """Each public name, and each public method of it, says in its first line what it gives or means."""
    value = getattr(questionforms, name)
    for documented in [value, *vars(value).values()] if inspect.isclass(value) else [value]:
        if inspect.isfunction(documented) and not documented.__name__.startswith("_"):
            assert documented.__doc__, documented
    assert value.__doc__
    assert value.__doc__.strip().splitlines()[0].endswith(".")


def test_importing_is_cheap() -> None:
    """Importing the package loads no parser, no schema engine, no command, and none of the later extras."""
    heavy = {"lxml", "xmlschema", "markupsafe", "click", "boto3", "pyarrow", "flask", "wcwidth"}
    heavy |= {"dataclasses", "difflib", "re", "typing"}
    code = f"import sys, questionforms; print(sorted(set(sys.modules) & {heavy!r}))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_functions_are_short(path: Path) -> None:
    """No function is longer than 60 lines, and each module says what it knows."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


def test_only_the_command_prints_or_exits() -> None:
    """The library neither prints nor reads arguments nor ends the process."""
    for path in MODULES:
        nodes = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
        caught = {
            name for node in nodes if isinstance(node, ast.ExceptHandler) and node.type for name in ast.walk(node.type)
        }
        names = {node.id for node in nodes if isinstance(node, ast.Name) and node not in caught}
        assert "cli" in path.parts or not names & {"print", "exit", "quit", "input", "SystemExit"}, path


#: Names that several modules have, since each is the same thing in another layer.
SAME_THING = {
    "access_keys",
    "accounts",
    "answers",
    "assignments",
    "documents",
    "forms",
    "hit_types",
    "hits",
    "layouts",
    "parameters",
    "parse",
    "qualifications",
    "reviews",
    "sources",
    "uploads",
    "validate",
    "workers",
}


def test_a_name_is_used_twice_only_for_the_same_thing() -> None:
    """Outside the families of rules, no two modules have one name, but for those that are the same in another layer."""
    names = [path.stem for path in MODULES if path.stem != "__init__" and path.parent.parent.name != "rules"]
    assert {name for name in names if names.count(name) > 1} == SAME_THING


def test_no_folder_is_crowded() -> None:
    """A folder has at most 16 modules, the families of rules and the top apart, and says who may import it."""
    scripts = PACKAGE / "marketplace/store/migrations"  # alembic's, which it runs as files
    folders = {path.parent for path in MODULES if scripts not in path.parents} - {PACKAGE}
    for folder in folders:
        modules = [path for path in folder.glob("*.py") if path.stem != "__init__"]
        assert len(modules) <= 16 or folder.parent.name == "rules", folder
        assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))), folder
