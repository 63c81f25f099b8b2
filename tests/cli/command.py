"""Shared by the tests of the command: documents, and a way to run it."""

from __future__ import annotations

from click.testing import CliRunner, Result

from questionforms import FreeTextAnswer, Question, QuestionForm
from questionforms.cli import main

FORM = QuestionForm(Question("q", "?", FreeTextAnswer()))
GOOD = FORM.to_xml(indent=True)
BAD = GOOD.replace("<FreeTextAnswer/>", "<FreeFormAnswer/>")
#: A document with a warning alone.
DOUBTFUL = GOOD.replace("  <Question>", "  <!-- questionforms: ignore to-large -->\n  <Question>")
PAGE = "<!DOCTYPE html><html><head><title>x</title></head><body><p>x</body></html>"

_NUMBER = BAD[: BAD.index("<FreeFormAnswer/>")].count("\n") + 1
#: What is said of BAD, after the file's name.
LINE = (
    f":{_NUMBER}:7: error: unknown-element: `FreeFormAnswer` is not an element of `AnswerSpecification`; "
    "did you mean `FreeTextAnswer`?\n"
)
#: The same with the line of the document.
SHOWN = f"{LINE}{_NUMBER:>5} | <FreeFormAnswer/>\n      | ^\n"


def run(*arguments: str, data: str | bytes | None = None) -> Result:
    """The result of `questionforms validate` with these arguments."""
    return CliRunner().invoke(main, ["validate", *arguments], input=data)
