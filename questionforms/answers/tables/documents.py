"""Read many assignments twice without Arrow: once to see what they all show, and again with that known."""

from __future__ import annotations

import pickle
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from questionforms.answers.archives.sources import COLUMNS
from questionforms.answers.archives.tally import UnreadValues
from questionforms.answers.read.typed import number
from questionforms.answers.tables.columns import (
    REST,
    TEXT_COLUMNS,
    columns_of_form,
    columns_of_kinds,
    names_of_others,
    written,
)
from questionforms.answers.tables.evidence import Evidence
from questionforms.answers.tables.meaning import meaning_of, unknown_questions
from questionforms.answers.tables.numerals import NumberEvidence, as_kind, changed_numbers, json_number
from questionforms.answers.tables.parts import parts_of
from questionforms.answers.tables.rows import PART_FIELDS, Read, add_texts, as_meant, by_question, long_rows, wide_row
from questionforms.answers.tables.spool import MOST_BYTES, Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.answers.archives.sources import Assignment
    from questionforms.answers.tables.columns import Column, Numeral
    from questionforms.answers.tables.evidence import Kind
    from questionforms.answers.tables.meaning import Meaning
    from questionforms.answers.tables.options import Decimals, Options
    from questionforms.answers.tables.parts import Part


class DocumentReading:
    """Some assignments with the parts of their documents, of which only a few are in memory at a time."""

    def __init__(self, assignments: Iterable[Assignment], options: Options, *, most: int = MOST_BYTES) -> None:
        self.options = options
        self.texts: dict[str, Evidence] = {}
        #: The kinds of parts of each question, in the order of their first answers.
        self.kinds: dict[str, set[str]] = {}
        self._others: dict[str, _Other] = {}
        self._numbers: dict[str, NumberEvidence] = {}
        self._asked = {column.question: column.role for column in columns_of_form(options)}
        #: The values of assignments' own columns that could not be understood.
        self.values = UnreadValues(others=options.keeps)
        self._read: Spool[Read] = Spool(lambda one: 1_000 + 300 * len(one.parts), pickle.dump, pickle.load, most)
        for assignment in assignments:
            self._add(Read(assignment, *parts_of(assignment, options)))

    def _add(self, read: Read) -> None:
        self.values.add(read.assignment)
        for part in read.parts:
            if part.question is not None:
                self.kinds.setdefault(part.question, set()).add(part.part)
                self._add_number(part, part.question)
        if self.options.form is None:
            add_texts(self.texts, read, self.options)
        if self.options.keeps:
            for name, value in read.assignment.others.items():
                if name not in self._others:
                    self._others[name] = _Other(infer=self.options.infer and name not in TEXT_COLUMNS)
                self._others[name].add(value)
        self._read.add(read)

    def _add_number(self, part: Part, question: str) -> None:
        """Look at a number in JSON, or at one that the form asks for."""
        if part.part == "number":
            value = json_number(part.value or "")
        elif part.part == "free_text" and self._asked:
            question = question if question in self._asked else question.strip()
            if self._asked.get(question) != "number":
                return
            value = number(part.value or "")
        else:
            return
        self._numbers.setdefault(question, NumberEvidence()).add(value, part.value or "")

    @cached_property
    def meaning(self) -> Meaning:
        """What all documents together show."""
        return meaning_of(self.texts, self.kinds, self.options)

    def __iter__(self) -> Iterator[Read]:
        for one in self._read:
            yield as_meant(one, self.meaning)

    def notes(self) -> Iterator[str]:
        """What is not as one might expect, each a sentence."""
        examples = {name: found.example for name, found in self._numbers.items() if found.example}
        if self.options.numbers == "float" and (changed := changed_numbers(examples)) is not None:
            yield changed
        if self.options.form is None:
            yield from unknown_questions(self.options.multi, self.kinds)

    @property
    def names(self) -> list[str]:
        """The names of the table's columns."""
        head = [*COLUMNS, "problem", *self._names.values()]
        if self.options.layout == "long":
            return [*head, *PART_FIELDS]
        return [*head, *[column.name for column in self._columns], REST]

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of the table as plain values."""
        groups, kinds = by_question(self._columns), list(self._kinds.items())
        for read in self:
            if self.options.layout == "long":
                rows = long_rows(read, self._names)
            else:
                rows = wide_row(read, self._names, by_question=groups, numeral_of=self._numeral_of)
            for row in rows:
                yield row | {name: _typed(row[name], kind) for name, kind in kinds}

    def _numeral_of(self, question: str) -> Numeral:
        """What makes the values of a question's column of numbers."""
        kind = self._numbers.get(question, NumberEvidence()).kind(self.options.numbers)
        return lambda value: as_kind(value, kind)

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
        """The types that all values of a column have, by the column's name."""
        numbers = self.options.numbers
        kinds = {self._names[name]: other.kind(numbers) for name, other in self._others.items()}
        if self.options.layout == "wide":
            for column in self._columns:
                if column.role == "text" and self.options.infer and column.question in self.texts:
                    kinds[column.name] = self.texts[column.question].kind(numbers)
        return {name: kind for name, kind in kinds.items() if kind is not None}


class _Other:
    """What the values of a column of assignments or HITs show."""

    def __init__(self, *, infer: bool) -> None:
        self._infer = infer
        self._texts = Evidence()
        self._types: set[type] = set()
        self._least = self._most = 0

    def add(self, value: Any) -> None:
        """Add a value."""
        if value is None:
            return
        self._types.add(type(value))
        if isinstance(value, datetime):
            self._texts.refuse()
        elif self._infer:
            text = written(value)
            self._texts.add((text,), bool(text))
        if type(value) is int:
            self._least, self._most = min(self._least, value), max(self._most, value)

    def kind(self, numbers: Decimals) -> Kind | None:
        """The type of the column; None if its values stay as they are."""
        if self._types <= {int} and -(2**63) <= self._least <= self._most < 2**63:
            return None
        if self._types == {int, float} and -(2**53) <= self._least <= self._most <= 2**53:
            return "float"
        if self._types in ({bool}, {float}, {datetime}):
            return None
        return self._texts.kind(numbers) if self._infer else "text"


def _typed(value: Any, kind: Kind) -> Any:
    """A value in the type of its column."""
    if value is None or (isinstance(value, str) and kind in {"text", "category"}):
        return value
    if kind in {"text", "category"}:
        return written(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        value = str(value)
    elif not isinstance(value, str):
        value = written(value)
    if not value:
        return None
    if kind == "boolean":
        return value.lower() == "true"
    if kind == "integer":
        return int(Decimal(value))
    return float(value) if kind == "float" else Decimal(value)
