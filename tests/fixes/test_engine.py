"""The engine: what it never does, whatever the document; and what it counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import parse
from questionforms.codes import CODES
from questionforms.fixes.engine import fix
from questionforms.fixes.registry import fixers_of
from questionforms.problems import Problem
from tests.documents import corpus, needs_shared
from tests.fixes.documents import FORM, PAGE, broken, check, fixed
from tests.test_files import INVALID, name

#: The rules with which reading stops, so that a fix can reveal others.
_FIRST = {code.name for code in CODES.values() if code.family == "text"} | {"unknown-root", "wrong-namespace"}

#: Parts of FORM, each with what it may be broken into, and whether its fix restores it to the letter.
_BREAKS = [
    (">radiobutton<", ">Radio<"),
    ("<IsRequired>true<", "<IsRequired>Yes<"),
    ("<IsRequired>false<", "<IsRequired>FALSE<"),
    ("How many?", "How & many?"),
    ("An apple", "&Ouml;pfel &nbsp;"),
    ("A pear", "a ]]> pear"),
    ("2017-11-06", "2017-11-6"),
    ("minValue", "minvalue"),
    ("<br/>", "<br>"),
    ("</Title>", "</title>"),
    ("<Selections>", "<selections>"),
]


def errors(problems: list[Problem] | tuple[Problem, ...]) -> list[str]:
    """The rules of the errors."""
    return [problem.rule for problem in problems if problem.severity == "error"]


@given(st.lists(st.sampled_from(_BREAKS), unique=True), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_breaking_and_fixing(breaks: list[tuple[str, str]], newline: str, marked: bool) -> None:
    """However many things are broken, the form comes back, with its line ends and its byte order mark."""
    text, right = FORM, FORM
    for part, wrong in breaks:
        text = broken(text, part, wrong)
        if part in ("How many?", "An apple", "A pear"):
            repaired = {"&": "&amp;", "&Ouml;": "&#214;", "&nbsp;": "&#160;", "]]>": "]]&gt;"}
            right = broken(right, part, " ".join([_repaired(word, repaired) for word in wrong.split(" ")]))
    if any(part == "<Selections>" for part, _ in breaks):
        text = text.replace("</Selections>", "</selections>")
    start = b"\xef\xbb\xbf" if marked else b""
    result = fixed(start + text.replace("\n", newline).encode())
    assert result.data == start + right.replace("\n", newline).encode()
    assert result.problems == ()
    assert result.count >= len(breaks)


def _repaired(word: str, repaired: dict[str, str]) -> str:
    if word == "&Ouml;pfel":
        return "&#214;pfel"
    return repaired.get(word, word)


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("path", INVALID, ids=name)
def test_invalid_files_are_never_made_worse(path: Path, unsafe: bool) -> None:
    """Fixing makes no new errors, fixing again changes nothing, and only what has a fix is changed."""
    check_never_worse(path.read_bytes(), unsafe=unsafe)


@pytest.mark.slow
@needs_shared
@pytest.mark.parametrize("unsafe", [False, True])
def test_the_corpus_is_never_made_worse(unsafe: bool) -> None:
    """The same for what people wrote."""
    for path in corpus():
        check_never_worse(path.read_bytes(), unsafe=unsafe)


def check_never_worse(data: bytes, *, unsafe: bool) -> None:
    """A document is fixed without new errors, once and for all."""
    before = check().find(data)
    result = fix(data, check(), unsafe=unsafe)
    assert check().find(result.data) == list(result.problems)
    if not {*errors(before)} & _FIRST:
        assert len(errors(result.problems)) <= len(errors(before))
        assert len(result.problems) <= len(before)
    assert fix(result.data, check(), unsafe=unsafe).data == result.data
    assert (result.data == data) == (not result.rules) == (result.count == 0)
    for rule in result.rules:
        assert any(fixer.safe or unsafe for fixer in fixers_of(rule))


@given(st.text(alphabet="<>&;\"'=/!-[]? abQuestionForm\n", max_size=60))
def test_any_text(text: str) -> None:
    """No text raises anything, as a document, inside one, or as a page."""
    for document in (text, broken(FORM, "How many?", text), broken(FORM, "<Overview>", text)):
        fixed(document, unsafe=True)
    fixed(broken(PAGE, "Salt", text), page=True, unsafe=True)


@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    """No bytes raise anything."""
    fixed(data, unsafe=True)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "iso-8859-1", "windows-1252", "utf-8-sig"])
def test_encodings_stay(codec: str) -> None:
    """The encoding of a file, and its byte order mark, stay."""
    declared = {"utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-8-sig": "UTF-8"}.get(codec, codec)
    right = broken(FORM, "UTF-8", declared).replace("pepper", "pépper")
    result = fixed(broken(right, ">radiobutton<", ">radio<").encode(codec))
    assert result.data == right.encode(codec)


def test_an_encoding_that_is_not_written_as_it_was_read_is_left_alone() -> None:
    """Bytes that the codec would write differently are not touched."""
    text = broken(FORM, "UTF-8", "ISO-2022-JP").replace(">radiobutton<", ">radio<").replace("pepper", "日")
    data = text.encode("iso-2022-jp").replace(b"How", b"\x1b(B\x1b(BHow")
    result = fixed(data)
    assert result.data == data
    assert [problem.rule for problem in result.problems] == ["invalid-value"]


def test_only_wanted_problems_are_fixed() -> None:
    """A rule that is not selected is not fixed."""
    text = broken(broken(FORM, ">radiobutton<", ">radio<"), "minValue", "minvalue")
    only = check()
    result = fix(text.encode(), type(only)(find=only.find, wanted=lambda problem: problem.rule == "invalid-value"))
    assert result.data.decode() == broken(FORM, "minValue", "minvalue")
    assert (result.count, [problem.rule for problem in result.problems]) == (1, ["unknown-attribute"])


def test_a_fix_that_makes_a_new_error_is_left_out() -> None:
    """Two identifiers that differ only by a blank keep it, since they would be the same; other fixes are made."""
    text = FORM.replace("<QuestionIdentifier>which<", "<QuestionIdentifier>count <").replace(">radiob", ">Radiob")
    result = fixed(text, unsafe=True)
    assert result.data.decode() == text.replace(">Radiob", ">radiob")
    assert [problem.rule for problem in result.problems] == ["padded-identifier"]


def test_counts() -> None:
    """Each problem that goes away is counted, also those that only show after others are fixed."""
    text = broken(broken(FORM, ">radiobutton<", ">radio<"), "How many?", "a & b & c")
    result = fixed(text)
    assert (result.count, dict(result.rules)) == (3, {"not-well-formed": 2, "invalid-value": 1})
    assert parse(result.data)


def test_many_mistakes() -> None:
    """A text with hundreds of the same mistake is fixed."""
    result = fixed(broken(FORM, "How many?", "a & b &nbsp; " * 500))
    assert result.problems == ()
    assert result.count == 1_000


def test_each_fix_has_words() -> None:
    """Each fix says in one sentence what it does, and is for a rule of documents that exists."""
    for name_, code in CODES.items():
        for fixer in fixers_of(name_):
            assert code.kind == "document"
            assert fixer.words.endswith(".")
            assert fixer.words.split()[0].endswith("s")
