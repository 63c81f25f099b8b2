"""The surface: public names, their documentation, the order of imports, the types, the house rules of the code."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import questionforms

PACKAGE = Path(questionforms.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

#: Imports point one way: a module may import those of its own line and of the lines above it.
ORDER = [
    {"namespaces", "exceptions", "problems", "characters", "xml_text", "schemas"},
    {"elements"},
    {"scoring"},
    {"loading", "nodes"},
    {"built_documents"},
    {"mistakes", "references", "parsing", "content_model", "source_map", "regexes", "pages"},
    {"wellformedness", "vocabulary", "wording", "suppression"},
    {"positions", "walk"},
    {"explanation", "markup"},
    {"rules"},
    {"placing"},
    {"inspection"},
    {"validation"},
    {"answers"},
    {"reading"},
    {""},
    {"conversion", "service_errors", "excerpts"},
    {"mturk"},
    {"marketplace"},
    {"testing"},
    {"cli"},
    {"__main__"},
]


def part(module: str) -> str:
    """The part of the package that a module belongs to: its first name, or nothing for the root."""
    return module.removeprefix("questionforms").removeprefix(".").split(".")[0]


def imports_at_load(path: Path) -> set[str]:
    """The modules of the package that a module imports when it is loaded."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("questionforms"):
            names = [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "questionforms" else []
            found |= {name for name in names if (PACKAGE / f"{part(name)}.py").exists()} or {str(node.module)}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    """No module imports, at load, one that stands below it; nobody imports the command."""
    name = path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".").removesuffix("__init__").rstrip(".")
    level = next(index for index, line in enumerate(ORDER) if part(f"questionforms.{name}" if name else "") in line)
    allowed = set().union(*ORDER[: level + 1])
    assert {part(module) for module in imports_at_load(path)} <= allowed


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
    heavy = {"lxml", "xmlschema", "markupsafe", "click", "boto3", "pyarrow", "flask", "typing", "dataclasses", "re"}
    code = f"import sys, questionforms; print(sorted(set(sys.modules) & {heavy!r}))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_types_are_strict(tmp_path: Path) -> None:
    """A type checker sees the elements' arguments and fields, and that they are frozen."""
    pytest.importorskip("mypy", reason="needs mypy, from the extra `lint`")
    file = tmp_path / "use.py"
    file.write_text(
        textwrap.dedent(
            """
            from questionforms import FreeTextAnswer, Question, QuestionForm, SelectionAnswer, parse_answers

            question = Question("q", "?", SelectionAnswer({"a": "A"}), required=True)
            form = QuestionForm(question)
            name: str = question.identifier
            for part in form.questions:
                reveal_type(part.display_name)
            for key, answer in parse_answers("").items():
                reveal_type(answer.kind)
            question.identifier = "r"  # E: frozen
            Question(1, "?", FreeTextAnswer())  # E: identifier
            Question("q", "?", "free")  # E: answer
            QuestionForm("text")  # E: part
            SelectionAnswer({"a": 1})  # E: label
            """
        )
    )
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--no-error-summary",
            "--cache-dir",
            str(tmp_path / "cache"),
            file.name,
        ],
        cwd=tmp_path,
        env={"MYPYPATH": str(PACKAGE.parent), "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    wrong = {number for number, line in enumerate(file.read_text().splitlines(), 1) if "# E:" in line}
    assert {int(line.split(":")[1]) for line in lines if ": error:" in line} == wrong, done.stdout + done.stderr
    assert 'Revealed type is "str | None"' in done.stdout
    assert "Literal['free_text'" in done.stdout.replace('"', "'") or "free_text" in done.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_modules_are_small(path: Path) -> None:
    """No module is longer than 250 lines, no function longer than 60, and each module says what it knows."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree)
    assert len(text.splitlines()) <= 250
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_command_prints_or_exits(path: Path) -> None:
    """The library neither prints nor reads arguments nor ends the process."""
    if "cli" in path.parts:
        pytest.skip("needs a module of the library; this is one of the command")
    names = {node.id for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Name)}
    assert not names & {"print", "exit", "quit", "input", "SystemExit"}
