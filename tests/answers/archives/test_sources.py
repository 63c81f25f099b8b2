"""Sources: the same assignments are the same from every kind of file, frame and value, and nothing of them is lost."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import Answer, Answers, parse_answers
from questionforms.answers import table
from questionforms.answers.archives.known_columns import COLUMNS, TIMES
from questionforms.answers.archives.sources import Assignment, iter_assignments, iter_blocks
from questionforms.exceptions import InvalidArgument, MissingExtra, QuestionFormsError, WrongType
from tests.documents import SHARED, needs_shared
from tests.long_runs import examples

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
duckdb = pytest.importorskip("duckdb")
dask = pytest.importorskip("dask.dataframe")

CASES = SHARED / "cases" / "archives"

#: Assignments as they are, with the texts of their answers.
ASSIGNMENTS: list[dict[str, Any]] = [
    {
        "AssignmentId": f"A{number}",
        "WorkerId": f"W{number % 2}",
        "HITId": f"H{number // 2}",
        "AssignmentStatus": "Approved",
        "AcceptTime": "2018-04-04T17:26:23Z",
        "SubmitTime": f"2018-04-04T17:27:0{number}Z",
        "RequesterFeedback": feedback,
        "Title": "Colours, and more",
        "Reward": "$0.05",
        "MaxAssignments": 3,
        "Input.url": f"https://example.org/{number}.jpg",
        "anything": thing,
        "Answer.colour": colour,
        "Answer.com.ment": comment,
    }
    for number, (feedback, thing, colour, comment) in enumerate(
        [
            ("thanks", "x", "red", 'two\nlines, and a "quote"'),
            ("", "", "blue", "{}"),
            ("", "ünïcode", "red|blue", ""),
            ("", "'=1", "", "=1+1"),
        ]
    )
]


def answers_of(row: Mapping[str, Any]) -> dict[str, str]:
    """The answers in a row: an empty cell and `{}` are none."""
    texts = {name.removeprefix("Answer."): text for name, text in row.items() if name.startswith("Answer.")}
    return {name: text for name, text in texts.items() if text not in {"", "{}"}}


def as_xml(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its answers as XML under `Answer`."""
    answers = Answers(*[Answer(name, text=text) for name, text in answers_of(row).items()])
    kept = {name: value for name, value in row.items() if not name.startswith("Answer.")}
    return kept | {"Answer": answers.to_xml() if answers.entries else ""}


def seen(assignment: Assignment) -> dict[str, Any]:
    """What an assignment contains, with its answers as texts."""
    answers = parse_answers(assignment.xml)
    known = dict(zip(COLUMNS, assignment.columns, strict=True)) | dict(assignment.others)
    return {
        "answers": {entry.identifier: entry.text for entry in answers.entries},
        "unread": assignment.unread,
        **{name: value for name, value in known.items() if value is not None},
    }


def expected() -> list[dict[str, Any]]:
    """What each of the assignments contains."""
    found = []
    for row in ASSIGNMENTS:
        values = {name: value for name, value in row.items() if value != "" and not name.startswith("Answer.")}
        values |= {name: datetime.fromisoformat(values[name]) for name in TIMES if name in values}
        took = values["SubmitTime"] - values["AcceptTime"]
        values |= {"WorkTimeInSeconds": int(took.total_seconds())}
        found.append({"answers": answers_of(row), "unread": (), **values})
    return found


def delimited(delimiter: str, rows: list[dict[str, Any]] = ASSIGNMENTS) -> str:
    """The rows as delimited text."""
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(
        [{name: f"'{cell}" if str(cell)[:1] in {"=", "'"} else cell for name, cell in row.items()} for row in rows]
    )
    return file.getvalue()


def json_lines(rows: list[dict[str, Any]]) -> str:
    """The rows as JSON Lines."""
    return "".join([f"{json.dumps(row)}\n" for row in rows])


def parquet(rows: list[dict[str, Any]]) -> bytes:
    """The rows as a Parquet file."""
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), file)
    return file.getvalue()


#: Names of files, which say nothing of their content, and their contents.
FILES: dict[str, Callable[[], bytes]] = {
    "comma.csv": lambda: delimited(",").encode(),
    "semicolon.csv": lambda: delimited(";").encode("utf-8-sig"),
    "tab.results": lambda: delimited("\t").encode("utf-16"),
    "wide.csv": lambda: delimited(",").encode("utf-32"),
    "sniffed.csv": lambda: delimited("\t").encode("utf-16-le"),
    "hint.csv": lambda: b"sep=;\r\n" + delimited(";").encode(),
    "xml.csv": lambda: delimited(",", [as_xml(row) for row in ASSIGNMENTS]).encode(),
    "records.json": lambda: json.dumps(ASSIGNMENTS).encode(),
    "indented.json": lambda: json.dumps(ASSIGNMENTS, indent=1).encode("utf-16"),
    "records.jsonl": lambda: json_lines(ASSIGNMENTS).encode(),
    "xml.ndjson": lambda: json_lines([as_xml(row) for row in ASSIGNMENTS]).encode(),
    "page.json": lambda: json.dumps({"NumResults": 4, "Assignments": [as_xml(row) for row in ASSIGNMENTS]}).encode(),
    "pages.json": lambda: "\n".join(
        [json.dumps({"Assignments": [as_xml(row)], "NextToken": "t"}) for row in ASSIGNMENTS]
    ).encode(),
    "get.json": lambda: json_lines([{"Assignment": as_xml(row)} for row in ASSIGNMENTS]).encode(),
    "records.parquet": lambda: parquet(ASSIGNMENTS),
    "xml.parquet": lambda: parquet([as_xml(row) for row in ASSIGNMENTS]),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_files_of_every_kind(name: str, packed: bool, tmp_path: Path) -> None:
    """A file of any kind has the assignments, recognised by its content, and so has the same file gzipped."""
    content = FILES[name]()
    path = tmp_path / "file.dat"
    path.write_bytes(gzip.compress(content) if packed else content)
    found = list(iter_assignments(path))
    assert [seen(one) for one in found] == expected()
    assert all((one.place or "").startswith(str(path)) for one in found)


FRAMES: dict[str, Callable[[], Any]] = {
    "pandas": lambda: pd.DataFrame(ASSIGNMENTS),
    "pandas from CSV": lambda: pd.read_csv(io.StringIO(delimited(",").replace("'=", "=").replace("''", "'"))),
    "pandas, objects": lambda: pd.DataFrame(ASSIGNMENTS).astype(object),
    "records": lambda: pd.DataFrame(ASSIGNMENTS).to_dict("records"),
    "records with NaN": lambda: pd.DataFrame(ASSIGNMENTS).replace("", float("nan")).to_dict("records"),
    "polars": lambda: pl.DataFrame(ASSIGNMENTS),
    "lazy polars": lambda: pl.DataFrame(ASSIGNMENTS).lazy(),
    "table": lambda: pa.Table.from_pylist(ASSIGNMENTS),
    "batch": lambda: pa.RecordBatch.from_pylist(ASSIGNMENTS),
    "batches": lambda: pa.Table.from_pylist(ASSIGNMENTS).to_batches(max_chunksize=1),
    "reader": lambda: pa.Table.from_pylist(ASSIGNMENTS).to_reader(),
    "dask": lambda: dask.from_pandas(pd.DataFrame(ASSIGNMENTS), npartitions=2),
    "duckdb": lambda: duckdb.from_arrow(pa.Table.from_pylist(ASSIGNMENTS)),
    "pandas with XML": lambda: pd.DataFrame([as_xml(row) for row in ASSIGNMENTS]),
    "mappings": lambda: iter(ASSIGNMENTS),
    "page": lambda: {"Assignments": [as_xml(row) for row in ASSIGNMENTS]},
    "paginator": lambda: iter([{"Assignments": [as_xml(row)]} for row in ASSIGNMENTS]),
    "assignments": lambda: list(iter_assignments(ASSIGNMENTS)),
}


@pytest.mark.parametrize("make", FRAMES.values(), ids=FRAMES.keys())
def test_frames_and_values(make: Callable[[], Any]) -> None:
    """Frames, tables, readers, relations and mappings have the assignments, alone and beside others."""
    assert [seen(one) for one in iter_assignments(make())] == expected()
    if hasattr(make(), "__next__"):
        return
    assert [seen(one) for one in iter_assignments([make(), ASSIGNMENTS])] == expected() * 2


def test_blocks_have_the_same(tmp_path: Path) -> None:
    """Blocks, of whatever size, have the columns, the other columns and the places of the assignments."""
    (tmp_path / "a.csv").write_bytes(FILES["comma.csv"]())
    source = [tmp_path, *ASSIGNMENTS, [as_xml(row) for row in ASSIGNMENTS]]
    wanted = list(iter_assignments(source))
    for size in (1, 3, 100):
        found = [
            (block.xml[at], [column and column[at] for column in block.columns], one.others, one.place, one.unread)
            for block in iter_blocks(source, size)
            for at in range(len(block.xml))
            for one in [block.assignment(at)]
        ]
        assert found == [(one.xml, list(one.columns), one.others, one.place, one.unread) for one in wanted]


def test_folders_and_sequences(tmp_path: Path) -> None:
    """A folder is read with all below it but what is hidden; paths and other items can be in one sequence."""
    for name in ("b/two.csv", "a/one.jsonl.gz", ".hidden/x.csv", "a/.x.json", "notes.txt", "B.CSV"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        content = FILES["records.jsonl"]() if "jsonl" in name else FILES["comma.csv"]()
        path.write_bytes(gzip.compress(content) if name.endswith(".gz") else b"" if name == "notes.txt" else content)
    found = [one.place or "" for one in iter_assignments(tmp_path)]
    assert [place.removeprefix(f"{tmp_path}/") for place in found] == [
        *(f"B.CSV:{line}" for line in (2, 4, 5, 6)),
        *(f"a/one.jsonl.gz:{line}" for line in (1, 2, 3, 4)),
        *(f"b/two.csv:{line}" for line in (2, 4, 5, 6)),
    ]
    mixed = [tmp_path / "B.CSV", ASSIGNMENTS[0], (tmp_path / "b",)]
    assert " ".join([str(one.columns[0]) for one in iter_assignments(mixed)]) == "A0 A1 A2 A3 A0 A0 A1 A2 A3"
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidArgument, match=r"empty: cannot be read: the folder contains no \*\.xml, "):
        list(iter_assignments(tmp_path / "empty"))
    with pytest.raises(FileNotFoundError):
        list(iter_assignments(tmp_path / "lost.csv"))


@pytest.mark.parametrize("source", ["Batch.csv", ["a.jsonl", "b.jsonl"], ("A1", "a.xml"), "data/x.parquet"])
def test_names_of_files_are_refused(source: Any) -> None:
    """A text that is the name of a file is not read as a document, and the message says what to pass."""
    with pytest.raises(InvalidArgument, match=r"to read the file, pass `Path\('.*'\)`"):
        list(iter_assignments(source))


def test_existing_files_are_not_documents(tmp_path: Path) -> None:
    """The name of a file or a folder that exists is refused, too, whatever it is."""
    (tmp_path / "data").write_text("x")
    for name in (str(tmp_path), str(tmp_path / "data")):
        with pytest.raises(InvalidArgument, match=r"pass `Path\("):
            list(iter_assignments(name))
    for document in ("no file", " ", "x" * 5_000, "a\0b", "\ud800"):
        assert [one.xml for one in iter_assignments(document)] == [document]


def test_values_that_contain_themselves() -> None:
    """A source that contains itself is refused; a value that does is shown as Python shows it."""
    inner: list[Any] = []
    inner.append(inner)
    page: dict[str, Any] = {}
    page["HITs"] = page
    for source in (inner, page):
        with pytest.raises(WrongType, match="nested too deeply, or contains itself"):
            list(iter_assignments(source))
    row: dict[str, Any] = {"AssignmentId": "A", "Answer": "", "y": {(1, 2): 3}}
    row["x"] = row
    (found,) = iter_assignments(row)
    assert found.others["y"] == "{(1, 2): 3}"
    assert "..." in found.others["x"]


def test_frames_need_arrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow, a frame is refused with the command that installs it, and never read as its columns' names."""
    frame = pd.DataFrame(ASSIGNMENTS)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"questionforms\[arrow\]"):
        list(iter_assignments(frame))


@pytest.mark.parametrize(
    "source",
    [
        [{"AssignmentId": "A1", "WorkerId": "W1"}],
        {"Assignments": [{"AssignmentId": "A1"}]},
        [{"AssignmentId": "A1"}] * 2_000,
        {"colour": "red"},
        {},
        [{"AssignmentId": "A1", "QuestionIdentifier": "q", "FreeText": "x"}],
        7,
        [[7]],
        pd.DataFrame({"AssignmentId": ["A1"]}),
        pl.DataFrame({"AssignmentId": ["A1"]}),
    ],
)
def test_what_has_no_answers(source: Any) -> None:
    """What has no answers is refused, and what was seen is named."""
    with pytest.raises(WrongType, match=r"expected|pass the whole"):
        list(iter_assignments(source))


def test_some_without_answers() -> None:
    """An assignment without `Answer` among others with it is one of a worker who answered nothing."""
    source = [{"AssignmentId": "A0"}, {"AssignmentId": "A1", "Answer": ""}, {"AssignmentId": "A2"}]
    assert [one.columns[0] for one in iter_assignments(source)] == ["A0", "A1", "A2"]
    (alone,) = iter_assignments([{"AssignmentId": "A0", "Answer": None}])
    assert alone.xml is None


def test_tables_with_two_columns_of_one_name() -> None:
    """A frame in which two columns have one name is refused."""
    frame = pd.DataFrame([["a", "b"]], columns=["Answer.q", "Answer.q"])
    with pytest.raises(InvalidArgument, match=r"two columns of the table are called `Answer\.q`"):
        list(iter_assignments(frame))


def test_columns_of_mixed_types() -> None:
    """A column of a frame that holds numbers, texts and gaps, as pandas reads large files, is read as texts."""
    frame = pd.DataFrame({"AssignmentId": [1, 2, 3, 4, 5], "Answer.q": ["x", 4, True, float("nan"), 2.0]}, dtype=object)
    found = [seen(one) for one in iter_assignments(frame)]
    assert [one["answers"] for one in found] == [{"q": "x"}, {"q": "4"}, {"q": "true"}, {}, {"q": "2"}]
    assert [one["AssignmentId"] for one in found] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((4, "4"), (4.0, "4"), (4.5, "4.5"), (True, "true"), ("True", "True"), (["a"], '["a"]'), (b"x", "x")),
        *(
            (float("nan"), None),
            (None, None),
            (pd.NaT, None),
            (pd.NA, None),
            ("{}", None),
            (2**64, str(2**64)),
        ),
        *((pd.Timestamp("2018-04-07"), "2018-04-07T00:00:00"), ({"a": 1}, '{"a": 1}'), ("NA", "NA"), (" ", " ")),
    ],
)
def test_values_of_answers(value: Any, text: str | None) -> None:
    """Values in `Answer.*` become the texts that a CSV would contain; missing values are not answers."""
    (found,) = iter_assignments([{"AssignmentId": "A1", "Answer.q": value}])
    assert seen(found)["answers"] == ({} if text is None else {"q": text})


def test_numbers_of_any_length() -> None:
    """A number of more digits than Python writes is a text like any other."""
    (found,) = iter_assignments([{"AssignmentId": "A1", "Answer.q": 10**5_000, "MaxAssignments": 10**5_000}])
    assert seen(found)["answers"] == {"q": "1" + "0" * 5_000}
    assert found.unread[0][0] == "MaxAssignments"


def test_typed_columns() -> None:
    """Times and whole numbers beside the answers are typed; what is not understood is kept as text."""
    row = {
        "AssignmentId": " A1 ",
        "WorkerId": 7,
        "HITId": 5.0,
        "Answer": "",
        "SubmitTime": "n/a",
        "CreationTime": "Wed Apr 04 10:26:23 PDT 2018",
        "Expiration": 0,
        "MaxAssignments": "3",
        "Reward": 0.05,
        "WorkTimeInSeconds": "604",
        "LifetimeInSeconds": "5 days",
        "NumberOfSimilarHITs": " ",
        "Approve": True,
        "AutoApprovalDelayInSeconds": 604.0,
        "NumberOfAssignmentsPending": "007",
        "x": ["a", {"b": NOW}],
        "y": NOW,
    }
    (found,) = iter_assignments(row)
    assert found.columns[:4] == ("A1", "7", "5", None)
    assert dict(found.others) == {
        "CreationTime": datetime(2018, 4, 4, 17, 26, 23, tzinfo=UTC),
        "Expiration": datetime(1970, 1, 1, tzinfo=UTC),
        "MaxAssignments": 3,
        "Reward": 0.05,
        "WorkTimeInSeconds": 604,
        "LifetimeInSeconds": None,
        "NumberOfSimilarHITs": None,
        "Approve": True,
        "AutoApprovalDelayInSeconds": 604,
        "NumberOfAssignmentsPending": None,
        "x": '["a", {"b": "2026-01-02T03:04:05+00:00"}]',
        "y": NOW,
    }
    assert found.unread == (
        ("SubmitTime", "n/a"),
        ("LifetimeInSeconds", "5 days"),
        ("NumberOfAssignmentsPending", "007"),
    )


NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("accepted", "submitted", "seconds"),
    [(NOW, NOW.replace(second=9), 4), (NOW, NOW, 0), (NOW.replace(second=9), NOW, None), (None, NOW, None)],
)
def test_working_time(accepted: Any, submitted: Any, seconds: int | None) -> None:
    """The working time is the seconds between accepting and submitting, never below zero, and what is given wins."""
    row = {"AssignmentId": "A1", "AcceptTime": accepted, "SubmitTime": submitted, "Answer": ""}
    (found,) = iter_assignments([row])
    assert found.others.get("WorkTimeInSeconds") == seconds
    assert table([row, row]).to_pylist()[1].get("WorkTimeInSeconds") == seconds
    (given,) = iter_assignments([row | {"WorkTimeInSeconds": "99"}])
    assert given.others["WorkTimeInSeconds"] == 99


names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).map(str.strip).filter(bool)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=12)


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, str]]:
    """Rows with the same columns: answers, inputs and some that nobody knows."""
    columns = [f"Answer.{name}" for name in draw(st.lists(names, min_size=1, max_size=3, unique=True))]
    columns += [f"Input.{name}" for name in draw(st.lists(names, max_size=2, unique=True))]
    columns += [f"x{name}" for name in draw(st.lists(names, max_size=2, unique=True))]
    return [
        {"AssignmentId": f"A{number}"} | {name: draw(texts) for name in columns}
        for number in range(draw(st.integers(1, 3)))
    ]


WRITERS: dict[str, Callable[[list[dict[str, str]]], bytes]] = {
    "comma": lambda rows: written(rows, ","),
    "semicolon": lambda rows: written(rows, ";"),
    "tab": lambda rows: written(rows, "\t"),
    "records": lambda rows: json.dumps(rows).encode(),
    "lines": lambda rows: json_lines(rows).encode(),
    "parquet": parquet,
}


def written(rows: list[dict[str, str]], delimiter: str) -> bytes:
    """The rows as the requester's own writer would save them, with formulas made harmless."""
    from questionforms.answers.archives.csv_injection import neutralised

    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(rows[0])
    writer.writerows([[neutralised(cell) for cell in row.values()] for row in rows])
    return file.getvalue().encode()


@given(tables(), st.sampled_from(sorted(WRITERS)))
@examples(150)
def test_nothing_is_lost(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]], kind: str) -> None:
    """Every text of every kind of file is found again: answers as answers, everything else under its name."""
    path = tmp_path_factory.mktemp("any") / "file"
    path.write_bytes(WRITERS[kind](rows))
    found = list(iter_assignments(path))
    assert len(found) == len(rows)
    for one, row in zip(found, rows, strict=True):
        texts = {entry.identifier: entry.text for entry in one.xml.entries}
        others = {name: value for name, value in one.others.items() if value is not None}
        assert texts == {
            name[7:]: text for name, text in row.items() if name[:7] == "Answer." and text not in {"", "{}"}
        }
        assert others == {
            name: text for name, text in row.items() if text and not name.startswith(("Answer.", "AssignmentId"))
        }


def read(name: str) -> list[Assignment]:
    """The assignments in a case."""
    return list(iter_assignments(CASES / name))


@needs_shared
def test_cases() -> None:
    """Each file that came out wrong once is read with its times, its answers and all other columns."""
    (utc,) = read("11-site-csv-utc-approval.csv")
    assert utc.columns[COLUMNS.index("ApprovalTime")] == datetime(2018, 4, 7, 17, 27, 37, tzinfo=UTC)
    assert utc.others["Input.image_url"] == "https://img.example.org/1.jpg"
    braces = read("12-site-csv-empty-braces.csv")
    assert [list(one.xml) for one in braces] == [["label"], ["label"], ["label", "comment"]]
    crowd = read("13-site-csv-crowd-form.csv")
    assert [one.others["WorkTimeInSeconds"] for one in crowd] == [604, 604]
    assert crowd[0].others["LifetimeApprovalRate"] == "100% (3/3)"
    assert len(read("13b-assignments-crowd-form.json")) == 2
    assert list(read("14-site-csv-boolean-columns.csv")[0].xml) == ["mood.good", "mood.bad", "agree.on", "topics"]
    (tool,) = read("15-command-line-tools.results")
    assert seen(tool) == {
        "AssignmentId": "A1",
        "WorkerId": "W1",
        "HITId": "H1",
        "AssignmentStatus": "Submitted",
        "HITTypeId": "T1",
        "Title": "Colours",
        "Reward": "$0.05",
        "WorkTimeInSeconds": 30,
        "answers": {"colour": "red"},
        "unread": (),
        "AcceptTime": datetime(2018, 4, 4, 17, 26, 23, tzinfo=UTC),
        "SubmitTime": datetime(2018, 4, 4, 17, 26, 53, tzinfo=UTC),
    }
    (export,) = read("16-mturkr-export.csv")
    assert (export.xml._separator, export.others["WorkTimeInSeconds"]) == (";", 6)
    assert seen(export)["answers"] == {"colour": "red", "topics": "food;staff"}
    assert export.unread == ()
    (mongo,) = read("18-times-as-objects.json")
    assert mongo.columns[COLUMNS.index("SubmitTime")] == datetime(2020, 1, 1, tzinfo=UTC)
    assert len(read("26-site-csv-with-form.csv")) == 3


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "Assignments",
                        "Assignment",
                        "HITs",
                        "HIT",
                        "HITId",
                        "Title",
                        "AssignmentId",
                        "Answer",
                        "Answer.q",
                        "SubmitTime",
                        "x",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
@examples(300)
def test_hostile_values(value: Any) -> None:
    """No value raises anything but the documented errors."""
    for source in (value, [value]):
        try:
            for one in iter_assignments(source):
                assert isinstance(one, Assignment)
        except QuestionFormsError:
            pass


def batches_of(count: int) -> Iterator[Any]:
    """Batches without an end in sight."""
    for number in range(count):
        yield pa.RecordBatch.from_pylist([{"AssignmentId": f"A{number}", "Answer": ""}])


def test_batches_are_read_one_by_one() -> None:
    """From an iterator of batches no more is taken than is asked for."""
    source = batches_of(10**9)
    assert [one.columns[0] for one, _ in zip(iter_assignments(source), range(3), strict=False)] == ["A0", "A1", "A2"]


def test_documents_with_gaps() -> None:
    """A column of documents with gaps, as pandas has it, gives assignments without answers for these."""
    column = pd.DataFrame({"Answer": ["<a/>", None, float("nan")]})["Answer"]
    for source in (column, column.tolist(), pl.Series(["<a/>", None, None])):
        assert [one.xml for one in iter_assignments(source)] == ["<a/>", None, None]


def test_frames_with_an_index() -> None:
    """The index of a frame of pandas is a column if it has a name."""
    frame = pd.DataFrame({"AssignmentId": ["A1"], "WorkerId": ["W1"], "Answer.q": ["x"]})
    for names in ("AssignmentId", ["WorkerId", "AssignmentId"], "Answer.q"):
        assert next(iter_assignments(frame.set_index(names))).columns[:2] == ("A1", "W1")


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("sNaN"), None), (10**5_000, f"1{'0' * 5_000}"), ("\ud800", "\\ud800")],
    ids=["signalling", "huge", "surrogate"],
)
def test_values_that_nothing_can_hold(value: Any, text: str | None) -> None:
    """A number or a text that no column can hold becomes text, also as the name of a column."""
    name = value if isinstance(value, str) else "x"
    found = table({"AssignmentId": "A1", "Answer.q": value, f"Input.{name}": value})
    assert found[f"Input.{text if value == name else name}"].to_pylist() == [text]
    assert text is None or found["q"].to_pylist() == [text]


def test_times_that_python_lacks() -> None:
    """An Arrow time or date after the year 9999 is reported as unread, or becomes text."""
    late = {"SubmitTime": pa.array([2**62], pa.timestamp("us")), "Input.day": pa.array([10**7], pa.date32())}
    found = table(pa.table({"AssignmentId": ["A1"], "Answer.q": ["x"], **late})).to_pylist()[0]
    assert [part["part"] for part in found["rest"]] == ["SubmitTime"]
    assert found["Input.day"] == "29349-01-26"
