"""Workers: counts, times, agreement with the others, gold, and what is null."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import InvalidArgument
from questionforms.quality import workers
from tests.long_runs import examples
from tests.quality.crowds import crowd

pa: Any = pytest.importorskip("pyarrow", reason="needs pyarrow, from the extra `quality`")

VOTES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), st.sampled_from("abc")), min_size=1, max_size=30)


def with_others(rows: list[tuple[int, int, str]], worker: int) -> float | None:
    """The share of a worker's answers that are the majority of the others' answers, straight from the definition."""
    agreed = []
    for unit, mine, label in rows:
        others = Counter(other for at, who, other in rows if at == unit and who != mine)
        if mine == worker and others:
            best = {one for one, count in others.items() if count == max(others.values())}
            if len(best) == 1 or label not in best:
                agreed.append(best == {label})
    return sum(agreed) / len(agreed) if agreed else None


@examples(100)
@given(VOTES)
def test_agreement_is_with_the_majority_of_the_others(votes: list[tuple[int, int, str]]) -> None:
    """A worker's own answer does not count for the majority; the label of a tie is neither right nor wrong."""
    rows = list({(unit, worker): (unit, worker, label) for unit, worker, label in reversed(votes)}.values())
    frame = pa.table({"HITId": [r[0] for r in rows], "WorkerId": [f"{r[1]}" for r in rows], "q": [r[2] for r in rows]})
    for row in workers(frame, "q").to_pylist():
        own = [label for _, worker, label in rows if str(worker) == row["WorkerId"]]
        expected = with_others(rows, int(row["WorkerId"]))
        assert row["agreement"] == (None if expected is None else pytest.approx(expected))
        assert (row["assignments"], row["answers"]) == (len(own), len(own))
        assert row["commonest_share"] == pytest.approx(max(Counter(own).values()) / len(own))


def test_times_and_rejections() -> None:
    """The median of the working times, the share below a third of the median of all, and the rejected assignments."""
    frame = pa.table(
        {
            "HITId": ["H1", "H2", "H3", "H1", "H2"],
            "WorkerId": ["W1", "W1", "W1", "W2", "W2"],
            "WorkTimeInSeconds": ["60", "90", "10", "50", "80"],
            "AssignmentStatus": ["Approved", "Rejected", "Approved", "Approved", "Approved"],
            "q": ["a", "b", "a", "a", "b"],
        }
    )
    first, second = workers(frame, "q").to_pylist()
    assert (first["median_seconds"], first["fast_share"], first["rejected"]) == (60, pytest.approx(1 / 3), 1)
    assert (second["median_seconds"], second["fast_share"], second["rejected"]) == (65, 0, 0)


def test_what_is_not_known_is_null() -> None:
    """Without times, statuses and gold labels there are no figures about them."""
    (row,) = workers(pa.table({"HITId": ["H"], "WorkerId": ["W"], "q": ["a"]}), "q").to_pylist()
    nothing = ("median_seconds", "fast_share", "agreement", "gold_accuracy", "rejected")
    assert [row[name] for name in nothing] == [None] * 5


def test_gold_accuracy(tmp_path: Path) -> None:
    """The share of right answers to units with gold labels, from a mapping or a file, for one question or several."""
    made = crowd(3)
    right = Counter(worker for unit, worker, label in made.answers if made.truth[unit] == label)
    each = Counter(worker for _, worker, _ in made.answers)
    expected = [right[worker] / each[worker] for worker in sorted(each)]
    file = tmp_path / "gold.csv"
    rows = [f"{unit},animal,{label}\n" for unit, label in made.truth.items()]
    file.write_text("".join(["HITId,question,label\n", *rows]), encoding="utf-8")
    given_table = pa.table(made.columns())
    for question, gold in (("animal", made.truth), (None, {"animal": made.truth}), ("animal", file), (None, file)):
        found = workers(given_table, question, gold=gold)
        assert found.column("gold_accuracy").to_pylist() == pytest.approx(expected)


def test_all_questions_are_weighted_by_answers() -> None:
    """Without a question, the answers to all questions that have choices count alike, and texts do not."""
    frame = pa.table(
        {
            "HITId": ["H1", "H1", "H2", "H2"],
            "WorkerId": ["W1", "W2", "W1", "W2"],
            "q": ["a", "a", "b", "b"],
            "r": ["x", "y", "x", "x"],
            "comment": ["one", "two", "three", "four"],
        }
    )
    first, second = workers(frame.append_column("s", pa.array([True, True, False, None]))).to_pylist()
    assert (first["answers"], second["answers"]) == (6, 5)
    assert (first["agreement"], second["agreement"]) == (pytest.approx(4 / 5), pytest.approx(4 / 5))


def test_nobody_and_nothing_are_refused() -> None:
    """Without WorkerIds, or without a question that has choices, there are no figures."""
    with pytest.raises(InvalidArgument, match="no assignment has a WorkerId"):
        workers(pa.table({"HITId": ["H"], "q": ["a"]}), "q")
    with pytest.raises(InvalidArgument, match="no question has choices"):
        workers(pa.table({"HITId": ["H"], "WorkerId": ["W"], "q": ["a"]}))
