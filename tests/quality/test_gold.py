"""Gold labels: the files that are read, labels that contradict each other or that nobody gave, and what to pass."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from questionforms import InvalidArgument, Question, QuestionForm, SelectionAnswer
from questionforms.quality import consensus, workers

pa: Any = pytest.importorskip("pyarrow", reason="needs pyarrow, from the extra `quality`")

FRAME = pa.table(
    {
        "HITId": ["H1", "H1", "H2", "H2"],
        "Input.url": ["u1", "u1", "u2", "u2"],
        "WorkerId": ["V", "W", "V", "W"],
        "q": ["cat", "dog", "dog", "dog"],
    }
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_files_of_spreadsheets_are_read(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """Commas, semicolons and tabs, with a byte order mark or without, and the line that Excel needs."""
    file = tmp_path / "gold.csv"
    for start in ("", f"sep={delimiter}\n"):
        file.write_text(f"{start}HITId{delimiter}label\nH1{delimiter}cät\n", encoding=encoding)
        assert consensus(FRAME, "q", gold=file).column("label").to_pylist() == ["cät", "dog"]


def test_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """The message names the encoding that was expected."""
    file = tmp_path / "gold.csv"
    file.write_bytes("HITId,label\nH1,cät\n".encode("cp1252"))
    with pytest.raises(InvalidArgument, match="is not CSV in UTF-8"):
        consensus(FRAME, "q", gold=file)


def test_two_labels_for_a_unit_are_refused(tmp_path: Path) -> None:
    """Labels of one unit must be equal, in a file and in a mapping; equal ones are one."""
    file = tmp_path / "gold.csv"
    file.write_text("HITId,label\nH1,cat\nH1,cat\n", encoding="utf-8")
    assert consensus(FRAME, "q", gold=file).column("label").to_pylist() == ["cat", "dog"]
    file.write_text("HITId,label\nH1,cat\nH1,dog\n", encoding="utf-8")
    with pytest.raises(InvalidArgument, match="`H1` has the labels `cat` and `dog`; expected one label for each unit"):
        consensus(FRAME, "q", gold=file)
    numbered = pa.table({"HITId": [1, 1], "WorkerId": ["V", "W"], "q": ["cat", "dog"]})
    with pytest.raises(InvalidArgument, match="`1` has the labels `cat` and `dog`"):
        consensus(numbered, "q", gold={1: "cat", "1": "dog"})


def test_labels_that_nobody_gave_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    """They are counted, with what was probably meant; a label that the form offers is not unusual."""
    form = QuestionForm(Question("q", "?", SelectionAnswer({"cat": "Cat", "dog": "Dog", "elk": "Elk"})))
    with caplog.at_level(logging.WARNING, "questionforms.quality"):
        consensus(FRAME, "q", gold={"H1": "caat", "H2": "dog"})
        workers(FRAME, "q", form=form, gold={"H1": "caat", "H2": "elk"})
    assert [record.getMessage() for record in caplog.records] == [
        "1 gold label of `q` is not given by anybody: `caat` (1 unit; did you mean `cat`?)",
        "1 gold label of `q` is neither given by anybody nor offered by the form: `caat` (1 unit; did you mean `cat`?)",
    ]


def test_numbers_that_nobody_gave_are_usual(caplog: pytest.LogCaptureFixture) -> None:
    """The right number of many may be one that no worker found."""
    frame = pa.table({"HITId": ["H", "H"], "WorkerId": ["V", "W"], "n": [3, 5]})
    with caplog.at_level(logging.WARNING, "questionforms.quality"):
        assert consensus(frame, "n", gold={"H": 4}).column("label").to_pylist() == [4]
    assert caplog.text == ""


def test_what_to_pass_for_a_file_s_columns(tmp_path: Path) -> None:
    """A file with another column for the unit, or without a column for the question, shows what the call lacks."""
    file = tmp_path / "gold.csv"
    file.write_text("Input.url,label\nu1,cat\n", encoding="utf-8")
    with pytest.raises(InvalidArgument, match=r'pass unit="Input.url" \(on the command line: --unit Input.url\)'):
        consensus(FRAME, "q", gold=file)
    with pytest.raises(InvalidArgument, match=r"if all labels are of one question, .*--question QUESTION"):
        workers(FRAME, unit="Input.url", gold=file)
    assert consensus(FRAME, "q", unit="Input.url", gold=file).column("label").to_pylist() == ["cat", "dog"]


def test_gold_answers_are_counted() -> None:
    """Each worker has the number of gold units answered, 0 without gold."""
    found = workers(FRAME, "q", gold={"H1": "cat"}).select(["gold_answers", "gold_accuracy"]).to_pylist()
    assert found == [{"gold_answers": 1, "gold_accuracy": 1.0}, {"gold_answers": 1, "gold_accuracy": 0.0}]
    assert workers(FRAME, "q").column("gold_answers").to_pylist() == [0, 0]
