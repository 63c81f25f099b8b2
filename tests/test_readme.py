"""What the README and the pages of docs/ show is what happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.markdown import ROOT, blocks, pages, real_blocks


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_page_shows_what_happens(page: Path, tmp_path: Path) -> None:
    """Every snippet runs, and every output that a page shows is the real one."""
    for block, real in real_blocks(page, tmp_path):
        assert block.content == real


def test_readme_takes_a_reader_through_the_main_uses() -> None:
    """The README has a program to run, a session, and commands with their output."""
    assert {block.language for block in blocks(ROOT / "README.md")} >= {"python", "pycon", "console"}


def test_readme_is_short() -> None:
    """The README can be read in one go."""
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 225
