"""Summarise many workers' answers: with Arrow if there are many, else document by document, with the same result.

Memory grows with the number of distinct workers, questions, selections and numbers; distinct texts have a limit.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms.answers.archives.files import find_files
from questionforms.answers.archives.sources import COLUMNS, iter_assignments
from questionforms.answers.read.questions import by_identifier
from questionforms.answers.summaries.counting import CountedQuestion
from questionforms.answers.summaries.summary_types import Summary
from questionforms.answers.tables.documents import DocumentReading
from questionforms.answers.tables.meaning import numeric, unknown_questions
from questionforms.answers.tables.options import checked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from questionforms.answers.summaries.arrow_counts import Counts
    from questionforms.answers.tables.arrow.chunks import Chunk
    from questionforms.answers.tables.arrow.groups import Group
    from questionforms.answers.tables.arrow.passes import ArrowReading
    from questionforms.answers.tables.options import Options
    from questionforms.answers.tables.parts import Part
    from questionforms.elements.question_form import QuestionForm

_LOG = logging.getLogger("questionforms.answers")
_WORKER = COLUMNS.index("WorkerId")
#: Files of at least this many bytes are worth the time that it takes to import pyarrow.
_MANY_BYTES = 2_000_000


def summary(
    source: Any,
    form: QuestionForm | None = None,
    *,
    expand: bool = True,
    infer: bool = True,
    multi: Iterable[str] = (),
    encoding: str | None = None,
) -> Summary:
    """Summarise the answers of many workers; accepts what `rows` and `table` accept, and reads it once.

    Documents that cannot be read are counted in `unread`. An empty text, or an answer without a value, does not count
    as answered; both are counted separately. A document with several answers to a question counts once. See `table`
    for the arguments, and for what is logged about values that could not be understood.
    """
    options = checked("summary", form, columns="core", expand=expand, infer=infer, multi=multi)
    if is_worth_arrow(source):
        from questionforms.answers.tables.arrow.files.file_chunks import iter_chunks
        from questionforms.answers.tables.arrow.passes import PIECE, ArrowReading

        columns = ArrowReading(iter_chunks(source, options, PIECE, encoding=encoding), options)
        _log(columns)
        return with_arrow(columns)
    documents = DocumentReading(iter_assignments(source, encoding=encoding), options)
    _log(documents)
    return without_arrow(documents)


def _log(reading: ArrowReading | DocumentReading) -> None:
    """Log the values that could not be understood, and the questions to divide that nobody answered."""
    reading.values.log()
    if reading.options.form is None:
        for note in unknown_questions(reading.options.multi, reading.kinds):
            _LOG.warning("%s", note)


def is_worth_arrow(source: Any) -> bool:
    """Whether to read a source with pyarrow: if it is loaded already, or there are many bytes to read."""
    if "pyarrow" in sys.modules:
        return True
    paths = [source] if isinstance(source, Path) else source if isinstance(source, list | tuple) else []
    paths = [path for path in paths if isinstance(path, Path)]
    files = [file for path in paths for file in (find_files(path) if path.is_dir() else [path])]
    if sum(file.stat().st_size for file in files if file.is_file()) < _MANY_BYTES:
        return False
    try:
        import pyarrow  # type: ignore[import-untyped]  # noqa: F401
    except ImportError:
        return False
    return True


def with_arrow(reading: ArrowReading) -> Summary:
    """The summary of what was read with Arrow."""
    from questionforms.answers.tables.arrow.threads import in_order

    plan, seen = reading.plan, reading.seen
    counting = _Counting(plan.options, plan.kinds, numeric(seen.texts, plan.kinds))
    for workers, counts in in_order(counting.counts, reading.meant()):
        counting.workers.update(workers)
        for name, found in counts.items():
            counting.question(name).add_counts(found)
    return counting.summary(seen.total, seen.unread)


def without_arrow(reading: DocumentReading) -> Summary:
    """The summary of what was read document by document."""
    kinds = reading.meaning.kinds(reading.kinds)
    counting = _Counting(reading.options, kinds, numeric(reading.texts, kinds))
    total = unread = 0
    for read in reading:
        total += 1
        unread += read.problem is not None
        counting.workers.add(read.assignment.columns[_WORKER])
        given: dict[str, list[Part]] = {}
        for part in read.parts:
            if part.question is not None:
                given.setdefault(counting.name(part.question), []).append(part)
        for name, parts in given.items():
            counting.question(name).add(parts)
    return counting.summary(total, unread)


class _Counting:
    """The counts of all questions: those of the form, or else those in the answers."""

    def __init__(self, options: Options, kinds: Iterable[str], numeric: Collection[str]) -> None:
        self._asked = None if options.form is None else by_identifier(options.form)
        self.workers: set[str | None] = set()
        if self._asked is not None:
            self._questions = {name: CountedQuestion(question) for name, question in self._asked.items()}
        else:
            self._questions = {name: CountedQuestion(None, numeric=name in numeric) for name in kinds}

    def name(self, identifier: str) -> str:
        """The identifier of a question; one that is not in the form is stripped of whitespace."""
        return identifier if self._asked is None or identifier in self._asked else identifier.strip()

    def question(self, name: str) -> CountedQuestion:
        """The counts of a question."""
        if name not in self._questions:
            self._questions[name] = CountedQuestion(None)
        return self._questions[name]

    def counts(self, chunk: Chunk) -> tuple[list[str | None], dict[str, Counts]]:
        """The workers of a chunk, whose answers are as they are meant, and the counts of its questions."""
        from questionforms.answers.summaries.arrow_counts import counts_of
        from questionforms.answers.tables.arrow.groups import joined

        groups: dict[str, list[Group]] = {}
        for identifier, group in chunk.answers.groups.items():
            groups.setdefault(self.name(identifier), []).append(group)
        parts = chunk.answers.parts
        return chunk.head[_WORKER].unique().to_pylist(), {
            name: counts_of(joined(several), parts) for name, several in groups.items()
        }

    def summary(self, total: int, unread: int) -> Summary:
        """The summary of what was counted."""
        read, asked = total - unread, self._asked
        return Summary(
            total=total,
            unread=unread,
            workers=len(self.workers - {None}),
            questions=tuple(
                [
                    counted.summary(name, None if asked is None else name in asked, read)
                    for name, counted in self._questions.items()
                ]
            ),
        )
