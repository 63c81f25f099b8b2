"""What the command draws on a terminal: styles, hints, wrapped lines, errors last, and the pages of rules."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from questionforms.cli.output.markdown_pages import draw
from questionforms.cli.output.terminal import wrapped
from questionforms.codes import CODES, page
from questionforms.words import columns
from tests.cli.command import DOUBTFUL, GOOD, run
from tests.cli.terminal import needs_terminal, on_terminal


@pytest.fixture
def mixed(folder: Path) -> Path:
    """A folder with an error in a.xml, and warnings in b.xml and c.xml."""
    (folder / "mixed").mkdir()
    (folder / "mixed" / "a.xml").write_text(GOOD.replace("<Text>?", "<Text>a & b"))
    for name in ("b", "c"):
        (folder / "mixed" / f"{name}.xml").write_text(DOUBTFUL)
    return folder


@needs_terminal
@pytest.mark.usefixtures("mixed")
def test_errors_come_last() -> None:
    """On a terminal, errors are next to the count, after all warnings; elsewhere, the order is that of the files."""
    shown, code = on_terminal("validate", "mixed", NO_COLOR="1")
    starts = [line.partition(":")[0] for line in shown.splitlines() if ".xml:" in line]
    assert (starts, code) == (["mixed/b.xml", "mixed/c.xml", "mixed/a.xml"], 1)
    assert "1 error and 2 warnings in 3 of 3 files" in shown.splitlines()
    printed = run("mixed").stdout
    assert [line.partition(":")[0] for line in printed.splitlines() if ".xml:" in line] == [
        "mixed/a.xml", "mixed/b.xml", "mixed/c.xml",
    ]  # fmt: skip


@needs_terminal
@pytest.mark.usefixtures("mixed")
def test_a_problem_on_a_terminal() -> None:
    """The rule has a style of its own, and the hint a line of its own, without brackets."""
    shown, _ = on_terminal("validate", "mixed/a.xml")
    assert "\x1b[31merror:\x1b[0m \x1b[36mnot-well-formed:\x1b[0m" in shown
    lines = click.unstyle(shown).splitlines()
    assert "  hint: write & as &amp;" in lines
    assert "(write & as &amp;)" not in shown
    assert "(write & as &amp;)" in run("mixed/a.xml").stdout
    plain, _ = on_terminal("validate", "mixed/a.xml", NO_COLOR="1")
    assert plain == click.unstyle(shown)


@pytest.mark.slow
@needs_terminal
@pytest.mark.usefixtures("mixed")
@pytest.mark.parametrize("width", [50, 80, 120])
def test_lines_are_wrapped_at_words(width: int) -> None:
    """No line is wider than the terminal, and the wrapped text is the text."""
    long = GOOD.replace("<FreeTextAnswer/>", f"<FreeText/>{'<!-- 冬 a very long line -->' * 20}")
    Path("long.xml").write_text(long, encoding="utf-8")
    for arguments in (["long.xml", "mixed"], ["mixed", "--statistics"]):
        shown, _ = on_terminal("validate", *arguments, width=width, NO_COLOR="1")
        assert max(columns(line) for line in shown.splitlines()) <= width
    assert " ".join(run("mixed/b.xml").stdout.splitlines()[0].split()) in " ".join(
        on_terminal("validate", "mixed/b.xml", width=width, NO_COLOR="1")[0].split()
    )


@needs_terminal
@pytest.mark.usefixtures("mixed")
def test_a_file_is_not_drawn() -> None:
    """With `--output`, or another format, a terminal changes nothing."""
    on_terminal("validate", "mixed", "-o", "report.txt")
    assert run("mixed").stdout.startswith(Path("report.txt").read_text(encoding="utf-8"))
    shown, _ = on_terminal("validate", "mixed", "--format", "concise", width=40, NO_COLOR="1")
    assert shown == run("mixed", "--format", "concise").stdout


@needs_terminal
def test_a_page_on_a_terminal() -> None:
    """`rules NAME` draws the page: no marks of Markdown are left, links are their text, and lines are wrapped."""
    shown, code = on_terminal("rules", "unused-ignore", width=60)
    assert code == 0
    assert "\x1b[1mAn example\x1b[0m" in shown
    plain = click.unstyle(shown)
    assert plain.startswith("unused-ignore\n\nA comment turns off a rule")
    assert "This library: comments that turn rules off." in plain
    assert not [mark for mark in ("# ", "```", "](", "`http") if mark in plain.partition("An example")[0]]
    assert on_terminal("rules", "unused-ignore", width=60, NO_COLOR="1")[0] == plain


@needs_terminal
@pytest.mark.parametrize(("width", "second"), [(80, "\n      The document starts"), (120, "     The document starts")])
def test_the_list_of_rules_is_wrapped(width: int, second: str) -> None:
    """On a terminal, the sentences of the list of rules are wrapped beside the names, or below them if it is narrow."""
    shown, _ = on_terminal("rules", width=width)
    assert shown.startswith("\x1b[1mReading the text\x1b[0m\n\x1b[36m  document-type")
    plain = click.unstyle(shown)
    assert max(columns(line) for line in plain.splitlines()) <= width
    assert f" error   fix{second} with a `<!DOCTYPE ...>`.\n" in plain
    assert on_terminal("rules", width=width, NO_COLOR="1")[0] == plain


@needs_terminal
def test_explanations_fit_the_terminal() -> None:
    """`explain` wraps its lines to the terminal."""
    message = "There was an error parsing the XML question or answer data in your request. " * 3
    shown, _ = on_terminal("explain", message, width=50, NO_COLOR="1")
    assert max(columns(line) for line in shown.splitlines()) <= 50


@needs_terminal
@pytest.mark.usefixtures("folder")
def test_problems_of_answers_are_drawn_alike() -> None:
    """`answers` draws problems as `validate` does: wrapped, and in the same styles."""
    Path("answers.xml").write_text(
        '<QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/'
        'QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>p</QuestionIdentifier><FreeText>x</FreeText></Answer>'
        "</QuestionFormAnswers>"
    )
    shown, code = on_terminal("answers", "answers.xml", "--form", "good.xml", width=60)
    assert code == 1
    assert "\x1b[31merror:\x1b[0m \x1b[36munknown-question:\x1b[0m" in shown


def test_pages_have_no_marks_left() -> None:
    """Every page is drawn within the width, except code, and without the marks of headings, links and code."""
    for name in CODES:
        drawn = click.unstyle(draw(page(name), 72))
        assert drawn.startswith(f"{name}\n\n")
        prose = [line for line in drawn.splitlines() if not line.startswith("    ")]
        assert max(columns(line) for line in prose) <= 72
        for mark in ("```", "](", "## "):
            assert mark not in drawn
        assert "`" not in "".join(prose)


def test_what_pages_may_use() -> None:
    """Lists, tables, links to other sites and emphasis are drawn; characters that only look like marks stay."""
    drawn = draw(
        "# A `b`\n\nSee [the `x`](a.md), [the site](https://a.example/b) and *this*, **that**: 5 * 3 * 2, a_b_c.\n\n"
        "- one two three four five six seven eight nine\n  ten\n- two\n\n"
        "1. x\n\n| a | b `c` |\n|---|---|\n| `12` | d |\n",
        40,
    )
    assert click.unstyle(drawn) == (
        "A b\n\nSee the x, the site\n(https://a.example/b) and this, that: 5\n* 3 * 2, a_b_c.\n\n"
        "- one two three four five six seven\n  eight nine ten\n- two\n\n1. x\n\na   b c\n12  d"
    )
    assert "\x1b[36mx\x1b[0m" not in drawn
    assert "\x1b[36m12\x1b[0m" in drawn


def test_words_are_wrapped() -> None:
    """Lines break at blanks alone, double blanks stay, and a word wider than a line is left whole."""
    assert list(wrapped([("a  b", {}), (" c", {})], 10)) == ["a  b c"]
    assert list(wrapped([("one two three", {})], 8, indent=2)) == ["one two", "  three"]
    assert list(wrapped([("x" * 20 + " y", {})], 8, indent=2)) == ["x" * 20, "  y"]
    assert list(wrapped([("冬冬 冬冬", {})], 8, indent=0)) == ["冬冬", "冬冬"]
    assert list(wrapped([("", {})], 8)) == [""]
    assert list(wrapped([("a b", {"bold": True}), (", c", {})], 80)) == ["\x1b[1ma b\x1b[0m, c"]
