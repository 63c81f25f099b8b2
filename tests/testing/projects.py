"""Projects with settings, for the tests of `assert_valid` and `pytest --questionforms`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms import AnswerKey, AnswerOption, KeyedQuestion, Question, QuestionForm, SelectionAnswer
from tests.cli.command import run

if TYPE_CHECKING:
    from pathlib import Path


def write_pair(folder: Path) -> None:
    """A form, a key with a question that the form does not have, and the setting that pairs them."""
    (folder / "forms").mkdir(exist_ok=True)
    (folder / "keys").mkdir(exist_ok=True)
    form = QuestionForm(Question("q", "?", SelectionAnswer({"a": "A", "b": "B"})))
    key = AnswerKey(KeyedQuestion("r", AnswerOption("a", score=1)))
    (folder / "forms" / "one.xml").write_text(form.to_xml(), encoding="utf-8")
    (folder / "keys" / "one.xml").write_text(key.to_xml(), encoding="utf-8")
    settings = '[tool.questionforms.keys]\n"forms/*.xml" = "keys/*.xml"\n'
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")


def write_baseline(folder: Path) -> None:
    """The baseline `known.json` with the problems of all documents in the folder, and the setting that names it."""
    (folder / "pyproject.toml").unlink(missing_ok=True)
    assert run("--no-config", "--write-baseline", str(folder / "known.json"), str(folder)).exit_code == 0
    (folder / "pyproject.toml").write_text('[tool.questionforms]\nbaseline = "known.json"\n', encoding="utf-8")
