"""The pre-commit hooks and the GitHub Action: they fit their schemas, and their commands work as described."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from questionforms.project.folders import SUFFIXES
from tests.cli.command import PAGE

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
HOOKS: list[dict[str, Any]] = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
ACTION: dict[str, Any] = YAML(typ="safe").load(ROOT / "action.yml")


def tool(*arguments: str) -> None:
    """Run a module of the test environment, which must succeed."""
    done = subprocess.run([sys.executable, "-m", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def bash(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a folder as GitHub Actions would, with our Python and package."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        **variables,
    }
    line = [shutil.which("bash") or "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_hooks_fit_their_schema() -> None:
    """pre-commit accepts the manifest."""
    tool("pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))


@pytest.mark.parametrize(
    ("name", "hooks"),
    [
        ("form.xml", ["questionforms"]),
        ("forms/FORM.XML", ["questionforms"]),
        ("a.question", ["questionforms"]),
        ("page.html", ["questionforms-html"]),
        ("forms/page.htm", ["questionforms-html"]),
        ("page.html.j2", []),
        ("form.xml.bak", []),
        ("xml", []),
        ("icon.svg", []),
    ],
)
def test_files_of_the_hooks(name: str, hooks: list[str]) -> None:
    """Each hook matches the files of its kind, and no others."""
    assert [hook["id"] for hook in HOOKS if re.search(hook["files"], name)] == hooks


def test_hooks_take_what_a_folder_is_searched_for() -> None:
    """Each file that `validate` looks for in a folder is matched by exactly one hook."""
    for suffix in SUFFIXES:
        assert len([hook for hook in HOOKS if re.search(hook["files"], f"a{suffix}")]) == 1


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_hooks_run(hook: dict[str, Any]) -> None:
    """A hook's entry, called with files as by pre-commit, passes good examples and fails broken ones."""
    entry = shlex.split(hook["entry"])
    assert entry[0] == "questionforms"
    command = [sys.executable, "-m", *entry]
    done = subprocess.run([*command, "examples/answers.xml"], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0
    done = subprocess.run([*command, "examples/broken.xml", "examples/answers.xml"], cwd=ROOT, check=False, stdout=-3)
    assert done.returncode == 1


def test_action_fits_its_schema() -> None:
    """The action fits GitHub's schema for actions."""
    tool("check_jsonschema", "--builtin-schema", "vendor.github-actions", str(ROOT / "action.yml"))


def test_action_installs_this_package() -> None:
    """The action installs the package next to it, with a Python that the package supports."""
    _, install, _ = ACTION["runs"]["steps"]
    assert install["run"].endswith('"$GITHUB_ACTION_PATH"')
    assert (ROOT / "pyproject.toml").exists()
    assert tuple(map(int, ACTION["inputs"]["python-version"]["default"].split("."))) >= (3, 11)


def test_action_takes_inputs_as_variables_alone() -> None:
    """No script contains an expression, so inputs are never executed; every input is used."""
    used = re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", (ROOT / "action.yml").read_text(encoding="utf-8"))
    assert sorted(used) == sorted(ACTION["inputs"])
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("given", "checked", "code"),
    [
        ({}, "2 errors in 2 of 5 files", 1),
        ({"PATHS": "good.xml\nwith blank.xml\n"}, "2 files checked, no problems found", 0),
        ({"PATHS": "*.xml"}, "1 error in 1 of 3 files", 1),
        ({"PATHS": "$(touch made)\n; touch made"}, "2 could not be checked", 2),
        ({"ARGS": "--ignore unknown-element --severity error"}, "5 files checked, no problems found", 0),
        ({"FORMAT": "text"}, "      | ^", 1),
        ({"PATHS": "--help"}, "1 could not be checked", 2),
    ],
)
def test_action_checks(given: dict[str, str], checked: str, code: int, folder: Path) -> None:
    """The action's script checks the paths, one per line, with the arguments, and exits like the command."""
    shutil.rmtree(folder / "node_modules")
    (folder / "with blank.xml").write_text((folder / "good.xml").read_text())
    *_, check = ACTION["runs"]["steps"]
    inputs = {name.upper(): str(value["default"]) for name, value in ACTION["inputs"].items()}
    assert set(check["env"]) == {"PATHS", "FORMAT", "ARGS"}
    done = bash(check["run"], folder, **{name: given.get(name, inputs[name]) for name in check["env"]})
    assert checked in done.stdout
    assert done.returncode == code
    assert not (folder / "made").exists()


def test_a_page_is_taken_by_the_hook(folder: Path) -> None:
    """The hook for pages calls the command, which checks a page as one."""
    (folder / "page.html").write_text(PAGE)
    hook = next(hook for hook in HOOKS if hook["id"] == "questionforms-html")
    done = bash(f"python -m {hook['entry']} page.html --select not-well-formed,unknown-root", folder)
    assert (done.stdout, done.returncode) == ("1 file checked, no problems found\n", 0)
