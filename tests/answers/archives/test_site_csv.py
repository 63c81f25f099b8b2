"""The requester site's results file: its columns, what stands in its cells, and reading it back."""

from __future__ import annotations

import csv
import io
import logging
import sys
import zoneinfo
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from questionforms import Answer, Answers, InvalidArgument, WrongType
from questionforms.answers import read_requester_csv, requester_csv, rows
from questionforms.answers.archives.times import site_text, site_time

ASSIGNMENT = {
    "AssignmentId": "A1",
    "WorkerId": "W1",
    "HITId": "H1",
    "AssignmentStatus": "Approved",
    "AcceptTime": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    "SubmitTime": datetime(2026, 1, 2, 3, 5, 7, tzinfo=UTC),
    "Answer": Answers(
        Answer("fruit", selections=["apple", "pear"], other_text="plum"),
        Answer("Z", text="z"),
        Answer("taskAnswers", text='[{"category": {"label": "Dog"}, "mood": {"good": true, "bad": false}, "n": 3}]'),
    ).to_xml(),
}
HIT = {"HITId": "H1", "HITTypeId": "T1", "Title": "Fruit", "Reward": "0.05", "MaxAssignments": 3}


def cells(text: str) -> list[dict[str, str]]:
    """The rows of a file, as any reader of CSV sees them."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_columns_and_cells() -> None:
    """The site's columns stand in its order, and each answer's fields are opened as it does."""
    (row,) = cells(requester_csv([ASSIGNMENT], hits=[HIT], inputs={"H1": {"image_url": "https://example.org/1.png"}}))
    assert list(row)[:6] == ["HITId", "HITTypeId", "Title", "Description", "Keywords", "Reward"]
    assert list(row)[27:] == [
        *("Input.image_url", "Answer.Z", "Answer.category.label", "Answer.fruit", "Answer.fruit.other_text"),
        *("Answer.mood.bad", "Answer.mood.good", "Answer.n", "Approve", "Reject"),
    ]
    filled = {name: value for name, value in row.items() if value}
    assert filled == {
        "HITId": "H1",
        "HITTypeId": "T1",
        "Title": "Fruit",
        "Reward": "$0.05",
        "MaxAssignments": "3",
        "AssignmentId": "A1",
        "WorkerId": "W1",
        "AssignmentStatus": "Approved",
        "AcceptTime": "Thu Jan 01 19:04:05 PST 2026",
        "SubmitTime": "Thu Jan 01 19:05:07 PST 2026",
        "WorkTimeInSeconds": "62",
        "Input.image_url": "https://example.org/1.png",
        "Answer.Z": "z",
        "Answer.fruit": "apple|pear",
        "Answer.fruit.other_text": "plum",
        "Answer.category.label": "Dog",
        "Answer.mood.good": "true",
        "Answer.mood.bad": "false",
        "Answer.n": "3",
    }


def test_files_enter_the_same_tables(tmp_path: Path) -> None:
    """What is read from a path, a text or an open file are assignments, with their columns and times."""
    text = requester_csv([ASSIGNMENT], hits=[HIT])
    path = tmp_path / "Batch_1_batch_results.csv"
    path.write_text("\ufeff" + text, encoding="utf-8", newline="")
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = [list(rows(read_requester_csv(source))) for source in (path, text, file)]
    assert found[0] == found[1] == found[2]
    (row,) = found[0]
    assert (row["AssignmentId"], row["SubmitTime"]) == ("A1", ASSIGNMENT["SubmitTime"])
    assert (row["fruit"], row["category.label"], row["mood"]) == ("apple|pear", "Dog", ["good"])


def test_what_was_read_is_written_equal() -> None:
    """A file that was read and written again has the same cells, with its inputs and the requester's decisions."""
    text = requester_csv([ASSIGNMENT], hits=[HIT], inputs={"H1": {"a": "=1"}}).replace('"",""\n', '"x",""\n')
    assert requester_csv(read_requester_csv(text)) == text
    assert cells(text)[0]["Approve"] == "x"


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1", "\uff1d1", "-"])
def test_formulas_are_neutralised(text: str) -> None:
    """A cell that a spreadsheet would run begins with an apostrophe, and is read back as it was."""
    written = requester_csv(Answers(Answer("q", text=text)))
    assert cells(written)[0]["Answer.q"] == f"'{text}"
    (found,) = read_requester_csv(written)
    assert found["Answer"]["q"].text == text


@pytest.mark.parametrize("text", ["-5", "+5.25", "'tis", "a=b", " =1"])
def test_what_is_no_formula_stays(text: str) -> None:
    """Numbers, and texts that no spreadsheet would run, stand there as they were sent."""
    assert cells(requester_csv(Answers(Answer("q", text=text))))[0]["Answer.q"] == text


def test_formulas_in_columns_of_the_assignment() -> None:
    """The requester's own texts are neutralised, too."""
    text = requester_csv({"AssignmentId": "A1", "RequesterFeedback": "=1", "Answer": ""})
    assert cells(text)[0]["RequesterFeedback"] == "'=1"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1), max_size=4))
@example(["'=", "''", "\r\n", '"', "a\r\nb"])
def test_texts_come_back_equal(texts: list[str]) -> None:
    """Whatever texts stand in the cells, they are read back as they were."""
    assignments = [{"RequesterFeedback": text, "Answer": ""} for text in texts]
    written = requester_csv([*assignments, Answers(Answer("q", text="x"))])
    assert [found["RequesterFeedback"] for found in read_requester_csv(written)] == [*texts, ""]


def test_long_cells() -> None:
    """A cell longer than the csv module's limit is read, and the limit is as it was."""
    limit = csv.field_size_limit()
    (found,) = read_requester_csv(requester_csv(Answers(Answer("q", text="x" * 200_000))))
    assert len(found["Answer"]["q"].text) == 200_000
    assert csv.field_size_limit() == limit


def test_bad_documents_stay(caplog: pytest.LogCaptureFixture) -> None:
    """A document that cannot be read stands in a column of its own, and the count is logged."""
    with caplog.at_level(logging.WARNING, logger="questionforms"):
        (row,) = cells(requester_csv([("A1", "<broken")]))
    assert (row["AssignmentId"], row["Answer.document"]) == ("A1", "<broken")
    assert "1 of 1 documents could not be read" in caplog.text


def test_other_files_are_refused() -> None:
    """A file without answers, a row with too many cells, and what is no file are refused with the reason."""
    message = r"line 1: its columns are `AssignmentId`, `q`; expected columns `Answer\.\*`, or `Answer` with XML"
    with pytest.raises(InvalidArgument, match=message):
        list(read_requester_csv("AssignmentId,q\n1,2\n"))
    with pytest.raises(InvalidArgument, match="the file is empty"):
        list(read_requester_csv(""))
    with pytest.raises(InvalidArgument, match="line 4: the row has 3 cells; expected 2"):
        list(read_requester_csv('AssignmentId,Answer.q\n1,"2\n3"\n1,2,3\n'))
    with pytest.raises(InvalidArgument, match=r"to read the file, pass `Path\('Batch.csv'\)`"):
        read_requester_csv("Batch.csv")
    with pytest.raises(WrongType, match="expected a Path"):
        read_requester_csv(3)  # type: ignore[arg-type]
    with pytest.raises(WrongType, match="open in binary mode"):
        list(read_requester_csv(io.BytesIO(b"Answer.q")))  # type: ignore[arg-type]


def test_open_quotes_are_refused() -> None:
    """A quote that is not closed, or not doubled, would swallow rows, so the line where it begins is named."""
    for broken in ('1,"2\n3,4\n', '1,"a"b\n3,4\n'):
        with pytest.raises(InvalidArgument, match="line 3: the row that starts here is not valid CSV"):
            list(read_requester_csv(f"AssignmentId,Answer.q\n0,0\n{broken}"))


def test_files_that_a_spreadsheet_saved(tmp_path: Path) -> None:
    """A file without quotes, with CRLF and with empty rows is read; another encoding is refused, or read open."""
    path = tmp_path / "saved.csv"
    path.write_bytes("AssignmentId,Answer.q,Approve,Reject\r\nA1,caf\xe9,x,\r\n,,,\r\n".encode("cp1252"))
    with pytest.raises(InvalidArgument, match=r"saved\.csv:2:7: cannot be read: byte E9 is not valid UTF-8; pass"):
        list(read_requester_csv(path))
    with path.open(encoding="utf-8", newline="") as file, pytest.raises(InvalidArgument, match="not valid UTF-8; open"):
        list(read_requester_csv(file))
    with path.open(encoding="cp1252", newline="") as file:
        (found,) = read_requester_csv(file)
    assert [found] == list(read_requester_csv(path, encoding="cp1252"))
    assert (found["Answer"]["q"].text, found["Approve"], found["Reject"]) == ("caf\xe9", "x", "")


def test_byte_order_marks(tmp_path: Path) -> None:
    """A byte order mark, which spreadsheets write, is no part of the first column, wherever the file comes from."""
    text = '\ufeff"AssignmentId","Answer.q"\n"A1","b"\n'
    path = tmp_path / "marked.csv"
    path.write_text(text, encoding="utf-8", newline="")
    with path.open(encoding="utf-8", newline="") as file:
        for source in (path, text, file):
            (found,) = read_requester_csv(source)
            assert found["AssignmentId"] == "A1"


def test_file_of_the_site() -> None:
    """A file in the site's own format is read: times in two zones, empty cells, rows without the last two cells."""
    text = (
        '"HITId","AssignmentId","WorkerId","AssignmentStatus","AcceptTime","SubmitTime","LifetimeApprovalRate",'
        '"Input.text","Answer.Q1","Answer.q2","Answer.taskAnswers","Approve","Reject"\n'
        '"H1","A1","W1","Submitted","Wed Jun 22 12:52:35 PDT 2022","Tue Jan 03 23:59:00 PST 2023","95% (19/20)",'
        '"hello, ""you""","a|b","","[{""mood"":{""good"":true}}]"\n'
        '"H1","A2","W2","Rejected","","","0% (0/0)","a\nb","c","d",""\n'
    )
    found = list(read_requester_csv(text))
    assert [one["Input.text"] for one in found] == ['hello, "you"', "a\nb"]
    assert found[0]["Answer"].expanded() == {"Q1": "a|b", "mood.good": True}
    first, second = rows(found)
    assert first["AcceptTime"] == datetime(2022, 6, 22, 19, 52, 35, tzinfo=UTC)
    assert first["SubmitTime"] == datetime(2023, 1, 4, 7, 59, tzinfo=UTC)
    assert (first["Q1"], first["q2"], second["q2"]) == ("a|b", None, "d")
    assert [cell["Answer.mood.good"] for cell in cells(requester_csv(found))] == ["true", ""]


@given(st.datetimes(datetime(2005, 1, 1), datetime(2100, 1, 1)).map(lambda time: time.replace(tzinfo=UTC)))
@example(datetime(2020, 11, 1, 8, 30, tzinfo=UTC))
@example(datetime(2020, 11, 1, 9, 30, tzinfo=UTC))
def test_times_come_back(time: datetime) -> None:
    """A time is read back to the second, also in the hour that an autumn night has twice."""
    assert site_time(site_text(time)) == time.replace(microsecond=0)


@pytest.mark.parametrize(
    ("year", "written"), [(1, "Mon Jan 01 00:00:00 UTC 0001"), (1850, "Tue Jan 01 00:00:00 UTC 1850")]
)
def test_times_without_a_pacific_time(year: int, written: str) -> None:
    """A time for which there is no Pacific time is written in UTC."""
    assert site_text(datetime(year, 1, 1, tzinfo=UTC)) == written


def test_systems_without_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no time zones, times are written in UTC."""
    monkeypatch.setitem(sys.modules, "tzdata", None)
    zoneinfo.ZoneInfo.clear_cache()
    zoneinfo.reset_tzpath(to=())
    try:
        assert site_text(datetime(2022, 6, 22, 19, 52, 35, tzinfo=UTC)) == "Wed Jun 22 19:52:35 UTC 2022"
    finally:
        zoneinfo.reset_tzpath()
        zoneinfo.ZoneInfo.clear_cache()
