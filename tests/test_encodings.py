"""Each snippet and example that reads or writes text names its encoding, which on Windows is not UTF-8."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from doctest import DocTestParser, Example
from pathlib import Path

import pytest

import questionforms
from tests.markdown import ROOT, blocks, pages

PACKAGE = Path(questionforms.__file__).parent
#: Functions that open a file as text, and how many positional arguments come before the encoding.
_OF_TEXT = {"read_text": 0, "write_text": 1, "fdopen": 2, "TextIOWrapper": 1}
#: Functions that open a file as their mode says.
_BY_MODE = {"open", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"}
#: Modules whose `open` has no encoding, or opens bytes by default.
_OTHERS = {"os", "gzip", "bz2", "lzma", "tarfile", "zipfile", "webbrowser", "shelve", "Image"}


def without_encoding(source: str) -> Iterator[str]:
    """The calls in Python source that read or write text in whatever encoding the machine has."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and _opens_text(node)
            and not any(keyword.arg in {"encoding", None} for keyword in node.keywords)
        ):
            yield ast.unparse(node)


def _opens_text(call: ast.Call) -> bool:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    owner = function.value.id if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) else ""
    if any(keyword.arg in {"text", "universal_newlines"} and _is(keyword.value, True) for keyword in call.keywords):
        return True
    if name in _OF_TEXT:
        return len(call.args) <= _OF_TEXT[name]
    modes = [*call.args[:2], *[keyword.value for keyword in call.keywords if keyword.arg == "mode"]]
    words = [mode.value for mode in modes if isinstance(mode, ast.Constant) and isinstance(mode.value, str)]
    binary = any(re.fullmatch(r"[rwxa]?\+?b\+?[rwxa]?\+?", word) for word in words)
    if name in _BY_MODE - {"open"}:
        return not binary and bool(words)
    return (
        name == "open"
        and not binary
        and owner not in _OTHERS
        and (bool(call.args) or isinstance(function, ast.Attribute))
    )


def _is(node: ast.expr, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def snippets() -> Iterator[tuple[str, str]]:
    """The place and the source of each snippet of Python in the documentation, the examples and the docstrings."""
    for page in [*pages(), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]:
        for block in blocks(page):
            if block.language in {"python", "py"}:
                yield str(page.relative_to(ROOT)), block.content
            elif block.language == "pycon":
                yield str(page.relative_to(ROOT)), _session(block.content)
    for file in sorted((ROOT / "examples").rglob("*.py")):
        yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")
    for file in sorted(PACKAGE.rglob("*.py")):
        for text in _docstrings(file):
            yield str(file.relative_to(PACKAGE.parent)), _session(text)


def _session(text: str) -> str:
    return "".join([part.source for part in DocTestParser().parse(text) if isinstance(part, Example)])


def _docstrings(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""


def test_every_snippet_names_its_encoding() -> None:
    """What a reader copies works the same on Windows, where the default is cp1252 or the like."""
    found = [f"{place}: {call}" for place, source in snippets() for call in without_encoding(source)]
    assert found == []


def test_every_docstring_names_its_encoding() -> None:
    """Code in the running text of a docstring does so too."""
    opened = re.compile(r"(?<![\w.])open\([\"'][^)]*\)|\.(?:read_text|write_text)\([^)]*\)")
    found = [
        f"{file.name}: {match[0]}"
        for file in sorted(PACKAGE.rglob("*.py"))
        for text in _docstrings(file)
        for match in opened.finditer(text)
        if "encoding=" not in match[0] and not re.search("[\"'][rwxa]?b", match[0])
    ]
    assert found == []


def test_the_package_names_its_encodings() -> None:
    """The package itself reads and writes no text in the encoding of the machine."""
    found = [
        f"{file.relative_to(PACKAGE)}: {call}"
        for file in sorted(PACKAGE.rglob("*.py"))
        for call in without_encoding(file.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("open('a').read()", 1),
        ("open('a', 'w')", 1),
        ("open('a', 'rb')", 0),
        ("open('a', mode='wb')", 0),
        ("open('a', encoding='utf-8')", 0),
        ("Path('a').open()", 1),
        ("path.open()", 1),
        ("path.open('rb')", 0),
        ("gzip.open(path)", 0),
        ("path.read_text()", 1),
        ("path.read_text('utf-8')", 0),
        ("path.write_text('x')", 1),
        ("path.write_text('x', encoding='utf-8')", 0),
        ("subprocess.run(['a'], text=True)", 1),
        ("subprocess.run(['a'], encoding='utf-8')", 0),
        ("NamedTemporaryFile('w')", 1),
        ("NamedTemporaryFile()", 0),
    ],
)
def test_calls_that_read_or_write_text(source: str, count: int) -> None:
    """A call without an encoding is found, unless it reads or writes bytes."""
    assert len([*without_encoding(source)]) == count
