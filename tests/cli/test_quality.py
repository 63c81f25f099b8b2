"""`questionforms quality`: what it prints and writes, and its exit codes."""

from __future__ import annotations

import csv
import json
import logging
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from questionforms import Question, QuestionForm, SelectionAnswer
from questionforms.answers import requester_csv
from questionforms.cli import main
from tests.quality.crowds import LABELS, crowd

pytest.importorskip("krippendorff", reason="needs krippendorff, from the extra `quality`")
import pyarrow.parquet as pq  # type: ignore[import-untyped]

MADE = crowd(4)
FORM = QuestionForm(Question("animal", "Which?", SelectionAnswer({label: label.title() for label in LABELS})))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the same answers as JSON and as the site's CSV, a form and gold labels; it is the current one."""
    monkeypatch.chdir(tmp_path)
    assignments = [{**one, "Input.image": f"{one['HITId']}.png"} for one in MADE.assignments()]
    (tmp_path / "a.json").write_text(json.dumps({"Assignments": assignments}), encoding="utf-8")
    (tmp_path / "a.csv").write_text(requester_csv(assignments), encoding="utf-8")
    (tmp_path / "form.xml").write_text(FORM.to_xml(), encoding="utf-8")
    rows = [f"{unit},{label}\n" for unit, label in list(MADE.truth.items())[:10]]
    (tmp_path / "gold.csv").write_text("".join(["HITId,label\n", *rows]), encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    """The result of `questionforms quality` with these arguments."""
    return CliRunner().invoke(main, ["quality", *arguments])


@pytest.mark.usefixtures("folder")
def test_one_question_has_three_sections() -> None:
    """The agreement, the labels with the doubtful units, and the workers are printed."""
    done = run("a.csv", "--question", "animal", "--gold", "gold.csv")
    assert done.exit_code == 0
    for fact in (
        "agreement on animal\n  Krippendorff's alpha (nominal)",
        "Units with two or more answers  60 of 60",
        "consensus on animal (majority)\n  60 units; mean confidence",
        "most doubtful units\n  HITId",
        "12 workers, those with the most assignments first",
        "gold",
    ):
        assert fact in done.output


def test_ends_of_units_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long URLs are cut near their start, where they are equal, and use the columns that are free."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    url = "https://bucket.s3.amazonaws.com/campaign/2026/pictures/of/animals/in/winter/"
    made = [{**one, "Input.image_url": f"{url}{one['HITId']}.png"} for one in MADE.assignments()]
    Path("a.csv").write_text(requester_csv(made), encoding="utf-8")
    lines = run("a.csv", "--question", "animal", "--unit", "Input.image_url").output.splitlines()
    start = lines.index("most doubtful units") + 2
    shown = [line.split()[0] for line in lines[start : start + 5]]
    assert len(set(shown)) == 5
    assert all(one.startswith("https://bucket") and one.endswith(".png") and "..." in one for one in shown)
    assert max(map(len, lines[start - 1 : start + 5])) in range(90, 101)


def test_ties_are_not_counted_for_a_label(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Units whose labels are tied have a row of their own."""
    monkeypatch.chdir(tmp_path)
    votes = [("U1", "V", "cat"), ("U1", "W", "dog"), ("U2", "V", "dog"), ("U2", "W", "dog")]
    Path("a.csv").write_text(requester_csv(MADE._replace(answers=votes).assignments()), encoding="utf-8")
    lines = [line.split() for line in run("a.csv", "--question", "animal").output.splitlines()]
    assert [[line[0], *line[-2:]] for line in lines if line[-1:] == ["50.0%"] and line[0] != "Equal"] == [
        ["dog", "1", "50.0%"],
        ["(tied)", "1", "50.0%"],
    ]


@pytest.mark.usefixtures("folder")
def test_gold_shows_its_numbers(caplog: pytest.LogCaptureFixture) -> None:
    """The share of right answers has the numbers that it is made of, and what is odd about gold is logged once."""
    Path("gold.csv").write_text("HITId;label\nU000;caat\nU001;dog\nU999;dog\n", encoding="utf-8")
    with caplog.at_level(logging.WARNING, "questionforms.quality"):
        done = run("a.csv", "--question", "animal", "--gold", "gold.csv")
    assert re.search(r" \d+% \([01] of [12]\) ", done.output)
    assert [record.getMessage() for record in caplog.records] == [
        "1 of 3 gold units are not in the source",
        "1 gold label of `animal` is not given by anybody: `caat` (1 unit; did you mean `cat`?)",
    ]


@pytest.mark.usefixtures("folder")
def test_formats_of_archives_give_the_same() -> None:
    """JSON with a form and the site's CSV without one give the same labels and figures."""
    outputs = [
        json.loads(run(*arguments, "--question", "animal", "--format", "json").stdout)
        for arguments in (("a.json", "--form", "form.xml"), ("a.csv", "--form", "form.xml"))
    ]
    assert outputs[0] == outputs[1]
    assert outputs[0]["agreement"][0]["units"] == 60
    assert len(outputs[0]["consensus"]) == 60
    assert len(outputs[0]["workers"]) == 12


@pytest.mark.usefixtures("folder")
def test_without_a_question_all_are_compared() -> None:
    """Each question that has choices has a line, and there are no labels."""
    done = run("a.csv", "--form", "form.xml")
    assert done.exit_code == 0
    assert done.output.startswith("agreement on animal\n")
    assert "consensus" not in done.output


def test_tables_are_written(folder: Path) -> None:
    """-o writes the consensus, or the table that --table names; --three-columns what crowd-kit reads."""
    done = run("a.csv", "--question", "animal", "-o", "labels.parquet", "--three-columns", "three.csv", "-q")
    assert (done.exit_code, done.output) == (0, "")
    labels = pq.read_table(folder / "labels.parquet")
    assert labels.column_names == ["HITId", "label", "confidence", "votes", "tie"]
    with (folder / "three.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["task", "worker", "label"]
    assert [tuple(row) for row in rows[1:]] == MADE.answers
    for table, head in (("workers", "WorkerId,assignments,"), ("agreement", "question,alpha,percent,")):
        assert run("a.csv", "--question", "animal", "-o", "out.csv", "--table", table, "-q").exit_code == 0
        assert (folder / "out.csv").read_text(encoding="utf-8").startswith(head)
    assert run("a.csv", "-o", "out.jsonl", "-q").exit_code == 0
    assert '"WorkerId": "W00"' in (folder / "out.jsonl").read_text(encoding="utf-8")


def test_unit_is_any_column(folder: Path) -> None:
    """--unit names the columns that identify what was labelled, and can be repeated."""
    done = run("a.csv", "--question", "animal", "--unit", "HITId", "--unit", "Input.image", "-o", "out.csv", "-q")
    assert done.exit_code == 0, done.output
    assert (folder / "out.csv").read_text(encoding="utf-8").startswith("HITId,Input.image,label,")


def test_pictures_are_drawn(folder: Path) -> None:
    """--plot draws the workers of a question, or the agreement on all of them."""
    pytest.importorskip("matplotlib", reason="needs matplotlib, from the extra `plot`")
    assert run("a.csv", "--question", "animal", "--plot", "workers.png", "-q").exit_code == 0
    assert run("a.csv", "--plot", "all.svg", "-q").exit_code == 0
    assert (folder / "workers.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ("a.csv", "--question", "anmal"),
            "`anmal` is not a question; the source has `animal`; did you mean `animal`?",
        ),
        (("a.csv", "--question", "animal", "--unit", "Input.img"), "did you mean `Input.image`?"),
        (("a.csv", "--table", "consensus", "-o", "x.csv"), "name it with --question"),
        (("a.csv", "--question", "animal", "-o", "a.csv"), "a.csv: cannot be written: it is one of the input files"),
        (("a.csv", "--question", "animal", "-o", "x.txt"), "has an unsupported suffix"),
        (("a.csv", "--question", "animal", "--metric", "ordinal"), "`ordinal` does not fit `animal`"),
        (("a.csv", "--question", "animal", "--gold", "none.csv"), "none.csv: No such file or directory"),
        (("none.csv", "--question", "animal"), "none.csv: cannot be read"),
    ],
)
def test_what_cannot_be_done_is_explained(arguments: tuple[str, ...], error: str) -> None:
    """The exit code is 2, and the message says what there is."""
    done = run(*arguments)
    assert done.exit_code == 2
    assert error in done.output


@pytest.mark.usefixtures("folder")
def test_file_that_cannot_be_read_is_named() -> None:
    """The other files are read, the exit code is 2, and the last line names the file."""
    done = run("a.csv", "none.csv", "--question", "animal")
    assert done.exit_code == 2
    assert done.output.splitlines()[-1] == "none.csv: cannot be read: No such file or directory"
