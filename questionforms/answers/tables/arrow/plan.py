"""What all chunks show together, and with it the columns of the table and each chunk's rows.

Reading has two passes: `Seen` looks at every chunk, then a `Plan` turns each of them into a batch, all with one schema.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers.archives.sources import COLUMNS, DOCUMENT, report
from questionforms.answers.archives.tally import UnreadValues
from questionforms.answers.tables.arrow import heads, numbers, pivot
from questionforms.answers.tables.arrow.groups import Grouped, as_parts, code, divided, with_truths
from questionforms.answers.tables.arrow.lists import ListType
from questionforms.answers.tables.columns import (
    TEXT_COLUMNS,
    columns_of_form,
    columns_of_kinds,
    names_of_others,
    written,
)
from questionforms.answers.tables.evidence import Evidence
from questionforms.answers.tables.meaning import meaning_of, unknown_questions
from questionforms.answers.tables.numerals import NumberEvidence, changed_numbers
from questionforms.answers.tables.rows import PART_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from questionforms.answers.tables.arrow.chunks import Chunk
    from questionforms.answers.tables.arrow.groups import Group
    from questionforms.answers.tables.columns import Column
    from questionforms.answers.tables.evidence import Kind
    from questionforms.answers.tables.options import Options

CHOICE = pa.dictionary(pa.int32(), pa.string())
_SCALE = pa.dictionary(pa.int32(), pa.string(), ordered=True)
#: The types of a role's column that no answer changes.
_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "boolean": pa.bool_(),
    "json": pa.string(),
    "scale": pa.int64(),
    "selections": pa.list_(pa.string()),
    "other_text": pa.string(),
    "upload_key": pa.string(),
    "upload_size": pa.int64(),
}


class Counted:
    """How many documents the chunks so far have, and what could not be read or understood."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.total = self.unread = 0
        #: The values of assignments' own columns that could not be understood.
        self.values = UnreadValues(others=options.keeps)

    def add(self, chunk: Chunk) -> None:
        """Count a chunk."""
        self.total += chunk.count
        self.unread += chunk.unread
        for name, values in (*zip(COLUMNS, chunk.head, strict=False), *chunk.others.items()):
            self.values.add_counts(name, understood=len(values) - values.null_count)
        loose = chunk.answers.loose
        for number in loose.part.unique().to_pylist():
            name = chunk.answers.parts[number]
            if name != DOCUMENT and not name.startswith("extra/"):
                texts = loose.value.filter(pc.equal(loose.part, pa.scalar(number, pa.int32())))
                self.values.add_counts(name, understood=0, unread=len(texts), example=texts[0].as_py())

    def log(self) -> None:
        """Log the counts as warnings."""
        report(self.unread, self.total)
        self.values.log()


class Seen(Counted):
    """What the chunks so far show."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        #: The kinds of parts of each question, in the order of their first answers.
        self.kinds: dict[str, set[str]] = {}
        self.texts: dict[str, Evidence] = {}
        self.numbers: dict[str, NumberEvidence] = {}
        self.lists: dict[str, ListType] = {}
        self.others: dict[str, set[pa.DataType]] = {}
        self.other_texts: dict[str, Evidence] = {}
        self._form = {column.question: column for column in columns_of_form(options)}

    def add(self, chunk: Chunk) -> None:
        """Look at a chunk."""
        super().add(chunk)
        for question, kinds in chunk.answers.kinds().items():
            self.kinds.setdefault(question, set()).update(kinds)
            self._look(question, chunk.answers.groups[question], kinds, chunk.separator)
        for name, values in chunk.others.items():
            self.others.setdefault(name, set()).update(heads.kinds_of(values))
            if self.options.infer and name not in TEXT_COLUMNS:
                _add_other(self.other_texts.setdefault(name, Evidence()), values)

    def _look(self, question: str, group: Group, kinds: set[str], separator: str) -> None:
        """Look at the values of a question."""
        column = self._form.get(question) or self._form.get(question.strip())
        if "free_text" in kinds:
            if column is not None and column.role == "number":
                self._add_numbers(question.strip(), group, "free_text")
            elif self.options.form is None and (self.options.infer or "." in question):
                _add(self.texts.setdefault(question, Evidence(separator)), _values(group, kinds, "free_text"))
        if "number" in kinds:
            self._add_numbers(question, group, "number")
        if "json" in kinds:
            self.lists.setdefault(question, ListType()).add(_values(group, kinds, "json").unique().to_pylist())

    def _add_numbers(self, question: str, group: Group, part: str) -> None:
        texts = group.value.filter(pc.equal(group.part, code(part)))
        numbers.look(self.numbers.setdefault(question, NumberEvidence()), texts, is_json=part == "number")


def _values(group: Group, kinds: set[str], part: str) -> pa.Array:
    return group.value if len(kinds) == 1 else group.value.filter(pc.equal(group.part, code(part)))


def _add(evidence: Evidence, values: pa.Array) -> None:
    """Add the texts of a column to what is known about it."""
    given = len(values) - values.null_count - pc.equal(values, "").true_count
    if evidence.is_settled:
        values = values.filter(pc.match_substring(values, evidence.separator))
    evidence.add(pc.drop_null(values.unique()).to_pylist(), given)


def _add_other(evidence: Evidence, values: pa.Array) -> None:
    """Add the values of another column, which is text if its values are of several types."""
    if values.type == pa.string():
        _add(evidence, values)
    elif values.type == heads.TIME:
        if values.null_count < len(values):
            evidence.refuse()
    elif not pa.types.is_null(values.type):
        texts = [written(one) for one in values.unique().to_pylist() if one is not None]
        evidence.add(texts, len(values) - values.null_count)


class Plan:
    """The columns of a table, and how to fill them from a chunk.

    In a fixed plan, no type depends on what was seen, so that one schema fits all there is. Without `lists`, lists in
    JSON stay text.
    """

    def __init__(self, seen: Seen, *, fixed: bool = False, lists: bool = True) -> None:
        self.options = seen.options
        self.seen = seen
        self.fixed, self.lists = fixed, lists
        self.meaning = meaning_of({} if fixed else seen.texts, seen.kinds, self.options)
        self.kinds = self.meaning.kinds(seen.kinds)
        self.columns = columns_of_kinds(self.kinds) if self.options.form is None else columns_of_form(self.options)
        taken = PART_FIELDS if self.options.layout == "long" else [column.name for column in self.columns]
        self.names = names_of_others(seen.others, taken)
        self.types = [self._type(column) for column in self.columns]

    def _type(self, column: Column) -> pa.DataType:
        if column.role == "choice":
            return _SCALE if column.ordered else CHOICE
        if column.role == "number":
            return self._number_type(self.seen.numbers.get(column.question, NumberEvidence()))
        if column.role == "json" and self.lists and not self.fixed:
            return self.seen.lists[column.question].kind
        return _TYPES[column.role]

    def _number_type(self, found: NumberEvidence) -> pa.DataType:
        if self.fixed:
            return numbers.DECIMAL if self.options.numbers == "decimal" else pa.float64()
        return _INFERRED[found.kind(self.options.numbers)]

    @cached_property
    def _inferred(self) -> dict[str, tuple[Kind, Evidence]]:
        """The kinds of text columns that all of their texts have, by the column's name, unless they are just text."""
        if not self.options.infer:
            return {}
        found = {
            self.names[name]: texts
            for name, texts in self.seen.other_texts.items()
            if heads.unified(self.seen.others[name]) == pa.string()
        }
        found |= {
            column.name: self.seen.texts[column.question]
            for column in (self.columns if self.options.layout == "wide" else ())
            if column.role == "text" and column.question in self.seen.texts
        }
        kinds = {name: (texts.kind(self.options.numbers), texts) for name, texts in found.items()}
        return {name: pair for name, pair in kinds.items() if pair[0] != "text"}

    @cached_property
    def schema(self) -> pa.Schema:
        """The schema of the table."""
        others = [
            pa.field(self.names[name], self._final(self.names[name], heads.unified(kinds)))
            for name, kinds in self.seen.others.items()
        ]
        if self.options.layout == "long":
            texts = [pa.field(name, pa.string()) for name in PART_FIELDS[1:]]
            return pa.schema([*heads.head_fields(), *others, pa.field(PART_FIELDS[0], pa.int32()), *texts])
        columns = [
            pa.field(column.name, self._final(column.name, kind))
            for column, kind in zip(self.columns, self.types, strict=True)
        ]
        return pa.schema([*heads.head_fields(), *others, *columns, pa.field("rest", pivot.REST_TYPE)])

    def _final(self, name: str, kind: pa.DataType) -> pa.DataType:
        return _INFERRED[self._inferred[name][0]] if name in self._inferred else kind

    def notes(self) -> Iterator[str]:
        """Sentences about questions with decimals, since a float would change some, and about unknown questions."""
        examples = {name: found.example for name, found in self.seen.numbers.items() if found.example}
        if self.options.numbers == "float" and (changed := changed_numbers(examples)) is not None:
            yield changed
        if self.options.form is None:
            yield from unknown_questions(self.options.multi, self.seen.kinds)

    def batch(self, chunk: Chunk) -> pa.RecordBatch:
        """The rows of a chunk."""
        others = [
            heads.cast(chunk.others[name], heads.unified(kinds))
            if name in chunk.others
            else pa.nulls(chunk.count, heads.unified(kinds))
            for name, kinds in self.seen.others.items()
        ]
        answers = self.meant(chunk)
        if self.options.layout == "long":
            return self._long(chunk, others, answers)
        cells = pivot.widen(answers, self.columns, self.types, chunk.count)
        arrays = [*chunk.head, *others, *cells]
        found = [self._converted(field, array) for field, array in zip(self.schema, arrays, strict=True)]
        return pa.record_batch(found, schema=self.schema)

    def _long(self, chunk: Chunk, others: Sequence[pa.Array], answers: Grouped) -> pa.RecordBatch:
        document, answer, question, part, value = as_parts(answers, chunk.count).columns
        fields = list(self.schema)
        head = [
            heads.nulls(len(document), array.type) if array.null_count == len(array) else array.take(document)
            for array in (*chunk.head, *others)
        ]
        head = [self._converted(one, array) for one, array in zip(fields, head, strict=False)]
        return pa.record_batch([*head, answer, question, part, value], schema=self.schema)

    def meant(self, chunk: Chunk) -> Grouped:
        """The answers with truth values grouped, and texts with several values divided."""
        meaning, answers = self.meaning, chunk.answers
        if meaning.stems:
            answers = with_truths(answers, meaning.stems, meaning.switches)
        mine = meaning.divided & answers.groups.keys()
        if not mine:
            return answers
        return answers._replace(
            groups={
                name: divided(group, chunk.separator) if name in mine else group
                for name, group in answers.groups.items()
            }
        )

    def _converted(self, wanted: pa.Field, array: pa.Array) -> pa.Array:
        """A column in its final type."""
        if wanted.name not in self._inferred:
            return array
        kind, evidence = self._inferred[wanted.name]
        if kind == "category":
            texts = pa.array([*(evidence.texts or ()), *([""] if evidence.empty else [])], pa.string())
            return pa.DictionaryArray.from_arrays(pc.index_in(array, value_set=texts), texts)
        texts = pc.if_else(pc.equal(array, ""), None, array)
        return pc.equal(pc.utf8_lower(texts), "true") if kind == "boolean" else texts.cast(_INFERRED[kind])


#: The Arrow types of inferred columns.
_INFERRED = {
    "category": CHOICE,
    "boolean": pa.bool_(),
    "integer": pa.int64(),
    "float": pa.float64(),
    "decimal": numbers.DECIMAL,
}
