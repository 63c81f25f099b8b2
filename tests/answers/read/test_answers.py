"""One worker's answers, read into values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from questionforms import Answer, Answers, InvalidArgument, InvalidDocument, WrongType, parse, parse_answers
from tests.answers.written import URI, answer, document


@pytest.mark.parametrize(
    ("body", "kind", "value"),
    [
        ("<FreeText>a &amp; &#8212; b </FreeText>", "free_text", "a & — b "),
        ("<FreeText/>", "free_text", ""),
        ("<FreeText></FreeText>", "free_text", ""),
        ("<SelectionIdentifier>a</SelectionIdentifier>", "selection", ("a",)),
        (
            "<SelectionIdentifier>a</SelectionIdentifier><SelectionIdentifier>b</SelectionIdentifier>",
            "selection",
            ("a", "b"),
        ),
        ("<OtherSelectionText>o</OtherSelectionText>", "selection", ()),
        ("<UploadedFileSizeInBytes>5</UploadedFileSizeInBytes><UploadedFileKey>k</UploadedFileKey>", "upload", "k"),
        ("", "empty", None),
    ],
)
def test_kinds_of_answers(body: str, kind: str, value: Any) -> None:
    """Free text, selections, an upload, nothing: each has its kind and its value."""
    read = parse_answers(document(answer("q", body)))["q"]
    assert (read.kind, read.value) == (kind, value)


def test_everything_that_was_sent_is_there() -> None:
    """Other text beside selections, sizes beside keys, repeated identifiers: nothing is lost."""
    answers = parse_answers(
        document(
            answer("q", "<SelectionIdentifier>a</SelectionIdentifier><OtherSelectionText>o</OtherSelectionText>")
            + answer("r", "<UploadedFileSizeInBytes> 5 </UploadedFileSizeInBytes><UploadedFileKey>k</UploadedFileKey>")
            + answer("q", "<FreeText>again</FreeText>")
        )
    )
    assert (answers["q"].selections, answers["q"].other_text) == (("a",), "o")
    assert (answers["r"].upload_size, answers["r"].upload_key) == (5, "k")
    assert [found.kind for found in answers.all("q")] == ["selection", "free_text"]
    assert answers.all("none") == ()
    assert len(answers.entries) == 3


def test_answers_are_a_mapping() -> None:
    """Identifiers come once each, in order; a question without an answer is not in the mapping."""
    answers = parse_answers(document(answer("b") + answer("a", "<FreeText/>") + answer("b", "<FreeText/>")))
    assert isinstance(answers, Mapping)
    assert list(answers) == list(answers.keys()) == ["b", "a"]
    assert len(answers) == 2
    assert "a" in answers
    assert "c" not in answers
    assert answers.get("c") is None
    assert dict(answers) == dict(answers.items())
    assert [found.kind for found in answers.values()] == ["empty", "free_text"]
    with pytest.raises(KeyError, match="c"):
        answers["c"]


@pytest.mark.parametrize("nothing", [None, "", "  \n", b"", document("").replace("ASCII", "UTF-8"), document(" \n ")])
def test_no_answers(nothing: str | bytes | None) -> None:
    """None, an empty string, and a root without answers are no answers."""
    answers = parse_answers(nothing)
    assert answers == Answers()
    assert len(answers) == 0


@pytest.mark.parametrize("xmlns", ["", ' xmlns="[the schema URL]"', ' xmlns="urn:x"', f' xmlns="{URI}"'])
def test_any_namespace(xmlns: str) -> None:
    """Answers are read without the namespace, and with another."""
    assert parse_answers(document(answer("q", "<FreeText>é</FreeText>"), xmlns))["q"].text == "é"


def test_a_prefix_and_a_path(tmp_path: Path) -> None:
    """Any prefix is read, and a file."""
    path = tmp_path / "answers.xml"
    xml = document(answer("q")).replace("<Q", "<n:Q").replace("</Q", "</n:Q").replace("Answer>", "Answer>")
    path.write_text(xml.replace("<Answer", "<n:Answer").replace("</Answer", "</n:Answer").replace("xmlns", "xmlns:n"))
    assert list(parse_answers(path)) == ["q"]


@pytest.mark.parametrize(
    "xml",
    [
        document("")[:-5],
        document(answer("q", "<FreeText>a & b</FreeText>")),
        "<Answers/>",
        "not XML",
    ],
)
def test_what_cannot_be_read(xml: str) -> None:
    """What is broken raises InvalidDocument with a place; nothing is dropped in silence."""
    with pytest.raises(InvalidDocument) as caught:
        parse_answers(xml)
    assert caught.value.problems[0].line == 1


def test_answers_can_be_built_and_written() -> None:
    """Answers that were built are written, and read equal."""
    answers = Answers(
        Answer("a", text="x & y"),
        Answer("b", selections=["s", "t"], other_text="o"),
        Answer("c", upload_size=5, upload_key="k"),
        Answer("d"),
    )
    assert parse_answers(answers.to_xml()) == parse(answers.to_xml()) == answers


@pytest.mark.parametrize(
    "arguments",
    [
        {"text": "a", "selections": ["b"]},
        {"text": "a", "upload_size": 1, "upload_key": "k"},
        {"upload_size": 1},
        {"upload_key": "k"},
        {"upload_size": 0, "upload_key": "k"},
    ],
)
def test_impossible_answers(arguments: dict[str, Any]) -> None:
    """An answer is of one kind, and an upload has both its parts."""
    with pytest.raises(InvalidArgument):
        Answer("q", **arguments)
    with pytest.raises(WrongType):
        Answers("q")  # type: ignore[arg-type]
