"""Read many documents together, as the tokens between their `<`; irregular documents are left to the parser.

A document matches the regular expression of `read.fast` if each of its tags may follow the one before. So a single look
at each pair of adjacent tags does for all documents what that expression does for one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from lxml import etree

from questionforms.answers.read.fast import unescaped
from questionforms.answers.tables.arrow import tags
from questionforms.answers.tables.arrow.numbers import certain, count_to, integer

_NOT_XML = r"[\x00-\x08\x0b-\x1f\x{FFFE}\x{FFFF}]|\]\]>"
#: Two characters that XML does not allow in text.
_BETWEEN, _AMPERSAND = "\x01", "\x02"
_REFERENCE = re.compile(f"&[^&;{_BETWEEN}]{{1,9}};")
#: Texts with this many references on average, or with more than this many distinct ones, are left to libxml2.
_FEW, _MANY = 8, 24
_BAD, _BASE = (pa.scalar(value, pa.int16()) for value in (tags.BAD, tags.BASE))
_NO_PART = pa.scalar(tags.NO_PART, pa.int8())
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n"})


class Regular(NamedTuple):
    """The contents of the regular documents: a row for each value, and for each answer without one."""

    #: The index of the document, and of the answer in it.
    document: pa.Array
    answer: pa.Array
    #: Dictionary-encoded.
    question: pa.Array
    part: pa.Array
    value: pa.Array
    #: The indices of the irregular documents, in order.
    irregular: list[int]


class _Tokens(NamedTuple):
    """The codes of tokens, and the texts in them."""

    code: pa.Array
    #: The index of a token's text among the values; null if it has none.
    place: pa.Array
    #: The identifiers of questions, dictionary-encoded; null in the dictionary for text that no parser accepts.
    identifiers: pa.DictionaryArray
    #: All other texts, and an empty one at the end; null for text that no parser accepts.
    values: pa.Array


def read(documents: pa.Array) -> Regular:
    """The rows of the documents that are in one of the service's two serialisations."""
    split = pc.split_pattern(documents, "<")
    tokens = _known(split.values)
    made = tags.PAIRS.take(pc.add(pc.multiply(tokens.code, _BASE), _following(tokens.code)))
    document = pc.list_parent_indices(split)
    wrong = pa.concat_arrays([pc.indices_nonzero(documents.is_null()), _wrong(made, tokens.code, split)])
    rows = pc.not_equal(made, _NO_PART)
    if len(wrong):
        rows = pc.and_not(rows, pc.is_in(document, value_set=wrong.cast(document.type)))
    rows = pc.indices_nonzero(rows)
    document = document.take(rows).cast(pa.int32())
    answers = _numbered(pc.equal(tokens.code, _code(tags.IDENTIFIER)), 0)
    answer = answers.take(rows)
    before = pc.add(answers.take(split.offsets.take(document)), integer(1))
    is_empty = pc.equal(tokens.code.take(rows), _code("FreeText/"))
    place = pc.if_else(is_empty, integer(len(tokens.values) - 1), tokens.place.take(rows))
    found = Regular(
        document=document,
        answer=pc.subtract(answer, before),
        question=tokens.identifiers.take(answer),
        part=pa.DictionaryArray.from_arrays(made.take(rows).cast(pa.int32()), tags.PARTS),
        value=tokens.values.take(place),
        irregular=sorted(set(wrong.to_pylist())),
    )
    unknown = tokens.identifiers.dictionary.is_null()
    if tokens.values.null_count or unknown.true_count:
        unread = pc.and_(found.value.is_null(), place.is_valid())
        return without(found, pc.or_(unread, unknown.take(found.question.indices)))
    return found


def _known(tokens: pa.Array) -> _Tokens:
    """Identify tokens; most are only tags."""
    code = tags.TOKEN_CODES.take(pc.index_in(tokens, value_set=tags.TOKENS))
    left = code.is_null()
    others = _with_texts(tokens.take(pc.indices_nonzero(left)))
    code = pc.replace_with_mask(code, left, others.code)
    place = pc.replace_with_mask(pa.nulls(len(code), pa.int32()), left, others.place)
    return others._replace(code=code, place=place)


def _with_texts(tokens: pa.Array) -> _Tokens:
    """Identify tokens that have text after the tag, or are irregular."""
    code, place = pa.nulls(len(tokens), pa.int16()), pa.nulls(len(tokens), pa.int32())
    identifiers = pa.array([], pa.string())
    values: list[pa.Array] = []
    count = 0
    for name in tags.TEXTS:
        if len(identifiers) + count == len(tokens):
            break
        mine = pc.starts_with(tokens, f"{name}>")
        found = pc.binary_replace_slice(tokens.take(pc.indices_nonzero(mine)), 0, len(name) + 1, "")
        code = pc.if_else(mine, _code(name), code)
        if name == tags.IDENTIFIER:
            identifiers = found
        elif len(found):
            place = pc.if_else(mine, _numbered(mine, count), place)
            values.append(_sizes(found) if name == tags.SIZE else found)
            count += len(found)
    else:
        code = pc.coalesce(code, _between_blanks(tokens), _BAD)
    encoded = identifiers.dictionary_encode()
    encoded = pa.DictionaryArray.from_arrays(encoded.indices, _as_read(encoded.dictionary))
    return _Tokens(code, place, encoded, _as_read(pa.concat_arrays([*values, pa.array([""])])))


def _sizes(texts: pa.Array) -> pa.Array:
    """The texts that are sizes; null for others."""
    return pc.if_else(pc.match_substring_regex(texts, "^[1-9][0-9]{0,17}$"), texts, None)


def _between_blanks(tokens: pa.Array) -> pa.Array:
    """The codes of tags followed by any whitespace; null for other tokens."""
    trimmed = pc.ascii_rtrim(tokens, " \t\n")
    return tags.TOKEN_CODES.take(pc.index_in(pc.if_else(pc.equal(trimmed, ""), None, trimmed), value_set=tags.TOKENS))


def _wrong(made: pa.Array, code: pa.Array, split: pa.ListArray) -> pa.Array:
    """The documents with a pair of tags that is not allowed, or that do not start and end as they should."""
    first = split.offsets.slice(0, len(split)).filter(split.is_valid())
    is_start = pc.equal(code, _code("start"))
    if not made.null_count and is_start.true_count == len(first) == is_start.take(first).true_count:
        return pa.array([], pa.uint64())
    is_first = pc.is_in(count_to(len(code)), value_set=first)
    is_last = pa.concat_arrays([is_first, pa.array([True])]).slice(1)
    is_cut = pc.and_not(is_last, pc.equal(code, _code("/QuestionFormAnswers")))
    wrong = pc.or_(made.is_null(), pc.or_(pc.xor(is_start, is_first), is_cut))
    return pc.list_parent_indices(split).filter(wrong).unique().cast(pa.uint64())


def without(found: Regular, unread: pa.Array) -> Regular:
    """The same, with the documents of the rows in `unread` among the irregular ones."""
    wrong = found.document.filter(unread).unique()
    kept = pc.invert(pc.is_in(found.document, value_set=wrong))
    document, answer, question, part, value = (column.filter(kept) for column in found[:-1])
    question = question.dictionary.take(question.indices).dictionary_encode()
    return Regular(document, answer, question, part, value, sorted({*found.irregular, *wrong.to_pylist()}))


def _as_read(texts: pa.Array) -> pa.Array:
    """Texts as a parser reads them; null for those that it rejects."""
    buffer = texts.buffers()[2]
    data = b"" if buffer is None else buffer.to_pybytes()
    if _has_surprises(data):
        texts = pc.if_else(pc.match_substring_regex(texts, _NOT_XML), None, texts)
    if b"&" not in data:
        return texts
    escaped = pc.greater(pc.list_value_length(pc.split_pattern(texts, "&", max_splits=1)), integer(1))
    escaped = certain(escaped)
    if not escaped.true_count:
        return texts
    return pc.replace_with_mask(texts, escaped, _with_characters(texts.filter(escaped)))


def _has_surprises(data: bytes) -> bool:
    """Whether there may be characters that XML does not allow."""
    return (
        len(data.translate(None, _CONTROLS)) < len(data)
        or b"]]>" in data
        or (not data.isascii() and (b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data))
    )


def _with_characters(texts: pa.Array) -> pa.Array:
    """Texts with their references replaced by characters; null for a text with an `&` that starts no reference."""
    joined = pc.binary_join(pa.ListArray.from_arrays([0, len(texts)], texts), _BETWEEN)[0].as_py()
    count = joined.count("&")
    references = _REFERENCE.findall(joined) if count < _FEW * len(texts) else []
    characters = {reference: unescaped(reference) for reference in set(references)}
    if len(characters) > _MANY or len(references) < count or characters.keys() & characters.values():
        return pa.array(_parsed(texts.to_pylist()), pa.string())
    for reference, character in characters.items():
        joined = joined.replace(reference, character if character != "&" else _AMPERSAND)
    joined = joined.replace(_AMPERSAND, "&")  # last, so that it cannot start another reference
    return pc.split_pattern(pa.array([joined]), _BETWEEN).values


def _parsed(texts: list[str]) -> list[str | None]:
    """The same for texts with many references, with libxml2."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(f"<a><a>{'</a><a>'.join(texts)}</a></a>", parser)
    except etree.XMLSyntaxError:
        return [None] if len(texts) == 1 else [found for text in texts for found in _parsed([text])]
    return [element.text for element in root]


def _following(code: pa.Array) -> pa.Array:
    """The code after each; after the last one, another document could start."""
    return pa.concat_arrays([code, pa.array([tags.CODES["start"]], pa.int16())]).slice(1)


def _numbered(mask: pa.Array, first: int) -> pa.Array:
    """Number the true values, starting with `first`; each false value has the number of the last true one before it."""
    return pc.add(pc.cumulative_sum(mask.cast(pa.int32())), integer(first - 1))


@cache
def _code(name: str) -> pa.Scalar:
    return pa.scalar(tags.CODES[name], pa.int16())
