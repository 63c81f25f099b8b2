"""Dawid and Skene's model: each worker has an error rate for each label, estimated with the labels themselves by EM.

Source: A. P. Dawid, A. M. Skene, Maximum Likelihood Estimation of Observer Error-Rates Using the EM Algorithm (1979).
Arrays of probabilities have a row for each label: sums over a row are several times as fast as over a column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from questionforms.quality.labels import Codes

    Floats = np.ndarray[Any, np.dtype[np.float64]]

#: The steps end when no probability changes by more than this, or after this number of steps. Where an error rate tends
#: to zero, changes shrink only with the square of the number of steps, so that the sum of all further changes is about
#: the last one times the number of steps. A larger tolerance would end other estimates too early: there, changes are
#: small for a thousand steps, and grow again.
TOLERANCE, MOST_STEPS = 1e-9, 10_000
#: With this many units, the steps end earlier, and the units that still change are estimated separately. With 200,000
#: generated units of 5 answers each, this took a tenth of the time, and 12 confidences differed by more than 0.0001.
MANY_UNITS, _COARSE_TOLERANCE = 20_000, 1e-5
#: Units are estimated separately if they are less than half of at least this share of `MANY_UNITS`.
_SMALLEST = 1 / 4
#: A count or a probability is at least this, so that no logarithm is infinite.
_LEAST = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Estimate:
    """The result of EM."""

    #: The probability of each label (by row) for each unit (by column).
    probabilities: Floats
    #: The number of steps over all units, and whether the probabilities stopped changing.
    steps: int
    converged: bool
    #: About how much further steps would change a probability, if the steps ended before the changes did.
    remaining: float = 0.0


def estimate(
    unit: Codes, worker: Codes, label: Codes, *, gold: Codes, labels: int, many_units: int = MANY_UNITS
) -> Estimate:
    """Estimate the probability that each label is the right one for each unit, starting from the shares of votes.

    `gold` has the known label of each unit, or -1. Every unit must have an answer. Memory grows with the answers, and
    with the units and the pairs of a worker and a label that occur, times the labels.
    """
    import numpy as np

    pairs, pair = np.unique(worker * labels + label, return_inverse=True)
    answers = _Answers(unit, pair, pairs // labels, gold)
    cells = np.bincount(label * len(gold) + unit, minlength=labels * len(gold)).reshape(labels, len(gold))
    probabilities = answers.with_gold(cells / cells.sum(axis=0))
    if len(gold) < many_units:
        steps, change = _settle(answers, probabilities, TOLERANCE)
    else:
        steps, change = _settle(answers, probabilities, _COARSE_TOLERANCE, most=int(many_units * _SMALLEST))
    return Estimate(probabilities=probabilities, steps=steps, converged=change is None, remaining=steps * (change or 0))


def _settle(
    answers: _Answers, probabilities: Floats, tolerance: float, *, most: int | None = None
) -> tuple[int, float | None]:
    """Repeat the steps, in place, until no probability changes; return their number, and the last change if it is not.

    A few ambiguous units keep changing long after the others. If there are more than `most` units, those that still
    change are settled separately, while the others are fixed. Then comes the next step over all units.
    """
    import numpy as np

    for step in range(1, MOST_STEPS + 1):
        after = answers.step(probabilities)
        change = np.abs(after - probabilities).max(axis=0, initial=0.0)
        probabilities[:] = after
        moving = np.flatnonzero(change > tolerance)
        if not len(moving):
            return step, None
        if most is not None and len(moving) < len(change) / 2 and len(change) > most:
            part = probabilities[:, moving]
            _settle(answers.among(moving, probabilities), part, tolerance, most=most)
            probabilities[:, moving] = part
    return MOST_STEPS, float(change.max())


class _Answers:
    """The answers for some units, with what all other answers add to the counts.

    A pair is a worker with a label that the worker gave at least once.
    """

    def __init__(self, unit: Codes, pair: Codes, pair_workers: Codes, gold: Codes) -> None:
        import numpy as np

        by_unit, by_pair = np.argsort(unit, kind="stable"), np.argsort(pair, kind="stable")
        self._gold, self._known = gold, np.flatnonzero(gold >= 0)
        #: For each answer, sorted by unit, its pair; where each unit starts.
        self._pair, self._units = pair[by_unit], _starts(unit[by_unit])
        #: For each answer, sorted by pair, its unit; where each pair starts, and each worker among the pairs.
        self._unit, self._pairs = unit[by_pair], _starts(pair[by_pair])
        self._pair_workers, self._workers = pair_workers, _starts(pair_workers)
        self._widths = np.diff([*self._workers, len(pair_workers)])
        self._room = np.empty(len(unit))
        #: What the answers for other units add: to each pair, each worker and each label, and how many units there are.
        self._other_counts: Floats | float = 0.0
        self._other_totals: Floats | float = 0.0
        self._other_units: Floats | float = 0.0
        self._all_units = len(gold)

    def step(self, probabilities: Floats) -> Floats:
        """Estimate the error rates from the probabilities, then the probabilities from the error rates."""
        import numpy as np

        frequency = (probabilities.sum(axis=1) + self._other_units) / self._all_units
        counts = self._counts(probabilities)
        totals = np.add.reduceat(counts, self._workers, axis=1) + self._other_totals
        counts /= np.repeat(totals, self._widths, axis=1)
        found = self._sums(np.log(counts, out=counts), self._pair, self._units)
        found += np.log(np.maximum(frequency, _LEAST))[:, None]
        found -= found.max(axis=0)
        np.exp(found, out=found)
        found /= found.sum(axis=0)
        return self.with_gold(found)

    def with_gold(self, probabilities: Floats) -> Floats:
        """The probabilities, where the gold labels are certain."""
        probabilities[:, self._known] = 0
        probabilities[self._gold[self._known], self._known] = 1
        return probabilities

    def among(self, units: Codes, probabilities: Floats) -> _Answers:
        """The answers for these units alone, when all others have the given probabilities."""
        import numpy as np

        codes = np.full(len(self._gold), -1, dtype=np.int64)
        codes[units] = np.arange(len(units))
        chosen = codes[self._unit] >= 0
        pair = np.repeat(np.arange(len(self._pairs)), np.diff([*self._pairs, len(self._unit)]))
        pairs, within = np.unique(pair[chosen], return_inverse=True)
        found = _Answers(codes[self._unit[chosen]], within, self._pair_workers[pairs], self._gold[units])
        counts = self._counts(probabilities)
        totals = np.add.reduceat(counts, self._workers, axis=1) + self._other_totals
        inside = self._pair_workers[self._workers].searchsorted(self._pair_workers[pairs[found._workers]])
        part, counts = probabilities[:, units], counts[:, pairs]
        found._other_counts = counts - found._sums(part, found._unit, found._pairs)
        found._other_totals = totals[:, inside] - np.add.reduceat(counts, found._workers, axis=1)
        found._other_units = probabilities.sum(axis=1) + self._other_units - part.sum(axis=1)
        found._all_units = self._all_units
        return found

    def _counts(self, probabilities: Floats) -> Floats:
        """How often each worker gave each label to units of which each label is the right one."""
        import numpy as np

        counts = self._sums(probabilities, self._unit, self._pairs)
        counts += self._other_counts
        return np.maximum(counts, _LEAST, out=counts)

    def _sums(self, values: Floats, columns: Codes, starts: Codes) -> Floats:
        """The sum of these columns of the values for each group of them."""
        import numpy as np

        found = np.empty((len(values), len(starts)))
        for row, sums in zip(values, found, strict=True):
            np.take(row, columns, out=self._room, mode="clip")  # twice as fast as without `out` and `mode`
            np.add.reduceat(self._room, starts, out=sums)
        return found


def _starts(codes: Codes) -> Codes:
    """Where each code starts among sorted codes."""
    import numpy as np

    return np.flatnonzero(np.diff(codes, prepend=-1))
