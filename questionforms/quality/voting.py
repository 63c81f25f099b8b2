"""The label that combines the answers to each unit, by majority or by Dawid and Skene's model."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from questionforms import words
from questionforms.exceptions import InvalidArgument
from questionforms.quality.answer_tables import require
from questionforms.quality.dawid_skene import MOST_STEPS, estimate
from questionforms.quality.gold import match, read_gold, report_gold
from questionforms.quality.labels import Labels, labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    import pyarrow as pa  # type: ignore[import-untyped]

    from questionforms.elements.question_form import QuestionForm
    from questionforms.quality.gold import Known
    from questionforms.quality.labels import Codes

    Floats = np.ndarray[Any, np.dtype[np.float64]]

Method = Literal["majority", "dawid-skene"]

#: Labels are tied if their confidences differ by less than this.
_TIE = 1e-6
#: The most probabilities that the model may need: one for each unit, or pair of a worker and a label, and each label.
_MOST_PROBABILITIES = 50_000_000
#: What is logged if the steps ended before the changes did, and the smallest error that it mentions.
_UNSETTLED = (
    "the probabilities for `%s` had not settled after %s steps, because some workers gave too few answers to estimate "
    "their error rates: confidences may be off by about %.1g; if that matters, collect more answers or use `majority`"
)
_SMALLEST_ERROR = 1e-4
_LOG = logging.getLogger("questionforms.quality")


def consensus(
    source: Any,
    question: str,
    *,
    form: QuestionForm | None = None,
    unit: str | Sequence[str] = "HITId",
    method: Method = "majority",
    gold: Mapping[Any, Any] | Path | None = None,
) -> pa.Table:
    """Return a table with the label of each unit: the columns of the unit, `label`, `confidence`, `votes` and `tie`.

    Accepts what `agreement` accepts. `confidence` is the label's share of the votes, or its probability in Dawid and
    Skene's model. `votes` is the number of answers. In a `tie`, several labels have the same confidence, and the first
    in the form's order is used, or the first when sorted. A unit in `gold` has its gold label, with a confidence of 1.
    """
    require()
    if method not in get_args(Method):
        meant = words.did_you_mean(words.nearest(method, get_args(Method)))
        message = f"{words.quoted(method)} is not a method; expected {words.either(get_args(Method))}{meant}"
        raise InvalidArgument("consensus", "method", message)
    given = labels("consensus", source, question, form=form, unit=unit)
    known = None if gold is None else read_gold("consensus", gold, given.units.column_names, question).get(None, {})
    report_gold("consensus", given, known)
    return consensus_table(given, consensus_on(given, method, known))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Consensus:
    """The label of each unit: -1 and NaN without an answer."""

    labels: Labels
    label: Codes
    confidence: Floats
    votes: Codes
    tie: np.ndarray[Any, np.dtype[np.bool_]]


def consensus_on(given: Labels, method: Method, known: Known | None = None) -> Consensus:
    """The consensus of labels that have been read."""
    import numpy as np

    given, gold = match("consensus", given, known)
    found = (_majority if method == "majority" else _dawid_skene)(given, gold)
    for_gold = (gold >= 0) & (found.votes > 0)
    return replace(
        found,
        label=np.where(for_gold, gold, found.label),
        confidence=np.where(for_gold, 1.0, found.confidence),
        tie=found.tie & ~for_gold,
    )


def consensus_table(given: Labels, found: Consensus) -> pa.Table:
    """The consensus as a table, with a row for each unit."""
    import pyarrow as pa

    table = given.units
    table = table.append_column("label", found.labels.named(found.label))
    table = table.append_column("confidence", pa.array(found.confidence, mask=found.votes == 0))
    return table.append_column("votes", pa.array(found.votes)).append_column("tie", pa.array(found.tie))


def _majority(given: Labels, _: Codes) -> Consensus:
    """The label with the most votes."""
    import numpy as np

    count = max(1, len(given.values))
    cells, votes = np.unique(given.unit * count + given.label, return_counts=True)
    unit, label = np.divmod(cells, count)
    order = np.lexsort((label, -votes, unit))  # by unit, the most votes first, then the first label
    unit, label, votes = unit[order], label[order], votes[order]
    top = np.flatnonzero(np.diff(unit, prepend=-1))
    total = np.bincount(given.unit, minlength=len(given.units))
    follows = np.append(unit[1:] == unit[:-1], [False])[: len(unit)]
    equal = np.append(votes[1:] == votes[:-1], [False])[: len(unit)]
    found = _empty(given, total)
    found.label[unit[top]] = label[top]
    found.confidence[unit[top]] = votes[top] / total[unit[top]]
    found.tie[unit[top]] = (follows & equal)[top]
    return found


def _dawid_skene(given: Labels, gold: Codes) -> Consensus:
    """The label with the highest probability; answers of unknown workers are left out."""
    import numpy as np

    known = given.worker >= 0
    if len(known) and not known.any():
        message = "`dawid-skene` needs the WorkerId of each answer, and the source has none; expected `majority`"
        raise InvalidArgument("consensus", "method", message)
    if not known.all():
        _LOG.warning("left out %s without a WorkerId", words.counted(int((~known).sum()), "answer"))
    units, unit = np.unique(given.unit[known], return_inverse=True)
    worker, label, count = given.worker[known], given.label[known], len(given.values)
    found = _empty(given, np.bincount(given.unit[known], minlength=len(given.units)))
    if not len(units):
        return found
    pairs = len(np.unique(worker * count + label))
    if max(pairs, len(units)) * count > _MOST_PROBABILITIES:
        message = (
            f"`dawid-skene` is for questions with few different answers, and `{given.question}` has {count:,}; "
            "expected `majority`"
        )
        raise InvalidArgument("consensus", "method", message)
    result = estimate(unit, worker, label, gold=gold[units], labels=count)
    if not result.converged:
        _LOG.warning(_UNSETTLED, given.question, f"{MOST_STEPS:,}", max(result.remaining, _SMALLEST_ERROR))
    highest = result.probabilities.max(axis=0)
    near = result.probabilities > highest - _TIE
    found.label[units] = near.argmax(axis=0)
    found.confidence[units] = highest
    found.tie[units] = near.sum(axis=0) > 1
    return found


def _empty(given: Labels, votes: Codes) -> Consensus:
    """A consensus without any labels yet."""
    import numpy as np

    count = len(given.units)
    return Consensus(
        labels=given,
        label=np.full(count, -1, dtype=np.int64),
        confidence=np.full(count, np.nan),
        votes=votes,
        tie=np.zeros(count, dtype=bool),
    )
