"""Read many documents into Arrow: regular ones all together, irregular ones with the reader of single documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers.read.crowd_forms import CROWD_FORM
from questionforms.answers.read.fast import MOST_CHARACTERS
from questionforms.answers.tables.arrow import tags, tokens
from questionforms.answers.tables.arrow.heads import column
from questionforms.answers.tables.arrow.numbers import integer
from questionforms.answers.tables.parts import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from questionforms.answers.archives.sources import Assignment, Block
    from questionforms.answers.tables.options import Options

#: The documents of a column that are read together.
_ROWS = 4_096
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
    """Read the parts of all documents, in order."""
    return _scan(_portions(_texts(block)), len(block.xml), block.assignment, options)


def scan_column(documents: pa.Array, assignment: Callable[[int], Assignment], options: Options) -> Scanned:
    """The same for a column of texts; `assignment` gives one of them by its index."""
    long = pc.greater(pc.binary_length(documents), integer(MOST_CHARACTERS))
    if long.true_count:
        documents = pc.if_else(long, pa.scalar(None, pa.string()), documents)
    portions = ((start, documents.slice(start, _ROWS)) for start in range(0, len(documents), _ROWS))
    return _scan(portions, len(documents), assignment, options)


def _scan(
    portions: Iterable[tuple[int, pa.Array]], count: int, assignment: Callable[[int], Assignment], options: Options
) -> Scanned:
    pieces: list[pa.RecordBatch] = []
    left: list[int] = []
    opens = options.expand and options.form is not None  # what the form asks for decides on each value
    for first, documents in portions:
        found = tokens.read(documents)
        if opens and (crowd_form := _are_crowd_forms(found)) is not None:
            found = tokens.without(found, crowd_form)
        document = pc.add(found.document, pa.scalar(first, pa.int32())) if first else found.document
        pieces.append(pa.record_batch([document, *found[1:-1]], schema=SCHEMA))
        left += [first + index for index in found.irregular]
    problems: list[str | None] = [None] * count
    if left:
        records: list[tuple[Any, ...]] = []
        for index in left:
            parts, problems[index] = parts_of(assignment(index), options)
            records += [(index, *part) for part in parts] or [(index, None, None, None, None)]
        pieces.append(_batch(records))
    joined = pieces[0] if len(pieces) == 1 else _joined([_NO_PARTS, *pieces])
    if left:
        joined = joined.take(pc.array_sort_indices(joined["document"]))
    bad = [index for index in left if problems[index] is not None]
    return Scanned(joined, pa.array(problems, pa.string()), bad)


def _are_crowd_forms(found: tokens.Regular) -> pa.Array | None:
    """Whether each row is a crowd-form's; None if there is no crowd-form."""
    named = pc.is_in(found.question.dictionary, value_set=pa.array([CROWD_FORM]))
    return named.take(found.question.indices) if named.true_count else None


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
