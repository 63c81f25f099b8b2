"""Delimited text: each tool's files are recognised by their headers, and read with what is special about them."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from questionforms import Answer, Answers, FreeTextAnswer, Question, QuestionForm, SelectionAnswer
from questionforms.answers import read_requester_csv, requester_csv, table
from questionforms.answers.archives.known_columns import COLUMNS
from questionforms.answers.archives.sources import Assignment, iter_assignments, read_header
from questionforms.exceptions import InvalidArgument

SUBMIT = COLUMNS.index("SubmitTime")


def saved(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """A file with this text."""
    path = folder / "file.csv"
    path.write_bytes(text.encode(encoding))
    return path


def one(folder: Path, text: str) -> Assignment:
    """The only assignment in a file with this text."""
    (found,) = iter_assignments(saved(folder, text))
    return found


def texts(found: Assignment) -> dict[str, Any]:
    """The values of the answers."""
    return {name: answer.value for name, answer in found.xml.items()}


def test_command_line_tools(tmp_path: Path) -> None:
    """All columns of a `.results` file have their names in Amazon's API; `hitlifetime` is the time of the expiry."""
    header = [
        "hitid",
        "hittypeid",
        "title",
        "description",
        "keywords",
        "reward",
        "creationtime",
        "assignments",
        "numavailable",
        "numpending",
        "numcomplete",
        "hitstatus",
        "reviewstatus",
        "annotation",
        "assignmentduration",
        "autoapprovaldelay",
        "hitlifetime",
        "viewhit",
        "assignmentid",
        "workerid",
        "assignmentstatus",
        "autoapprovaltime",
        "assignmentaccepttime",
        "assignmentsubmittime",
        "assignmentapprovaltime",
        "assignmentrejecttime",
        "deadline",
        "feedback",
        "reject",
        "Answer.colour",
    ]
    time = "Wed Apr 04 10:26:23 PDT 2018"
    cells = (
        f"H1 T1 Title Text words $0.05|{time}|3 0 0 3 Reviewable NotReviewed note 600 86400|{time}|https://x.example "
        f"A1 W1 Approved|{time}|{time}|{time}|{time}|||Thanks||red"
    ).replace(" PDT", "~PDT")
    row = [
        cell.replace("~", " ")
        for part in cells.split("|")
        for cell in ([part] if "~" in part else part.split(" ") if part else [""])
    ]
    found = one(tmp_path, "\t".join(header) + "\n" + "\t".join(f'"{cell}"' for cell in row) + "\n")
    when = datetime(2018, 4, 4, 17, 26, 23, tzinfo=UTC)
    assert dict(zip(COLUMNS, found.columns, strict=True)) == {
        "AssignmentId": "A1",
        "WorkerId": "W1",
        "HITId": "H1",
        "AssignmentStatus": "Approved",
        "AcceptTime": when,
        "SubmitTime": when,
        "AutoApprovalTime": when,
        "ApprovalTime": when,
        "RejectionTime": None,
        "Deadline": None,
        "RequesterFeedback": "Thanks",
    }
    assert dict(found.others) == {
        "HITTypeId": "T1",
        "Title": "Title",
        "Description": "Text",
        "Keywords": "words",
        "Reward": "$0.05",
        "CreationTime": when,
        "MaxAssignments": 3,
        "NumberOfAssignmentsAvailable": 0,
        "NumberOfAssignmentsPending": 0,
        "NumberOfAssignmentsCompleted": 3,
        "HITStatus": "Reviewable",
        "HITReviewStatus": "NotReviewed",
        "RequesterAnnotation": "note",
        "AssignmentDurationInSeconds": 600,
        "AutoApprovalDelayInSeconds": 86400,
        "Expiration": when,
        "viewhit": "https://x.example",
        "Reject": None,
        "WorkTimeInSeconds": 0,
    }
    assert (texts(found), found.unread) == ({"colour": "red"}, ())


MTURKR = (
    '"","AssignmentId","WorkerId","HITId","AssignmentStatus","AcceptTime","SubmitTime","ApprovalTime",'
    '"RequesterFeedback","ApprovalRejectionTime","SecondsOnHIT","colour","topics"\n'
)


def test_mturkr(tmp_path: Path) -> None:
    """In MTurkR's export all other columns are answers, `NA` is a null, and "NA" in quotes is a text."""
    text = f'{MTURKR}"1","A1","W1","H1","Submitted","2015-01-03T09:54:54Z","2015-01-03T09:55:00Z",'
    text += 'NA,NA,NA,6,"NA","food;NA"\n'
    text += '"2","A2",NA,"H1","Submitted",NA,NA,NA,"a ""quote"", NA",NA,NA,NA,"NA,NA"\n'
    first, second = iter_assignments(saved(tmp_path, text))
    assert (texts(first), first.xml._separator) == ({"colour": "NA", "topics": "food;NA"}, ";")
    assert first.others["WorkTimeInSeconds"] == 6
    assert (first.unread, second.unread) == ((), ())
    assert texts(second) == {"topics": "NA,NA"}
    assert second.columns[1] is None
    assert second.columns[-1] == 'a "quote", NA'


@given(
    st.lists(
        st.sampled_from(["NA", None, "a,NA", '"NA"', "x\nNA\n", "NA,", ",NA", '",NA,"', "N", "NANA", ";NA;"]),
        min_size=2,
        max_size=2,
    )
)
@example(["\nNA", '"'])
def test_nulls_of_r(tmp_path_factory: pytest.TempPathFactory, cells: list[str | None]) -> None:
    """Only a cell that is NA without quotes is a null, whatever is beside it."""
    row = ",".join(["NA" if cell is None else '"' + cell.replace('"', '""') + '"' for cell in cells])
    head = '"AssignmentId","SecondsOnHIT","one","two"\n'
    found = one(tmp_path_factory.mktemp("r"), f'{head}"A1",NA,{row}\n')
    assert texts(found) == {name: cell for name, cell in zip(("one", "two"), cells, strict=True) if cell is not None}


LONG = (
    '"","AssignmentId","WorkerId","HITId","QuestionIdentifier","FreeText","SelectionIdentifier",'
    '"OtherSelectionField","UploadedFileKey","UploadedFileSizeInBytes","Combined.Answers"\n'
    '"1","A1","W1","H1","note","NA; ""fine""",NA,NA,NA,NA,"NA; ""fine"""\n'
    '"2","A2","W2","H1","note","other",NA,NA,NA,NA,"other"\n'
    '"3","A1","W1","H1","topics",NA,";food;staff","more",NA,NA,";food;staff;more"\n'
    '"4","A1","W1","H1","file",NA,NA,NA,"key","12","key:12"\n'
    '"5","A2","W2","H1",NA,NA,NA,NA,NA,NA,NA\n'
)


def test_long_data_frames(tmp_path: Path) -> None:
    """MTurkR's long data frame of answers gives an assignment for its rows, wherever they are, with typed answers."""
    first, second = iter_assignments(saved(tmp_path, LONG))
    assert (first.columns[:3], first.place) == (("A1", "W1", "H1"), f"{tmp_path / 'file.csv'}:2")
    assert first.xml == Answers(
        Answer("note", text='NA; "fine"'),
        Answer("topics", selections=["food", "staff"], other_text="more"),
        Answer("file", upload_key="key", upload_size=12),
    )
    assert second.xml == Answers(Answer("note", text="other"))


def test_pymturkr(tmp_path: Path) -> None:
    """PyMTurkR's assignments have XML and nulls; joined to its answers they are rows of one question each."""
    xml = Answers(Answer("q", text="x")).to_xml().replace('"', '""')
    text = (
        '"AssignmentId","WorkerId","HITId","AssignmentStatus","AutoApprovalTime","AcceptTime","SubmitTime",'
        f'"ApprovalTime","RejectionTime","RequesterFeedback","Answer"\n'
        f'"A1","W1","H1","Submitted",NA,NA,"2020-01-01 00:00:00",NA,NA,NA,"{xml}"\n'
    )
    found = one(tmp_path, text)
    assert (found.columns[SUBMIT], found.columns[-1], found.unread) == (datetime(2020, 1, 1, tzinfo=UTC), None, ())
    joined = (
        "AssignmentId,WorkerId,HITId,QuestionIdentifier,FreeText,SelectionIdentifier,AssignmentStatus,SubmitTime,Answer\n"
        'A1,W1,H1,q,x,NA,Submitted,2020-01-01 00:00:00,"<QuestionFormAnswers/>"\n'
    )
    again = one(tmp_path, joined)
    assert texts(again) == {"q": "x"}
    assert (again.columns[3], again.columns[SUBMIT]) == ("Submitted", datetime(2020, 1, 1, tzinfo=UTC))


def test_turkle(tmp_path: Path) -> None:
    """Turkle's results have numbers as IDs, times in the zone of its server, and the names of its users."""
    text = (
        "HITId,HITTypeId,Title,CreationTime,MaxAssignments,AssignmentDurationInSeconds,AssignmentId,WorkerId,AcceptTime,"
        "SubmitTime,WorkTimeInSeconds,Input.url,Answer.label,Turkle.Username\n"
        "3,1,Labels,Mon Jan 02 03:04:05 UTC 2023,2,86400,7,2,Mon Jan 02 04:04:05 UTC 2023,Mon Jan 02 04:04:15 UTC 2023,"
        "10,https://example.org,cat,ada\n"
    )
    found = one(tmp_path, text)
    assert found.columns[:3] == ("7", "2", "3")
    assert dict(found.others) == {
        "HITTypeId": "1",
        "Title": "Labels",
        "CreationTime": datetime(2023, 1, 2, 3, 4, 5, tzinfo=UTC),
        "MaxAssignments": 2,
        "AssignmentDurationInSeconds": 86400,
        "WorkTimeInSeconds": 10,
        "Input.url": "https://example.org",
        "Turkle.Username": "ada",
    }
    assert texts(found) == {"label": "cat"}


def test_saved_by_a_spreadsheet(tmp_path: Path) -> None:
    """Blanks around IDs and names, empty columns and rows behind the others, and its dates are read."""
    text = (
        " AssignmentId ;WorkerId;SubmitTime;Answer.q;Approve;;\r\n"
        " A1 ;W1 ;6/20/2022 9:12;' x;;;\r\n"
        ";;;;;;\r\n"
        "A2;W2;6/21/2022 9:12;'=1;x\r\n"
        "A3;W3;6/21/2022 9:12\r\n"
    )
    found = list(iter_assignments(saved(tmp_path, text, "utf-16")))
    assert [one.columns[:2] for one in found] == [("A1", "W1"), ("A2", "W2"), ("A3", "W3")]
    assert found[0].columns[SUBMIT] == datetime(2022, 6, 20, 16, 12, tzinfo=UTC)
    assert [texts(one) for one in found] == [{"q": "' x"}, {"q": "=1"}, {}]
    assert [dict(one.others) for one in found] == [{"Approve": None}, {"Approve": "x"}, {"Approve": None}]


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        (["6/7/2022 9:12", "8/7/2022 9:12"], [6, 8]),
        (["6/7/2022 9:12", "20/7/2022 9:12"], [7, 7]),
        (["6/7/2022 9:12", "7/20/2022 9:12"], [6, 7]),
        (["6/7/2022 9:12", "20/7/2022 9:12", "7/20/2022 9:12"], [None, 7, 7]),
    ],
)
def test_the_column_decides_on_dates(dates: list[str], months: list[int | None], tmp_path: Path) -> None:
    """One date with a day above 12 decides for its whole column, also before it; contradictions are reported."""
    text = "AssignmentId,SubmitTime,Answer.q\n" + "".join(f"A,{date},x\n" for date in dates)
    found = list(iter_assignments(saved(tmp_path, text)))
    assert [one.columns[SUBMIT] and one.columns[SUBMIT].month for one in found] == months
    assert [one.unread for one in found] == [(("SubmitTime", dates[0]),) if m is None else () for m in months]
    again = list(iter_assignments(read_requester_csv(text)))
    if None not in months:
        assert [one.columns for one in again] == [one.columns for one in found]


def test_a_file_has_one_order_of_dates(tmp_path: Path) -> None:
    """A column in which no date decides is read as the other times of the file, whatever a worker wrote."""
    for approved, expected in (("13/7/2022 9:00", 7), ("", 6)):
        text = f"AssignmentId,ApprovalTime,SubmitTime,Answer.q\nA,{approved},6/7/2022 9:12,13/1/2022\n"
        assert getattr(one(tmp_path, text).columns[SUBMIT], "month", None) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "HITId,AssignmentId,WorkerId\nH,A,W\n",
            "1: .* its columns are `HITId`, `AssignmentId`, `WorkerId`; expected columns",
        ),
        ("Input.a,Input.b\n1,2\n", "1: .* if this is the input of a batch, pass its results instead"),
        ("a b c\n", "1: .* it is neither XML nor JSON, and as CSV its columns are `a b c`"),
        ("AssignmentId,Answer.q,Answer.q\n1,2,3\n", r"1: .* two columns are called `Answer\.q`"),
        ("AssignmentId,Answer.q\n1,2,3\n", "2: .* the row has 3 cells; expected 2"),
        ('AssignmentId,Answer.q\n1,2\n2,"3\n4,5\n', "3: .* the row that starts here is not valid CSV: unexpected end"),
        ('AssignmentId,Answer.q\n1,"2"3\n', "2: .* not valid CSV: ',' expected after '\"'"),
        ("AssignmentId,Answer.q\n1,2\n1,\x003\n", "3: .* the file contains a NUL"),
        ("AssignmentId,Answer.\x00q\n1,2\n", "1: .* the header contains a NUL"),
        (",,\n,,\n", " .* the file is empty"),
        ('"AssignmentId,Answer.q\n', "1: .* not valid CSV"),
    ],
)
def test_what_is_refused(text: str, message: str, tmp_path: Path) -> None:
    """Text that is not a table of answers is refused, with the file, the line and what was found."""
    path = saved(tmp_path, text)
    with pytest.raises(InvalidArgument, match=rf"file\.csv:{message}"):
        list(iter_assignments(path))
    with pytest.raises(InvalidArgument, match=message.rpartition(".* ")[2].strip()):
        list(read_requester_csv(text))


def test_own_tables_are_recognised(tmp_path: Path) -> None:
    """A table that the command wrote is not an archive, and that is said, for each of its kinds."""
    from click.testing import CliRunner

    from questionforms.cli import main

    source = saved(tmp_path, "AssignmentId,Answer.q\nA1,x\n")
    for name in ("wide.csv", "wide.jsonl", "wide.parquet"):
        for layout in ("wide", "long"):
            done = CliRunner().invoke(main, ["answers", str(source), "-o", str(tmp_path / name), "--layout", layout])
            assert done.exit_code == 0
            with pytest.raises(InvalidArgument, match="a table that questionforms wrote; read it with pandas"):
                list(iter_assignments(tmp_path / name))


def test_headers_are_data(tmp_path: Path) -> None:
    """The header of a file says what each column has, and how to read the file, without reading its rows."""
    path = saved(tmp_path, 'sep=;\nhitid;Answer.q;Input.x;assignmentid\nH1;"not read', "utf-16")
    header = read_header(path)
    assert header is not None
    assert [(one.content, one.name) for one in header.columns] == [
        *(("assignment", "HITId"), ("answer", "q"), ("other", "Input.x"), ("assignment", "AssignmentId")),
    ]
    assert (header.delimiter, header.encoding, header.skip, header.separator) == (";", "utf-16-le", 1, "|")
    assert read_header(saved(tmp_path, "[]")) is None


@pytest.mark.parametrize("size", [200_000, 3_000_000])
def test_long_cells_and_headers(size: int, tmp_path: Path) -> None:
    """Cells and headers of any length are read."""
    found = one(tmp_path, f"AssignmentId,Answer.{'q' * size}\nA1,{'x' * size}\n")
    assert list(map(len, texts(found))) == [size]


def test_read_requester_csv_with_a_form() -> None:
    """With a form, answers are as its questions ask for them; all other columns stay as they are in the file."""
    form = QuestionForm(
        Question("mood", "?", SelectionAnswer({"good": "Good", "bad": "Bad"}, max=2)),
        Question("note", "?", FreeTextAnswer()),
    )
    text = "HITId,AssignmentId,WorkTimeInSeconds,Input.url,Answer.mood,Answer.note\nH1,A1,12,u,good|bad,a|b\n"
    (row,) = read_requester_csv(text, form)
    assert row["Answer"] == Answers(Answer("mood", selections=["good", "bad"]), Answer("note", text="a|b"))
    assert {name: value for name, value in row.items() if name != "Answer"} == {
        "HITId": "H1",
        "AssignmentId": "A1",
        "WorkTimeInSeconds": "12",
        "Input.url": "u",
    }
    assert table(read_requester_csv(text, form), form)["mood"].to_pylist() == [["good", "bad"]]


def test_written_with_all_columns() -> None:
    """All columns are written, those that the site does not have after its own, and come back as they were."""
    text = requester_csv(
        [
            {
                "AssignmentId": "A1",
                "HITId": "H",
                "Turkle.Username": "=ada",
                "x": 3,
                "Answer.q": "a|b",
                "SubmitTime": "soon",
            }
        ]
    )
    (row,) = read_requester_csv(text)
    assert (row["Turkle.Username"], row["x"], row["SubmitTime"]) == ("=ada", "3", "soon")
    assert requester_csv(read_requester_csv(text)) == text


def test_empty_lines_before_the_header(tmp_path: Path) -> None:
    """Empty lines and rows above the header are left out, and lines are counted with them."""
    path = saved(tmp_path, "\ufeff\r\n,,\r\nAssignmentId,Answer.q\r\n\r\nA1,x\r\nA2,y,z\r\n")
    source = iter_assignments(path)
    assert next(source).place == f"{path}:5"
    with pytest.raises(InvalidArgument, match=r"csv:6: .* the row has 3 cells"):
        next(source)


def test_answers_in_turn(tmp_path: Path) -> None:
    """Older command-line tools have identifiers and answers in turn, in one cell or in as many as there are."""
    head = '"hitid"\t"assignmentid"\t"assignmentaccepttime"\t"answers[question_id answer_value]"\t"reject"\n'
    text = head + (
        '"H1"\t"A1"\t""\t"colour\tred\tsize\tbig"\t""\n'
        '"H1"\t"A2"\t""\t"colour"\t"red"\t"note"\t"a, b"\t"y"\n'
        '"H1"\t"A3"\t""\t""\t""\n'
        '"H1"\t"A4"\t""\t"colour\tred\nsize\t"\t""\n'
        '"H1"\t"A5"\n'
    )
    found = list(iter_assignments(saved(tmp_path, text)))
    assert [texts(one) for one in found] == [
        *({"colour": "red", "size": "big"}, {"colour": "red", "note": "a, b"}, {}, {"colour": "red"}, {}),
    ]
    assert [one.others.get("Reject") for one in found] == [None, "y", None, None, None]
    assert not any(one.unread for one in found)
    with pytest.raises(InvalidArgument, match=r"csv:2: .* the answers are not identifiers and texts in turn"):
        list(iter_assignments(saved(tmp_path, f'{head}"H1"\t"A1"\t""\t"\tred\tsize\tbig"\t""\n')))


def test_blanks_before_quotes(tmp_path: Path) -> None:
    """A blank between a comma and a quote is not a part of the cell."""
    found = one(tmp_path, '"AssignmentId", "Answer.q"\n"A1", "x, ""y"""\n')
    assert (found.columns[0], texts(found)) == ("A1", {"q": 'x, "y"'})


def test_mturkr_in_pandas() -> None:
    """A data frame of pandas with MTurkR's columns has no answer `Unnamed: 0`, and its gaps are no answers."""
    pd = pytest.importorskip("pandas")
    frame = pd.read_csv(io.StringIO(f'{MTURKR}"1","A1","W1","H1",NA,NA,NA,NA,NA,NA,6,"red",NA\n'))
    assert frame.columns[0] == "Unnamed: 0"
    (found,) = iter_assignments(frame)
    assert (texts(found), found.others["WorkTimeInSeconds"], found.unread) == ({"colour": "red"}, 6, ())


def test_mturkr_with_xml(tmp_path: Path) -> None:
    """MTurkR's assignments with their XML are read from it; the answers beside it stay as columns."""
    xml = Answers(Answer("q", text="x;y")).to_xml().replace('"', '""')
    found = one(tmp_path, f'"AssignmentId","SecondsOnHIT","RequesterFeedback","Answer","q"\n"A1",6,NA,"{xml}","x;y"\n')
    assert (found.xml, found.columns[-1], found.others["q"]) == (xml.replace('""', '"'), None, "x;y")


cell = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=10) | st.sampled_from(
    ["NA", "{}", ",", '"', "\r", ";", "NA,NA", "'=1", "=1"]
)


def quoted(text: str | None) -> str:
    """A cell as R writes it."""
    return "NA" if text is None else '"' + text.replace('"', '""') + '"'


@given(st.lists(st.tuples(st.none() | cell, st.none() | cell), min_size=1, max_size=4))
def test_nothing_is_lost_of_r(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str | None, str | None]]
) -> None:
    """Every text in MTurkR's export and in its long data frame is found again, letter by letter."""
    folder = tmp_path_factory.mktemp("r")
    head = '"","AssignmentId","SecondsOnHIT","HITTypeId","one"\n'
    lines = [f'"{at}","A{at}",{at},{quoted(kind)},{quoted(text)}\n' for at, (kind, text) in enumerate(rows)]
    found = list(iter_assignments(saved(folder, head + "".join(lines))))
    assert [texts(one).get("one") for one in found] == [text if text not in {"", "{}"} else None for _, text in rows]
    assert [one.others["HITTypeId"] for one in found] == [kind or None for kind, _ in rows]
    long = '"AssignmentId","QuestionIdentifier","FreeText","SelectionIdentifier","HITTypeId"\n'
    long += "".join([f'"A{at}","q",{quoted(text)},NA,{quoted(kind)}\n' for at, (kind, text) in enumerate(rows)])
    found = list(iter_assignments(saved(folder, long)))
    assert [one.xml["q"].text for one in found] == [text for _, text in rows]
    assert [one.others["HITTypeId"] for one in found] == [kind or None for kind, _ in rows]
