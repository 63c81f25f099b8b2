"""Runs what the README and the pages of docs/ show. `python -m tests.markdown` writes the real output into them.

A fenced block counts by its language and by what stands before it:

- a line with a name alone, as in "`form.xml`:", makes the block a file, which what follows can use;
- `python` is run, and a `text` or `xml` block right after it is what it prints;
- `xml` with a `text` block right after it is a document, of the name `form.xml`, and its problems;
- `pycon` is a session of the interpreter, as in doctest;
- `console` has commands after `$ `, each with its output: `python`, `questionforms`, and `echo $?` for the exit code.

All blocks of a page share a folder and a namespace. Blocks of any other language are only shown.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from doctest import DocTestParser, Example
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import format_exception_only
from typing import Any, NamedTuple
from unittest.mock import patch

from questionforms import iter_problems

ROOT = Path(__file__).parents[1]
#: The free port that a marketplace found.
_PORT = re.compile(r"(?<=MTurk calls go to http://127\.0\.0\.1:)\d+")
#: The terminal that output is written for, which is not that of a CI system.
_TERMINAL = {"NO_COLOR": "1", "COLUMNS": "80", "CI": ""}

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"^`([\w./-]+)`:\n+\Z", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block of a page."""

    language: str
    content: str
    #: The name of the file that it is.
    file: str | None
    #: The block right before it, if nothing but blank lines stands between.
    before: Block | None
    #: Where the content begins in the page.
    start: int


def pages() -> list[Path]:
    """The README, all pages of docs/, and those beside their modules."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "questionforms").rglob("*.md"))]


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page."""
    text = page.read_text(encoding="utf-8")
    found: list[Block] = []
    end = 0
    for match in _BLOCK.finditer(text):
        between = text[end : match.start()]
        name = _NAME.search(between)
        before = found[-1] if found and not between.strip() else None
        found.append(Block(match[1], match[2], name[1] if name else None, before, match.start(2)))
        end = match.end()
    return found


def real_blocks(page: Path, folder: Path) -> Iterator[tuple[Block, str]]:
    """Each block of a page that shows output, and what it would show; files are written to the folder."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    printed = ""
    code = 0
    with chdir(folder):
        for block in blocks(page):
            before = block.before.language if block.before and not block.before.file else ""
            if block.file:
                file = folder / block.file
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(block.content, encoding="utf-8")
            elif block.language == "python":
                printed = _run(block.content, f"{page.name}, python block", namespace)
            elif block.language in {"text", "xml"} and before == "python":
                yield block, printed
            elif block.language == "text" and before == "xml" and block.before:
                problems = iter_problems(block.before.content, file="form.xml")
                yield block, "".join(f"{problem}\n" for problem in problems)
            elif block.language == "pycon":
                yield block, "".join(_session(block.content, namespace))
            elif block.language == "console":
                shown = []
                for line in re.findall(r"^\$ (.*)$", block.content, re.MULTILINE):
                    code, output = (0, f"{code}\n") if line == "echo $?" else _command(line)
                    shown.append(f"$ {line}\n{output}")
                yield block, "".join(shown)


def _run(source: str, name: str, namespace: dict[str, Any]) -> str:
    with redirect_stdout(StringIO()) as output, patch.dict(os.environ, _TERMINAL):
        exec(compile(source, name, "exec"), namespace)
    return output.getvalue()


def _session(content: str, namespace: dict[str, Any]) -> Iterator[str]:
    for part in DocTestParser().parse(content):
        if not isinstance(part, Example):
            yield part
            continue
        lines = part.source.splitlines(keepends=True)
        yield "".join([f">>> {lines[0]}", *(f"... {line}" for line in lines[1:])])
        with redirect_stdout(StringIO()) as output:
            try:
                exec(compile(part.source, "<session>", "single"), namespace)
            except Exception as error:
                print("Traceback (most recent call last):\n  ...\n" + "".join(format_exception_only(error)), end="")
        yield output.getvalue()


def _command(line: str) -> tuple[int, str]:
    """The exit code and the output of a command."""
    program, *arguments = shlex.split(line)
    start = {"python": [], "questionforms": ["-m", "questionforms"]}[program]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    environment = {"PATH": path, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **_TERMINAL}
    done = subprocess.run(
        [sys.executable, *start, *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, _PORT.sub("41935", done.stdout)


def rewrite(page: Path) -> bool:
    """Put the real output into a page; whether that changed it."""
    text = page.read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        real = list(real_blocks(page, Path(folder)))
    changed = text
    for block, content in reversed(real):
        changed = changed[: block.start] + content + changed[block.start + len(block.content) :]
    page.write_text(changed, encoding="utf-8")
    return changed != text


if __name__ == "__main__":
    for page in pages():
        if rewrite(page):
            print(page.relative_to(ROOT))
