"""Excerpts: the line of a problem, as a terminal shows it, and the caret under the column."""

from __future__ import annotations

from pathlib import Path

import pytest

from questionforms import FreeTextAnswer, Question, QuestionForm
from questionforms.checks.excerpts import WIDTH, excerpt, headline, lines_of, report
from questionforms.problems import Problem


def at(column: int | None, line: int | None = 1, element: str | None = None) -> Problem:
    """A problem at a place."""
    return Problem(rule="schema", message="m", file="f", path="/p", line=line, column=column, element=element)


def shown(text: str, column: int) -> tuple[str, str]:
    """The two lines of an excerpt, without the gutter."""
    first, second = str(excerpt(at(column), [text])).split("\n")
    assert (first[:8], second[:8]) == ("    1 | ", "      | ")
    return first[8:], second[8:]


@pytest.mark.parametrize(
    ("text", "column", "line", "caret"),
    [
        ("<a/>", 1, "<a/>", "^"),
        ("<a/>", 3, "<a/>", "  ^"),
        ("<a/>", 5, "<a/>", "    ^"),
        ("<a/>", 99, "<a/>", "    ^"),
        ("", 1, "", "^"),
        ("  <a/>", 3, "<a/>", "^"),
        ("\t <a/>", 3, "<a/>", "^"),
        ("  <a/>", 1, "  <a/>", "^"),
        ("  <a/>", 2, " <a/>", "^"),
        ("<a>\t<b/>", 5, "<a>    <b/>", "       ^"),
        ("冬の<b/>", 3, "冬の<b/>", "    ^"),
        ("e\u0301<b/>", 3, "e\u0301<b/>", " ^"),
        ("a\u3000b", 3, "a\u3000b", "   ^"),
        ("a\xa0b", 3, "a b", "  ^"),
        ("a\x1b[31mb", 7, "a\ufffd[31mb", "      ^"),
        ("a\u202eb", 3, "a\ufffdb", "  ^"),
        ("::error::x", 1, "::error::x", "^"),
    ],
)
def test_the_caret_stands_under_the_column(text: str, column: int, line: str, caret: str) -> None:
    """Indentation and terminal commands are removed, tabs become spaces, and wide characters take two columns."""
    assert shown(text, column) == (line, caret)


@pytest.mark.parametrize("column", [1, 2, 60, 99, 100, 101, 120, 150, 400, 699, 700])
@pytest.mark.parametrize(
    "text", ["".join(chr(0x100 + index % 299) for index in range(700)), "\t" * 3 + "x" * 696 + "y"]
)
def test_long_lines_are_cut_around_the_column(text: str, column: int) -> None:
    """Only the part of a long line around the column is shown, with the caret under the same character."""
    line, caret = shown(text, column)
    assert len(line) <= WIDTH + 2
    if text[column - 1] != "\t":
        assert line[len(caret) - 1] == text[column - 1]
    assert line.endswith("…") is (column + WIDTH < len(text) or len(line) > WIDTH)


def test_wide_characters_in_long_lines() -> None:
    """The caret is right in a long line of wide characters."""
    text = "冬" * 300 + "<" + "冬" * 300
    line, caret = shown(text, 301)
    assert line.index("<") * 2 - 1 == len(caret) - 1
    assert sum(2 if character == "冬" else 1 for character in line) <= WIDTH + 2


def test_elements_of_documents_built_in_python() -> None:
    """Without a line, the shortened repr of the element is shown, and the headline does not repeat it."""
    problem = at(None, None, "Question('q', '?', FreeTextAnswer())")
    assert str(excerpt(problem, [])) == "  | Question('q', '?', FreeTextAnswer())"
    assert headline(problem) == "f: /p: error: schema: m"
    assert str(excerpt(at(None, None, "x" * 500), [])) == f"  | {'x' * WIDTH}…"
    assert excerpt(at(None, None), []) is None


def test_a_line_that_is_not_there() -> None:
    """A problem on a line past the last has no excerpt."""
    assert excerpt(at(1, 2), ["<a/>"]) is None
    assert report([at(1, 2)], ["<a/>"]) == "f:2:1: error: schema: m"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("a\r\nb\rc\nd", ["a", "b", "c", "d"]),
        ("\ufeffa", ["a"]),
        ("<a>\nb".encode("utf-16"), ["<a>", "b"]),
        (b"<a>\n\xff", ["<a>", "\ufffd"]),
    ],
)
def test_lines_are_those_that_problems_count(source: str | bytes, lines: list[str]) -> None:
    """Lines end as in XML, in any encoding; bytes that cannot be decoded are shown as replacement characters."""
    assert lines_of(source) == lines


def test_lines_of_a_file_that_cannot_be_decoded(tmp_path: Path) -> None:
    """A file with bytes that do not match its encoding is shown with replacement characters."""
    (tmp_path / "form.xml").write_bytes(b"<a>\n\xff</a>")
    assert lines_of(tmp_path / "form.xml") == ["<a>", "\ufffd</a>"]
    assert lines_of(QuestionForm(Question("q", "?", FreeTextAnswer()))) == []
