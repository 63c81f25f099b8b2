"""Table files: the same with pyarrow and without, for files that are large enough to be read with it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner, Result

from questionforms import Answer, Answers, FreeTextAnswer, IsNumeric, Question, QuestionForm, SelectionAnswer
from questionforms.answers import requester_csv, table
from questionforms.cli import main

FORM = QuestionForm(
    Question("mood", "?", SelectionAnswer({"good": "Good", "bad": "Bad"})),
    Question("tags", "?", SelectionAnswer({"food": "Food", "staff": "Staff"}, max=2)),
    Question("stars", "?", FreeTextAnswer(IsNumeric(1, 5))),
)
#: More than the command reads without pyarrow.
MANY = 260


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the form."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "form.xml").write_text(FORM.to_xml())
    return tmp_path


def run(*arguments: str) -> Result:
    """The result of `questionforms answers` with these arguments."""
    return CliRunner().invoke(main, ["answers", *arguments], catch_exceptions=False)


def run_without_pyarrow(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The same in a process that cannot import pyarrow."""
    shim = folder / "shim"
    shim.mkdir(exist_ok=True)
    (shim / "pyarrow.py").write_text("raise ImportError", encoding="utf-8")
    code = f"import sys; sys.path[:0] = {[str(shim), *sys.path]!r}\nfrom questionforms.cli import main\nmain()"
    return subprocess.run(
        [sys.executable, "-c", code, "answers", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def documents() -> list[Answers]:
    """Answers of an HTML page, of a form and of a crowd-form."""
    found = []
    for number in range(MANY):
        sent = {
            "stars": number % 5 + 0.5,
            "boxes": [{"left": number, "label": "é"}] * (number % 3),
            "agree": {"on": True},
        }
        crowd = Answer("taskAnswers", text=json.dumps([sent]))
        entries = [
            Answer("mood", text=["good", "bad", "kiwi"][number % 3]),
            Answer("tags", text=["food|staff", "food", "staff"][number % 3]),
            Answer("q.good", text=["true", "false"][number % 2]),
            Answer("price", text=["2.50", "3", "=1+1"][number % 3]),
            Answer("age", text=str(number % 80)),
            Answer("why", text="Because. " * 1_000),
        ]
        found.append(Answers(*entries, *[crowd] * (number % 4 == 0)))
    return found


@pytest.fixture(params=["site.csv", "answers.jsonl"])
def file(request: pytest.FixtureRequest, folder: Path) -> str:
    """A file that is read with pyarrow because it is large."""
    name: str = request.param
    assignments: list[dict[str, Any]] = [
        {
            "AssignmentId": f"A{number}",
            "WorkerId": f"W{number % 9}",
            "AcceptTime": "2022-06-22T12:52:30-07:00",
            "SubmitTime": "2022-06-22T12:53:30-07:00" if number % 5 else "soon",
            "Input.url": f"{number}.jpg",
            "Reward": "0.05",
            "Answer": one.to_xml(),
        }
        for number, one in enumerate(documents())
    ]
    if name.endswith(".csv"):
        (folder / name).write_text(requester_csv(assignments), encoding="utf-8", newline="")
    else:
        (folder / name).write_text("".join([f"{json.dumps(one)}\n" for one in assignments]))
    assert (folder / name).stat().st_size > 2_000_000
    return name


@pytest.mark.parametrize("arguments", [[], ["--layout", "long"], ["--form", "form.xml"]], ids=["wide", "long", "form"])
def test_the_same_files_without_pyarrow(folder: Path, file: str, arguments: list[str]) -> None:
    """The report, the CSV and the JSON Lines are the same, byte for byte, and so are the exit code and the notes."""
    for suffix in ("csv", "jsonl"):
        done = run(file, *arguments, "-o", f"with.{suffix}")
        plain = run_without_pyarrow(folder, file, *arguments, "-o", f"without.{suffix}")
        assert (done.stdout, done.stderr, done.exit_code) == (plain.stdout, plain.stderr, plain.returncode)
        assert Path(f"with.{suffix}").read_bytes() == Path(f"without.{suffix}").read_bytes()
    assert "`SubmitTime` are not times, such as `soon`" in done.stderr


def test_parquet_needs_pyarrow(folder: Path) -> None:
    """Without pyarrow, Parquet is refused with the command that installs it."""
    Path("a.xml").write_text(Answers(Answer("q", text="x")).to_xml())
    done = run_without_pyarrow(folder, "a.xml", "-o", "a.parquet")
    assert (done.returncode, "pip install 'questionforms[arrow]'" in done.stderr) == (2, True)
    assert not Path("a.parquet").exists()


def test_parquet_is_the_table(file: str) -> None:
    """Parquet has what `table` returns for the same file, with its types."""
    assert run(file, "-o", "a.parquet").exit_code == 0
    expected = table(Path(file))
    found = pq.read_table("a.parquet")
    assert found.schema.equals(expected.schema)
    assert found.to_pylist() == expected.to_pylist()


def test_lists_in_files() -> None:
    """Lists are JSON in CSV, and arrays in JSON Lines, with all their digits; booleans are `true` and `false`."""
    sent = '[{"boxes": [{"left": 1.50, "id": 12345678901234567890, "far": 1e400}], "agree": {"on": false}}]'
    Path("a.xml").write_text(Answers(Answer("taskAnswers", text=sent)).to_xml())
    for suffix in ("csv", "jsonl"):
        run("a.xml", "-o", f"a.{suffix}")
    boxes = [{"left": 1.5, "id": 12345678901234567890, "far": "1E+400"}]
    (row,) = csv.DictReader(io.StringIO(Path("a.csv").read_text()))
    assert (json.loads(row["boxes"]), row["agree"]) == (boxes, "false")
    found = json.loads(Path("a.jsonl").read_text())
    assert (found["boxes"], found["agree"]) == (boxes, False)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], {"mood": "good", "tags": ["food", "staff"], "zip": "02139", "stars": 4}),
        (["--no-infer"], {"mood": "good", "tags": "food|staff", "zip": "02139", "stars": "4"}),
        (["--no-infer", "--multi", "tags"], {"mood": "good", "tags": ["food", "staff"], "zip": "02139", "stars": "4"}),
        (["--form", "form.xml"], {"mood": "good", "tags": ["food", "staff"], "stars": 4}),
        (["--form", "form.xml", "--scale", "mood"], {"mood": "good", "tags": ["food", "staff"], "stars": 4}),
    ],
)
def test_options(arguments: list[str], expected: dict[str, Any]) -> None:
    """The options of the table do what they do in `table`."""
    entries = [("mood", "good"), ("tags", "food|staff"), ("zip", "02139"), ("stars", "4")]
    Path("a.csv").write_text(
        requester_csv([("A1", Answers(*[Answer(name, text=text) for name, text in entries]))]), newline=""
    )
    assert run("a.csv", *arguments, "-o", "a.jsonl", "-q").exit_code in {0, 1}
    found = json.loads(Path("a.jsonl").read_text())
    assert {name: found.get(name) for name in expected} == expected


def test_raw_crowd_forms() -> None:
    """`--no-expand` keeps the text of a crowd-form, in the table and in the summary."""
    Path("a.xml").write_text(Answers(Answer("taskAnswers", text='[{"a": 1}]')).to_xml())
    assert "\na\n" in run("a.xml", "-o", "a.jsonl").stdout
    assert json.loads(Path("a.jsonl").read_text())["a"] == 1
    assert "\ntaskAnswers\n" in run("a.xml", "--no-expand", "-o", "a.jsonl").stdout
    assert json.loads(Path("a.jsonl").read_text())["taskAnswers"] == '[{"a": 1}]'


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--scale", "mood"], "the order of a scale comes from a form, but no form is given"),
        (["--form", "form.xml", "--scale", "moods"], "did you mean `mood`?"),
    ],
)
def test_wrong_options(arguments: list[str], message: str) -> None:
    """An option that cannot have an effect is refused, with what was probably meant."""
    Path("a.xml").write_text(Answers(Answer("mood", text="good")).to_xml())
    done = run("a.xml", *arguments)
    assert (done.exit_code, message in done.stderr) == (2, True)
