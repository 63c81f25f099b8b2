"""Figures for each worker: how many assignments, how fast, and how often they agree with others and with gold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms import words
from questionforms.exceptions import InvalidArgument
from questionforms.quality.answer_tables import choice_questions, read_table, unit_columns
from questionforms.quality.gold import match, read_gold, report_gold
from questionforms.quality.labels import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    import pyarrow as pa  # type: ignore[import-untyped]

    from questionforms.elements.question_form import QuestionForm
    from questionforms.quality.gold import Known
    from questionforms.quality.labels import Codes, Labels

    Floats = np.ndarray[Any, np.dtype[np.float64]]

#: An assignment is very fast if it took less than this share of the median time of all assignments.
FAST = 1 / 3
#: The key of the question, or of how many there are, in the metadata of the table.
QUESTION = b"questionforms.question"
_REJECTED = "Rejected"


def workers(
    source: Any,
    question: str | None = None,
    *,
    form: QuestionForm | None = None,
    unit: str | Sequence[str] = "HITId",
    gold: Mapping[Any, Any] | Path | None = None,
) -> pa.Table:
    """Return a table with a row for each worker, sorted by WorkerId; what cannot be calculated is null.

    Accepts what `agreement` accepts. Without a question, the figures are about all questions that have choices, and
    every answer has the same weight. `agreement` is the share of answers that are equal to the majority of the other
    answers to the same unit. None of the figures shows by itself how well somebody works: see docs/quality.md.
    """
    table = read_table("workers", source, form, questions=() if question is None else (question,))
    names = unit_columns("workers", table, unit)
    asked = [question] if question is not None else choice_questions(table, form, without=names)
    if not asked:
        raise InvalidArgument("workers", "question", "no question has choices; expected the identifier of a question")
    known = {} if gold is None else read_gold("workers", gold, names, question)
    given = [labels("workers", table, one, form=form, unit=unit) for one in asked]
    per_question = [(one, known.get(one.question, known.get(None))) for one in given]
    for one, gold_labels in per_question:
        report_gold("workers", one, gold_labels)
    return workers_on(table, per_question)


def workers_on(table: pa.Table, given: Iterable[tuple[Labels, Known | None]]) -> pa.Table:
    """The figures for labels that have been read from a table, each with the gold labels of its question."""
    import numpy as np
    import pyarrow as pa

    found, asked = _Sums(table), []
    for one, known in given:
        found.add(one, known)
        asked.append(one.question)
    about = asked[0] if len(asked) == 1 else words.counted(len(asked), "question")
    columns = {
        "WorkerId": found.ids,
        "assignments": pa.array(found.assignments),
        **_times(table, found),
        "answers": pa.array(found.answers),
        "agreement": _share(found.equal, found.compared),
        "gold_answers": pa.array(found.golden),
        "gold_accuracy": _share(found.right, found.golden),
        "commonest_share": _share(found.commonest, found.answers),
        "rejected": _rejected(table, found),
    }
    order = np.array(sorted(range(len(found.ids)), key=[str(each) for each in found.ids.to_pylist()].__getitem__), int)
    return pa.table(columns, metadata={QUESTION: about.encode()}).take(pa.array(order, pa.int64()))


class _Sums:
    """The counts of each worker, added up over questions."""

    def __init__(self, table: pa.Table) -> None:
        import numpy as np
        import pyarrow as pa

        if "WorkerId" not in table.column_names or table.column("WorkerId").null_count == len(table):
            raise InvalidArgument("workers", "source", "no assignment has a WorkerId; expected a column `WorkerId`")
        column = table.column("WorkerId")
        plain = column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        encoded = plain.combine_chunks().dictionary_encode()
        encoded = encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
        self.ids = encoded.dictionary
        #: The worker of each row of the table, -1 if unknown.
        self.worker: Codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
        self.assignments = self.count(self.worker[self.worker >= 0])
        self.answers, self.commonest = self.count([]), self.count([])
        self.compared, self.equal = self.count([]), self.count([])
        self.golden, self.right = self.count([]), self.count([])

    def count(self, workers: Any) -> Codes:
        """How often each worker occurs."""
        import numpy as np

        return np.bincount(np.asarray(workers, dtype=np.int64), minlength=len(self.ids))

    def add(self, given: Labels, known: Known | None) -> None:
        """Add the answers to one question."""
        import pyarrow.compute as pc  # type: ignore[import-untyped]

        given, gold = match("workers", given, known)
        here = pc.index_in(given.workers, self.ids).to_numpy(zero_copy_only=False) if len(given.workers) else None
        chosen = given.worker >= 0
        if here is None or not chosen.any():
            return
        worker, label, unit = here[given.worker[chosen]].astype(int), given.label[chosen], given.unit[chosen]
        self.answers += self.count(worker)
        self.commonest += _most(worker, label, len(self.ids))
        compared, equal = (each[chosen] for each in others_agree(given))
        self.compared += self.count(worker[compared])
        self.equal += self.count(worker[equal])
        golden = gold[unit] >= 0
        self.golden += self.count(worker[golden])
        self.right += self.count(worker[golden & (gold[unit] == label)])


def others_agree(given: Labels) -> tuple[Any, Any]:
    """For each answer, whether the others to the same unit have a majority to compare it with, and agree with it.

    Others that are tied are compared only if the answer is none of the tied labels: it is then wrong whichever of them
    is right.
    """
    import numpy as np

    count = max(1, len(given.values))
    cells, cell, votes = np.unique(given.unit * count + given.label, return_inverse=True, return_counts=True)
    units = cells // count
    order = np.lexsort((-votes, units))
    starts = np.flatnonzero(np.diff(units[order], prepend=-1))
    best, second = np.zeros(len(given.units), dtype=np.int64), np.zeros(len(given.units), dtype=np.int64)
    best[units[order][starts]] = votes[order][starts]
    more = np.append(np.diff(units[order]) == 0, False)[: len(order)][starts] if len(order) else np.zeros(0, bool)
    second[units[order][starts[more]]] = votes[order][starts[more] + 1]
    own = votes[cell] - 1  # the others with the same label
    rival = np.where(votes[cell] == best[given.unit], second[given.unit], best[given.unit])
    return (own != rival), (own > rival)


def _most(worker: Codes, label: Codes, count: int) -> Codes:
    """How often each worker gave the label that the worker gave most often."""
    import numpy as np

    width = int(label.max(initial=0)) + 1
    pairs, times = np.unique(worker * width + label, return_counts=True)
    found = np.zeros(count, dtype=np.int64)
    np.maximum.at(found, pairs // width, times)
    return found


def _share(part: Codes, whole: Codes) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    return pa.array(np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0), mask=whole == 0)


def _times(table: pa.Table, found: _Sums) -> dict[str, pa.Array]:
    """The median time of each worker in seconds, and the share of assignments that were very fast."""
    import numpy as np
    import pyarrow as pa

    seconds = _seconds(table)
    timed = np.flatnonzero((found.worker >= 0) & ~np.isnan(seconds))
    order = timed[np.lexsort((seconds[timed], found.worker[timed]))]
    counts = found.count(found.worker[order])
    ends = np.cumsum(counts)
    median, mask = np.zeros(len(counts)), counts == 0
    low, high = (ends - counts + (counts - 1) // 2)[~mask], (ends - counts + counts // 2)[~mask]
    median[~mask] = (seconds[order][low] + seconds[order][high]) / 2
    limit = FAST * np.median(seconds[timed]) if len(timed) else 0.0
    fast = found.count(found.worker[timed[seconds[timed] < limit]])
    return {"median_seconds": pa.array(median, mask=mask), "fast_share": _share(fast, counts)}


def _seconds(table: pa.Table) -> Floats:
    """The working time of each assignment, NaN if unknown: as the site gives it, else from accepting to submitting."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    names = set(table.column_names)
    found = np.full(len(table), np.nan)
    if {"AcceptTime", "SubmitTime"} <= names:
        times = [table.column(name) for name in ("AcceptTime", "SubmitTime")]
        if all(pa.types.is_timestamp(column.type) for column in times):
            micros = pc.subtract(*(column.cast(pa.timestamp("us", column.type.tz)) for column in reversed(times)))
            found = micros.cast(pa.int64()).cast(pa.float64(), safe=False).to_numpy() / 1e6
    if "WorkTimeInSeconds" in names:
        column = table.column("WorkTimeInSeconds")
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        given = np.array([_number(value) for value in column.to_pylist()], dtype=np.float64)
        found = np.where(np.isnan(given), found, given)
    return np.where(found < 0, np.nan, found)


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return float("nan")


def _rejected(table: pa.Table, found: _Sums) -> pa.Array:
    """How many assignments of each worker were rejected; null if the source does not say which are."""
    import numpy as np
    import pyarrow as pa

    status, rejected = (
        table.column(name).to_pylist() if name in table.column_names else [None] * len(table)
        for name in ("AssignmentStatus", "RejectionTime")
    )
    known = np.array([one is not None or time is not None for one, time in zip(status, rejected, strict=True)], bool)
    refused = np.array([one == _REJECTED or time is not None for one, time in zip(status, rejected, strict=True)], bool)
    there = found.worker >= 0
    return pa.array(found.count(found.worker[there & refused]), mask=found.count(found.worker[there & known]) == 0)
