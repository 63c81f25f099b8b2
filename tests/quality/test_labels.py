"""Labels: which answers count for which unit, and what is said of columns and questions that are not there."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from questionforms import InvalidArgument, Question, QuestionForm, SelectionAnswer, WrongType
from questionforms.answers import requester_csv, table
from questionforms.quality import agreement, consensus
from tests.quality.crowds import crowd

pa: Any = pytest.importorskip("pyarrow", reason="needs pyarrow, from the extra `quality`")
pytest.importorskip("krippendorff", reason="needs krippendorff, from the extra `quality`")

FORM = QuestionForm(Question("animal", "Which?", SelectionAnswer({"owl": "Owl", "cat": "Cat", "dog": "Dog"})))


def test_sources_of_the_same_answers_agree(tmp_path: Path) -> None:
    """Assignments, their table, a data frame, and the site's CSV give the same agreement, with a form or without."""
    made = crowd(2)
    file = tmp_path / "Batch_results.csv"
    file.write_text(requester_csv(made.assignments()), encoding="utf-8")
    expected = agreement(pa.table(made.columns()), "animal")
    sources: list[Any] = [made.assignments(), table(made.assignments()), file, table(made.assignments(), FORM)]
    assert [agreement(source, "animal") for source in sources] == [expected] * len(sources)
    assert [agreement(source, "animal", form=FORM) for source in sources[:3]] == [expected] * 3


def test_question_may_have_the_name_of_its_column() -> None:
    """A question is found by its identifier, or by its column in the site's CSV."""
    found = agreement(crowd(2).assignments(), "Answer.animal")
    assert found.alpha == agreement(crowd(2).assignments(), "animal").alpha


@pytest.mark.parametrize("library", ["pandas", "polars", "duckdb"])
def test_data_frames_are_used_as_they_are(library: str) -> None:
    """A frame with a unit, a worker and a question needs no reading; a misspelled question is refused by name."""
    made = crowd(2)
    frame: Any = pytest.importorskip(library, reason=f"needs {library}, from the extra `test`")
    frame = frame.from_arrow(pa.table(made.columns())) if library == "duckdb" else frame.DataFrame(made.columns())
    assert agreement(frame, "animal") == agreement(pa.table(made.columns()), "animal")
    with pytest.raises(InvalidArgument, match=r"`anmal` is not a question; .*did you mean `animal`\?"):
        agreement(frame, "anmal")


def test_units_of_several_columns() -> None:
    """Each combination of the columns is a unit, and the consensus has the columns."""
    frame = pa.table(
        {
            "Input.page": [1, 1, 1, 2],
            "Input.line": ["a", "a", "b", "a"],
            "WorkerId": ["W1", "W2", "W1", "W1"],
            "q": ["x", "x", "y", "z"],
        }
    )
    found = consensus(frame, "q", unit=["Input.page", "Input.line"])
    assert found.select(["Input.page", "Input.line", "label", "votes"]).to_pylist() == [
        {"Input.page": 1, "Input.line": "a", "label": "x", "votes": 2},
        {"Input.page": 1, "Input.line": "b", "label": "y", "votes": 1},
        {"Input.page": 2, "Input.line": "a", "label": "z", "votes": 1},
    ]


def test_second_answer_of_a_worker_to_a_unit_does_not_count(caplog: pytest.LogCaptureFixture) -> None:
    """The first answer counts; how many were left out is in the result and logged."""
    frame = pa.table({"HITId": ["H", "H", "H"], "WorkerId": ["W1", "W2", "W1"], "q": ["a", "a", "b"]})
    with caplog.at_level(logging.WARNING, "questionforms.quality"):
        found = agreement(frame, "q")
    assert (found.repeated, found.answers, found.percent) == (1, 2, 1.0)
    assert "left out 1 answer to `q` by a worker who had already answered for the same unit" in caplog.text


def test_answers_without_a_worker_all_count() -> None:
    """Where the worker is not known, each answer is somebody's."""
    frame = pa.table({"HITId": ["H", "H"], "WorkerId": pa.array([None, None], pa.string()), "q": ["a", "b"]})
    found = agreement(frame, "q")
    assert (found.answers, found.raters, found.percent) == (2, 0, 0.0)


def test_empty_text_is_no_answer() -> None:
    """An empty text and null are not labels, and a unit with nothing else has no label."""
    frame = pa.table({"HITId": ["H1", "H1", "H2"], "WorkerId": ["W1", "W2", "W1"], "q": ["a", "", None]})
    assert agreement(frame, "q").answers == 1
    assert consensus(frame, "q").to_pylist() == [
        {"HITId": "H1", "label": "a", "confidence": 1.0, "votes": 1, "tie": False},
        {"HITId": "H2", "label": None, "confidence": None, "votes": 0, "tie": False},
    ]


def test_unknown_names_are_refused_with_those_there_are() -> None:
    """An error names what there is, and what was probably meant."""
    given = crowd(2).assignments()
    with pytest.raises(InvalidArgument, match=r"`anmal` is not a question; the source has `animal`; did you mean"):
        agreement(given, "anmal")
    with pytest.raises(InvalidArgument, match=r"`HITid2` is not a column; the source has .*`HITId`"):
        agreement(given, "animal", unit="HITid2")
    with pytest.raises(WrongType, match="expected the name of a column"):
        agreement(given, "animal", unit=3)  # type: ignore[arg-type]
    with pytest.raises(WrongType, match="expected a QuestionForm"):
        agreement(given, "animal", form="form.xml")  # type: ignore[arg-type]
    with pytest.raises(WrongType, match="expected the identifier of a question"):
        agreement(given, 3)  # type: ignore[arg-type]
    nowhere = pa.table({"HITId": pa.array([None], pa.string()), "WorkerId": ["W"], "q": ["a"]})
    with pytest.raises(InvalidArgument, match="no answer to `q` has a value in `HITId`"):
        agreement(nowhere, "q")


def _lists(*lists: list[Any]) -> Any:
    return pa.table({"HITId": ["H1"] * len(lists), "WorkerId": [f"W{n}" for n in range(len(lists))], "q": list(lists)})


def test_lists_of_any_values_are_sets_of_texts() -> None:
    """Lists of numbers or truth values in a crowd-form are sets, and a null in a list is nothing."""
    for lists in ([[1, 2], [2, 1], [None]], [[True], [True], []], [["a", None], ["a"], []]):
        given = _lists(*lists)
        assert agreement(given, "q").percent == pytest.approx(1 / 3)
        assert consensus(given, "q")["votes"].to_pylist() == [3]
    assert consensus(_lists([1, 2], [2, 1]), "q", gold={"H1": [1, 2]})["label"].to_pylist() == [["1", "2"]]


@pytest.mark.parametrize("shapes", [[[{"left": 1}], []], [[[1, 2]], [[3]]]])
def test_shapes_are_no_labels(shapes: list[Any]) -> None:
    """Boxes and polygons are refused by the name of their question."""
    with pytest.raises(InvalidArgument, match=r"the answers to `q` have parts, such as drawn shapes; expected labels"):
        agreement(_lists(*shapes), "q")


def test_no_selection_at_all() -> None:
    """Where nobody selected anything, the reason says so."""
    reason = agreement(pa.table(_lists([], []).cast(_lists(["a"]).schema)), "q").reason
    assert (
        reason == "all answers are without a selection; without variation, agreement beyond chance cannot be measured"
    )


def test_gold_of_other_types() -> None:
    """Gold may be a list of one, has no effect where it is missing, and units may be truth values."""
    given = pa.table({"HITId": ["H1", "H1", "H2"], "WorkerId": ["W1", "W2", "W1"], "q": ["a", "b", "b"]})
    found = consensus(given, "q", gold={"H1": ["b"], "H2": None, ("H3",): float("nan")})
    assert found.to_pylist()[0]["label"] == "b"
    with pytest.raises(InvalidArgument, match=r"`\['a', 'b'\]` are several labels, but `q` has one in an answer"):
        consensus(given, "q", gold={"H1": ["a", "b"]})
    truths = given.set_column(2, "q", pa.array([True, False, True]))
    with pytest.raises(InvalidArgument, match=r"`maybe` is not true or false, as the labels of `q` are"):
        consensus(truths, "q", gold={"H1": "maybe"})
    flags = given.append_column("Input.flag", pa.array([True, True, False]))
    assert consensus(flags, "q", unit="Input.flag", gold={"true": "b"})["label"].to_pylist()[1] == "b"
