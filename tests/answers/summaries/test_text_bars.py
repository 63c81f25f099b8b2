"""A printed summary: what the command prints, without colours, as wide as the terminal."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from questionforms import Answer, Answers, FreeTextAnswer, IsNumeric, Question, QuestionForm, SelectionAnswer
from questionforms.answers import Summary, summary
from questionforms.answers.summaries.text_bars import MOST_QUESTIONS
from questionforms.cli import main
from questionforms.words import columns

FORM = QuestionForm(
    Question("best", "Which is best?", SelectionAnswer({"apple": "Apple", "pear": "Pear"}, other=True)),
    Question("price", "What does it cost?", FreeTextAnswer(IsNumeric())),
    Question("why", "Why?", FreeTextAnswer()),
)
SENT = [
    Answers(Answer("best", selections=["pear"]), Answer("price", text="3"), Answer("why", text="sweet")),
    Answers(Answer("best", selections=["fig"]), Answer("price", text="4.5"), Answer("why", text="sweet")),
    Answers(Answer("best", other_text="quince"), Answer("price", text="cheap"), Answer("why")),
]


@pytest.fixture
def _eighty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.usefixtures("_eighty")
@pytest.mark.parametrize("form", [FORM, None])
def test_it_is_what_the_command_prints(form: QuestionForm | None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """`print` shows the summary as the command does, whose colours are all that it adds."""
    folder = tmp_path_factory.mktemp("answers")
    (folder / "form.xml").write_bytes(FORM.to_bytes())
    for number, answers in enumerate(SENT):
        (folder / f"{number}.xml").write_bytes(answers.to_bytes())
    files = [str(folder / f"{number}.xml") for number in range(3)]
    arguments = ["answers", *files, *(["--form", str(folder / "form.xml")] if form else [])]
    printed = str(summary(SENT, form))
    shown = CliRunner().invoke(main, arguments).stdout
    assert shown[shown.index("3 documents") :].startswith(f"{printed}\n")
    assert "\x1b" not in printed
    coloured = CliRunner().invoke(main, arguments, color=True).stdout
    assert "\x1b[36m█" in coloured
    assert printed.splitlines()[3] == "  answered in 3 of 3 (100.0%)"


def test_the_repr_is_that_of_the_record() -> None:
    """The repr still shows all figures."""
    assert repr(summary([])) == "Summary(total=0, unread=0, workers=0, questions=())"
    assert str(summary([])) == "0 documents"


@pytest.mark.parametrize(("terminal", "widest"), [("60", 60), ("20", 40), ("500", 100)])
def test_it_is_as_wide_as_the_terminal(monkeypatch: pytest.MonkeyPatch, terminal: str, widest: int) -> None:
    """Lines with bars fill the terminal, within bounds."""
    monkeypatch.setenv("COLUMNS", terminal)
    bars = [line for line in str(summary(SENT)).splitlines() if "█" in line]
    assert {columns(line) for line in bars} == {widest}


def test_many_questions_are_counted() -> None:
    """A long summary ends with the number of questions that it leaves out."""
    answers = Answers(*[Answer(f"q{number}", text="a") for number in range(MOST_QUESTIONS + 1)])
    assert str(summary([answers])).endswith("\n\nand 1 more question")


def test_an_encoding_without_blocks() -> None:
    """Where standard output cannot show blocks, bars are ASCII and other characters are escaped."""
    code = (
        "from questionforms import Answer, Answers\n"
        "from questionforms.answers import summary\n"
        "print(summary([Answers(Answer('q', selections=['\\u6f22']))]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "ascii", "COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == f"  \\u6f22  {'#' * 60}  1 100.0%"


@pytest.mark.usefixtures("_eighty")
def test_worker_text_is_made_harmless() -> None:
    """Control characters never reach the terminal, and labels are cut to a third of its width."""
    hostile = Answers(Answer("q\x9b", selections=["\x9b31m\u202e" + "b" * 300]), Answer("t", text="\u2028" * 50))
    printed: Summary = summary([hostile] * 2)
    assert str(printed).replace("\n", "").isprintable()
    assert all(columns(line) <= 80 for line in str(printed).splitlines())
