"""`questionforms validate --fix`, `--diff` and `--unsafe-fixes`: files, standard input, and what cannot be written."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from questionforms.cli.runs import fixing
from questionforms.namespaces import namespace
from tests.cli.command import FORM as BUILT
from tests.cli.command import run
from tests.fixes.documents import FORM, PAGE, broken

RADIO = broken(FORM, ">radiobutton<", ">radio<")
HTTP = broken(PAGE, "https://pictures", "http://pictures")


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder with a broken form and a page over http."""
    monkeypatch.chdir(tmp_path)
    Path("form.xml").write_text(RADIO, encoding="utf-8")
    Path("page.html").write_text(HTTP, encoding="utf-8")


def text_of(name: str) -> str:
    """The text of a file, with its own line ends."""
    return Path(name).read_bytes().decode()


def test_what_can_be_fixed_is_told() -> None:
    """Without `--fix`, a report for people ends with how many problems can be fixed; other formats do not."""
    result = run("form.xml", "page.html")
    assert result.stdout.splitlines()[-1] == "1 can be fixed with --fix, 1 more with --fix --unsafe-fixes"
    assert text_of("form.xml") == RADIO
    assert run("page.html").stdout.splitlines()[-1] == "1 can be fixed with --fix --unsafe-fixes"
    assert run("page.html", "form.xml", "--unsafe-fixes").stdout.splitlines()[-1] == "2 can be fixed with --fix"
    result = run("form.xml", "--format", "json")
    assert (result.stdout[-2:], result.stderr) == ("}\n", "")


def test_fix() -> None:
    """`--fix` writes the safe fixes, reports what is left, and fails only if that is an error."""
    result = run("--fix", ".")
    assert text_of("form.xml") == FORM
    assert text_of("page.html") == HTTP
    assert "form.xml" not in result.stdout
    assert result.stdout.splitlines()[-2:] == [
        "1 warning in 1 of 2 files",
        "Found 2 problems (1 fixed, 1 remaining); 1 more can be fixed with --unsafe-fixes",
    ]
    assert result.exit_code == 0
    assert run("--fix", ".").stdout.splitlines()[-1] == "1 can be fixed with --unsafe-fixes"


def test_unsafe_fixes() -> None:
    """With `--unsafe-fixes`, what a worker may see differently is written too."""
    result = run("--fix", "--unsafe-fixes", ".")
    assert (text_of("form.xml"), text_of("page.html")) == (FORM, PAGE)
    assert result.stdout == "2 files checked, no problems left\nFound 2 problems (2 fixed, 0 remaining)\n"


def test_errors_that_stay() -> None:
    """What cannot be fixed is reported with its new place, and the exit code is 1."""
    text = broken(broken(RADIO, "How many?", "a & b"), "<Title>Fruit</Title>", "<Nonsense/>")
    Path("form.xml").write_text(text, encoding="utf-8")
    result = run("--fix", "form.xml")
    assert result.exit_code == 1
    assert "error: unknown-element: `Nonsense`" in result.stdout
    assert result.stdout.splitlines()[-1] == "Found 3 problems (2 fixed, 1 remaining)"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_diff_is_what_patch_applies(newline: str, end: str) -> None:
    """`--diff` writes nothing; `patch` makes of its output the same bytes as `--fix`."""
    text = (broken(RADIO, "Salt", "Sält & é\u2028\x85").rstrip() + end).replace("\n", newline)
    Path("form.xml").write_bytes(text.encode())
    result = run("--diff", "form.xml")
    assert (result.exit_code, result.stderr) == (1, "Would fix 2 problems in 1 file\n")
    assert Path("form.xml").read_bytes() == text.encode()
    Path("copy.xml").write_bytes(text.encode())
    done = subprocess.run(
        ["patch", "--binary", "copy.xml"], input=result.stdout_bytes, capture_output=True, check=False
    )
    assert done.returncode == 0, done
    run("--fix", "form.xml")
    assert Path("copy.xml").read_bytes() == Path("form.xml").read_bytes() != text.encode()


def test_exit_codes_of_diff() -> None:
    """`--diff` fails if there is something to fix or an error would stay, and is silent on standard output if not."""
    result = run("--diff", "page.html")
    assert (result.stdout, result.stderr, result.exit_code) == ("", "Nothing to fix\n", 0)
    assert run("--diff", "--unsafe-fixes", "page.html").exit_code == 1
    Path("bad.xml").write_text(broken(FORM, "<Title>Fruit</Title>", "<Nonsense/>"), encoding="utf-8")
    result = run("--diff", "bad.xml")
    assert (result.stdout, result.stderr, result.exit_code) == ("", "Nothing to fix; 1 error would remain\n", 1)
    assert run("--diff", "none.xml").exit_code == 2


def test_known_errors_do_not_fail_a_diff() -> None:
    """`--diff` fails for errors that would be left, unless they are in the baseline; what can be fixed still counts."""
    text = broken(FORM, "<Title>Fruit</Title>", "<Nonsense/>")
    Path("bad.xml").write_text(text, encoding="utf-8")
    known = ("bad.xml", "--baseline", "known.json")
    assert run("bad.xml", "--write-baseline", "known.json").exit_code == 0
    result = run("--diff", *known)
    assert (result.stdout, result.stderr, result.exit_code) == ("", "Nothing to fix\n", 0)
    Path("bad.xml").write_text(broken(text, ">radiobutton<", ">radio<"), encoding="utf-8")
    result = run("--diff", *known)
    assert (result.stderr, result.exit_code) == ("Would fix 1 problem in 1 file\n", 1)
    assert run("--fix", *known).exit_code == 0


@pytest.mark.parametrize("format", ["text", "json"])
def test_standard_input(format: str) -> None:
    """The fixed standard input is printed, byte for byte, and the report goes to standard error."""
    data = broken(RADIO, "How many?", "a \u2028 & é").replace("\n", "\r\n").encode("utf-16")
    data = data.replace("UTF-8".encode("utf-16-le"), "UTF-16".encode("utf-16-le"))
    result = run("--fix", "-", "--format", format, data=data)
    expected = broken(FORM, "How many?", "a \u2028 &amp; é").replace("UTF-8", "UTF-16").replace("\n", "\r\n")
    assert result.stdout_bytes == expected.encode("utf-16")
    assert "Found 2 problems (2 fixed, 0 remaining)" in result.stderr
    result = run("--fix", "-", data="no XML")
    assert (result.stdout, result.exit_code) == ("no XML", 1)


def test_links_and_modes() -> None:
    """A link still leads to the file, which keeps its mode; nothing else is left in the folder."""
    os.chmod("form.xml", 0o640)
    Path("link.xml").symlink_to("form.xml")
    assert run("--fix", "link.xml").exit_code == 0
    assert Path("link.xml").is_symlink()
    assert text_of("form.xml") == FORM
    assert stat.S_IMODE(Path("form.xml").stat().st_mode) == 0o640
    assert sorted(os.listdir()) == ["form.xml", "link.xml", "page.html"]


def test_a_file_that_is_read_only() -> None:
    """A file that must not be written stays, which is reported with exit code 2; the others are fixed."""
    Path("other.xml").write_text(RADIO, encoding="utf-8")
    os.chmod("form.xml", 0o444)
    result = run("--fix", "form.xml", "other.xml")
    assert result.stderr == "form.xml: cannot be written: it is read-only\n"
    assert "form.xml:25:26: error: invalid-value" in result.stdout
    assert (text_of("form.xml"), text_of("other.xml"), result.exit_code) == (RADIO, FORM, 2)


def test_files_without_problems_are_not_written() -> None:
    """A file with nothing to fix is not touched."""
    Path("good.xml").write_text(FORM, encoding="utf-8")
    before = Path("good.xml").stat()
    assert run("--fix", "good.xml").stdout == "1 file checked, no problems found\n"
    assert Path("good.xml").stat() == before


def test_documents_in_python() -> None:
    """What is built in Python cannot be fixed, which is reported."""
    Path("forms.py").write_text(f"form = {RADIO!r}\nbuilt = {BUILT.to_xml()!r}\n", encoding="utf-8")
    result = run("--fix", "forms.py:form")
    assert result.stderr == "forms.py:form: cannot be fixed: it is built in Python\n"
    assert result.exit_code == 1
    assert "can be fixed" not in result.stdout


def test_rules_that_are_ignored_are_not_fixed() -> None:
    """Only what would be reported is fixed."""
    assert run("--fix", "--ignore", "invalid-value", "form.xml").exit_code == 0
    assert text_of("form.xml") == RADIO
    run("--fix", "--unsafe-fixes", "--severity", "error", ".")
    assert (text_of("form.xml"), text_of("page.html")) == (FORM, HTTP)


def test_a_form_and_its_key() -> None:
    """A key is fixed beside its form."""
    Path("key.xml").write_text(
        '<AnswerKey xmlns="https://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd">'
        "<Question><QuestionIdentifier>which</QuestionIdentifier><AnswerOption><SelectionIdentifier>a"
        "</SelectionIdentifier><AnswerScore>5</AnswerScore></AnswerOption></Question></AnswerKey>",
        encoding="utf-8",
    )
    result = run("--fix", "form.xml", "--key", "key.xml")
    assert text_of("form.xml") == FORM
    assert "https:" not in text_of("key.xml")
    assert "(2 fixed" in result.stdout


def test_quiet() -> None:
    """With `-q`, files are fixed, and nothing is printed."""
    result = run("--fix", "-q", "form.xml")
    assert (result.stdout, result.stderr, text_of("form.xml")) == ("", "", FORM)


ANSWERS = (
    f'<QuestionFormAnswers xmlns="{namespace("QuestionFormAnswers").replace("http:", "https:")}"><Answer>'
    "<QuestionIdentifier>a</QuestionIdentifier><FreeText>x</FreeText></Answer></QuestionFormAnswers>"
)
KEY = (
    f'<AnswerKey xmlns="{namespace("AnswerKey").replace("http:", "https:")}"><Question><QuestionIdentifier>which'
    "</QuestionIdentifier><AnswerOption><SelectionIdentifier>a</SelectionIdentifier><AnswerScore>5</AnswerScore>"
    "</AnswerOption></Question></AnswerKey>"
)


@pytest.mark.parametrize("text", [ANSWERS, f"<!-- <QuestionForm> -->{ANSWERS}", ANSWERS.replace("Answers", "Answer")])
def test_what_a_worker_sent(text: str) -> None:
    """A file with a worker's answers is never changed, also if its root is misspelt; this is reported in words."""
    Path("answers.xml").write_text(text, encoding="utf-8")
    result = run("--fix", "--unsafe-fixes", "answers.xml")
    assert (text_of("answers.xml"), result.exit_code) == (text, 1)
    assert result.stderr == "answers.xml: cannot be fixed: it contains a worker's answers\n"
    assert "can be fixed" not in run("answers.xml").stdout
    result = run("--diff", "answers.xml")
    assert (result.stdout, result.exit_code) == ("", 1)


def test_answers_without_problems_are_not_mentioned() -> None:
    """A file with a worker's answers that has no problem is not worth a line."""
    Path("answers.xml").write_text(ANSWERS.replace("https:", "http:"), encoding="utf-8")
    assert run("--fix", "answers.xml").stderr == ""


def test_layouts_are_fixed_as_layouts() -> None:
    """A layout is checked as one while it is fixed, whatever its suffix is."""
    layout = '<p>${text} & more <img src="http://a.example.org/b.png" alt=""></p>\n<input name="label">\n'
    for name in ("layout.html", "layout.txt"):
        Path(name).write_text(layout, encoding="utf-8")
        assert run("--fix", "--unsafe-fixes", "--layout", "layout.*", name).exit_code == 0
        expected = layout.replace("http:", "https:").replace("& more", "&amp; more")
        assert text_of(name).replace("&amp;", "&") == expected.replace("&amp;", "&")


def test_only_named_files_are_written() -> None:
    """The key of a form is checked beside it, and only fixed if it is named, too."""
    Path("pyproject.toml").write_text('[tool.questionforms.keys]\n"form.xml" = "key.xml"\n', encoding="utf-8")
    Path("key.xml").write_text(KEY, encoding="utf-8")
    result = run("--fix", "form.xml")
    assert "key.xml:1:1: error: wrong-namespace" in result.stdout
    assert (text_of("form.xml"), text_of("key.xml")) == (FORM, KEY)
    run("--fix", "form.xml", "key.xml")
    assert text_of("key.xml") == KEY.replace("https:", "http:")


def test_a_file_that_changes_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another program writes while a file is fixed is not lost."""
    real = fixing.save

    def save(path: Path, before: bytes, after: bytes) -> None:
        path.write_text("new", encoding="utf-8")
        real(path, before, after)

    monkeypatch.setattr(fixing, "save", save)
    result = run("--fix", "form.xml")
    assert (text_of("form.xml"), result.exit_code) == ("new", 2)
    assert result.stderr == "form.xml: cannot be written: it was changed in the meantime\n"
    assert sorted(os.listdir()) == ["form.xml", "page.html"]


def test_known_problems() -> None:
    """Known problems are fixed, too, and forgotten; those that would remain do not make `--diff` fail."""
    Path("form.xml").write_text(broken(RADIO, "<Title>Fruit</Title>", "<Nonsense/>"), encoding="utf-8")
    assert run("form.xml", "--write-baseline", "known.json").exit_code == 0
    result = run("--diff", "--baseline", "known.json", "form.xml")
    assert (result.stderr, result.exit_code) == ("Would fix 1 problem in 1 file\n", 1)
    result = run("--fix", "--baseline", "known.json", "form.xml")
    assert "known.json: 1 known problem is fixed" in result.stderr
    result = run("--diff", "--baseline", "known.json", "form.xml")
    assert (result.stderr, result.exit_code) == ("Nothing to fix\n", 0)


def test_differences_of_what_is_built_in_python() -> None:
    """With `--diff`, the errors of a document in Python are counted, although it cannot be fixed."""
    Path("forms.py").write_text(f"form = {RADIO!r}\n", encoding="utf-8")
    result = run("--diff", "forms.py:form")
    assert result.exit_code == 1
    assert result.stderr.endswith("it is built in Python\nNothing to fix; 1 error would remain\n")


@pytest.mark.parametrize("option", ["--statistics", "--output=report.txt", "--write-baseline=known.json"])
def test_differences_and_other_output(option: str) -> None:
    """What `--diff` does not print or write is refused."""
    result = run("--diff", option, "form.xml")
    assert result.exit_code == 2
    assert f"--diff and {option.partition('=')[0]} cannot be used together" in result.stderr
