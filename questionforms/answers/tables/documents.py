"""Read many assignments twice without Arrow: once to see what they all show, and again with that known."""

from __future__ import annotations

import pickle
from functools import cached_property
from typing import TYPE_CHECKING

from questionforms.answers.tables.meaning import meaning_of
from questionforms.answers.tables.parts import parts_of
from questionforms.answers.tables.rows import Read, add_texts, as_meant
from questionforms.answers.tables.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.answers.archives.sources import Assignment
    from questionforms.answers.tables.evidence import Evidence
    from questionforms.answers.tables.meaning import Meaning
    from questionforms.answers.tables.options import Options


class DocumentReading:
    """Some assignments with the parts of their documents, of which only a few are in memory at a time."""

    def __init__(self, assignments: Iterable[Assignment], options: Options) -> None:
        self.options = options
        self.texts: dict[str, Evidence] = {}
        #: The kinds of parts of each question, in the order of their first answers.
        self.kinds: dict[str, set[str]] = {}
        self._read: Spool[Read] = Spool(lambda one: 1_000 + 300 * len(one.parts), pickle.dump, pickle.load)
        for assignment in assignments:
            self._add(Read(assignment, *parts_of(assignment, options)))

    def _add(self, read: Read) -> None:
        for part in read.parts:
            if part.question is not None:
                self.kinds.setdefault(part.question, set()).add(part.part)
        if self.options.form is None:
            add_texts(self.texts, read, self.options)
        self._read.add(read)

    @cached_property
    def meaning(self) -> Meaning:
        """What all documents together show."""
        return meaning_of(self.texts, self.options)

    def __iter__(self) -> Iterator[Read]:
        for one in self._read:
            yield as_meant(one, self.meaning)
