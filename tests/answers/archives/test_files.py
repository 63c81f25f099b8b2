"""Files: their content says what they are; what is not an archive of answers is refused by name, whatever it is."""

from __future__ import annotations

import gzip
import json
import sqlite3
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import Answer, Answers, parse_answers
from questionforms.answers.archives.sources import iter_assignments
from questionforms.exceptions import InvalidArgument, QuestionFormsError
from tests.checks.test_hostile import in_bounds
from tests.long_runs import examples

CSV = "AssignmentId,Answer.q\nA1,caf\xe9\n"
XML = Answers(Answer("q", text="x")).to_xml()


def refusal(path: Path, encoding: str | None = None) -> str:
    """The message that refuses a file, without its folder."""
    with pytest.raises(InvalidArgument) as caught:
        list(iter_assignments(path, encoding=encoding))
    return caught.value.message.removeprefix(f"{path.parent}/")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac-roman", "utf-8", "utf-16", "cp500", "gb18030"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    """A file in any encoding is read if the encoding is given, with and without compression."""
    path = tmp_path / "a.csv"
    for content in (CSV.encode(encoding), gzip.compress(CSV.encode(encoding), mtime=0)):
        path.write_bytes(content)
        (found,) = iter_assignments(path, encoding=encoding)
        assert found.xml["q"].text == "caf\xe9"


@pytest.mark.parametrize(
    ("content", "encoding", "place"),
    [
        (CSV.encode("cp1252"), None, "2:7: cannot be read: byte E9 is not valid UTF-8; pass its encoding, such as"),
        (
            b"Answer.q\n" + b"x\n" * 20_000 + "\u20ac\xe9".encode() + b"\xff\n",
            None,
            "20002:3: cannot be read: byte FF",
        ),
        (b"\xef\xbb\xbfAnswer.\xff\n", None, "1:8: cannot be read: byte FF is not valid UTF-8"),
        (CSV.encode(), "ascii", "2:7: cannot be read: byte C3 is not valid ASCII"),
        (CSV.encode("utf-16")[:-1], None, "2:8: cannot be read: it starts as UTF-16-LE but is not valid further on"),
        (f'["{CSV[-2]}"]'.encode("cp1252"), None, "1:3: cannot be read: byte E9"),
    ],
)
def test_bytes_that_do_not_fit(content: bytes, encoding: str | None, place: str, tmp_path: Path) -> None:
    """A byte that is not of the encoding is named with its line and column, and how to give another encoding."""
    path = tmp_path / "a.csv"
    for packed in (content, gzip.compress(content, mtime=0)):
        path.write_bytes(packed)
        assert refusal(path, encoding).startswith(f"a.csv:{place}")


@pytest.mark.parametrize("encoding", ["nonsense", "rot13", "base64", "", "utf-8\0"])
def test_encodings_that_do_not_exist(encoding: str, tmp_path: Path) -> None:
    """An encoding that Python does not know, or that is not one of text, is refused."""
    with pytest.raises(InvalidArgument, match="is not an encoding of text; expected one such as 'utf-8' or 'cp1252'"):
        list(iter_assignments(tmp_path, encoding=encoding))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "a: cannot be read: the file is empty; expected XML, JSON, CSV, a results file of a tool, or Parquet"),
        (b" \n\n", "a: cannot be read: the file is empty"),
        (b"%PDF-1.7\n", "a: cannot be read: it is a PDF; expected XML"),
        (b"\x89PNG\r\n\x1a\n", "a: cannot be read: it is a picture; expected XML"),
        (b"BZh91AY", "a: cannot be read: it is compressed with bzip2; decompress it first"),
        (b"PAR1 and no more", "a: cannot be read: it is not valid Parquet"),
        (b"\x1f\x8b\x08\x00 and no more", "a: cannot be read: it is not a complete gzip file"),
        (gzip.compress(CSV.encode(), mtime=0)[:-9], "a: cannot be read: it is not a complete gzip file"),
        (gzip.compress(CSV.encode(), mtime=0)[:-4] + b"oops", "a: cannot be read: it is not a complete gzip file"),
        (b"\x00\x01\x02\x03\x04\x05" * 99, "a: cannot be read: it is binary; expected XML"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00", "a: cannot be read: it is binary"),
        (
            b'{"AssignmentId": "A1"}\n{"AssignmentId": "A2"}\n',
            "a:2: cannot be read: the assignment has no answers: its ",
        ),
        (
            b'{"HITs": [{"HITId": "H1", "Title": "T"}]}',
            "a: cannot be read alone: it has 1 HIT but no assignments; pass ",
        ),
        (
            b'{"colour": "red"}',
            "a:1: cannot be read: the mapping has `colour`; expected an assignment with `Answer` or ",
        ),
        (
            b'{"Answer": {"0": "x"}, "AssignmentId": {"0": "A"}}',
            "a:1: cannot be read: each column is a mapping; if pandas",
        ),
        (b"[1, 2]", "a:1: cannot be read: a value of type int does not contain answers"),
        (b'[{"AssignmentId":', "a:1:18: cannot be read: not valid JSON: expecting value"),
        (b"[" * 100_000, "a:1:1: cannot be read: the JSON is nested too deeply"),
        (b'"<a/>" x', "a:1:8: cannot be read: not valid JSON"),
    ],
)
def test_what_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    """A file that is not an archive of answers is refused, with what was found and what to pass instead."""
    path = tmp_path / "a"
    path.write_bytes(content)
    assert refusal(path).startswith(said)


def test_databases_and_workbooks(tmp_path: Path) -> None:
    """An SQLite database and a workbook are refused with what to do with them."""
    path = tmp_path / "a.csv"
    with sqlite3.connect(path) as database:
        database.execute("create table answers (x)")
    database.close()
    assert refusal(path) == "a.csv: cannot be read: it is an SQLite database; read its rows, and pass them as mappings"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
    assert "a workbook; unpack it, or save the workbook as CSV" in refusal(path)


def test_parquet_without_answers(tmp_path: Path) -> None:
    """A Parquet file of other columns is refused with their names."""
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"AssignmentId": ["A1"], "colour": ["red"]}), tmp_path / "a")
    assert refusal(tmp_path / "a").startswith("a: cannot be read: its columns are `AssignmentId`, `colour`; expected")


def test_documents_as_text(tmp_path: Path) -> None:
    """JSON Lines of documents, and pretty-printed values over several lines, have the places of their values."""
    path = tmp_path / "a.jsonl"
    path.write_text(f'{json.dumps(XML)}\n\n{json.dumps({"Answer": XML, "AssignmentId": "A"}, indent=1)}\n""\n')
    found = list(iter_assignments(path))
    assert [one.xml for one in found] == [XML, XML, ""]
    assert [one.place for one in found] == [f"{path}:1", f"{path}:3", f"{path}:7"]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        ("gzip.compress(b'Answer.q\\n' + b'x\\n' * 5_000_000, mtime=0)", "next(found)"),
        ("gzip.compress(b'AssignmentId,Answer.q\\nA,' + b'x' * 10_000_000, mtime=0)", "list(found)"),
        ("gzip.compress(b'<' + b' ' * 60_000_000, mtime=0)", "len(next(found).xml)"),
        ("b'Answer.' + b'q' * 2_000_000 + b'\\n1\\n'", "list(found)"),
        ("b'Answer.q,' * 200_000 + b'\\n1\\n'", "list(found)"),
        ("b'Answer.q\\n' + b'\"\"' * 5_000_000 + b'\\n'", "list(found)"),
        ("b'[' * 5_000_000", "list(found)"),
        ("b'{\"a\":' * 1_000_000", "list(found)"),
        ("b'\"' * 5_000_001", "list(found)"),
        ("b'\\n' * 2_000_000", "list(found)"),
        ("b'AssignmentId,Answer.q,SubmitTime\\n' + b'A,x,1/2/2022 9:12\\n' * 20_000", "sum(1 for _ in found)"),
    ],
)
def test_files_that_readers_dread(make: str, code: str, tmp_path: Path) -> None:
    """No file takes more than linear time, or the memory of what it would be if it were unpacked."""
    path = tmp_path / "a"
    in_bounds(
        f"""
        import gzip
        from pathlib import Path
        from questionforms.answers.archives.sources import iter_assignments
        from questionforms.exceptions import QuestionFormsError
        path = Path({str(path)!r})
        path.write_bytes({make})
        found = iter_assignments(path)
        try:
            {code}
        except QuestionFormsError as error:
            assert len(str(error)) < 2_000
        """,
        tmp_path,
    )


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode(errors="surrogatepass")))
@examples(300)
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """No content of a file raises anything but the documented errors."""
    path = tmp_path_factory.mktemp("any") / "a"
    messages: list[str] = []
    for head in (
        b"",
        b"AssignmentId,Answer.q\n",
        b'{"AssignmentId": "A", "Answer": ',
        b"\xff\xfe",
        b"\x1f\x8b",
        b"PAR1",
    ):
        path.write_bytes(head + content)
        try:
            list(iter_assignments(path))
        except QuestionFormsError as error:
            messages.append(str(error))
    assert all(str(path) in message for message in messages)


def test_parquet_needs_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow, a Parquet file is refused with the command that installs it; other files are read."""
    path: Any = tmp_path / "a"
    path.write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError, match=r"pip install 'questionforms\[arrow\]'"):
        list(iter_assignments(path))
    path.write_text(CSV, encoding="utf-8")
    assert len(list(iter_assignments(path))) == 1


def test_xml_in_other_encodings(tmp_path: Path) -> None:
    """XML without a declaration is in the encoding that is given; with one it is in that which it declares."""
    path = tmp_path / "a.xml"
    xml = Answers(Answer("q", text="caf\xe9")).to_xml()
    for declaration, encoding in (("", "cp1252"), ('<?xml version="1.0" encoding="ISO-8859-1"?>', "latin-1")):
        path.write_bytes((declaration + xml).encode(encoding))
        (found,) = iter_assignments(path, encoding="cp1252")
        assert parse_answers(found.xml)["q"].text == "caf\xe9"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<QuestionForm>", "it is a QuestionForm, not the answers to one; pass it as the form"),
        ('<?xml version="1.0"?>\n<!-- ours -->\n<a:AnswerKey>', "it is an AnswerKey, not answers"),
        ("<HTMLQuestion/>", "it is an HTMLQuestion"),
        ("\n<!DOCTYPE html><html>", "it is an HTML page, not answers"),
    ],
)
def test_other_documents_are_refused(tmp_path: Path, content: str, message: str) -> None:
    """A document that is not answers is refused, and the error says what it is."""
    path = tmp_path / "file.xml"
    path.write_text(content)
    with pytest.raises(InvalidArgument, match=message):
        list(iter_assignments(path))


def test_an_encoding_that_needs_a_mark(tmp_path: Path) -> None:
    """Text without the byte order mark that its encoding needs is refused."""
    path = tmp_path / "file.csv"
    path.write_bytes(CSV.encode())
    with pytest.raises(InvalidArgument, match="not in the encoding utf-16"):
        list(iter_assignments(path, encoding="utf-16"))
