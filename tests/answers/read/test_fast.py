"""The quick way of reading: it takes what the service writes, and never disagrees with the parser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import Answer, Answers, InvalidDocument, parse_answers
from questionforms.answers.read import lenient as tolerance
from questionforms.answers.read.fast import MOST_CHARACTERS, split, split_bytes
from questionforms.xml.load import load
from tests.answers.written import URI, answer, document, in_lines, on_one_line
from tests.documents import corpus
from tests.long_runs import examples
from tests.strategies import answers, texts

ALL_KINDS = Answers(
    Answer("a & b", text="x < y\n\u2014 \U0001f600"),
    Answer("a & b", text=""),
    Answer("s", selections=["one", "t & w"], other_text=""),
    Answer("o", other_text="only"),
    Answer("u", upload_size=12, upload_key="k/ü"),
    Answer(""),
)

#: What is put into documents to break them, or nearly.
PIECES = [
    *(
        "<",
        ">",
        "&",
        ";",
        "&amp;",
        "&#",
        "&#x",
        "&#0;",
        "&#13;",
        "&#xD800;",
        "&#x110000;",
        "&#55357;&#56832;",
        "&nbsp;",
    ),
    *("]]>", "<![CDATA[", "<!--", "-->", "<!-- -->", "<?x?>", "<!DOCTYPE a>", "\r", "\r\n", "\x00", "\x0b", "\x7f"),
    *("\u0085", "\u2028", "\ufffe", "\ufeff", "\ud800", "\U0001f600", " ", "\n", "\t", "'", '"', "é", "&lt;", "x"),
    *("<FreeText/>", "<FreeText>", "</FreeText>", "<FreeText >", "<Answer>", "</Answer>", "<Answer/>", "<Foo/>"),
    *("<QuestionIdentifier>", "</QuestionIdentifier>", "<QuestionIdentifier/>", "<SelectionIdentifier/>"),
    *("<SelectionIdentifier>a</SelectionIdentifier>", "<OtherSelectionText>o</OtherSelectionText>"),
    *("<UploadedFileSizeInBytes>5</UploadedFileSizeInBytes>", "<UploadedFileKey>k</UploadedFileKey>"),
    *("</QuestionFormAnswers>", "<QuestionFormAnswers>", f'<QuestionFormAnswers xmlns="{URI}">', ' xmlns="urn:x"'),
    *('<?xml version="1.0"?>', '<?xml version="1.1"?>', ' standalone="yes"', ' encoding="latin-1"', "0", "-", "+1"),
]


def agree(xml: str) -> None:
    """Check that the quick way, where it takes a document, gives what the parser gives."""
    if split(xml) is None:
        return
    quick = parse_answers(xml)
    slow = tolerance.read(load(xml))
    assert quick == slow
    assert hash(quick) == hash(slow)
    assert quick.to_xml() == slow.to_xml()
    assert quick.problems == slow.problems == ()
    assert dict(quick) == dict(slow)


@pytest.mark.parametrize("write", [on_one_line, in_lines])
def test_both_ways_of_the_service_are_quick(write: Callable[[Answers], str]) -> None:
    """All kinds of answers, in either way, as text and as bytes, are read without the parser."""
    xml = write(ALL_KINDS)
    assert split(xml) is not None
    assert split_bytes(xml.encode()) is not None
    assert parse_answers(xml) == parse_answers(xml.encode()) == ALL_KINDS
    agree(xml)


@examples(300)
@given(answers)
def test_answers_come_back_equal(written: Answers) -> None:
    """Whatever answers are written, in either way, come back equal, and the parser agrees."""
    for xml in (on_one_line(written), in_lines(written)):
        assert parse_answers(xml) == parse_answers(xml.encode()) == written
        assert [entry.value for entry in parse_answers(xml).entries] == [entry.value for entry in written.entries]
        agree(xml)


@examples(1_000)
@given(answers, st.booleans(), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 9), st.sampled_from(PIECES))))
def test_broken_documents_are_read_alike(written: Answers, one_line: bool, edits: list[tuple[int, int, str]]) -> None:
    """Where a piece is put in, or in place of others, the two ways agree, or the quick one does not read it."""
    xml = on_one_line(written) if one_line else in_lines(written)
    for place, length, piece in edits[:3]:
        at = place % (len(xml) + 1)
        xml = xml[:at] + piece + xml[at + length :]
    agree(xml)


@examples(500)
@given(st.data())
def test_broken_corpus_documents_are_read_alike(data: st.DataObject) -> None:
    """The same for real documents, where they are there."""
    sources = [path.read_text(encoding="utf-8") for path in corpus("answers")] or [in_lines(ALL_KINDS)]
    xml = data.draw(st.sampled_from(sources))
    agree(xml)
    at = data.draw(st.integers(0, len(xml)))
    agree(xml[:at] + data.draw(st.sampled_from(PIECES)) + xml[at + data.draw(st.integers(0, 3)) :])


@pytest.mark.parametrize("piece", PIECES)
def test_each_piece_at_each_place(piece: str) -> None:
    """A piece at any place of a document of all kinds is read alike both ways."""
    xml = on_one_line(ALL_KINDS)
    for at in range(len(xml) + 1):
        agree(xml[:at] + piece + xml[at:])


@given(texts, st.sampled_from(["&#{};", "&#x{:x};"]), st.integers(0, 0x110010))
def test_references_to_any_character(text: str, reference: str, code: int) -> None:
    """A reference to a character is that character both ways; to what XML cannot hold, it is a problem."""
    xml = document(answer("q", f"<FreeText>{reference.format(code)}</FreeText>"))
    agree(xml)
    if split(xml) is None:
        with pytest.raises(InvalidDocument):
            parse_answers(xml)
    else:
        assert parse_answers(xml)["q"].text == chr(code)
    assert parse_answers(on_one_line(Answers(Answer(text)))).entries[0].identifier == text


@pytest.mark.parametrize(
    ("declared", "text", "readable"),
    [("ASCII", "é", False), ("UTF-8", "é", True), ("ASCII", "e", True), ("UTF-8", "\U0001f600", True)],
)
def test_bytes_are_of_the_encoding_that_they_declare(declared: str, text: str, readable: bool) -> None:
    """Bytes that declare ASCII and hold more are a problem, as they are for the parser; as text they are none."""
    xml = document(answer("q", f"<FreeText>{text}</FreeText>")).replace("ASCII", declared)
    assert parse_answers(xml)["q"].text == text
    if readable:
        assert parse_answers(xml.encode())["q"].text == text
    else:
        with pytest.raises(InvalidDocument, match="wrong-encoding"):
            parse_answers(xml.encode())
    with pytest.raises(InvalidDocument, match="wrong-encoding"):
        parse_answers(xml.encode().replace(text.encode(), b"\xff"))


@pytest.mark.parametrize("count", [MOST_CHARACTERS // 2, MOST_CHARACTERS * 2])
@pytest.mark.parametrize("text", ["a", "&amp;", "]]&gt;", "&#8212;", "\n "])
def test_large_texts_are_read_alike(text: str, count: int, tmp_path: Path) -> None:
    """Texts up to the size that the quick way takes, and past it, are read whole by either."""
    xml = document(answer("q", f"<FreeText>{text * (count // len(text))}</FreeText>"))
    expected = {"&amp;": "&", "]]&gt;": "]]>", "&#8212;": "\u2014"}.get(text, text)
    assert parse_answers(xml)["q"].text == expected * (count // len(text))
    agree(xml)
    (tmp_path / "large.xml").write_text(xml)
    assert parse_answers(tmp_path / "large.xml") == parse_answers(xml)


def test_what_is_no_text_of_the_service_is_left_to_the_parser() -> None:
    """An empty root, no namespace, comments, CDATA, prefixes: the quick way does not read them."""
    for xml in (
        document(""),
        document(answer("q"), ""),
        document("<!-- c -->" + answer("q")),
        document(answer("<![CDATA[q]]>")),
        document(answer("q")).replace("xmlns", "xmlns:n"),
        "\ufeff" + document(answer("q")),
        document(answer("q")) + "<!-- c -->",
        document(answer("q")) * 2,
    ):
        assert split(xml) is None
