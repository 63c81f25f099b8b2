"""`questionforms answers`: the files it reads, what it prints and writes, and its exit codes."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner, Result

from questionforms import (
    Answer,
    AnswerKey,
    AnswerOption,
    Answers,
    FreeTextAnswer,
    IsNumeric,
    KeyedQuestion,
    Question,
    QuestionForm,
    SelectionAnswer,
    parse,
)
from questionforms.answers import guess_form, read_requester_csv, requester_csv, rows, summary, table
from questionforms.answers.archives.csv_injection import restored
from questionforms.answers.read.answers import from_cells
from questionforms.answers.read.cells import as_asked
from questionforms.answers.tables.arrow.chunks import Chunk
from questionforms.answers.tables.arrow.files.file_chunks import iter_chunks
from questionforms.answers.tables.arrow.passes import ArrowReading
from questionforms.answers.tables.options import checked
from questionforms.cli import main
from questionforms.cli.output.table_files import write
from tests.cli.terminal import ROOT, read_all
from tests.documents import corpus, needs_shared

FRUITS = {"apple": "Apple", "pear": "Pear", "plum": "Plum"}
FORM = QuestionForm(
    Question("best", "Which is the best?", SelectionAnswer(FRUITS, other=True), required=True),
    Question("eaten", "Which do you eat?", SelectionAnswer(FRUITS, max=3)),
    Question("price", "What does it cost?", FreeTextAnswer(IsNumeric(min=0))),
    Question("why", "Why?", FreeTextAnswer()),
)
GOOD = [
    Answers(
        Answer("best", selections=["pear"]),
        Answer("eaten", selections=["apple", "pear"]),
        Answer("price", text="3"),
        Answer("why", text="sweet"),
    ),
    Answers(Answer("best", other_text="quince"), Answer("price", text="10"), Answer("why", text="=1+1")),
    Answers(Answer("best", selections=["pear"]), Answer("eaten", selections=["plum"]), Answer("why", text="sweet")),
]
ASSIGNMENTS: list[dict[str, Any]] = [
    {
        "AssignmentId": f"A{number}",
        "WorkerId": f"W{number % 2}",
        "HITId": "H1",
        "AssignmentStatus": "Submitted",
        "SubmitTime": f"2022-06-22T12:52:3{number}-07:00",
        "Answer": answers.to_xml(),
    }
    for number, answers in enumerate(GOOD)
]
#: What the command prints of GOOD beside FORM, where 80 columns are.
SUMMED_UP = """\
3 documents; 2 workers

best  Which is the best?
  answered in 3 of 3 (100.0%)
  Apple                                                                 0   0.0%
  Pear   ████████████████████████████████████████▋                      2  66.7%
  Plum                                                                  0   0.0%
  other text: 1 text, 1 different, at most 6 characters
  once: quince

eaten  Which do you eat?
  answered in 2 of 3 (66.7%)
  Apple  ██████████████████████████████▌                                1  50.0%
  Pear   ██████████████████████████████▌                                1  50.0%
  Plum   ██████████████████████████████▌                                1  50.0%

price  What does it cost?
  answered in 2 of 3 (66.7%)
  min 3  median 6.5  mean 6.5  max 10
  3   ████████████████████████████████                                  1  50.0%
  10  ████████████████████████████████                                  1  50.0%

why  Why?
  answered in 3 of 3 (100.0%)
  3 texts, 2 different, at most 5 characters
  sweet  ████████████████████████████████████████▋                      2  66.7%
  =1+1   ████████████████████▍                                          1  33.3%

3 documents checked, no problems found
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, which contains only the form, and a terminal with 80 columns."""
    (tmp_path / "form.xml").write_text(FORM.to_xml())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def run(*arguments: str, data: bytes | None = None) -> Result:
    """The result of `questionforms answers` with these arguments."""
    return CliRunner().invoke(main, ["answers", *arguments], input=data, catch_exceptions=False)


def save(name: str, value: object) -> str:
    """Write a JSON file, and return its name."""
    Path(name).write_text(json.dumps(value), encoding="utf-8")
    return name


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a file written by the command, as plain values."""
    if path.suffix == ".parquet":
        return list(pq.read_table(path).to_pylist())
    text = path.read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text))) if path.suffix == ".csv" else list(map(json.loads, text.splitlines()))


def values(*arguments: str, data: bytes | None = None) -> list[tuple[str, str, str]]:
    """The question, part and value in each row of the long table that the command writes."""
    done = run(*arguments, "-o", "values.jsonl", "--layout", "long", data=data)
    assert done.exit_code == 0, done.output
    return [(row["question"], row["part"], row["value"]) for row in read(Path("values.jsonl"))]


SENT = [(row["question"], row["part"], row["value"]) for row in rows(ASSIGNMENTS, layout="long")]


def test_summary_on_the_terminal() -> None:
    """Each question of the form is shown with its text, its share of answers, and its choices, numbers or texts."""
    done = run(save("page.json", {"NumResults": 3, "Assignments": ASSIGNMENTS}), "--form", "form.xml")
    assert (done.stdout, done.stderr, done.exit_code) == (SUMMED_UP, "", 0)


#: How the same documents may stand in a file.
SAVED: dict[str, Callable[[], str]] = {
    "list-assignments-for-hit": lambda: json.dumps({"NumResults": 3, "Assignments": ASSIGNMENTS}, indent=4),
    "pages": lambda: json.dumps([{"Assignments": ASSIGNMENTS[:2]}, {"Assignments": ASSIGNMENTS[2:]}]),
    "get-assignment": lambda: json.dumps([{"Assignment": one, "HIT": {"HITId": "H1"}} for one in ASSIGNMENTS]),
    "array": lambda: f" \n{json.dumps(ASSIGNMENTS)}",
    "one-after-the-other": lambda: "".join([json.dumps(one, indent=2) for one in ASSIGNMENTS]),
    "json-lines": lambda: "".join([f"{json.dumps(one)}\n" for one in ASSIGNMENTS]),
    "pages-in-lines": lambda: f"{json.dumps({'Assignments': ASSIGNMENTS})}\n{json.dumps({'Assignments': []})}",
    "texts-in-lines": lambda: "".join([f"{json.dumps(one['Answer'])}\n" for one in ASSIGNMENTS]),
}


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv", "a"])
@pytest.mark.parametrize("saved", SAVED)
def test_json(saved: str, name: str) -> None:
    """JSON is read in any shape that the AWS CLI or a script saves, whatever the file is called."""
    Path(name).write_text(SAVED[saved](), encoding="utf-8")
    assert values(name) == SENT


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("form", [(), ("--form", "form.xml")])
def test_encodings(encoding: str, newline: str, form: tuple[str, ...]) -> None:
    """Byte order marks and Windows line endings are understood in JSON, CSV and XML."""
    for name, text in {
        "a.json": SAVED["list-assignments-for-hit"](),
        "a.jsonl": SAVED["json-lines"](),
    }.items():
        Path(name).write_bytes(text.replace("\n", newline).encode(encoding))
        assert values(name, *form) == SENT
    Path("a.csv").write_bytes(requester_csv(ASSIGNMENTS).replace("\n", newline).encode(encoding))
    assert len(values("a.csv", *form)) == len(SENT)
    Path("a.xml").write_bytes(GOOD[1].to_xml(indent=True).replace("\n", newline).encode(encoding))
    assert [value for *_, value in values("a.xml", *form)] == ["quince", "10", "=1+1"]


def test_other_encodings() -> None:
    """`--encoding` says what encoding the files are in that have no byte order mark; an unknown one is refused."""
    Path("a.csv").write_bytes("AssignmentId,Answer.q\nA1,caf\xe9\n".encode("cp1252"))
    Path("b.csv").write_bytes("AssignmentId,Answer.q\nB1,caf\xe9\n".encode("utf-16"))
    done = run("a.csv", "b.csv", "--encoding", "cp1252", "-o", "table.csv")
    assert (done.stderr, done.exit_code) == ("", 0)
    assert [row["q"] for row in read(Path("table.csv"))] == ["caf\xe9", "caf\xe9"]
    refused = run("a.csv", "--encoding", "nonsense")
    assert "Invalid value for '--encoding': `nonsense` is not an encoding of text" in refused.stderr
    assert refused.exit_code == 2


def test_files_of_many_kinds() -> None:
    """Parquet, gzip and results of other tools are read beside each other, in a folder and with patterns."""
    Path("all").mkdir()
    pq.write_table(pa.table({"AssignmentId": ["A1"], "Answer.q": ["x"]}), "all/a.parquet")
    with gzip.open("all/b.jsonl.gz", "wt") as file:
        file.write('{"AssignmentId": "B1", "Answer.q": "y"}\n')
    Path("all/c.results").write_text("hitid\tassignmentid\tAnswer.q\nH1\tC1\tz\n")
    for argument in ("all", "all/*"):
        assert run(argument, "-o", "table.jsonl").exit_code == 0
        assert [(row["AssignmentId"], row["q"]) for row in read(Path("table.jsonl"))] == [
            *(("A1", "x"), ("B1", "y"), ("C1", "z")),
        ]


def test_standard_input() -> None:
    """`-` reads standard input in any format, even if the documents are needed twice."""
    for text in [SAVED["json-lines"](), SAVED["list-assignments-for-hit"]()]:
        assert values("-", data=text.encode()) == SENT
    assert values("-", "--form", "form.xml", data=requester_csv(ASSIGNMENTS).encode()) == SENT
    assert len(values("-", data=GOOD[0].to_bytes())) == 5


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe() -> None:
    """A pipe, such as the shell's `<(...)`, works although it can only be read once."""
    os.mkfifo("pipe")
    with subprocess.Popen([sys.executable, "-c", f"open('pipe', 'w').write({SAVED['json-lines']()!r})"]):
        assert values("pipe") == SENT


def test_folders_and_patterns() -> None:
    """A folder is read recursively, sorted by name, without hidden files and without the output file."""
    for name in ("b.xml", "a.xml", "deep/c.xml", ".hidden.xml", ".git/d.xml", "notes.txt"):
        path = Path("many", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(GOOD[2].to_bytes())
    for _ in range(2):  # the second time, the table is there
        assert run("many", "-o", "many/table.csv").exit_code == 0
        found = [row["AssignmentId"] for row in read(Path("many/table.csv"))]
        assert found == [str(Path("many", name)) for name in ("a.xml", "b.xml", "deep/c.xml")]
    assert run("many/*.xml").stdout.startswith("2 documents\n")


def test_a_document_without_an_id_has_its_place() -> None:
    """A document without an id gets its place as the id, so that its rows can be distinguished from others."""
    Path("a.jsonl").write_text(f'""\n{json.dumps(GOOD[0].to_xml())}\n')
    save("b.json", ["", ""])
    assert run("a.jsonl", "b.json", "-o", "ids.jsonl").exit_code == 0
    ids = [row["AssignmentId"] for row in read(Path("ids.jsonl"))]
    assert ids == ["a.jsonl:1", "a.jsonl:2", "b.json: document 1", "b.json: document 2"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("lost.xml", None, "lost.xml: cannot be read: No such file or directory"),
        ("lost*.xml", None, "lost*.xml: cannot be read: no files match"),
        (
            "a.json",
            b"",
            "a.json: cannot be read: the file is empty; expected XML, JSON, CSV, a results file of a tool, or Parquet",
        ),
        ("a.json", b'{"Assignments": [\n  {"Answer": ""},\n', "a.json:3:1: cannot be read: not valid JSON: exp"),
        ("a.jsonl", b'""\n  {"Answer" 1}', "a.jsonl:2:13: cannot be read: not valid JSON: expecting ':' delimiter"),
        ("a.json", b"[" * 100_000, "a.json:1:1: cannot be read: the JSON is nested too deeply"),
        (
            "a.json",
            b'{"Answer": %s}' % (b"1" * 5_000),
            "a.json:1:1: cannot be read: the JSON has a number with too many",
        ),
        (
            "a.txt",
            b"hello\n",
            "a.txt:1: cannot be read: it is neither XML nor JSON, and as CSV its columns are `hello`; expected columns",
        ),
        (
            "a.csv",
            b"Answer.q\na,b\n",
            "a.csv:2: cannot be read: the row has 2 cells; expected 1, as in the header",
        ),
        (
            "a.csv",
            b"Answer.q\ncaf\xe9\n",
            "a.csv:2:4: cannot be read: byte E9 is not valid UTF-8; pass its encoding, such as encoding='cp1252'",
        ),
        ("a.json", b'["caf\xe9"]', "a.json:1:6: cannot be read: byte E9 is not valid UTF-8; pass its encoding"),
        (
            "a.json",
            "[".encode("utf-16") + b"\x00",
            "a.json:1:2: cannot be read: it starts as UTF-16-LE but is not valid further on",
        ),
        ("a.png", b"\x89PNG\r\n", "a.png: cannot be read: it is a picture; expected XML, JSON"),
    ],
)
def test_what_cannot_be_read(name: str, content: bytes | None, said: str) -> None:
    """A file without documents is reported on standard error, with its place; the others are still read."""
    if content is not None:
        Path(name).write_bytes(content)
    done = run(name, save("page.json", ASSIGNMENTS), "-o", "table.csv")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    assert done.exit_code == 2
    assert [row["AssignmentId"] for row in read(Path("table.csv"))][-3:] == ["A0", "A1", "A2"]


def test_no_summary_without_a_file() -> None:
    """If no file could be read, only the errors are printed, but JSON is still an object for programs."""
    for arguments in (["lost.csv"], ["lost.csv", "lost.xml", "--form", "form.xml"]):
        done = run(*arguments)
        assert (done.stdout, done.exit_code) == ("", 2)
        assert done.stderr.startswith("lost.csv: cannot be read: No such file or directory\n")
    assert json.loads(run("lost.csv", "--format", "json").stdout)["summary"]["total"] == 0
    assert run(save("empty.json", {"Assignments": []})).stdout == "0 documents\n"


def test_hits_alone_and_beside() -> None:
    """The HITs of a file add their columns to the assignments in another one; alone they are refused."""
    save("hits.json", {"HITs": [{"HITId": "H0", "HITTypeId": "T", "Title": "Fruit"}]})
    alone = run("hits.json")
    assert alone.stderr == "hits.json: cannot be read alone: it has 1 HIT but no assignments; pass them as well\n"
    assert alone.exit_code == 2
    assert run("hits.json", save("page.json", ASSIGNMENTS)).stderr == ""


def test_an_empty_folder() -> None:
    """A folder without such files is reported."""
    Path("empty").mkdir()
    done = run("empty")
    assert (
        "empty: cannot be read: the folder contains no *.xml, *.json, *.jsonl, *.ndjson, *.csv, *.tsv, *."
        in done.stderr
    )
    assert done.exit_code == 2


def test_documents_that_cannot_be_read() -> None:
    """A document that is not XML is an error with its place, and a row of the table; the exit code is 1."""
    Path("bad.xml").write_text("<QuestionFormAnswers>\n<Answer>")
    save("bad.json", {"Assignments": [*ASSIGNMENTS, {"AssignmentId": "A3", "Answer": "<a>"}, {"Answer": 3}]})
    Path("bad.jsonl").write_text('""\n{"AssignmentId": "A4", "Answer": "<a>"}')
    done = run("bad.xml", "bad.json", "bad.jsonl", "-o", "table.jsonl")
    assert [line.partition(" error: ")[0] for line in done.stdout.splitlines()[:4]] == [
        "bad.xml:2:9:",
        "bad.json: A3: line 1, column 4:",
        "bad.json: document 5:",
        "bad.jsonl:2: A4: line 1, column 4:",
    ]
    assert "8 documents, 4 of which could not be read; 2 workers\n" in done.stdout
    assert done.stdout.endswith("\n4 errors in 4 of 8 documents\n")
    assert (done.stderr, done.exit_code) == ("", 1)
    assert [bool(row["problem"]) for row in read(Path("table.jsonl"))] == [1, 0, 0, 0, 1, 1, 0, 1]


def test_what_does_not_fit_the_form() -> None:
    """Each misfit has a line, with line and column if the file has one document, else with the assignment's id."""
    wrong = Answers(Answer("best", selections=["pera"]), Answer("price", text="about 4"))
    Path("a.xml").write_bytes(wrong.to_bytes())
    save("a.json", [*ASSIGNMENTS, {"AssignmentId": "A3", "Answer": wrong.to_xml()}])
    done = run("a.xml", "a.json", "--form", "form.xml")
    misfits = [
        "error: unknown-selection: `pera` is not a selection of `best`; did you mean `pear`?",
        "error: not-a-number: the answer to `price` is `about 4`; expected a number",
    ]
    lines = done.stdout.splitlines()
    xml = wrong.to_xml()
    places = [f":1:{place + 1}: " for place in (xml.index("<Answer>"), xml.rindex("<Answer>"))]
    assert lines[:2] == [f"a.xml{place}{misfit}" for place, misfit in zip(places, misfits, strict=True)]
    assert lines[2:4] == [f"a.json: A3: {misfit}" for misfit in misfits]
    assert lines[-1] == "4 errors in 2 of 5 documents"
    assert re.search(r"\n  pera   █+. +2  40\.0%  not in the form\n", done.stdout)
    assert "  not a number: 2 texts, 1 different, at most 7 characters\n  about 4  ██" in done.stdout
    assert done.exit_code == 1
    assert run("a.xml", "a.json").exit_code == 0


def test_many_problems() -> None:
    """The first 20 problems and the number of others are printed, or all problems on request."""
    save("a.json", [{"AssignmentId": f"A{number}", "Answer": ""} for number in range(30)])
    done = run("a.json", "--form", "form.xml")
    assert done.stdout.count(": error: unanswered-question: ") == 20
    assert "\nand 10 more; use --all-problems to print them all\n\n30 documents\n" in done.stdout
    assert done.stdout.endswith("\n30 errors in 30 of 30 documents\n")
    done = run("a.json", "--form", "form.xml", "--all-problems")
    assert done.stdout.count(": error: unanswered-question: ") == 30
    assert "more;" not in done.stdout


def test_json_report() -> None:
    """JSON has all problems, all figures, and the files that could not be read."""
    bad = [{"AssignmentId": f"B{number}", "Answer": ""} for number in range(30)]
    done = run(save("a.json", ASSIGNMENTS + bad), "lost.xml", "--form", "form.xml", "--format", "json")
    found = json.loads(done.stdout)
    assert (found["errors"], found["warnings"], len(found["problems"]), done.exit_code) == (30, 0, 30, 2)
    assert found["unread"] == ["lost.xml: cannot be read: No such file or directory"]
    assert found["problems"][0]["file"] == "a.json: B0"
    counted = summary(ASSIGNMENTS + bad, FORM)
    assert found["summary"]["total"] == counted.total
    assert [question["share"] for question in found["summary"]["questions"]] == [one.share for one in counted.questions]
    assert found["summary"]["questions"][2]["numbers"]["median"] == 6.5


def test_quiet() -> None:
    """With `--quiet`, nothing is printed; the exit code and the table are the same."""
    done = run(save("a.json", [""]), "--form", "form.xml", "-q", "-o", "table.csv")
    assert (done.stdout, done.stderr, done.exit_code) == ("", "", 1)
    assert len(read(Path("table.csv"))) == 1


@pytest.mark.parametrize("form", [None, FORM])
@pytest.mark.parametrize("layout", ["wide", "long"])
def test_tables(form: QuestionForm | None, layout: Any) -> None:
    """Parquet contains what `table` returns, including types; CSV and JSON Lines contain its rows."""
    arguments = [save("a.json", ASSIGNMENTS), "--layout", layout, *(["--form", "form.xml"] if form else [])]
    for suffix in ("parquet", "csv", "jsonl"):
        assert run(*arguments, "-o", f"table.{suffix}").exit_code == 0
    expected = table(ASSIGNMENTS, form, layout=layout)
    found = pq.read_table("table.parquet")
    assert found.to_pylist() == expected.to_pylist()
    assert found.schema.equals(expected.schema)
    plain = expected.to_pylist()
    for row, expected_row in zip(read(Path("table.jsonl")), plain, strict=True):
        submitted = expected_row.pop("SubmitTime")
        assert row.pop("SubmitTime") == submitted.isoformat()
        assert row == expected_row
    for row, expected_row in zip(read(Path("table.csv")), plain, strict=True):
        del row["SubmitTime"]
        cells = {name: json.loads(cell) if cell.startswith("[") else restored(cell) for name, cell in row.items()}
        shown = {name: value if isinstance(value, list) else str(value) for name, value in expected_row.items()}
        assert cells == {name: "" if value == "None" else value for name, value in shown.items()}
    assert "'=1+1" in Path("table.csv").read_text()


def test_numbers_in_tables() -> None:
    """Numbers are decimals if a float would change one of them, and never have an exponent in CSV."""
    numbers = ["2.50", "-3", "0.1", "123456789.123456789", "0.000000001"]
    save("a.json", [Answers(Answer("price", text=text)).to_xml() for text in numbers])
    for suffix in ("parquet", "csv", "jsonl"):
        run("a.json", "--form", "form.xml", "-o", f"table.{suffix}")
    assert [str(row["price"].normalize()) for row in read(Path("table.parquet"))][:2] == ["2.5", "-3"]
    assert [row["price"] for row in read(Path("table.csv"))] == ["2.5", *numbers[1:]]
    assert [row["price"] for row in read(Path("table.jsonl"))] == [2.5, -3, 0.1, "123456789.123456789", 1e-9]


def test_a_table_of_nothing() -> None:
    """Files without documents result in a readable table without rows."""
    save("a.json", {"NumResults": 0, "Assignments": []})
    for suffix in ("parquet", "csv", "jsonl"):
        assert run("a.json", "-o", f"table.{suffix}").exit_code == 0
        assert read(Path(f"table.{suffix}")) == []
    assert Path("table.csv").read_text().startswith("AssignmentId,WorkerId,")


@pytest.mark.parametrize("suffix", ["parquet", "csv", "jsonl"])
def test_no_half_files(suffix: str) -> None:
    """A run that fails leaves the file unchanged, and no other files."""

    class Broken(ArrowReading):
        def __iter__(self) -> Iterator[Chunk]:
            yield from super().__iter__()
            raise KeyboardInterrupt

    options = checked("answers", FORM, "long")
    reading = Broken(iter_chunks(ASSIGNMENTS, options, 1), options)
    path = Path(f"table.{suffix}")
    path.write_text("before")
    with pytest.raises(KeyboardInterrupt):
        write(reading, path)
    assert path.read_text() == "before"
    assert sorted(file.name for file in Path().iterdir()) == ["form.xml", path.name]


def test_guessed_forms() -> None:
    """With `--guess-form` a form that fits is printed; what does not fit, and what cannot be read, are errors."""
    done = run(save("a.json", ASSIGNMENTS), "--guess-form")
    assert (done.stderr, done.exit_code) == ("", 0)
    assert parse(done.stdout) == guess_form(ASSIGNMENTS)
    Path("guessed.xml").write_text(done.stdout)
    assert run("a.json", "--form", "guessed.xml").stdout.endswith("\n3 documents checked, no problems found\n")
    Path("site.csv").write_text(requester_csv(ASSIGNMENTS), newline="")
    form: QuestionForm = parse(run("site.csv", "--guess-form").stdout)
    (eaten,) = [question.answer for question in form.questions if question.identifier == "eaten"]
    assert isinstance(eaten, SelectionAnswer)
    assert eaten.max == 3
    done = run("a.json", "lost.xml", save("b.json", ["<no"]), "--guess-form")
    assert (done.stdout, done.exit_code) == (Path("guessed.xml").read_text(), 2)
    assert done.stderr.splitlines() == [
        "1 document of 4 could not be read",
        "lost.xml: cannot be read: No such file or directory",
    ]
    assert run("a.json", "b.json", "--guess-form").exit_code == 1
    done = run("b.json", "--guess-form")
    assert (done.stdout, done.exit_code) == ("", 2)
    assert done.stderr == "Error: 1 document has no answers; expected answers to guess a form from\n"
    assert run("lost.xml", "--guess-form").stderr == "Error: lost.xml: cannot be read: No such file or directory\n"
    done = run("a.json", "--guess-form", "--form", "form.xml")
    assert "--guess-form only prints a form, so --form has no effect; omit one of them" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "a.txt"], "`a.txt` has an unsupported suffix; expected one of .parquet, .csv, .jsonl, .ndjson"),
        (["-o", "lost/a.csv"], f"{Path('lost/a.csv')}: cannot be written: No such file or directory"),
        (["-o", "a.jsonl"], "a.jsonl: cannot be written: it is one of the input files"),
        (["--form", "lost.xml"], "lost.xml: cannot be read: No such file or directory"),
        (["--form", "a.jsonl"], "a.jsonl:1:1: error: not-well-formed: "),
        (["--key", "form.xml"], "form.xml:1:1: error: "),
        (["--form", "."], ". names 2 documents; expected one"),
        (["--plot", "a.nothing"], "'a.nothing' does not have an image suffix"),
    ],
)
def test_what_cannot_be_done(arguments: list[str], said: str) -> None:
    """If the command cannot do its work, the error names the file, and the exit code is 2."""
    Path("a.jsonl").write_text(SAVED["json-lines"]())
    Path("page.html").write_text("")
    done = run("a.jsonl", *arguments)
    assert f"rror: {said}" in done.stderr.replace("Error: Invalid value for '-o' / '--output': ", "Error: ")
    assert (done.stdout, done.exit_code) == ("", 2)
    assert Path("a.jsonl").read_text() == SAVED["json-lines"]()


def test_scores() -> None:
    """With a key, the scores of all readable documents are summarised."""
    key = AnswerKey(KeyedQuestion("best", AnswerOption("pear", score=10), default_score=-1))
    Path("key.xml").write_bytes(key.to_bytes())
    done = run(save("a.json", ASSIGNMENTS), "--key", "key.xml")
    assert "\nscores from the key\n  min -1  median 10  mean 6.33333  max 10\n  -1  ████" in done.stdout
    found = json.loads(run("a.json", "--key", "key.xml", "--format", "json").stdout)
    assert found["scores"]["counts"] == [[-1, 1], [10, 2]]


def test_worker_text_on_the_terminal() -> None:
    """Control characters in answers or ids never reach the terminal; long and wide texts are cut."""
    hostile = "\x9b31m\u202e\u2028"
    document = Answers(
        Answer(f"q{hostile}", text=f"{hostile}{'漢' * 300}"), Answer("s", selections=[hostile, "b" * 300])
    )
    one = {"AssignmentId": f"\x1b[2J{hostile}", "Answer": document.to_xml()}
    done = run(save("a\x1b.json", [one, one, one | {"Answer": "\x1b<"}]))
    shown = done.output.replace("\n", "")
    assert shown.isprintable()
    assert "\n  2 times: \\x9b31m\\u202e \u6f22" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines()[1:])


def test_other_encodings_of_a_terminal() -> None:
    """If the terminal's encoding has no blocks, bars are ASCII, and missing characters are escaped."""
    save("a.json", [Answers(Answer("q", selections=["漢"])).to_xml()])
    done = subprocess.run(
        [sys.executable, "-m", "questionforms", "answers", "a.json"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode("latin-1").splitlines()[-1] == f"  \\u6f22  {'#' * 60}  1 100.0%"


def test_widths_and_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bars use the width of the terminal; colours are only used on terminals, and never with NO_COLOR."""
    save("a.json", ASSIGNMENTS)
    for columns, longest in (("60", 60), ("20", 40), ("500", 100)):
        monkeypatch.setenv("COLUMNS", columns)
        bars = [line for line in run("a.json").stdout.splitlines() if "█" in line]
        assert {len(line) for line in bars} == {longest}
    coloured = CliRunner().invoke(main, ["answers", "a.json"], color=True)
    assert "\x1b[36m█" in coloured.stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in CliRunner().invoke(main, ["answers", "a.json"], color=True).stdout


def test_many_choices_and_questions() -> None:
    """If there are many choices or questions, the first are shown, and the number of others."""
    answers = Answers(
        Answer("q", selections=[f"s{number}" for number in range(30)]),
        *[Answer(f"q{number}", text="a") for number in range(100)],
    )
    shown = run(save("a.json", [answers.to_xml()])).stdout
    assert shown.count("100.0%\n") == 20
    assert "\n  and 10 more\n" in shown
    assert shown.endswith("\nand 41 more questions; use --all-questions to print them all\n")
    every = run("a.json", "--all-questions").stdout
    assert every.startswith(shown.partition("\nand 41")[0])
    assert [f"\nq{number}\n" in every for number in (59, 99)] == [True, True]
    assert "more question" not in every


def test_bars_for_few_texts() -> None:
    """Texts that are few and repeat have a bar each, for up to 20 of them, as choices do; booleans too."""
    texts = [f"kind {number % 24}" for number in range(60)]
    documents = [
        Answers(Answer("kind", text=text), Answer("seen", text="false"), Answer("why", text=f"because {number}"))
        for number, text in enumerate(texts)
    ]
    shown = run(save("a.json", [answers.to_xml() for answers in documents])).stdout
    assert "\n  60 texts, 24 different, at most 7 characters\n  kind 0   ██" in shown
    assert len(re.findall(r"^  kind \d+ +[█▏▎▍▌▋▊▉]+ +\d +\d\.\d%$", shown, re.MULTILINE)) == 20
    assert "\n  and 4 more\n\nseen\n" in shown
    assert re.search(r"^  false  █+  60 100\.0%$", shown, re.MULTILINE)
    examples = "  once: because 0\n  once: because 1\n  once: because 10\n"
    assert shown.endswith(f"\n  60 texts, 60 different, at most 10 characters\n{examples}")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_bar_on_a_terminal() -> None:
    """On a terminal, standard error shows the progress of a long run; standard output only has the report."""
    import pty

    Path("a.jsonl").write_text(SAVED["json-lines"]() * 2_000)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "questionforms", "answers", "a.jsonl", "-o", "table.csv"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        encoding="utf-8",
    ) as process:
        os.close(theirs)
        shown = read_all(ours)
        output, _ = process.communicate()
    assert "reading" in shown
    assert "100%" in shown
    assert output.startswith("6,000 documents; 2 workers\n")
    assert "\r" not in output


def test_site_cells_by_the_form() -> None:
    """With a form, a cell in the site's CSV is read as selections or a file if the question asks for them."""
    form = QuestionForm(
        Question("one", "?", SelectionAnswer({"a|b": "A", "c": "C"}, other=True)),
        Question("many", "?", SelectionAnswer({"a": "A", "b": "B"}, max=2)),
        Question("text", "?", FreeTextAnswer()),
        Question("text.other_text", "?", FreeTextAnswer()),
    )
    sent = Answers(
        Answer("one", selections=["a|b"], other_text="more"),
        Answer("many", selections=["a", "b"]),
        Answer("text", text="a|b"),
        Answer("text.other_text", text="x"),
        Answer("unknown", text="a|b"),
    )
    read = as_asked(
        from_cells(
            [
                ("one", "a|b"),
                ("one.other_text", "more"),
                ("many", "a|b"),
                ("text", "a|b"),
                ("text.other_text", "x"),
                ("unknown", "a|b"),
            ],
            "|",
        ),
        form,
    )
    assert read == sent
    strange = as_asked(from_cells([("many", "x|y"), ("one", "c|x")], "|"), form)
    assert [entry.selections for entry in strange.entries] == [("x|y",), ("c", "x")]


def test_uploads_in_site_cells() -> None:
    """A file's key and size come from two columns; a size that is not a number is preserved."""
    from questionforms import FileUploadAnswer

    form = QuestionForm(Question("file", "?", FileUploadAnswer(max_bytes=9)), version="2005-10-01")
    cells = [("file", "key"), ("file.upload_size", "5")]
    assert as_asked(from_cells(cells, "|"), form) == Answers(Answer("file", upload_key="key", upload_size=5))
    strange = as_asked(from_cells([cells[0], ("file.upload_size", "five")], "|"), form)
    assert [(entry.upload_key, entry.extras) for entry in strange.entries] == [("key", (("upload_size", "five"),))]


@needs_shared
@pytest.mark.parametrize(("name", "unread"), [("page.json", 4), ("site.csv", 0)])
def test_real_archives(name: str, unread: int) -> None:
    """An archive of real answers results in a summary, tables and a picture, with no row missing."""
    documents = [path.read_text(encoding="utf-8", errors="replace") for path in corpus("answers")]
    assignments = [
        {"AssignmentId": f"A{number:02}", "WorkerId": f"W{number}", "Answer": text}
        for number, text in enumerate(documents)
    ]
    save("page.json", {"NumResults": len(assignments), "Assignments": assignments})
    Path("site.csv").write_text(requester_csv(assignments), encoding="utf-8", newline="")
    done = run(name, "-o", "wide.parquet")
    head = f"{len(documents)} documents" + f", {unread} of which could not be read" * bool(unread)
    assert f"{head}; {len(documents)} workers\n" in done.stdout
    assert (done.stderr, done.exit_code) == ("", int(unread > 0))
    ids = [one["AssignmentId"] for one in assignments]
    assert pq.read_table("wide.parquet")["AssignmentId"].to_pylist() == ids
    assert run(name, "-o", "long.parquet", "--layout", "long", "-q").exit_code == int(unread > 0)
    given = read_requester_csv(Path(name)) if name == "site.csv" else assignments
    assert read(Path("long.parquet")) == table(given, layout="long").to_pylist()
    save("few.json", assignments[:2])
    Path("few.csv").write_text(requester_csv(assignments[:2]), encoding="utf-8", newline="")
    assert run(f"few{Path(name).suffix}", "--plot", "few.png").exit_code == 0
    assert Path("few.png").read_bytes().startswith(b"\x89PNG")


def test_a_guessed_form_of_a_file_in_another_encoding(tmp_path: Path) -> None:
    """`--guess-form` reads files in the encoding that `--encoding` names."""
    path = tmp_path / "a.csv"
    path.write_bytes("AssignmentId,Answer.q\nA1,süß\nA2,süß\n".encode("cp1252"))
    done = CliRunner().invoke(main, ["answers", str(path), "--guess-form", "--encoding", "cp1252"])
    assert (done.exit_code, "süß" in done.stdout) == (0, True)
