"""Iterate over the assignments in any value: pages, mappings, pairs, documents, tables, and iterables of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from questionforms import words
from questionforms.answers.archives.assignment_records import Assignment, assignment_in, is_missing, lacks_answers
from questionforms.answers.archives.frames import iter_frame
from questionforms.answers.archives.hits import has_only_hits
from questionforms.answers.read.answers import Answers
from questionforms.exceptions import InvalidArgument, WrongType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from questionforms.answers.archives.hits import HITs

#: The types of a single document, as opposed to a collection of them.
DOCUMENT_TYPES = str | bytes | Path | Answers
#: The number of Arrow rows that are converted at a time.
_ROWS = 1_024
#: The keys under which mappings from boto3 contain assignments.
_HOLDERS = ("Assignments", "Assignment")
#: What a text that is the name of a file ends with.
_NAMES = (".csv", ".tsv", ".results", ".json", ".jsonl", ".ndjson", ".xml", ".parquet", ".gz", ".txt", ".xlsx")
_LONGEST_NAME = 4_096


#: This many assignments without answers, and none with, are not an archive of answers.
_MOST_WITHOUT = 1_000
_Item = TypeVar("_Item")


def answered(items: Iterable[_Item], value_of: Callable[[_Item], Any] = lambda item: item) -> Iterator[_Item]:
    """The same items. Raises WrongType if they are assignments, and none of them has answers.

    Assignments without `Answer` are held back until the first with it: a worker may have answered nothing.
    """
    without: list[_Item] = []
    rest = iter(items)
    for item in rest:
        if not lacks_answers(value_of(item)):
            yield from without
            yield item
            yield from rest
            return
        without.append(item)
        if len(without) == _MOST_WITHOUT:
            break
    if without:
        assignment_in(value_of(without[0]))


def iter_items(source: Any, hits: HITs, read_path: Callable[[Path], Iterator[Any]] | None = None) -> Iterator[Any]:
    """Yield each assignment: an Assignment, a mapping, a pair of an ID and a document, or only a document.

    HITs are added to `hits`. Paths are read by `read_path`; without it, the source is the content of a file.
    """
    if isinstance(source, Path) and read_path is not None:
        return read_path(source)
    if is_missing(source) or isinstance(source, DOCUMENT_TYPES | Assignment) or _is_pair(source):
        if read_path is not None:
            refuse_file_name(source[1] if isinstance(source, tuple) else source)
        return iter([None if is_missing(source) else source])
    if isinstance(source, Mapping):
        return _in_mapping(source, hits, read_path)
    rows = source.iterchunks() if hasattr(source, "iterchunks") else iter_frame(source)
    if rows is not None:
        return _in_iterable(rows, hits, read_path)
    if hasattr(source, "to_pylist"):  # an Arrow column
        pieces = (source.slice(start, _ROWS).to_pylist() for start in range(0, len(source), _ROWS))
        return _in_iterable(pieces, hits, read_path)
    if isinstance(source, Iterable):
        return _in_iterable(source, hits, read_path)
    raise WrongType("answers", "source", _refusal(source))


def refuse_file_name(text: object, where: str = "answers") -> None:
    """Raise InvalidArgument for the name of a file, which would be read as its content."""
    if not isinstance(text, str) or "<" in text or "\n" in text or len(text) > _LONGEST_NAME:
        return
    if not (text.strip().lower().endswith(_NAMES) or _exists(text)):
        return
    shown = words.shown(text)
    message = f"{shown} is text, which would be read as the content of a file; to read the file, pass `Path({shown})`"
    raise InvalidArgument(where, "source", message)


def _exists(name: str) -> bool:
    try:
        return bool(name.strip()) and Path(name).exists()
    except (OSError, ValueError):  # it cannot be the name of a file
        return False


def _in_mapping(
    source: Mapping[str, Any], hits: HITs, read_path: Callable[[Path], Iterator[Any]] | None
) -> Iterator[Any]:
    """The assignments in a page, in a response, or in the mapping of one."""
    if has_only_hits(source):
        hits.collect(source)
        return
    holder = next((name for name in _HOLDERS if name in source), None)
    if holder is None:
        yield source
        return
    if "HIT" in source or "HITs" in source:
        hits.collect(source)
    found = source[holder]
    yield from iter_items(found, hits, read_path)


def _in_iterable(source: Iterable[Any], hits: HITs, read_path: Callable[[Path], Iterator[Any]] | None) -> Iterator[Any]:
    """The assignments in each item, with a fast path for the most common kinds."""
    for item in source:
        kind = type(item)
        if (
            kind is Assignment
            or (kind is str and (not item or "<" in item))
            or (kind is tuple and len(item) == 2 and type(item[0]) is type(item[1]) is str and "<" in item[1])
            or (kind is dict and "Answer" in item and "AssignmentId" in item)
        ):
            yield item
        else:
            yield from iter_items(item, hits, read_path)


def _is_pair(source: Any) -> bool:
    """Whether it is a pair of an ID and a document, rather than a tuple of two documents."""
    return (
        isinstance(source, tuple)
        and len(source) == 2
        and isinstance(source[0], str)
        and "<" not in source[0]
        and (source[1] is None or isinstance(source[1], DOCUMENT_TYPES))
    )


def _refusal(source: Any) -> str:
    kind = type(source).__name__
    if hasattr(source, "paginate"):
        return f"a {kind} is not an iterable of pages; expected the result of its `paginate(HITId=...)`"
    expected = "paths, pages, assignments, tables, pairs of an ID and a document, or documents"
    return f"a value of type {kind} does not contain answers; expected {expected}"
