"""`questionforms convert`: its output, its errors and their places, and its exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from questionforms import (
    AnswerKey,
    AnswerOption,
    ExternalQuestion,
    FileUploadAnswer,
    FormattedContent,
    FreeTextAnswer,
    HTMLQuestion,
    KeyedQuestion,
    Overview,
    Question,
    QuestionForm,
)
from questionforms.cli.commands.convert import convert
from questionforms.conversion import to_html_question, to_python
from questionforms.elements.base.element import Document

FORM = QuestionForm(Overview("Grüße"), Question("q", "?", FreeTextAnswer()))
KEY = AnswerKey(KeyedQuestion("q", AnswerOption("a", score=1)))
TWICE = FORM.to_xml(indent=True).replace("</QuestionForm>", "") + "".join(
    line + "\n" for line in QuestionForm(*FORM.questions).to_xml(indent=True).splitlines()[1:]
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder, with documents."""
    monkeypatch.chdir(tmp_path)
    Path("form.xml").write_bytes(FORM.to_bytes())
    Path("twice.xml").write_text(TWICE, encoding="utf-8")


def run(*arguments: str, data: bytes | None = None) -> Result:
    """The result of the command with these arguments."""
    return CliRunner().invoke(convert, arguments, input=data)


@pytest.mark.parametrize(
    "document",
    [FORM, KEY, HTMLQuestion("<!DOCTYPE html><p>é</p>\n", 5), ExternalQuestion("https://example.org/", 400)],
)
def test_code(document: Document) -> None:
    """The code of any document is printed, from a file or from standard input."""
    Path("document.xml").write_bytes(document.to_bytes())
    for result in (run("document.xml"), run("-", data=document.to_bytes())):
        assert (result.stdout, result.stderr, result.exit_code) == (to_python(document), "", 0)


def test_page() -> None:
    """With --html, the XML of an HTMLQuestion in the given language is printed."""
    result = run("--html", "form.xml")
    assert (result.stdout, result.stderr, result.exit_code) == (f"{to_html_question(FORM).to_xml()}\n", "", 0)
    assert '<html lang="de">' in HTMLQuestion.from_xml(run("--html", "--lang", "de", "form.xml").stdout).html


def test_a_form_in_python() -> None:
    """A document in Python is converted too; its errors have a path as their place."""
    Path("forms.py").write_text(
        to_python(FORM)
        + "\nfrom questionforms import FileUploadAnswer\n\n"
        + "upload = QuestionForm(Question('f', '?', FileUploadAnswer(max_bytes=9)), version='2005-10-01')\n",
        encoding="utf-8",
    )
    assert run("forms.py:form").stdout == to_python(FORM)
    result = run("--html", "forms.py:upload")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "forms.py:upload: /QuestionForm/Question/AnswerSpecification/FileUploadAnswer: "
        "cannot be converted: an HTMLQuestion cannot have a FileUploadAnswer;"
    )


def test_output() -> None:
    """With --output, a UTF-8 file is written, and nothing is printed."""
    result = run("form.xml", "--output", "form.py")
    assert (result.output, result.exit_code) == ("", 0)
    assert Path("form.py").read_text(encoding="utf-8") == to_python(FORM)


def test_what_cannot_be_built() -> None:
    """If the constructors would reject something, the code is still printed, and the exit code is 1."""
    result = run("twice.xml")
    assert result.exit_code == 1
    assert result.stdout == to_python(QuestionForm.from_xml(TWICE))
    assert result.stderr == (
        "twice.xml:1:1: cannot be built: argument `parts`: "
        "the identifier 'q' is given twice; expected unique identifiers\n"
    )


def test_what_cannot_be_a_page() -> None:
    """Whatever a page cannot do is reported with line and column; nothing is printed or written."""
    form = QuestionForm(FORM.parts[0], Question("f", "?", FileUploadAnswer(max_bytes=9)), version="2005-10-01")
    Path("upload.xml").write_text(form.to_xml(indent=True), encoding="utf-8")
    result = run("--html", "upload.xml", "-o", "page.xml")
    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr == (
        "upload.xml:11:7: cannot be converted: an HTMLQuestion cannot have a FileUploadAnswer; "
        "ask for a link in a FreeTextAnswer instead\n"
    )
    assert not Path("page.xml").exists()


def test_a_page_that_is_too_large() -> None:
    """A form whose page would exceed the limit is reported."""
    Path("large.xml").write_bytes(QuestionForm(Overview("x" * 65_000), FORM.parts[1]).to_bytes())
    result = run("--html", "large.xml")
    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr.startswith("large.xml: cannot be converted: the page has ")


def test_a_document_that_cannot_be_read() -> None:
    """The problems of an invalid document are printed as by `validate`; the exit code is 1."""
    xml = FORM.to_xml().replace("<Text>", "<Txt>").replace("</Text>", "</Txt>")
    for arguments in (("-",), ("--html", "-")):
        result = run(*arguments, data=xml.encode())
        assert (result.stdout, result.exit_code) == ("", 1)
        assert len(result.stderr.splitlines()) == 2
        for line in result.stderr.splitlines():
            assert line.startswith("<stdin>:1:")
            assert ": error: unknown-element: `Txt` is not an element of " in line


def test_html_of_no_form() -> None:
    """Only a QuestionForm becomes a page."""
    result = run("--html", "-", data=KEY.to_bytes())
    assert (result.stdout, result.exit_code) == ("", 1)
    assert "the root element is `AnswerKey`; expected `QuestionForm`" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.xml"], "Error: none.xml: No such file or directory\n"),
        (["."], "Error: . names 2 documents; expected one\n"),
        (["*.none"], "Error: *.none: cannot be read: no files match\n"),
        (["form.xml", "-o", "none/form.py"], "Error: none/form.py: No such file or directory\n"),
    ],
)
def test_what_cannot_be_done(arguments: list[str], message: str) -> None:
    """Files that cannot be read or written are reported, and the exit code is 2."""
    result = run(*arguments)
    assert (result.stdout, result.stderr, result.exit_code) == ("", message, 2)


@pytest.mark.parametrize("namespace", ["2017-11-06", "2005-10-01"])
def test_scripts_are_not_converted(namespace: str) -> None:
    """With --html, markup that the rules reject is not printed: each mistake is, with the place of its element."""
    markup = """<p><img src="https://e.org/a.png" alt="" onerror="f()"/><a href="javascript:f()">a</a></p>"""
    form = QuestionForm(Overview("a", FormattedContent(markup)), *FORM.questions)
    Path("script.xml").write_text(form.to_xml(indent=True).replace("2017-11-06", namespace), encoding="utf-8")
    result = run("--html", "script.xml", "--output", "page.xml")
    assert (result.stdout, result.exit_code, Path("page.xml").exists()) == ("", 1, False)
    first, second = result.stderr.splitlines()
    assert first.startswith("script.xml:4:5: cannot be converted: the attribute `onerror` of `img` is not allowed")
    assert second.startswith("script.xml:4:5: cannot be converted: `href` is `javascript:f()`, which is a script")
