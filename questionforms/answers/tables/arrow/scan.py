"""Read many documents into Arrow: regular ones all together, irregular ones with the reader of single documents."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers.read.crowd_forms import CROWD_FORM, parts_in
from questionforms.answers.read.fast import MOST_CHARACTERS
from questionforms.answers.tables.arrow import tags, tokens
from questionforms.answers.tables.arrow.heads import column
from questionforms.answers.tables.arrow.numbers import certain, count_to
from questionforms.answers.tables.parts import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from questionforms.answers.archives.sources import Block
    from questionforms.answers.tables.options import Options

_FREE_TEXT = tags.PARTS.index("free_text").cast(pa.int32())
#: The most characters to read together.
_MOST_AT_ONCE = 2**24
NAME = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        *(("document", pa.int32()), ("answer", pa.int32())),
        *(("question", NAME), ("part", NAME), ("value", pa.string())),
    ]
)
_NO_PARTS = pa.record_batch(
    [
        *(pa.array([], field.type) for field in list(SCHEMA)[:3]),
        pa.DictionaryArray.from_arrays(pa.array([], pa.int32()), tags.PARTS),
        pa.array([], pa.string()),
    ],
    schema=SCHEMA,
)


class Scanned(NamedTuple):
    """The parts of many documents, as columns, and the problem of each document, if any."""

    #: The columns of SCHEMA; a document without answers has one row without a part. The dictionary of the parts starts
    #: with those of `tags.PARTS`.
    parts: pa.RecordBatch
    problems: pa.Array
    #: The indices of the documents with problems.
    bad: list[int]


def scan(block: Block, options: Options) -> Scanned:
    """Read the parts of all documents, in order; a crowd-form's answers are opened if the options say so."""
    texts = _texts(block)
    pieces: list[pa.RecordBatch] = []
    left: list[int] = []
    for first, documents in _portions(texts):
        found = tokens.read(documents)
        document = pc.add(found.document, pa.scalar(first, pa.int32())) if first else found.document
        pieces.append(pa.record_batch([document, *found[1:-1]], schema=SCHEMA))
        left += [first + index for index in found.irregular]
    problems: list[str | None] = [None] * len(texts)
    if left:
        records: list[tuple[Any, ...]] = []
        for index in left:
            parts, problems[index] = parts_of(block.assignment(index), options)
            records += [(index, *part) for part in parts] or [(index, None, None, None, None)]
        pieces.append(_batch(records))
    joined = pieces[0] if len(pieces) == 1 else _joined([_NO_PARTS, *pieces])
    if left:
        joined = joined.take(pc.array_sort_indices(joined["document"]))
    if options.expand and options.form is None:
        joined = opened(joined)
    bad = [index for index in left if problems[index] is not None]
    return Scanned(joined, pa.array(problems, pa.string()), bad)


def opened(parts: pa.RecordBatch) -> pa.RecordBatch:
    """The parts with the JSON of crowd-forms opened; each distinct text is read once."""
    codes = pc.index_in(pa.array([CROWD_FORM]), value_set=parts["question"].dictionary)
    if not codes.is_valid()[0].as_py():
        return parts
    mine = pc.and_(pc.equal(parts["question"].indices, codes[0]), pc.equal(parts["part"].indices, _FREE_TEXT))
    rows = pc.indices_nonzero(certain(mine))
    texts = parts["value"].take(rows).dictionary_encode()
    read = [parts_in(text) if text is not None else None for text in texts.dictionary.to_pylist()]
    can_be = pa.array([bool(one) for one in read], pa.bool_()).take(texts.indices)
    rows, codes = rows.filter(can_be), texts.indices.filter(can_be)
    if not len(rows):
        return parts
    names, kinds, values = zip(*[part for one in read for part in one or ()], strict=True)
    ends = accumulate(len(one or ()) for one in read)
    numbers = pa.ListArray.from_arrays(pa.array([0, *ends], pa.int32()), count_to(len(names))).take(codes)
    source, found = rows.take(pc.list_parent_indices(numbers)), numbers.flatten()
    new = pa.record_batch(
        [
            parts["document"].take(source),
            parts["answer"].take(source),
            column(pa.string(), names).dictionary_encode().take(found),
            _names(kinds).take(found),
            column(pa.string(), values).take(found),
        ],
        schema=SCHEMA,
    )
    left = count_to(len(parts)).cast(rows.type)
    left = left.filter(pc.invert(pc.is_in(left, value_set=rows)))
    order = pc.array_sort_indices(pa.concat_arrays([left, source]))
    return _joined([_NO_PARTS, parts.take(left), new]).take(order)


def _names(parts: Sequence[str]) -> pa.DictionaryArray:
    """The names of parts with a name in `tags.PARTS`."""
    return pa.DictionaryArray.from_arrays(pc.index_in(pa.array(parts), value_set=tags.PARTS), tags.PARTS)


def _batch(records: list[tuple[Any, ...]]) -> pa.RecordBatch:
    """The rows as a batch."""
    document, answer, *others = zip(*records, strict=True)
    question, part, value = (column(pa.string(), values) for values in others)
    columns = [document, answer, question.dictionary_encode(), part.dictionary_encode(), value]
    return pa.record_batch(columns, schema=SCHEMA)


def _joined(pieces: list[pa.RecordBatch]) -> pa.RecordBatch:
    """The pieces joined into one batch."""
    columns = zip(*[piece.columns for piece in pieces], strict=True)
    return pa.record_batch([pa.concat_arrays(several) for several in columns], schema=SCHEMA)


def _texts(block: Block) -> Sequence[str | None]:
    """The documents that may be regular, as texts; None for the others."""
    xml = block.xml
    if not block.unread and set(map(type, xml)) == {str} and max(map(len, xml)) <= MOST_CHARACTERS:
        return xml
    return [None if index in block.unread else _text(one) for index, one in enumerate(xml)]


def _text(xml: Any) -> str | None:
    if type(xml) is bytes:
        try:
            text = xml.decode()
        except UnicodeDecodeError:
            return None
        xml = None if not text.isascii() and text.startswith('<?xml version="1.0" encoding="ASCII"') else text
    return xml if type(xml) is str and len(xml) <= MOST_CHARACTERS else None


def _portions(texts: Sequence[str | None], first: int = 0) -> Iterator[tuple[int, pa.Array]]:
    """The texts as columns, each with the index of its first document; large amounts of text are divided."""
    if len(texts) > 1 and sum(map(len, filter(None, texts))) > _MOST_AT_ONCE:
        half = len(texts) // 2
        yield from _portions(texts[:half], first)
        yield from _portions(texts[half:], first + half)
        return
    try:
        yield first, pa.array(texts, pa.string())
    except UnicodeEncodeError:
        yield first, pa.array([text if text and _is_encodable(text) else None for text in texts], pa.string())


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
