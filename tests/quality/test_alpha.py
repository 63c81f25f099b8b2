"""Agreement: Krippendorff's alpha beside the package and the formula, percent agreement, and where it is undefined."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import (
    Answer,
    Answers,
    FreeTextAnswer,
    InvalidArgument,
    IsNumeric,
    Question,
    QuestionForm,
    SelectionAnswer,
    WrongType,
)
from questionforms.answers import table
from questionforms.quality import agreement
from questionforms.quality.disagreement import SparseCounts, alpha_of, set_distances
from tests.long_runs import examples
from tests.quality.crowds import crowd

krippendorff = pytest.importorskip("krippendorff", reason="needs krippendorff, from the extra `quality`")
import numpy as np  # noqa: E402
import pyarrow as pa  # type: ignore[import-untyped]  # noqa: E402

SCALE = {str(number): f"{number} of 5" for number in range(1, 6)}
FORM = QuestionForm(
    Question("mood", "How does the author feel?", SelectionAnswer({"good": "Happy", "bad": "Unhappy"})),
    Question("stars", "How many stars?", SelectionAnswer(SCALE)),
    Question("topics", "What is it about?", SelectionAnswer({"food": "Food", "staff": "Staff"}, max=2)),
    Question("price", "What did it cost?", FreeTextAnswer(IsNumeric())),
)
#: Labels by unit, as many for each as workers answered.
UNITS = st.lists(st.lists(st.integers(0, 4), min_size=0, max_size=5), min_size=1, max_size=12)


def frame(units: list[list[Any]], *, name: str = "q") -> pa.Table:
    """A table in which the workers of each unit give these labels."""
    rows = [(f"H{unit}", f"W{worker}", label) for unit, each in enumerate(units) for worker, label in enumerate(each)]
    return pa.table({head: [row[index] for row in rows] for index, head in enumerate(("HITId", "WorkerId", name))})


def assignment(hit: str, worker: str, *answers: Answer) -> dict[str, Any]:
    """An assignment as boto3 returns it."""
    xml = Answers(*answers).to_xml()
    return {"AssignmentId": f"{hit}{worker}", "HITId": hit, "WorkerId": worker, "Answer": xml}


def by_definition(units: list[list[Any]], distance: Any) -> float:
    """Krippendorff's alpha as the mean distance within units over that between all answers."""
    pairable = [each for each in units if len(each) > 1]
    total = sum(map(len, pairable))
    within = sum(sum(distance(*pair) for pair in permutations(each, 2)) / (len(each) - 1) for each in pairable) / total
    everything = [label for each in pairable for label in each]
    overall = sum(distance(*pair) for pair in permutations(everything, 2)) / (total * (total - 1))
    return float(1 - within / overall)


def is_defined(units: list[list[Any]]) -> bool:
    """Whether there are pairs, and answers in them that differ."""
    return len({label for each in units if len(each) > 1 for label in each}) > 1


@examples(100)
@given(UNITS)
def test_nominal_alpha_is_the_package_s_and_the_definition_s(units: list[list[int]]) -> None:
    """Alpha of names is what the formula gives, and the percent is the share of equal pairs."""
    found = agreement(frame([[f"label {label}" for label in each] for each in units]), "q")
    pairs = [pair for each in units for pair in combinations(each, 2)]
    assert (found.metric, found.pairs) == ("nominal", len(pairs))
    assert found.percent == (pytest.approx(sum(a == b for a, b in pairs) / len(pairs)) if pairs else None)
    if is_defined(units):
        assert found.reason is None
        assert found.alpha == pytest.approx(by_definition(units, lambda a, b: a != b))
    else:
        assert (found.alpha is None, found.reason is None) == (True, False)


@examples(100)
@given(UNITS.filter(is_defined), st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_alpha_without_a_matrix_is_the_package_s(units: list[list[int]], metric: str) -> None:
    """What is calculated from sparse counts, for archives too large for the package, is what the package gives."""
    pairs = np.array([(unit, label) for unit, each in enumerate(units) for label in each]).reshape(-1, 2)
    counts = SparseCounts.of(pairs[:, 0], pairs[:, 1], 5).comparable()
    values = counts.used.astype(np.float64)
    compact = counts.compacted()
    domain = np.array(values)
    expected = krippendorff.alpha(value_counts=compact.dense(), value_domain=domain, level_of_measurement=metric)
    assert alpha_of(compact, metric, values) == pytest.approx(expected)


@pytest.mark.parametrize("metric", ["jaccard", "masi"])
@examples(50)
@given(UNITS.filter(is_defined))
def test_alpha_of_sets_is_the_definition_s(metric: str, units: list[list[int]]) -> None:
    """Several selections are compared as sets, in the package and without a matrix alike."""
    sets = [[frozenset("abc"[bit] for bit in range(3) if (label + 1) >> bit & 1) for label in each] for each in units]
    expected = by_definition(sets, lambda a, b: set_distances([a, b], metric)[0, 1])
    lists = [[sorted(value) for value in each] for each in sets]
    form = QuestionForm(Question("q", "?", SelectionAnswer({"a": "A", "b": "B", "c": "C"}, max=3)))
    assert agreement(frame(lists), "q", form=form, metric=metric).alpha == pytest.approx(expected)  # type: ignore[arg-type]
    values = sorted({value for each in sets for value in each}, key=sorted)
    pairs = np.array([(unit, values.index(value)) for unit, each in enumerate(sets) for value in each])
    counts = SparseCounts.of(pairs[:, 0], pairs[:, 1], len(values)).comparable()
    used = [values[code] for code in counts.used]
    assert alpha_of(counts.compacted(), metric, used) == pytest.approx(expected)


def test_set_distances() -> None:
    """MASI and Jaccard give 0 for equal sets, the empty ones too, and 1 for sets that share nothing."""
    sets = [frozenset(value) for value in ("", "a", "ab", "bc", "c")]
    assert set_distances(sets, "jaccard")[2] == pytest.approx([1, 1 / 2, 0, 2 / 3, 1])
    assert set_distances(sets, "masi")[2] == pytest.approx([1, 1 - 1 / 2 * 2 / 3, 0, 1 - 1 / 3 * 1 / 3, 1])
    assert set_distances(sets, "masi")[0] == pytest.approx([0, 1, 1, 1, 1])


def test_metrics_follow_the_question() -> None:
    """Choices are nominal, a scale is ordinal, numbers are an interval, several selections are compared as sets."""
    answers = [
        assignment(
            hit,
            worker,
            Answer("mood", selections=[mood]),
            Answer("stars", selections=[stars]),
            Answer("topics", selections=topics),
            Answer("price", text=price),
        )
        for hit, worker, mood, stars, topics, price in (
            ("H1", "W1", "good", "5", ["food"], "3"),
            ("H1", "W2", "good", "4", ["food", "staff"], "3.5"),
            ("H2", "W1", "bad", "1", [], "9"),
            ("H2", "W2", "good", "2", ["staff"], "8"),
        )
    ]
    found = {name: agreement(answers, name, form=FORM) for name in ("mood", "stars", "topics", "price")}
    assert {name: one.metric for name, one in found.items()} == {
        "mood": "nominal",
        "stars": "ordinal",
        "topics": "masi",
        "price": "interval",
    }
    assert (found["mood"].percent, found["mood"].units, found["mood"].raters, found["mood"].pairs) == (0.5, 2, 2, 2)
    assert found["stars"].alpha == pytest.approx(krippendorff.alpha([[5, 1], [4, 2]], level_of_measurement="ordinal"))
    assert agreement(table(answers, FORM), "mood") == found["mood"]


def test_what_undefined_alpha_says() -> None:
    """One worker, no unit with two answers, no variation, and no answers each have a reason, and never NaN."""
    one_worker = pa.table({"HITId": ["H1", "H2"], "WorkerId": ["W1", "W1"], "q": ["a", "b"]})
    cases = (
        (one_worker, "only one worker answered the question"),
        (frame([["a"], ["b"]]).set_column(1, "WorkerId", pa.array(["W1", "W2"])), "no unit has two answers"),
        (frame([["a", "a"], ["a", "a"]]), "all answers are `a`; without variation,"),
        (pa.table({"HITId": ["H1"], "WorkerId": ["W1"], "q": pa.array([None], pa.string())}), "nobody answered"),
    )
    for given_table, reason in cases:
        found = agreement(given_table, "q")
        assert found.alpha is None
        assert (found.reason or "").startswith(reason)


def test_metric_that_does_not_fit_is_refused() -> None:
    """Order needs a scale or numbers, sets need several selections; a misspelling gets a suggestion."""
    names = frame([["a", "b"], ["a", "a"]])
    with pytest.raises(InvalidArgument, match=r"`ordinal` does not fit `q`, which has labels without an order"):
        agreement(names, "q", metric="ordinal")
    with pytest.raises(InvalidArgument, match=r"`masi` does not fit `q`"):
        agreement(names, "q", metric="masi")
    with pytest.raises(InvalidArgument, match=r"did you mean `nominal`\?"):
        agreement(names, "q", metric="nominall")  # type: ignore[arg-type]
    with pytest.raises(WrongType, match="expected `nominal`"):
        agreement(names, "q", metric=1)  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match=r"`ratio` needs numbers of at least 0, and `q` has -1"):
        agreement(frame([[-1, 2], [3, 3]]), "q", metric="ratio")


def test_html_is_escaped() -> None:
    """In a notebook, the figures are a table, whatever the question is called."""
    found = agreement(frame([["a", "b"], ["a", "a"]], name="<b>"), "<b>")
    assert "&lt;b&gt;" in found._repr_html_()
    assert "<b>" not in found._repr_html_()


def test_counts_of_a_crowd() -> None:
    """Units, raters, answers and pairs are counted; each unit of four answers has six pairs."""
    made = crowd(1)
    found = agreement(made.assignments(), "animal")
    workers = Counter(worker for _, worker, _ in made.answers)
    assert (found.units, found.answered_units, found.raters) == (60, 60, len(workers))
    assert (found.answers, found.pairs, found.repeated) == (240, 360, 0)


def test_figures_without_pairs_say_so() -> None:
    """Where no unit has two answers, there is no share to show."""
    frame = pa.table({"HITId": ["H1", "H2"], "WorkerId": ["V", "W"], "q": ["a", "b"]})
    shown = agreement(frame, "q")._repr_html_()
    assert "no pairs of answers to the same unit" in shown
