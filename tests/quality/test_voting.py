"""Consensus: majority with ties, Dawid and Skene's model beside crowd-kit's, and gold labels."""

from __future__ import annotations

import json
import logging
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import InvalidArgument, Question, QuestionForm, SelectionAnswer, WrongType
from questionforms.quality import consensus
from questionforms.quality.dawid_skene import estimate
from tests.long_runs import examples
from tests.quality import crowd_kit
from tests.quality.crowds import LABELS, crowd

pytest.importorskip("pyarrow", reason="needs pyarrow, from the extra `quality`")
import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

RECORDED = json.loads(crowd_kit.RECORD.read_text(encoding="utf-8"))["probabilities"]
VOTES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5), st.sampled_from("abc")), min_size=1, max_size=30)


def frame(rows: list[tuple[Any, Any, Any]]) -> pa.Table:
    """A table of units, workers and labels."""
    return pa.table({name: [row[index] for row in rows] for index, name in enumerate(("HITId", "WorkerId", "q"))})


def coded(rows: list[tuple[Any, Any, Any]]) -> list[Any]:
    """Codes of the units, the workers and the labels."""
    return [np.unique([row[index] for row in rows], return_inverse=True)[1] for index in range(3)]


@examples(100)
@given(VOTES)
def test_majority_is_the_most_frequent_label(votes: list[tuple[int, int, str]]) -> None:
    """Each unit has its most frequent label, the first of tied ones, its share, and the number of votes."""
    rows = list({(unit, worker): (unit, worker, label) for unit, worker, label in reversed(votes)}.values())
    for row in consensus(frame(rows), "q").to_pylist():
        counts = Counter(label for unit, _, label in rows if unit == row["HITId"])
        most = max(counts.values())
        tied = sorted(label for label, count in counts.items() if count == most)
        assert row == {
            "HITId": row["HITId"],
            "label": tied[0],
            "confidence": pytest.approx(most / counts.total()),
            "votes": counts.total(),
            "tie": len(tied) > 1,
        }


def test_ties_follow_the_form() -> None:
    """Of tied labels, the one that the form offers first is used."""
    form = QuestionForm(Question("animal", "?", SelectionAnswer({"owl": "Owl", "cat": "Cat"})))
    made = crowd(1)._replace(answers=[("U1", "W1", "cat"), ("U1", "W2", "owl")])
    (row,) = consensus(made.assignments(), "animal", form=form).to_pylist()
    assert (row["label"], row["confidence"], row["tie"]) == ("owl", 0.5, True)


@pytest.mark.parametrize("seed", crowd_kit.SEEDS)
@pytest.mark.parametrize("known", ["plain", "gold"])
def test_dawid_skene_is_crowd_kit_s(seed: int, known: str) -> None:
    """All probabilities are those of crowd-kit's DawidSkene, run until nothing changed, to 1e-6."""
    made = crowd(seed)
    recorded = RECORDED[str(seed)][known]
    unit, worker, label = coded(made.answers)
    names = sorted(LABELS[:3])
    gold = np.full(len(made.truth), -1)
    if known == "gold":
        for code, name in enumerate(sorted(made.truth)):
            gold[code] = names.index(crowd_kit.gold(made)[name]) if name in crowd_kit.gold(made) else -1
    found = estimate(unit, worker, label, gold=gold, labels=3)
    expected = np.array([[recorded[name][each] for name in sorted(made.truth)] for each in names])
    assert found.converged
    assert found.probabilities == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("seed", crowd_kit.SEEDS)
def test_consensus_has_the_likeliest_labels(seed: int) -> None:
    """The table has crowd-kit's likeliest label of each unit, with its probability."""
    made = crowd(seed)
    found = consensus(made.assignments(), "animal", method="dawid-skene", gold=crowd_kit.gold(made))
    for row in found.to_pylist():
        likeliest = max(RECORDED[str(seed)]["gold"][row["HITId"]].items(), key=lambda item: item[1])
        assert (row["label"], row["confidence"]) == (likeliest[0], pytest.approx(likeliest[1], abs=1e-6))


def test_large_crowds_are_estimated_in_parts() -> None:
    """Units that still change are settled separately, and the result is that of plain steps."""
    made = crowd(6, units=900, workers=40, labels=4, each=3)
    unit, worker, label = coded(made.answers)
    gold = np.full(900, -1)
    gold[:30] = 2
    plain = estimate(unit, worker, label, gold=gold, labels=4)
    parts = estimate(unit, worker, label, gold=gold, labels=4, many_units=100)
    assert parts.steps < plain.steps / 2
    assert parts.probabilities == pytest.approx(plain.probabilities, abs=0.02)
    assert parts.probabilities.sum(axis=0) == pytest.approx(np.ones(900))


def test_unsettled_probabilities_are_reported(caplog: pytest.LogCaptureFixture) -> None:
    """Where changes shrink too slowly, the log says how far confidences may be off, which is about what they are."""
    made = crowd(47, units=40, workers=20, labels=4, each=3)
    unit, worker, label = coded(made.answers)
    found = estimate(unit, worker, label, gold=np.full(40, -1), labels=4)
    assert not found.converged
    assert 0.0001 < found.remaining < 0.0003
    with caplog.at_level(logging.WARNING, "questionforms.quality"):
        consensus(made.assignments(), "animal", method="dawid-skene")
    assert "`animal` had not settled after 10,000 steps" in caplog.text
    assert "confidences may be off by about 0.0002; if that matters, collect more answers or use `majority`" in (
        caplog.text
    )


@pytest.mark.parametrize("method", ["majority", "dawid-skene"])
def test_gold_labels_are_certain(method: Any, caplog: pytest.LogCaptureFixture) -> None:
    """A unit with a gold label has it, even if nobody gave it; gold units that are not there are logged."""
    rows = [("H1", "W1", "a"), ("H1", "W2", "b"), ("H2", "W1", "a"), ("H2", "W2", "a")]
    with caplog.at_level(logging.WARNING, "questionforms.quality"):
        found = consensus(frame(rows), "q", method=method, gold={"H1": "z", "H9": "a"})
    first, second = found.to_pylist()
    assert first == {"HITId": "H1", "label": "z", "confidence": 1.0, "votes": 2, "tie": False}
    assert second["label"] == "a"
    assert "1 of 2 gold units are not in the source" in caplog.text


def test_gold_from_a_file(tmp_path: Path) -> None:
    """A CSV file has the columns of the unit and `label`; a row without a label is skipped; numbers are numbers."""
    file = tmp_path / "gold.csv"
    file.write_text("page,line,label\n1,a,7\n1,b,\n", encoding="utf-8")
    given_table = pa.table({"page": [1, 1], "line": ["a", "b"], "WorkerId": ["W", "W"], "q": [3, 4]})
    found = consensus(given_table, "q", unit=("page", "line"), gold=file)
    assert found.column("label").to_pylist() == [7, 4]
    file.write_text("page,label\n1,7\n", encoding="utf-8")
    with pytest.raises(
        InvalidArgument, match=r"has the columns `page` and `label`; expected `page`, `line` and `label`"
    ):
        consensus(given_table, "q", unit=("page", "line"), gold=file)


def test_misuse_is_refused() -> None:
    """An unknown method, gold that matches nothing or is no mapping, and a model without workers are errors."""
    rows = frame([("H1", "W1", "a")])
    with pytest.raises(InvalidArgument, match=r"did you mean `dawid-skene`\?"):
        consensus(rows, "q", method="dawid skene")  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match=r"none of the 1 unit, such as `H7`, is in the source.* for example `H1`"):
        consensus(rows, "q", gold={"H7": "a"})
    with pytest.raises(WrongType, match="expected a mapping of units to labels, or the Path of a CSV file"):
        consensus(rows, "q", gold="gold.csv")  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match="has 1 value; expected one for each of `HITId` and `WorkerId`"):
        consensus(rows, "q", unit=["HITId", "WorkerId"], gold={"H1": "a"})
    with pytest.raises(InvalidArgument, match="is not a number, as the labels of `n` are"):
        consensus(pa.table({"HITId": ["H"], "WorkerId": ["W"], "n": [1]}), "n", gold={"H": "many"})
    with pytest.raises(InvalidArgument, match="`dawid-skene` needs the WorkerId of each answer"):
        consensus(rows.drop_columns(["WorkerId"]), "q", method="dawid-skene")


def test_sets_are_labels_as_a_whole() -> None:
    """Several selections are one label; their order does not matter, and gold can have them in any form."""
    form = QuestionForm(Question("q", "?", SelectionAnswer({"a": "A", "b": "B"}, max=2)))
    rows = frame([("H1", "W1", ["a", "b"]), ("H1", "W2", ["b", "a"]), ("H1", "W3", []), ("H2", "W1", ["a"])])
    found = consensus(rows, "q", form=form, gold={"H2": "a|b"})
    assert found.column("label").to_pylist() == [["a", "b"], ["a", "b"]]
    assert found.column("confidence").to_pylist() == [pytest.approx(2 / 3), 1.0]
