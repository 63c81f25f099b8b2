"""Krippendorff's alpha from counts by unit and label that are never made into a matrix, and distances between sets.

Sources: K. Krippendorff, Content Analysis, chapter 11; R. Passonneau, Measuring Agreement on Set-Valued Items (2006).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from questionforms.quality.labels import Codes

    Floats = np.ndarray[Any, np.dtype[np.float64]]

#: The most distances to hold in memory at a time.
_BLOCK = 2_000_000
#: MASI's factors for sets where one contains the other, and for sets that overlap.
_CONTAINED, _OVERLAPPING = 2 / 3, 1 / 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SparseCounts:
    """How often each label was given to each unit, without the zeros, sorted by unit."""

    unit: Codes
    label: Codes
    count: Codes
    #: The number of answers of each unit, by its code.
    answers: Codes
    #: The number of labels that there could be.
    labels: int

    @classmethod
    def of(cls, unit: Codes, label: Codes, labels: int) -> SparseCounts:
        """Count the answers with these units and labels."""
        import numpy as np

        cells, count = np.unique(unit * max(labels, 1) + label, return_counts=True)
        units, found = np.divmod(cells, max(labels, 1))
        answers = np.bincount(units, weights=count).astype(np.int64)
        return cls(unit=units, label=found, count=count, answers=answers, labels=labels)

    def comparable(self) -> SparseCounts:
        """The counts of the units with at least two answers."""
        chosen = self.answers[self.unit] > 1
        return SparseCounts(
            unit=self.unit[chosen],
            label=self.label[chosen],
            count=self.count[chosen],
            answers=self.answers * (self.answers > 1),
            labels=self.labels,
        )

    def compacted(self) -> SparseCounts:
        """The same counts with new codes, so that every unit and every label has answers."""
        import numpy as np

        _, unit = np.unique(self.unit, return_inverse=True)
        used, label = np.unique(self.label, return_inverse=True)
        answers = self.answers[self.answers > 0]
        return SparseCounts(unit=unit, label=label, count=self.count, answers=answers, labels=len(used))

    def dense(self) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        """The counts as a matrix with a row for each unit and a column for each label."""
        import numpy as np

        found = np.zeros((len(self.answers), self.labels), dtype=np.int64)
        found[self.unit, self.label] = self.count
        return found

    @property
    def units(self) -> int:
        """The number of units with answers."""
        return int((self.answers > 0).sum())

    @property
    def used(self) -> Codes:
        """The labels that occur, in order."""
        import numpy as np

        return np.unique(self.label)

    @property
    def pairs(self) -> int:
        """The number of pairs of answers to the same unit."""
        return int((self.answers * (self.answers - 1)).sum()) // 2

    @property
    def equal_pairs(self) -> int:
        """The number of those pairs that are equal."""
        return int((self.count * (self.count - 1)).sum()) // 2

    @property
    def totals(self) -> Floats:
        """The number of answers with each label."""
        import numpy as np

        return np.bincount(self.label, weights=self.count, minlength=self.labels).astype(np.float64)


def alpha_of(counts: SparseCounts, metric: str, values: Any) -> float:
    """Krippendorff's alpha: 1 less the observed over the expected disagreement.

    Every unit must have at least two answers, and at least two labels must occur. `values` has a number for each label,
    or a set if the metric is `jaccard` or `masi`.
    """
    totals = counts.totals
    total = totals.sum()
    if metric in ("jaccard", "masi", "ratio"):
        within, overall = _by_pairs(counts, metric, values)
    else:
        places = totals.cumsum() - totals / 2 if metric == "ordinal" else values
        within, overall = (_nominal if metric == "nominal" else _squares)(counts, places)
    return float(1 - within / (overall / (total - 1)))


def _nominal(counts: SparseCounts, _: Floats) -> tuple[float, float]:
    """The observed and the expected number of unequal pairs."""
    different = counts.count * (counts.answers[counts.unit] - counts.count)
    total = counts.totals.sum()
    return float((different / (counts.answers[counts.unit] - 1)).sum()), float(total**2 - (counts.totals**2).sum())


def _squares(counts: SparseCounts, values: Floats) -> tuple[float, float]:
    """The same, weighted by the square of the difference; ordinal differences are those of the middle ranks."""
    import numpy as np

    totals, answers = counts.totals, counts.answers
    overall = 2 * totals.sum() * (totals * (values - np.average(values, weights=totals)) ** 2).sum()
    means = np.bincount(counts.unit, weights=counts.count * values[counts.label]) / answers
    deviations = counts.count * (values[counts.label] - means[counts.unit]) ** 2
    per_unit = np.bincount(counts.unit, weights=deviations)
    return float((2 * answers * per_unit / (answers - 1)).sum()), float(overall)


def _by_pairs(counts: SparseCounts, metric: str, values: Any) -> tuple[float, float]:
    """The same with any distance, a block of pairs of labels at a time."""
    import numpy as np

    distance = _Distance(metric, values)
    totals, every = counts.totals, np.arange(counts.labels)
    step = max(1, _BLOCK // max(1, counts.labels))
    overall = sum(
        float((np.outer(totals[block], totals) * distance(block[:, None], every[None, :])).sum())
        for block in np.array_split(every, range(step, counts.labels, step))
    )
    weight = counts.count / (counts.answers[counts.unit] - 1)
    starts = np.searchsorted(counts.unit, np.arange(len(counts.answers) + 1))
    widths = np.diff(starts)[counts.unit]  # the number of labels in the unit of each cell
    within = 0.0
    for block in _blocks(widths):
        left = np.repeat(block, widths[block])
        offsets = np.arange(len(left)) - np.repeat(np.cumsum(widths[block]) - widths[block], widths[block])
        right = starts[counts.unit[left]] + offsets
        far = distance(counts.label[left], counts.label[right])
        within += float((weight[left] * counts.count[right] * far).sum())
    return within, overall


def _blocks(widths: Codes) -> list[Codes]:
    """The cells in blocks that have about as many pairs as fit into memory."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.cumsum(widths) // _BLOCK)) + 1
    return np.array_split(np.arange(len(widths)), edges)


class _Distance:
    """The distance between labels with these codes, element by element."""

    def __init__(self, metric: str, values: Any) -> None:
        self._metric, self._values = metric, values
        self._members = None if metric == "ratio" else _members(values)

    def __call__(self, left: Codes, right: Codes) -> Floats:
        import numpy as np

        if self._members is None:
            first, second = self._values[left], self._values[right]
            total = first + second
            found: Floats = np.divide(first - second, total, out=np.zeros(total.shape), where=total != 0)
            return found**2
        return _between_sets(self._members, left, right, self._metric)


def set_distances(values: Sequence[frozenset[str]], metric: str) -> Floats:
    """The distance between any two sets, as a matrix."""
    import numpy as np

    codes = np.arange(len(values))
    return _between_sets(_members(values), codes[:, None], codes[None, :], metric)


def _members(values: Sequence[frozenset[str]]) -> Floats:
    """A row for each set, with a 1 for each of its members."""
    import numpy as np

    names = {name: code for code, name in enumerate(sorted(frozenset().union(*values)))}
    found = np.zeros((len(values), max(1, len(names))), dtype=np.float64)
    for row, value in enumerate(values):
        found[row, [names[name] for name in value]] = 1
    return found


def _between_sets(members: Floats, left: Codes, right: Codes, metric: str) -> Floats:
    """Jaccard's or MASI's distance: 0 for equal sets, 1 for sets that share nothing."""
    import numpy as np

    sizes = members.sum(axis=1)
    if left.shape == right.shape:
        shared = np.einsum("ij,ij->i", members[left], members[right])
    else:
        shared = members[left[:, 0]] @ members[right[0]].T
    first, second = np.broadcast_arrays(sizes[left], sizes[right])
    union = first + second - shared
    jaccard: Floats = np.divide(shared, union, out=np.ones(union.shape), where=union != 0)
    if metric == "jaccard":
        return 1 - jaccard
    contained = shared == np.minimum(first, second)
    factor = np.where(contained, _CONTAINED, _OVERLAPPING)
    return 1 - jaccard * np.where(jaccard == 1, 1.0, factor)
