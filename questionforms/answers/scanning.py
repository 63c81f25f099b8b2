"""Many documents at once into Arrow: all tags of all documents as columns; what is not regular is left to the parser.

After its tag's name, whether a tag may follow another is known from these two alone, so one look at each neighbouring
pair decides what the regular expression of one document decides.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from questionforms.answers import tags
from questionforms.answers.parts import parts_of
from questionforms.answers.serialisations import MOST_CHARACTERS, split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from questionforms.answers.assignments import Assignment

_UNKNOWN: list[str | None] = [None]


class Scanned(NamedTuple):
    """The parts of many documents, as columns, and what is wrong with each document."""

    #: The columns `document`, `answer`, `question`, `part`, `value`; one row without a part for no answers.
    parts: pa.Table
    problems: pa.Array


class _Kinds(NamedTuple):
    """What each different token is."""

    codes: pa.Array
    #: The text behind the tag, with characters in place of references.
    contents: pa.Array


SCHEMA = pa.schema(
    [
        *(("document", pa.int32()), ("answer", pa.int32())),
        *(("question", pa.string()), ("part", pa.string()), ("value", pa.string())),
    ]
)


def scan(assignments: Sequence[Assignment]) -> Scanned:
    """The parts of all documents, in order."""
    texts = [_text(assignment) for assignment in assignments]
    quick, left = _regular(texts)
    pieces = [] if quick is None else [quick]
    problems: list[str | None] = [None] * len(texts)
    if left:
        records: list[tuple[Any, ...]] = []
        for index in left:
            parts, problems[index] = parts_of(assignments[index])
            records += [(index, *part) for part in parts] or [(index, None, None, None, None)]
        pieces.append(_table(records))
    parts = pa.concat_tables(pieces) if pieces else SCHEMA.empty_table()
    if len(pieces) > 1:
        parts = parts.take(pc.sort_indices(parts["document"]))
    return Scanned(parts, pa.array(problems, pa.string()))


def _table(records: list[tuple[Any, ...]]) -> pa.Table:
    columns = zip(*records, strict=True)
    return pa.table([column(field.type, values) for field, values in zip(SCHEMA, columns, strict=True)], schema=SCHEMA)


def column(kind: pa.DataType, values: Sequence[Any]) -> pa.Array:
    """A column; characters that no encoding has are written as escapes."""
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        escaped = [value and value.encode(errors="backslashreplace").decode() for value in values]
        return pa.array(escaped, kind)


def _text(assignment: Assignment) -> str | None:
    """A document that may be regular, as text."""
    xml = assignment.xml
    if assignment.unread or not xml:
        return None
    if type(xml) is bytes:
        try:
            text = xml.decode()
        except UnicodeDecodeError:
            return None
        xml = None if not text.isascii() and text.startswith('<?xml version="1.0" encoding="ASCII"') else text
    return xml if type(xml) is str and len(xml) <= MOST_CHARACTERS and xml.startswith("<") else None


def _regular(texts: list[str | None]) -> tuple[pa.Table | None, list[int]]:
    """The parts of the regular documents, and the numbers of the others."""
    numbers = [index for index, text in enumerate(texts) if text is not None]
    if not numbers:
        return None, list(range(len(texts)))
    joined = tags.BETWEEN + f"<{tags.BETWEEN}".join([text for text in texts if text is not None]) + f"<{tags.BETWEEN}"
    try:
        tokens = _split(joined)
    except UnicodeEncodeError:
        return _regular([_without_surprise(text) for text in texts])
    kinds = _classified(tokens.dictionary)
    code = kinds.codes.take(tokens.indices)
    if pc.starts_with(tokens.dictionary, tags.BETWEEN).true_count > 1 or _count(code) != len(numbers) + 1:
        return _regular([_without_surprise(text) for text in texts])
    before, after = (pc.cast(code.slice(start, len(code) - 1), pa.int32()) for start in (0, 1))
    pairs = pc.add(pc.multiply(before, tags.BAD + 1), after)
    return _collected(numbers, texts, tokens.indices, pairs=pairs, contents=kinds.contents, code=before)


def _count(code: pa.Array) -> int:
    """How often what stands between documents is there."""
    return int(pc.equal(code, tags.CODES["between"]).true_count)


def _without_surprise(text: str | None) -> str | None:
    """The text, if it has neither what stands between documents nor what cannot be encoded."""
    if text is None or tags.BETWEEN in text or not text.startswith("<"):
        return None
    try:
        text.encode()
    except UnicodeEncodeError:
        return None
    return text


def _split(joined: str) -> pa.DictionaryArray:
    """The text between all `<`, each different one once."""
    data = joined.encode()
    whole = pa.LargeStringArray.from_buffers(1, pa.py_buffer(array("q", [0, len(data)])), pa.py_buffer(data))
    return pc.split_pattern(whole, "<").values.dictionary_encode()


def _classified(tokens: pa.Array) -> _Kinds:
    """What each token is."""
    halves = pc.split_pattern(tokens, ">", max_splits=1)
    has_text = pc.greater(pc.list_value_length(halves), 1)
    starts = halves.offsets.slice(0, len(tokens))
    names = halves.values.take(starts)
    contents = halves.values.take(pc.if_else(has_text, pc.add(starts, 1), pa.scalar(None, starts.type)))
    codes = pc.fill_null(tags.TAG_CODES.take(pc.index_in(names, value_set=tags.TAGS.cast(names.type))), tags.BAD)
    blank = pc.equal(pc.ascii_trim(contents, " \t\n"), "")
    fits = pc.or_(pc.fill_null(blank, False), pc.and_(has_text, pc.is_in(codes, value_set=tags.TEXTS)))
    fits = pc.and_(fits, pc.invert(pc.match_substring_regex(tokens, tags.NOT_XML)))
    is_size = pc.equal(codes, tags.CODES["UploadedFileSizeInBytes"])
    if is_size.true_count:
        number = pc.fill_null(pc.match_substring_regex(contents, "^[1-9][0-9]{0,17}$"), False)
        fits = pc.and_(fits, pc.or_(pc.invert(is_size), number))
    fits = pc.or_(fits, pc.equal(tokens, tags.BETWEEN))
    contents = pc.if_else(pc.equal(codes, tags.CODES["FreeText/"]), "", contents)
    contents = pc.if_else(pc.equal(codes, tags.CODES["/QuestionIdentifier"]), None, contents)
    contents, whole = _unescaped(contents)
    return _Kinds(pc.if_else(pc.and_(fits, whole), codes, pa.scalar(tags.BAD, pa.int16())), contents)


def _unescaped(contents: pa.Array) -> tuple[pa.Array, pa.Array]:
    """The texts with characters in place of references, and whether each text has only references that XML knows."""
    escaped = pc.fill_null(pc.match_substring(contents, "&"), False)
    if not escaped.true_count:
        return contents, pa.scalar(True)
    texts = contents.filter(escaped).to_pylist()
    replaced: list[Any] = _replaced(texts) or [text for one in texts for text in _replaced([one]) or _UNKNOWN]
    values = pa.array(replaced, contents.type)
    order = pc.subtract(pc.cumulative_sum(pc.cast(escaped, pa.int32())), 1)
    merged = pc.if_else(escaped, values.take(pc.max_element_wise(order, 0)), contents)
    return merged, pc.or_(pc.invert(escaped), pc.is_valid(merged))


def _replaced(texts: list[str]) -> list[str] | None:
    """Texts as the reader of one document reads them, as its identifiers; None where it would not."""
    entries = "".join([f"<Answer><QuestionIdentifier>{text}</QuestionIdentifier></Answer>" for text in texts])
    parts = split(f"<{tags.ROOT}>{entries}</QuestionFormAnswers>")
    return None if parts is None else parts[1::4]


def _collected(
    numbers: list[int],
    texts: list[str | None],
    tokens: pa.Array,
    *,
    pairs: pa.Array,
    contents: pa.Array,
    code: pa.Array,
) -> tuple[pa.Table | None, list[int]]:
    """The rows of the documents in which every pair is allowed, and the numbers of the others."""
    document = _counted(code, "between")
    allowed = tags.PAIRS.take(pairs)
    number = pa.array(numbers, pa.int32())
    left = [index for index, text in enumerate(texts) if text is None]
    rows = tags.PAIR_ROWS.take(pairs)
    if allowed.false_count:
        wrong = document.filter(pc.invert(allowed)).unique()
        left = sorted({*left, *number.take(wrong).to_pylist()})
        rows = pc.and_(rows, pc.invert(pc.is_in(document, value_set=wrong)))
    places = pc.indices_nonzero(rows)
    document = document.take(places)
    answer = _counted(code, "QuestionIdentifier").take(places)
    identifiers = tokens.slice(0, len(code)).filter(pc.equal(code, tags.CODES["QuestionIdentifier"]))
    parts = tags.PAIR_PARTS.take(pairs.take(places))
    columns = [
        number.take(document),
        pc.subtract(answer, _firsts(document, answer)),
        contents.take(identifiers.take(answer)).cast(pa.string()),
        parts,
        contents.take(tokens.take(places)).cast(pa.string()),
    ]
    return pa.table(columns, schema=SCHEMA), left


def _counted(code: pa.Array, tag: str) -> pa.Array:
    """For each token, how many of a tag stand before it or there, less one."""
    return pc.subtract(pc.cumulative_sum(pc.cast(pc.equal(code, tags.CODES[tag]), pa.int32())), 1)


def _firsts(document: pa.Array, answer: pa.Array) -> pa.Array:
    """For each row the number of its document's first answer."""
    if not len(document):
        return answer
    starts = pa.concat_arrays([pa.array([True]), pc.not_equal(document.slice(1), document.slice(0, len(document) - 1))])
    order = pc.subtract(pc.cumulative_sum(pc.cast(starts, pa.int32())), 1)
    return answer.filter(starts).take(order)
