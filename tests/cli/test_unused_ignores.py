"""`questionforms validate` reports the settings that ignore rules, if they find nothing in a whole folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import run

pytestmark = pytest.mark.usefixtures("folder")


def configure(text: str) -> None:
    """Write [tool.questionforms] with these lines."""
    Path("pyproject.toml").write_text(f"[tool.questionforms]\n{text}\n")


def notes(*arguments: str) -> list[str]:
    """The lines on standard error."""
    return run(*arguments).stderr.splitlines()


def test_an_ignored_rule_that_finds_nothing() -> None:
    """A rule, or a pattern, that no file needs is reported; the exit code does not change."""
    configure('ignore = ["unknown-element", "http-media", "html-*"]')
    result = run(".")
    assert (result.stdout, result.exit_code) == ("4 files checked, no problems found\n", 0)
    assert result.stderr.splitlines() == ["ignore: `http-media` found nothing", "ignore: `html-*` found nothing"]
    assert notes("deep", "--no-config", "--ignore", "too-deep") == ["ignore: `too-deep` found nothing"]


def test_per_file_ignores_that_find_nothing() -> None:
    """A pattern without a file is reported, and each rule that finds nothing in the files of its pattern."""
    configure('per-file-ignores = {"deep/er/*" = ["unknown-*", "no-form"], "drafts/*" = ["no-form"]}')
    assert notes(".") == [
        "per-file-ignores: `no-form` found nothing in the files that match `deep/er/*`",
        "per-file-ignores: no file matches `drafts/*`",
    ]
    assert notes(".", "--per-file-ignore", "bad.xml:unknown-element") == []


def test_files_that_are_not_searched() -> None:
    """A run over one folder says nothing about patterns for files elsewhere."""
    configure('per-file-ignores = {"drafts/*" = ["no-form"], "x.xml" = ["no-form"], "deep/y/*" = ["no-form"]}')
    assert notes("deep") == ["per-file-ignores: no file matches `deep/y/*`"]
    assert len(notes(".")) == 3


@pytest.mark.parametrize("paths", [["good.xml"], ["good.xml", "bad.xml"], ["*.xml"], ["-"], ["good.xml", "--key", "x"]])
def test_only_folders(paths: list[str]) -> None:
    """A run over a few files, as pre-commit's, says nothing."""
    configure('ignore = ["http-media"]\nper-file-ignores = {"good.xml" = ["no-form"], "drafts/*" = ["no-form"]}')
    assert [note for note in notes(*paths) if "ignore" in note] == []


def test_rules_that_are_not_selected() -> None:
    """An ignored rule that is not selected is not reported, since it did not run; `--quiet` reports none."""
    configure('ignore = ["http-media", "unknown-element"]')
    assert notes(".", "--select", "unknown-*") == []
    assert notes(".", "-q") == []


def test_what_is_ignored_is_left_out_all_the_same() -> None:
    """In folders, as for single files, problems of ignored rules are not reported or counted."""
    configure('ignore = ["unknown-element"]')
    for path in (".", "bad.xml", "deep"):
        result = run(path)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.endswith("checked, no problems found\n")
