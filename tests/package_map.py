"""The map of the package in CONTRIBUTING.md, made of the docstrings of its folders and of its top modules.

`python -m tests.package_map` writes it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.markdown import ROOT

PAGE = ROOT / "CONTRIBUTING.md"
_MAP = re.compile(r"(?<=^```text\n)questionforms/\n.*?(?=^```$)", re.MULTILINE | re.DOTALL)
_COLUMN = 36


def package_map() -> str:
    """The map: a line for each folder and each module of the top, with the first sentence that it says of itself."""
    return "questionforms/\n" + "".join(f"{line}\n" for line in _lines(ROOT / "questionforms", 1))


def _lines(folder: Path, depth: int) -> Iterator[str]:
    for inner in sorted(folder.glob("*/__init__.py")):
        yield _line(f"{inner.parent.name}/", inner, depth)
        yield from _lines(inner.parent, depth + 1)
    if depth == 1:
        for module in sorted(folder.glob("[a-z]*.py")):
            yield _line(module.name, module, depth)


def _line(name: str, module: Path, depth: int) -> str:
    said = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    return f"{'    ' * depth + name:{_COLUMN}} {said.splitlines()[0]}"


def shown_map() -> str:
    """The map that the page shows."""
    found = _MAP.search(PAGE.read_text(encoding="utf-8"))
    assert found is not None
    return found[0]


if __name__ == "__main__":
    PAGE.write_text(_MAP.sub(lambda _: package_map(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
