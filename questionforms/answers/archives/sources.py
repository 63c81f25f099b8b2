"""Iterate over the assignments in any source: boto3's pages, assignments, pairs, documents, or Arrow columns."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.answers.archives.times import site_time
from questionforms.answers.read.answers import Answers
from questionforms.exceptions import WrongType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: The columns of an assignment, named as in Amazon's API.
TEXTS = ("AssignmentId", "WorkerId", "HITId", "AssignmentStatus")
TIMES = ("AcceptTime", "SubmitTime", "AutoApprovalTime", "ApprovalTime", "RejectionTime", "Deadline")
COLUMNS = (*TEXTS, *TIMES, "RequesterFeedback")
_NOTHING: tuple[None, ...] = (None,) * len(COLUMNS)
#: The types of a single document, as opposed to a collection of them.
_DOCUMENT = str | bytes | Path | Answers
#: The number of Arrow rows that are converted at a time.
_ROWS = 1_024
#: The keys under which mappings from boto3 contain assignments.
_HOLDERS = ("Assignments", "Assignment")


class Assignment(NamedTuple):
    """One worker's document, with the columns of its assignment."""

    xml: Any
    #: A value for each of COLUMNS.
    columns: tuple[Any, ...] = _NOTHING
    #: Columns with values of an unexpected type, as text.
    unread: tuple[tuple[str, str], ...] = ()
    #: The complete mapping that the caller passed.
    given: Mapping[str, Any] = {}
    #: All other columns by name: those of the HIT, `Input.*`, `WorkTimeInSeconds` and any that nobody knows.
    others: Mapping[str, Any] = {}
    #: The file, and where in it; None if it comes from memory.
    place: str | None = None


class Block(NamedTuple):
    """Several assignments, column by column."""

    xml: Sequence[Any]
    #: The values of each of COLUMNS; None if a column has none.
    columns: Sequence[Sequence[Any] | None]
    #: The unread columns of an assignment, by its index.
    unread: Mapping[int, tuple[tuple[str, str], ...]]
    #: All other columns of each assignment, by name.
    others: Sequence[Mapping[str, Any]] = ()

    def piece(self, start: int, end: int) -> Block:
        """Some of the assignments."""
        return Block(
            self.xml[start:end],
            [None if values is None else values[start:end] for values in self.columns],
            {index - start: found for index, found in self.unread.items() if start <= index < end},
            self.others[start:end],
        )

    def assignment(self, index: int) -> Assignment:
        """The assignment at an index, without its columns."""
        return Assignment(self.xml[index], unread=self.unread.get(index, ()))


def iter_assignments(source: Any) -> Iterator[Assignment]:
    """The assignments in a source; raises WrongType if it cannot contain any."""
    return map(_assignment, _items(source))


def iter_blocks(source: Any, size: int) -> Iterator[Block]:
    """The same, in blocks of at most `size`; no block is kept in memory while the next one is made."""
    items = _items(source)
    return map(_block, iter(lambda: list(islice(items, size)), []))


def _items(source: Any) -> Iterator[Any]:
    """Each assignment as the caller passed it: a mapping, a pair of an ID and a document, or only a document."""
    if source is None or isinstance(source, _DOCUMENT) or (isinstance(source, tuple) and _is_pair(source)):
        yield source
    elif isinstance(source, Mapping):
        holder = next((name for name in _HOLDERS if name in source), None)
        if holder is None:
            yield source
        else:
            yield from _items(source[holder])
    elif hasattr(source, "iterchunks"):  # a chunked Arrow column
        for chunk in source.iterchunks():
            yield from _items(chunk)
    elif hasattr(source, "to_batches"):  # an Arrow table
        for batch in source.to_batches():
            yield from _items(batch)
    elif hasattr(source, "to_pylist"):
        for start in range(0, len(source), _ROWS):
            yield from _in_iterable(source.slice(start, _ROWS).to_pylist())
    elif isinstance(source, Iterable):
        yield from _in_iterable(source)
    else:
        raise WrongType("answers", "assignments", _refusal(source))


def _in_iterable(source: Iterable[Any]) -> Iterator[Any]:
    """The assignments in each item, with a fast path for the most common kinds."""
    for item in source:
        kind = type(item)
        if (
            kind is str
            or (kind is tuple and len(item) == 2 and type(item[0]) is type(item[1]) is str and "<" not in item[0])
            or (kind is dict and "AssignmentId" in item and item.keys().isdisjoint(_HOLDERS))
        ):
            yield item
        else:
            yield from _items(item)


def _assignment(item: Any) -> Assignment:
    """An item as an Assignment, with its columns."""
    if item is None or isinstance(item, _DOCUMENT):
        return Assignment(item)
    if isinstance(item, tuple):
        return Assignment(item[1], (item[0], *_NOTHING[1:]))
    if "Answer" not in item and "AssignmentId" not in item:
        names = ", ".join(f"`{name}`" for name in list(item)[:3]) or "nothing"
        message = f"the mapping has {names}; expected an assignment with `Answer`, or a page with `Assignments`"
        raise WrongType("answers", "assignments", message)
    unread: list[tuple[str, str]] = []
    columns = tuple([_cell(name, item.get(name), unread) for name in COLUMNS])
    return Assignment(item.get("Answer"), columns, tuple(unread), item)


def _block(items: list[Any]) -> Block:
    """The items as columns; mixed kinds of items, or values of unexpected types, are converted one by one."""
    kinds = set(map(type, items))
    if kinds == {str}:
        return Block(items, _NOTHING, {})
    if kinds == {tuple}:
        return Block([item[1] for item in items], ([item[0] for item in items], *_NOTHING[1:]), {})
    columns = _columns(items) if kinds == {dict} else None
    if columns is not None:
        return Block([item.get("Answer") for item in items], columns, {})
    found = list(map(_assignment, items))
    by_column = zip(*[one.columns for one in found], strict=True)
    columns = [None if values.count(None) == len(values) else values for values in by_column]
    return Block([one.xml for one in found], columns, {i: one.unread for i, one in enumerate(found) if one.unread})


def _columns(items: list[dict[str, Any]]) -> list[Sequence[Any] | None] | None:
    """The columns of plain assignments; None if any value has an unexpected type."""
    if not all("Answer" in item or "AssignmentId" in item for item in items):
        return None
    found: list[Sequence[Any] | None] = []
    for name in COLUMNS:
        values = [item.get(name) for item in items]
        kinds = set(map(type, values))
        if kinds == {NoneType}:
            found.append(None)
        elif name in TIMES and kinds <= {datetime, NoneType}:
            times = [value and _time(value) for value in values]
            if times.count(None) > values.count(None):
                return None
            found.append(times)
        elif name not in TIMES and kinds <= {str, NoneType}:
            found.append([value or None for value in values])
        else:
            return None
    return found


def _is_pair(source: tuple[Any, ...]) -> bool:
    """Whether it is a pair of an ID and a document, rather than a tuple of two documents."""
    return (
        len(source) == 2
        and isinstance(source[0], str)
        and "<" not in source[0]
        and (source[1] is None or isinstance(source[1], _DOCUMENT))
    )


def _cell(name: str, value: Any, unread: list[tuple[str, str]]) -> Any:
    """The value of a column; a value of an unexpected type is added to `unread` as text."""
    if value is None or value == "":
        return None
    if name not in TIMES:
        return str(value)
    found = _time(value)
    if found is None:
        unread.append((name, str(value)))
    return found


def _time(value: Any) -> datetime | None:
    """A time as boto3 returns it, or as the AWS CLI or the requester site writes it; UTC if it has no zone."""
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value, UTC)
        found = value if isinstance(value, datetime) else site_time(value) or datetime.fromisoformat(value)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _refusal(source: Any) -> str:
    kind = type(source).__name__
    if hasattr(source, "paginate"):
        return f"a {kind} is not an iterable of pages; expected the result of its `paginate(HITId=...)`"
    expected = "pages, assignments, pairs of an ID and a document, or documents"
    return f"a value of type {kind} does not contain answers; expected {expected}"


#: The kind of part for a document that cannot be read.
DOCUMENT = "document"

_LOG = logging.getLogger("questionforms.answers")


def report(bad: int, total: int) -> None:
    """Log how many documents could not be read, if any."""
    if bad:
        _LOG.warning("%d of %d documents could not be read; the column `problem` says why", bad, total)


def text_of(xml: Any) -> str:
    """A document that cannot be read, as text; bytes that are not UTF-8 become escapes."""
    data = xml if isinstance(xml, bytes) else str(xml).encode(errors="backslashreplace")
    return data.decode(errors="backslashreplace")
