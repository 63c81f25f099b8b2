"""`questionforms validate`: where documents come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from questionforms import AnswerKey, AnswerOption, HTMLQuestion, KeyedQuestion, Question, QuestionForm, SelectionAnswer
from tests.cli.command import BAD, GOOD, LINE, PAGE, SHOWN, run

pytestmark = pytest.mark.usefixtures("folder")

FORMS = """
from questionforms import FreeTextAnswer, Question, QuestionForm

print("imported")
form = QuestionForm(Question("q", "?", FreeTextAnswer()))
long = QuestionForm(Question("q", "?" * 70_000, FreeTextAnswer()))
forms = [form, long]
by_name = {"short": (form,), "long": long}
xml = form.to_xml()
number = 3

def build():
    return form

def build_all():
    yield form
    yield long

def fail():
    raise ValueError("no form today")

class Forms:
    first = form
"""


def test_a_folder() -> None:
    """In a folder and its subfolders, files with a document's suffix are checked, sorted by name."""
    Path("deep/page.HTM").write_text(PAGE)
    result = run("deep", "--select", "unknown-element")
    assert result.stdout == f"deep/er/bad.question{SHOWN}1 error in 1 of 3 files\n"
    assert run(".", "--select", "unknown-element").stdout.endswith("2 errors in 2 of 5 files\n")


def test_what_is_left_out_of_folders() -> None:
    """Folders with a leading dot, and node_modules, are skipped, but can be named."""
    assert "hidden" not in run(".").stdout
    assert "node_modules" not in run(".").stdout
    assert run(".hidden").exit_code == 1
    assert run("node_modules").exit_code == 1


@pytest.mark.parametrize(
    ("pattern", "count"), [("*.xml", 2), ("**/*.xml", 4), ("deep/*", 3), ("[g]ood.xml", 1), ("d*", 2)]
)
def test_a_pattern(pattern: str, count: int) -> None:
    """A pattern that the shell did not expand is expanded; folders that match are searched."""
    Path("node_modules/bad.xml").unlink()
    Path("more").mkdir()
    Path("more/good.xml").write_text(GOOD)
    assert f" {count} file" in run(pattern).stdout.replace("1 file checked", "of 1 file")


def test_a_name_that_looks_like_a_pattern() -> None:
    """A file name with brackets or a colon means that file."""
    for name in ("bad[1].xml", "a:b"):
        Path(name).write_text(BAD)
        assert run(name).stdout == f"{name}{SHOWN}1 error in 1 of 1 file\n"


@pytest.mark.parametrize("data", [BAD, BAD.encode(), f"\ufeff{BAD}".encode(), BAD.encode("utf-16")])
def test_standard_input(data: str | bytes) -> None:
    """`-` is standard input, in any encoding."""
    result = run("-", data=data)
    assert (result.stdout, result.exit_code) == (f"<stdin>{SHOWN}1 error in 1 of 1 file\n", 1)


@pytest.mark.parametrize("start", ["", "\ufeff", "<!-- a page -->\n", '<?xml version="1.0"?>\n'])
def test_a_page(start: str) -> None:
    """An HTML page in a file or from standard input is checked as a page, not as XML."""
    Path("page.html").write_text(start + PAGE, encoding="utf-8")
    for result in (run("page.html"), run("-", data=start + PAGE)):
        assert "not-well-formed" not in result.stdout
        assert "unknown-root" not in result.stdout
        assert "1 file" in result.stdout


def test_a_page_says_its_own_name() -> None:
    """A problem in a page has the name of the file or of standard input."""
    page = f"<!DOCTYPE html><title>x</title><p>{'x' * 70_000}</p>"
    Path("page.html").write_text(page)
    assert "page.html:1:1: error: too-large: " in run("page.html").stdout
    assert "<stdin>:1:1: error: too-large: " in run("-", data=page).stdout


@pytest.mark.parametrize("document", [BAD, f'<?xml version="1.0"?>\n<!-- a form -->\n{BAD}'])
def test_a_document_in_a_file_that_is_named_as_a_page(document: str) -> None:
    """XML in a file that ends in .html is checked as XML."""
    Path("form.html").write_text(document)
    assert "unknown-element" in run("form.html").stdout


def test_an_answers_file() -> None:
    """A worker's answers are checked too."""
    answers = Path(__file__).parents[2] / "examples" / "answers.xml"
    assert run(str(answers)).stdout == "1 file checked, no problems found\n"


@pytest.mark.parametrize(
    ("attribute", "count", "names"),
    [
        ("form", "1 file", []),
        ("build", "1 file", []),
        ("Forms.first", "1 file", []),
        ("xml", "1 file", []),
        ("long", "1 file", ["long"]),
        ("forms", "2 files", ["forms[1]"]),
        ("build_all", "2 files", ["build_all[1]"]),
        ("by_name", "2 files", ["by_name['long']"]),
    ],
)
@pytest.mark.parametrize("module", ["pack.forms", "pack/forms.py"])
def test_documents_in_python(module: str, attribute: str, count: str, names: list[str]) -> None:
    """A module or file can have documents, or a function that returns them; its output is not in the report."""
    Path("pack").mkdir()
    Path("pack/forms.py").write_text(FORMS)
    result = run(f"{module}:{attribute}")
    assert [line.split(": ")[0] for line in result.stdout.splitlines() if "too-large" in line] == [
        f"{module}:{name}" for name in names
    ]
    assert f"{count} checked" in result.stdout or f"of {count}" in result.stdout
    assert result.exit_code == len(names)


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("forms.py:fail", "cannot be imported: ValueError: no form today"),
        ("forms.py:nothing", "cannot be imported: AttributeError: module"),
        ("forms.py:number", "cannot be checked: 3 is an int; expected a document"),
        ("forms.py", "cannot be checked: name the attribute that holds the document, such as forms.py:form"),
        ("none.py:form", "cannot be read: No such file or directory"),
        ("no_such_module:form", "cannot be imported: ModuleNotFoundError: No module named 'no_such_module'"),
        ("ends.py:form", "cannot be imported: SystemExit: 3"),
        ("broken.py:form", "cannot be imported: SyntaxError: "),
        ("empty.py:forms", "cannot be checked: it contains no documents"),
    ],
)
def test_python_that_gives_no_document(argument: str, reason: str) -> None:
    """The reason is reported on standard error, the rest is checked, and the exit code is 2."""
    Path("forms.py").write_text(FORMS)
    Path("ends.py").write_text("raise SystemExit(3)")
    Path("broken.py").write_text("form = (")
    Path("empty.py").write_text("forms = []")
    result = run(argument, "bad.xml")
    assert f"{argument}: {reason}" in result.stderr
    assert result.stdout == f"bad.xml{SHOWN}1 error in 1 of 1 file; 1 could not be checked\n"
    assert result.exit_code == 2


def test_a_document_in_python_is_shown_by_its_repr() -> None:
    """If a document has no lines, the element's repr is shown below the problem, if known."""
    Path("named.py").write_text(
        "from questionforms import *\n" + FORMS.split("\n", 2)[2].replace('"q"', '"q" * 70_000')
    )
    result = run("named.py:form")
    assert "named.py:form: " in result.stdout
    assert "too-large" in result.stdout


def test_standard_modules_are_not_replaced() -> None:
    """A file with the name of a Python module means that file, and the module is not affected."""
    Path("random.py").write_text(FORMS)
    assert run("random.py:form").exit_code == 0
    import random

    assert random.random() < 1


CHOICE = QuestionForm(Question("q", "?", SelectionAnswer({"a": "A", "b": "B"})))


def test_a_form_and_its_key() -> None:
    """`--key` checks the form, and the key against it."""
    Path("form.xml").write_text(CHOICE.to_xml())
    Path("key.xml").write_text(AnswerKey(KeyedQuestion("q", AnswerOption("a", score=1))).to_xml())
    assert run("form.xml", "--key", "key.xml").stdout == "2 files checked, no problems found\n"
    Path("form.xml").write_text(HTMLQuestion(PAGE).to_xml())
    result = run("form.xml", "--key", "key.xml", "--select", "unreadable-form")
    assert "key.xml:1:1: error: unreadable-form: " in result.stdout


def test_a_key_that_does_not_fit() -> None:
    """Mismatches between a form and its key are found, also for documents in Python."""
    Path("forms.py").write_text(
        "from questionforms import *\n"
        "form = QuestionForm(Question('q', '?', SelectionAnswer({'a': 'A'})))\n"
        "key = AnswerKey(KeyedQuestion('r', AnswerOption('a', score=1)))\n"
    )
    alone = run("forms.py:key")
    assert alone.stdout == "1 file checked, no problems found\n"
    result = run("forms.py:form", "--key", "forms.py:key")
    assert result.exit_code == 1
    assert "forms.py:key: /AnswerKey" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["good.xml", "deep/good.xml", "--key", "key.xml"], "not 2 documents and 1 key"),
        (["deep", "--key", "key.xml"], "not 2 documents and 1 key"),
        (["good.xml", "--key", "deep"], "not 1 document and 2 keys"),
    ],
)
def test_a_key_for_more_than_one_form(arguments: list[str], message: str) -> None:
    """A key with more than one form is an error with exit code 2."""
    result = run(*arguments)
    assert (result.exit_code, message in result.stderr) == (2, True)


def test_a_key_that_cannot_be_read() -> None:
    """If the key or the form cannot be read, only the other is checked, with exit code 2."""
    result = run("bad.xml", "--key", "none.xml")
    assert result.stderr.startswith("none.xml: cannot be read: ")
    assert result.stdout == f"bad.xml{SHOWN}1 error in 1 of 1 file; 1 could not be checked\n"
    assert run("none.xml", "--key", "bad.xml").stdout.startswith(f"bad.xml{LINE}")


def test_a_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Closed standard input is an error with exit code 2."""
    from questionforms.project.sources import NotFoundError, find

    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(NotFoundError, match="standard input is closed"):
        list(find("-", lambda _: False))
