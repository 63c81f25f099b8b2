"""A folder with documents, for the tests of the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import BAD, GOOD


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with documents, and without any CI or colour settings in the environment."""
    for name, text in {
        "good.xml": GOOD,
        "bad.xml": BAD,
        "deep/er/bad.question": BAD,
        "deep/good.xml": GOOD,
        "deep/notes.txt": "no document",
        ".hidden/bad.xml": BAD,
        "node_modules/bad.xml": BAD,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(tmp_path)
    for variable in ("GITHUB_WORKSPACE", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path
