"""The table of several documents: what it may raise, that it is the rows, and that nothing in it is lost."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]

from questionforms import InvalidDocument, QuestionForm, parse_answers
from questionforms.answers import expand_batch, iter_batches, rows, schema, table
from questionforms.answers.tables.options import Layout
from tests.answers.tables.test_rows import FORM
from tests.fuzz.seeds import DOCUMENTS

#: Stands between documents; the first byte of an input says how they are given.
BETWEEN = b"\x1e"
LAYOUTS: tuple[Layout, ...] = ("wide", "long")
SEEDS = [
    bytes([number % 64]) + BETWEEN.join(DOCUMENTS[start : start + count])
    for count in (1, 3)
    for number, start in enumerate(range(0, len(DOCUMENTS), count))
]


def check(data: bytes) -> None:
    """Make rows and a table, or batches, of the documents in an input, and check that they are equal and whole."""
    how = data[0] if data else 0
    form = FORM if how & 1 else None
    layout = LAYOUTS[how >> 2 & 1]
    pieces = data[1:].split(BETWEEN)
    documents: list[Any] = [piece.decode(errors="surrogateescape") for piece in pieces] if how & 2 else pieces
    found = {layout: list(rows(documents, form, layout=layout, expand=False, numbers="decimal")) for layout in LAYOUTS}
    if how & 8:
        _check_batches(documents, form, layout, found[layout], size=1 + how // 16 % 4)
    else:
        written = table(documents, form, layout=layout, expand=False, infer=False, numbers="decimal")
        assert written.to_pylist() == found[layout]
    _check_whole(documents, found["long"])
    assert len(found["wide"]) == len(documents)
    _check_wide(found["wide"], found["long"])


def _check_batches(
    documents: list[Any], form: QuestionForm | None, layout: Layout, expected: list[dict[str, Any]], *, size: int
) -> None:
    """Batches are the rows, and have the schema that was announced; so has a batch that was expanded."""
    batches = list(iter_batches(documents, form, layout=layout, expand=False, numbers="decimal", size=size))
    if layout == "wide" and form is None:  # each has the columns of its own answers
        assert sum(map(len, batches)) == len(documents)
        return
    kind = schema(form, layout=layout, numbers="decimal")
    assert all(batch.schema == kind for batch in batches)
    assert [row for batch in batches for row in batch.to_pylist()] == expected
    if layout == "long" and all(type(one) is bytes or one.isascii() for one in documents):
        expanded = expand_batch(pa.RecordBatch.from_pylist([{"Answer": one} for one in documents]))
        opened = list(rows(documents, layout=layout, columns="core"))
        assert (expanded.schema, expanded.to_pylist()) == (kind, opened)


def _check_whole(documents: list[Any], found: list[dict[str, Any]]) -> None:
    """The long layout has each text that the reader of one document finds, as often as it is there."""
    expected: Counter[str | None] = Counter()
    for one in documents:
        try:
            answers = parse_answers(one)
        except InvalidDocument:
            expected[one.decode(errors="backslashreplace") if type(one) is bytes else _encoded(one)] += 1
            continue
        for entry in answers.entries:
            size = None if entry.upload_size is None else str(entry.upload_size)
            sent = [entry.text, *entry.selections, entry.other_text, size, entry.upload_key]
            expected.update([*(text for text in sent if text is not None), *(text for _, text in entry.extras)])
        expected.update(text for _, text in answers.extras)
    assert expected == Counter(row["value"] for row in found if row["value"] is not None)


def _encoded(text: str) -> str:
    return text.encode(errors="backslashreplace").decode()


def _check_wide(wide: list[dict[str, Any]], long: list[dict[str, Any]]) -> None:
    """The wide layout holds each value of the long, in a question's column or in `rest`, numbers as numbers.

    An empty text instead of a number is null.
    """
    held: Counter[str] = Counter()
    numbers: Counter[Decimal] = Counter()
    for row in wide:
        for name, cell in list(row.items())[12:]:
            values = [part["value"] for part in cell or ()] if name == "rest" else cell
            for value in values if isinstance(values, list) else [values]:
                if isinstance(value, int | Decimal) and not name.endswith("upload_size"):
                    numbers[Decimal(value)] += 1
                elif value is not None:
                    held[str(value)] += 1
    sent = Counter(row["value"] for row in long if row["value"] is not None)
    assert not held - sent
    assert Counter(_number(text) for text in (sent - held).elements() if text) == numbers


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
