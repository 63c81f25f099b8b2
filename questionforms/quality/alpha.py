"""How well workers agree on a question: Krippendorff's alpha, and the share of pairs of answers that are equal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from questionforms import words
from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.quality.answer_tables import require
from questionforms.quality.disagreement import SparseCounts, alpha_of, set_distances
from questionforms.quality.labels import labels, shown_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from questionforms.elements.question_form import QuestionForm
    from questionforms.quality.labels import Kind, Labels

#: How different two labels are. See docs/quality.md for the formulas.
Metric = Literal["nominal", "ordinal", "interval", "ratio", "jaccard", "masi"]

#: The metrics for each kind of labels, the default first.
_METRICS: dict[Kind, tuple[Metric, ...]] = {
    "names": ("nominal",),
    "scale": ("ordinal", "nominal", "interval", "ratio"),
    "numbers": ("interval", "nominal", "ordinal", "ratio"),
    "sets": ("masi", "nominal", "jaccard"),
}
_KINDS: dict[Kind, str] = {
    "names": "has labels without an order",
    "scale": "has a scale",
    "numbers": "has numbers",
    "sets": "has several selections in an answer",
}
#: The `krippendorff` package makes an array of units x labels x labels; above this, alpha is calculated without it.
_MOST_CELLS = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How well workers agree on one question. Only units with at least two answers count, unless said otherwise."""

    question: str
    #: Krippendorff's alpha: 1 is perfect agreement, 0 is what chance would give. None if it is undefined.
    alpha: float | None
    #: The share of the pairs of answers to the same unit that are equal, from 0 to 1. None without such pairs.
    percent: float | None
    #: The number of units with at least two answers.
    units: int
    #: The number of units with at least one answer.
    answered_units: int
    #: The number of workers who answered, including those whose answers could not be compared.
    raters: int
    #: The number of answers that count: one for each worker and unit.
    answers: int
    #: The number of pairs of answers to the same unit.
    pairs: int
    #: How differences between labels were measured: `nominal`, `ordinal`, `interval`, `ratio`, `jaccard` or `masi`.
    metric: Metric
    #: Why alpha is undefined; None if it is not.
    reason: str | None
    #: The number of answers left out because the same worker had already answered for the same unit.
    repeated: int

    def _repr_html_(self) -> str:
        """The figures as an HTML table, for notebooks."""
        from questionforms.answers.html_tables import html_table

        return html_table(f"agreement on {self.question}", ("figure", "value"), figures(self))


def figures(found: Agreement) -> list[tuple[str, str]]:
    """The figures of an agreement as text, each with its name."""
    alpha = f"undefined: {found.reason}" if found.alpha is None else f"{found.alpha:.3f}"
    return [
        (f"Krippendorff's alpha ({found.metric})", alpha),
        ("Equal pairs", _share_of_pairs(found)),
        ("Units with two or more answers", f"{found.units:,} of {found.answered_units:,}"),
        ("Workers", f"{found.raters:,}"),
    ]


def _share_of_pairs(found: Agreement) -> str:
    if found.percent is None:
        return "no pairs of answers to the same unit"
    return f"{found.percent:.1%} of {words.counted(found.pairs, 'pair')}"


def agreement(
    source: Any,
    question: str,
    *,
    form: QuestionForm | None = None,
    unit: str | Sequence[str] = "HITId",
    metric: Metric | None = None,
) -> Agreement:
    """Measure how well workers agree on a question, by Krippendorff's alpha and by the share of equal pairs.

    Accepts what `table` accepts, or such a table. `unit` is the column, or the columns, that identify what was
    labelled. `metric` is `ordinal` for a scale, `interval` for numbers, `masi` for several selections, and otherwise
    `nominal`, unless given. Where alpha is undefined, it is None and `reason` says why.
    """
    require("krippendorff")
    _check_metric(metric)
    return agreement_on(labels("agreement", source, question, form=form, unit=unit), metric)


def _check_metric(metric: object) -> None:
    if metric is None or metric in get_args(Metric):
        return
    if not isinstance(metric, str):
        raise WrongType("agreement", "metric", f"{words.found(metric)}; expected {words.either(get_args(Metric))}")
    meant = words.did_you_mean(words.nearest(metric, get_args(Metric)))
    message = f"{words.quoted(metric)} is not a metric; expected {words.either(get_args(Metric))}{meant}"
    raise InvalidArgument("agreement", "metric", message)


def agreement_on(given: Labels, metric: Metric | None = None) -> Agreement:
    """The agreement of labels that have been read."""
    import numpy as np

    used: Metric = metric or _METRICS[given.kind][0]
    values = _numbers(given, used)
    counts = SparseCounts.of(given.unit, given.label, len(given.values))
    compared = counts.comparable()
    raters = len(np.unique(given.worker[given.worker >= 0]))
    reason = _why_undefined(given, compared, raters)
    return Agreement(
        question=given.question,
        alpha=None if reason else _alpha(compared, used, values),
        percent=compared.equal_pairs / compared.pairs if compared.pairs else None,
        units=compared.units,
        answered_units=counts.units,
        raters=raters,
        answers=len(given.label),
        pairs=compared.pairs,
        metric=used,
        reason=reason,
        repeated=given.repeated,
    )


def _numbers(given: Labels, metric: Metric) -> Any:
    """The values that the metric compares: numbers, places in the order, or sets; refuses one that does not fit."""
    import numpy as np

    question = words.quoted(given.question)
    if metric not in _METRICS[given.kind]:
        expected = words.either(_METRICS[given.kind])
        message = f"{words.quoted(metric)} does not fit {question}, which {_KINDS[given.kind]}; expected {expected}"
        raise InvalidArgument("agreement", "metric", message)
    if metric in ("jaccard", "masi"):
        return given.values
    if metric in ("nominal", "ordinal"):
        return np.arange(len(given.values), dtype=np.float64)
    try:
        numbers = np.array([float(value) for value in given.values], dtype=np.float64)
    except ValueError:
        message = f"{words.quoted(metric)} needs numbers, and some labels of {question} are not; expected `ordinal`"
        raise InvalidArgument("agreement", "metric", message) from None
    if metric == "ratio" and (numbers < 0).any():
        message = f"`ratio` needs numbers of at least 0, and {question} has {numbers.min():g}; expected `interval`"
        raise InvalidArgument("agreement", "metric", message)
    return numbers


def _why_undefined(given: Labels, compared: SparseCounts, raters: int) -> str | None:
    """Why alpha is undefined, or None."""
    if not len(given.label):
        return "nobody answered the question"
    if not compared.units:
        alone = raters == 1 and bool((given.worker >= 0).all())
        return "only one worker answered the question" if alone else "no unit has two answers"
    if len(compared.used) == 1:
        only = given.values[int(compared.used[0])]
        are = "without a selection" if only == frozenset() else words.quoted(shown_label(only))
        return f"all answers are {are}; without variation, agreement beyond chance cannot be measured"
    return None


def _alpha(compared: SparseCounts, metric: Metric, values: Any) -> float:
    """Alpha by the package `krippendorff`, or without it if the package would need too much memory."""
    import numpy as np

    compact = compared.compacted()
    used: Any = [values[code] for code in compared.used] if metric in ("jaccard", "masi") else values[compared.used]
    count = len(compared.used)
    if compact.units * count * count > _MOST_CELLS:
        return alpha_of(compact, metric, used)
    import krippendorff

    level: Any = metric
    if metric in ("jaccard", "masi"):
        distances = set_distances(used, metric)
        level, used = (lambda *_, i1, i2, **__: distances[i1, i2]), np.arange(count)
    return float(krippendorff.alpha(value_counts=compact.dense(), value_domain=used, level_of_measurement=level))
