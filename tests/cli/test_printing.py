"""What the command prints to a file in any encoding: documents, code and JSON can be read again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from questionforms import (
    Answer,
    AnswerFormatRegex,
    Answers,
    FormattedContent,
    FreeTextAnswer,
    HTMLQuestion,
    Overview,
    Question,
    QuestionForm,
    SelectionAnswer,
    parse,
)
from questionforms.conversion import to_html_question
from questionforms.words import columns

pytestmark = pytest.mark.slow

#: Characters that one or another encoding lacks: of a byte in cp1252, of two in UTF-16, of four.
WORDS = "größe — “日本語” 😀"
FORM = QuestionForm(
    Overview(WORDS, FormattedContent(f"<p>{WORDS} &amp; &lt;</p>")),
    Question(
        "größe",
        [WORDS, f"long {WORDS} & so on\n" * 9],
        FreeTextAnswer(AnswerFormatRegex(r"\d+ ?€", error_text=WORDS), default="\\日"),
    ),
    Question("s", "?", SelectionAnswer({"日": "'日' \"日\"", "a": r"C:\日"})),
)
#: The encodings of redirected output: on Windows, elsewhere, and those that can hold every character.
encodings = pytest.mark.parametrize(
    "encoding", ["cp1252", "cp437", "cp932", "latin-1", "ascii", "gb18030", "utf-8", "utf-16"]
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("form.xml").write_bytes(FORM.to_bytes())


def output(*arguments: str, encoding: str, code: int = 0) -> bytes:
    """What the command writes to a file in an encoding."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "questionforms", *arguments],
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done.stdout


@encodings
def test_a_page(encoding: str) -> None:
    """The XML of a page is read again as the same document; it has references, and no escapes of Python."""
    page = output("convert", "--html", "form.xml", encoding=encoding)
    assert parse(page) == to_html_question(FORM)
    assert b"\\u" not in page
    assert (b"&#26085;" in page) == (not encoding.startswith("utf"))


@encodings
def test_code(encoding: str) -> None:
    """Python reads the code again, and it builds the same document."""
    code = output("convert", "form.xml", encoding=encoding)
    names: dict[str, QuestionForm] = {}
    exec(code.decode("utf-16") if encoding == "utf-16" else code, names)
    assert names["form"] == FORM


@encodings
def test_a_guessed_form(encoding: str) -> None:
    """The XML of a guessed form is read again, with the identifiers of the questions."""
    Path("answers.xml").write_bytes(Answers(Answer("größe", text="日本"), Answer("日", text="x")).to_bytes())
    form = QuestionForm.from_xml(output("answers", "--guess-form", "answers.xml", encoding=encoding))
    assert [question.identifier for question in form.questions] == ["größe", "日"]


@encodings
def test_json(encoding: str) -> None:
    """JSON is read again with the same text."""
    error = "cvc-elt.1: Cannot find the declaration of element '😀日'"
    shown = output("explain", "--format", "json", error, encoding=encoding)
    assert "😀日" in json.dumps(json.loads(shown), ensure_ascii=False)


@pytest.mark.parametrize("html", ["]]>é", "é]]>", "é", "<p>é</p>]]>", "a\ré", "<i>" + "é" * 900, "&eacute;é&lt;"])
def test_a_section_of_any_content(html: str) -> None:
    """References are put outside of CDATA sections, where they are read as characters."""
    from questionforms.xml.escape import in_ascii

    document = HTMLQuestion(html)
    shown = in_ascii(document.to_xml())
    assert shown.isascii()
    assert parse(shown) == document


@pytest.mark.parametrize(
    ("encoding", "text", "start"),
    [
        ("utf-8", "日本 é", "<Text>日本 é<"),
        ("utf-8", "日" * 90, "…日日"),
        ("cp1252", "日本 é", "<Text>&#26085;&#26412; é<"),
        ("cp1252", "日" * 90, "…&#26085;&#26085;"),
        ("latin-1", "日" * 90, "...&#26085;&#26085;"),
        ("cp932", "日本 é", "<Text>日本 &#233;<"),
    ],
    ids=range(6),
)
def test_excerpts(encoding: str, text: str, start: str) -> None:
    """The line of a document has references for what the encoding lacks, and the caret is under the right place."""
    bad = QuestionForm(Question("q", text, FreeTextAnswer())).to_xml().replace("<FreeTextAnswer/>", "<FreeText/>")
    Path("bad.xml").write_text(bad.replace("<Text>", "\n<Text>"), encoding="utf-8")
    lines = output("validate", "bad.xml", encoding=encoding, code=1).decode(encoding).splitlines()
    assert lines[1].startswith(f"    2 | {start}")
    assert columns(lines[1].partition("<FreeText/>")[0]) == columns(lines[2].partition("^")[0])
