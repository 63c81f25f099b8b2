"""Files that pyarrow reads in blocks: the same rows, or the same error, as when they are read one by one."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from questionforms import Answer, Answers, InvalidArgument, Question, QuestionForm, SelectionAnswer
from questionforms.answers import table
from questionforms.answers.archives.delimited import read_first_rows
from questionforms.answers.archives.files import ArchiveFile
from questionforms.answers.archives.hits import HITs
from questionforms.answers.archives.times import read_time
from questionforms.answers.tables.arrow.chunks import chunks_of_blocks
from questionforms.answers.tables.arrow.files import delimited_blocks, json_blocks
from questionforms.answers.tables.arrow.files.file_chunks import iter_file_chunks
from questionforms.answers.tables.arrow.passes import ArrowReading
from questionforms.answers.tables.arrow.times_of_texts import times_of
from questionforms.answers.tables.options import Options
from tests.answers.tables.test_table import sources
from tests.documents import corpus, needs_shared
from tests.long_runs import examples

FORM = QuestionForm(
    Question("mood", "?", SelectionAnswer({"good": "Good", "a|b": "Both", "bad": "Bad"}, max=2)),
    Question("why", "?", SelectionAnswer({"1": "One", "2": "Two"})),
)
#: Cells as files have them, and as they should not.
times = st.sampled_from(
    [
        *("Wed Apr 04 10:26:23 PDT 2018", "Tue Dec 11 11:26:47 PST 2018", "Wed Apr  4 10:26:23 PDT 2018", ""),
        *("2018-04-07 17:27:37 UTC", "2018-04-07T17:27:37Z", "2018-04-07T17:27:37.5+02:00", "2018-04-07 17:27:37"),
        *("6/20/2022 9:12", "n/a", "1524000000", "Wed Apr 04 10:26:23 CST 2018", "Wed Feb 30 10:26:23 PDT 2018"),
        *(" Wed Apr 04 10:26:23 UTC 2018 ", "2018-13-07T17:27:37Z", "Sat Apr 04 10:26:23 EST 2018"),
    ]
)
cells = st.one_of(
    st.sampled_from(["", "{}", "good", "a|b", "good|bad", "1", "2", "'=1+1", "'", '"', "a,b", "x\ny", "é", "true"]),
    st.text(max_size=4),
)
ids = st.sampled_from(["A1", "A2", " A3 ", ""])


@st.composite
def site_files(draw: st.DrawFn) -> bytes:
    """A results file of the requester site, in which a few rows may be odd."""
    names = ["HITId", "AssignmentId", "WorkerId", "AcceptTime", "SubmitTime", "WorkTimeInSeconds", "Input.x"]
    header = [*names, *draw(st.sampled_from([["Answer.mood", "Answer.why"], ["Answer.mood.good", "Answer.mood.bad"]]))]
    if draw(st.booleans()):
        header += ["Approve", "Reject"]
    file = io.StringIO(newline="")
    end = draw(st.sampled_from(["\n", "\r\n"]))
    if draw(st.booleans()):
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator=end)
    else:
        writer = csv.writer(file, lineterminator=end)
    writer.writerow(header)
    for _ in range(draw(st.integers(1, 4))):
        seconds = draw(st.sampled_from(["", "30", "x", "5.0"]))
        row = [draw(st.sampled_from(["H1", ""])), draw(ids), "W", draw(times), draw(times), seconds]
        row += [draw(cells) for _ in header[len(row) :]]
        writer.writerow(row[: len(row) - draw(st.sampled_from([0, 0, 0, 1, 2]))])
    text = file.getvalue()
    if draw(st.booleans()):  # something that csv does not write
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(['"', '""', "\0", "\n", "\r", ",", ' "', "x"])) + text[at:]
    return text.encode(errors="surrogatepass")


def rows_of(path: Path, options: Options, *, fast: bool) -> Any:
    """The rows and the columns' types, or the error."""
    hits, file = HITs(), ArchiveFile(path)
    try:
        slow = chunks_of_blocks(file.assignments(hits), options, 3)
        chunks = iter_file_chunks(file, hits, options, 3) if fast else slow
        reading = ArrowReading(chunks, options)
        return reading.plan.schema.to_string(), list(reading.rows()), list(reading.values.lines())
    except InvalidArgument as error:
        return error.message


@given(site_files(), st.sampled_from([Options(), Options(infer=True), Options(form=FORM), Options(layout="long")]))
@example(b'AssignmentId,Answer.a\nA1,"x"y\n', Options())
@example(b'AssignmentId,Answer.a\nA1,""y\n', Options())
@example(b'AssignmentId,Answer.a\n"A1" ,x\n', Options())
@example(b"AssignmentId,Answer.a,Reject\nA1,x\nA2\nA3,y,z\n", Options())
@example(b'AssignmentId,Answer.a\nA1,"x\ny', Options())
def test_site_files(tmp_path_factory: pytest.TempPathFactory, content: bytes, options: Options) -> None:
    """A results file gives the same rows in the same types, and the same error, in blocks and row by row."""
    path = tmp_path_factory.getbasetemp() / "batch.csv"
    path.write_bytes(content)
    assert rows_of(path, options, fast=True) == rows_of(path, options, fast=False)


values = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), st.text(max_size=3), st.just([1])
)


@st.composite
def assignments(draw: st.DrawFn) -> dict[str, Any]:
    """An assignment as JSON has it, which may be odd."""
    xml = draw(sources.filter(lambda one: not isinstance(one, bytes)))
    found: dict[str, Any] = {"AssignmentId": draw(ids), "WorkerId": "W", "Answer": xml}
    for name in ("AcceptTime", "SubmitTime"):
        if draw(st.booleans()):
            found[name] = draw(st.one_of(times, st.none(), st.integers(0, 2**40), st.floats(1e9, 2e9)))
    if draw(st.integers(0, 3)) == 0:
        found[draw(st.sampled_from(["Reward", "Note", "hitid", "Answer.x", "MaxAssignments"]))] = draw(values)
    return found


@examples(50)
@given(st.lists(assignments(), min_size=1, max_size=4), st.booleans(), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_json_lines(tmp_path_factory: pytest.TempPathFactory, found: list[Any], escaped: bool, end: str) -> None:
    """JSON Lines give the same rows in the same types, and the same error, in blocks and line by line."""
    path = tmp_path_factory.getbasetemp() / "assignments.jsonl"
    text = "".join(f"{json.dumps(one, ensure_ascii=escaped)}{end}" for one in found)
    path.write_bytes(text.encode(errors="surrogatepass"))
    for options in (Options(), Options(infer=True, layout="long")):
        assert rows_of(path, options, fast=True) == rows_of(path, options, fast=False)


quoted = st.lists(st.sampled_from(["a", '"', '""', "\n", ",", "bc"]), max_size=6).map("".join)


@given(st.lists(quoted, max_size=6), st.integers(1, 9))
def test_blocks_end_between_rows(rows: list[str], size: int) -> None:
    """Blocks of any size contain whole rows, and together all of the file behind its header."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\n").writerows([["AssignmentId", "Answer.a"], *[[row, row] for row in rows]])
    data = file.getvalue().encode()
    header = read_first_rows(io.StringIO(file.getvalue(), newline=""))
    blocks = list(delimited_blocks.iter_blocks_of(io.BytesIO(data), header, size))
    whole = [block for block in blocks if block is not None]
    assert all(block.count(b'"') % 2 == 0 for block in whole)
    behind = data[data.index(b"\n") + 1 :]
    assert behind.startswith(b"".join(whole))
    assert None in blocks or b"".join(whole) == behind


@pytest.mark.parametrize("size", [1, 6, 7, 100])
def test_blocks_of_lines(size: int) -> None:
    """Blocks of lines contain whole lines, and each line has its number."""
    data = b"{1}\n\n{22}\n{333}\n{4}"
    blocks = list(json_blocks.iter_blocks_of(io.BufferedReader(io.BytesIO(data)), size))
    if None in blocks:
        assert size == 1
        return
    assert b"".join(bytes(block.data) for block in blocks if block) == data
    for block in blocks:
        assert block is not None
        lines = [line for line in bytes(block.data).split(b"\n") if line]
        numbers = json_blocks.numbers_of(block)
        assert [data.split(b"\n")[number - 1] for number in numbers] == lines


@given(st.lists(times | st.none(), min_size=1, max_size=5))
def test_times(texts: list[str | None]) -> None:
    """Times in columns are those that Python reads, or are left to it."""
    found = times_of(pa.array(texts, pa.string()))
    expected = [None if text is None or not text.strip() else read_time(text) for text in texts]
    if found is not None:
        assert found.to_pylist() == expected


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+10:00", "9999-12-31T23:59:59-10:00"])
def test_times_that_python_lacks(text: str) -> None:
    """A time before the year 1 or after 9999 is left to Python, which reports it: Arrow gives back no such time."""
    assert times_of(pa.array([text, "2018-04-07T17:27:37Z"])) is None
    found = table({"AssignmentId": "A1", "Answer": None, "AcceptTime": text})
    assert [part["value"] for part in found["rest"].to_pylist()[0]] == [text]


def test_numbers_that_are_no_times() -> None:
    """A number that no float holds is left to Python, which reports it."""
    assert times_of(pa.array([2**53 + 1, 1_524_000_000])) is None


def _lines(*found: dict[str, Any]) -> json_blocks.Lines:
    data = b"".join(json.dumps({"AssignmentId": "A", "Answer": "<a/>"} | one).encode() + b"\n" for one in found)
    return json_blocks.Lines(data, 1)


def test_columns_have_the_order_of_the_first_line() -> None:
    """Columns of JSON Lines come in the order of the file, whatever their types."""
    found = json_blocks.columns_of(_lines({"MaxAssignments": 1, "Title": "t"}, {"Note": 1, "Reward": "0.1"}))
    assert list(found or ()) == ["AssignmentId", "Answer", "MaxAssignments", "Title", "Note", "Reward"]


def test_large_numbers_keep_their_digits(tmp_path: Path) -> None:
    """A whole number in JSON Lines that Arrow would read as a float keeps all its digits."""
    path = tmp_path / "large.jsonl"
    path.write_text(json.dumps({"AssignmentId": "A1", "Answer": "<a/>", "Phone": 10**20 + 1}))
    assert table(path)["Phone"].to_pylist() == [str(10**20 + 1)]


def test_deep_json_is_refused(tmp_path: Path) -> None:
    """JSON that is nested too deeply is refused as when it is read value by value."""
    path = tmp_path / "deep.json"
    path.write_text("[" * 100_000)
    with pytest.raises(InvalidArgument, match="the JSON is nested too deeply"):
        table(path)


def test_nested_values_are_left_to_the_slow_way() -> None:
    """Arrow is not trusted with nested values: it makes arrays of some that it cannot put together."""
    assert json_blocks.columns_of(_lines({"Note": {"a": [1]}}, {"Note": {}})) is None


@needs_shared
def test_the_corpus_is_read_in_blocks(tmp_path: Path) -> None:
    """Real answers, as JSON Lines, give the same rows in blocks and line by line."""
    texts = [(file.name, file.read_text(encoding="utf-8", errors="replace")) for file in corpus("answers")]
    found = [{"AssignmentId": name, "Answer": text} for name, text in texts]
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(f"{json.dumps(one)}\n" for one in found), encoding="utf-8")
    for options in (Options(), Options(infer=True)):
        assert rows_of(path, options, fast=True) == rows_of(path, options, fast=False)


def test_many_blocks(tmp_path: Path) -> None:
    """A file of several blocks, one of them odd, gives all rows in their order."""
    xml = Answers(Answer("q", text="x" * 5_000)).to_xml()
    lines = [json.dumps({"AssignmentId": f"A{number}", "Answer": xml}) for number in range(4_000)]
    lines[3_000] = json.dumps({"AssignmentId": "A3000", "Note": [1], "Answer": xml})
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    _, rows, _ = rows_of(path, Options(), fast=True)
    assert [row["AssignmentId"] for row in rows] == [f"A{number}" for number in range(4_000)]
    assert [row["Note"] for row in rows if row["Note"]] == ["[1]"]


def test_rows_before_an_error_come_first(tmp_path: Path) -> None:
    """All rows before one that cannot be read are there when the error comes, though chunks are made ahead."""
    path = tmp_path / "results.csv"
    rows = [f"A{index},yes\n" for index in range(25)]
    path.write_text("".join(["AssignmentId,Answer.q\n", *rows, '"A"25,yes\n', *rows]))
    seen = 0
    with pytest.raises(InvalidArgument, match=r"results\.csv:27: cannot be read"):  # noqa: PT012 - chunks until the error
        for chunk in iter_file_chunks(ArchiveFile(path), HITs(), Options(), 4):
            seen += chunk.count
    assert seen == 25


def test_a_long_cell_in_a_short_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A cell beyond the csv module's limit, in a row without its last cells, is read without a traceback."""
    path = tmp_path / "results.csv"
    path.write_text(f"AssignmentId,Answer.q,Answer.r\nA1,{'x' * 2**18}\n")
    found = table(path)
    assert (len(found["q"][0].as_py()), capsys.readouterr().err) == (2**18, "")
