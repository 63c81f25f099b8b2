"""Read many assignments twice without Arrow: once to see what they all show, and again with that known."""

from __future__ import annotations

import pickle
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from questionforms.answers.archives.sources import COLUMNS
from questionforms.answers.archives.tally import UnreadValues
from questionforms.answers.tables.columns import REST, TEXT_COLUMNS, columns_of_form, columns_of_kinds, names_of_others
from questionforms.answers.tables.evidence import Evidence
from questionforms.answers.tables.meaning import meaning_of
from questionforms.answers.tables.parts import parts_of
from questionforms.answers.tables.rows import PART_FIELDS, Read, add_texts, as_meant, by_question, long_rows, wide_row
from questionforms.answers.tables.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.answers.archives.sources import Assignment
    from questionforms.answers.tables.columns import Column
    from questionforms.answers.tables.evidence import Kind
    from questionforms.answers.tables.meaning import Meaning
    from questionforms.answers.tables.options import Options


class DocumentReading:
    """Some assignments with the parts of their documents, of which only a few are in memory at a time."""

    def __init__(self, assignments: Iterable[Assignment], options: Options) -> None:
        self.options = options
        self.texts: dict[str, Evidence] = {}
        #: The kinds of parts of each question, in the order of their first answers.
        self.kinds: dict[str, set[str]] = {}
        self._others: dict[str, Evidence] = {}
        #: The values of assignments' own columns that could not be understood.
        self.values = UnreadValues()
        self._read: Spool[Read] = Spool(lambda one: 1_000 + 300 * len(one.parts), pickle.dump, pickle.load)
        for assignment in assignments:
            self._add(Read(assignment, *parts_of(assignment, options)))

    def _add(self, read: Read) -> None:
        self.values.add(read.assignment)
        for part in read.parts:
            if part.question is not None:
                self.kinds.setdefault(part.question, set()).add(part.part)
        if self.options.form is None:
            add_texts(self.texts, read, self.options)
        if self.options.keeps:
            for name, value in read.assignment.others.items():
                evidence = self._others.setdefault(name, Evidence())
                if isinstance(value, str):
                    evidence.add((value,), bool(value))
        self._read.add(read)

    @cached_property
    def meaning(self) -> Meaning:
        """What all documents together show."""
        return meaning_of(self.texts, self.options)

    def __iter__(self) -> Iterator[Read]:
        for one in self._read:
            yield as_meant(one, self.meaning)

    def decimals(self) -> str | None:
        """None: without Arrow, each number is a decimal by itself if a float would change it."""
        return None

    @property
    def names(self) -> list[str]:
        """The names of the table's columns."""
        head = [*COLUMNS, "problem", *self._names.values()]
        if self.options.layout == "long":
            return [*head, *PART_FIELDS]
        return [*head, *[column.name for column in self._columns], REST]

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of the table as plain values."""
        groups = by_question(self._columns)
        for read in self:
            if self.options.layout == "long":
                rows = long_rows(read, self._names)
            else:
                rows = wide_row(read, self._names, by_question=groups, options=self.options)
            for row in rows:
                yield row | {name: self._typed(row[name], kind) for name, kind in self._kinds.items()}

    @cached_property
    def _columns(self) -> list[Column]:
        if self.options.form is not None:
            return columns_of_form(self.options)
        return columns_of_kinds(self.meaning.kinds(self.kinds))

    @cached_property
    def _names(self) -> dict[str, str]:
        is_long = self.options.layout == "long"
        return names_of_others(self._others, PART_FIELDS if is_long else [column.name for column in self._columns])

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        """The types of text columns that all of their texts have, by the column's name."""
        found = {self._names[name]: texts for name, texts in self._others.items() if name not in TEXT_COLUMNS}
        if self.options.layout == "wide":
            found |= {
                column.name: self.texts[column.question]
                for column in self._columns
                if column.role == "text" and column.question in self.texts
            }
        kinds = {name: texts.kind(self.options.numbers) for name, texts in found.items()}
        return {name: kind for name, kind in kinds.items() if kind not in {"text", "category"}}

    @staticmethod
    def _typed(value: Any, kind: Kind) -> Any:
        if not isinstance(value, str):
            return value
        if not value:
            return None
        if kind == "boolean":
            return value.lower() == "true"
        return int(value) if kind == "integer" else float(value) if kind == "float" else Decimal(value)
