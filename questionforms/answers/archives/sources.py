"""From what a caller has to assignments, one at a time: pages of boto3's, assignments, pairs, documents, columns."""

from __future__ import annotations

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

#: The columns of an assignment, with the names that Amazon's API gives them.
TEXTS = ("AssignmentId", "WorkerId", "HITId", "AssignmentStatus")
TIMES = ("AcceptTime", "SubmitTime", "AutoApprovalTime", "ApprovalTime", "RejectionTime", "Deadline")
COLUMNS = (*TEXTS, *TIMES, "RequesterFeedback")
_NOTHING: tuple[None, ...] = (None,) * len(COLUMNS)
#: What is a document, and not what holds documents.
_DOCUMENT = str | bytes | Path | Answers
#: So many rows of Arrow's are taken at a time.
_ROWS = 1_024
#: Mappings that hold assignments, and under which name.
_HOLDERS = ("Assignments", "Assignment")


class Assignment(NamedTuple):
    """One worker's document, with the columns of its assignment."""

    xml: Any
    #: A value for each of COLUMNS.
    columns: tuple[Any, ...] = _NOTHING
    #: Columns whose values are of no type that they can have, as text.
    unread: tuple[tuple[str, str], ...] = ()
    #: All that the assignment was given with.
    given: Mapping[str, Any] = {}


class Block(NamedTuple):
    """Several assignments, column by column."""

    xml: Sequence[Any]
    #: For each of COLUMNS its values; None where there are none.
    columns: Sequence[Sequence[Any] | None]
    #: By the number of the assignment, what is unread of it.
    unread: Mapping[int, tuple[tuple[str, str], ...]]

    def assignment(self, index: int) -> Assignment:
        """One of them, without its columns."""
        return Assignment(self.xml[index], unread=self.unread.get(index, ()))


def iter_assignments(source: Any) -> Iterator[Assignment]:
    """The assignments in what a caller has; what holds none is a WrongType."""
    return map(_assignment, _items(source))


def iter_blocks(source: Any, size: int) -> Iterator[Block]:
    """The same, so many at a time; none is held when the next is made."""
    items = _items(source)
    return map(_block, iter(lambda: list(islice(items, size)), []))


def _items(source: Any) -> Iterator[Any]:
    """Each assignment as the caller has it: a mapping, a pair of an id and a document, or a document alone."""
    if source is None or isinstance(source, _DOCUMENT) or (isinstance(source, tuple) and _is_pair(source)):
        yield source
    elif isinstance(source, Mapping):
        holder = next((name for name in _HOLDERS if name in source), None)
        if holder is None:
            yield source
        else:
            yield from _items(source[holder])
    elif hasattr(source, "iterchunks"):  # a column of Arrow's in pieces
        for chunk in source.iterchunks():
            yield from _items(chunk)
    elif hasattr(source, "to_batches"):  # a table of Arrow's
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
    """The assignments in each item; those that come by the million are known without looking twice."""
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
    """An item with its columns."""
    if item is None or isinstance(item, _DOCUMENT):
        return Assignment(item)
    if isinstance(item, tuple):
        return Assignment(item[1], (item[0], *_NOTHING[1:]))
    if "Answer" not in item and "AssignmentId" not in item:
        names = ", ".join(f"`{name}`" for name in list(item)[:3]) or "nothing"
        message = f"the mapping has {names}; expected an assignment, with `Answer`, or a page, with `Assignments`"
        raise WrongType("answers", "assignments", message)
    unread: list[tuple[str, str]] = []
    columns = tuple([_cell(name, item.get(name), unread) for name in COLUMNS])
    return Assignment(item.get("Answer"), columns, tuple(unread), item)


def _block(items: list[Any]) -> Block:
    """Items of one kind column by column; of several kinds, or with values of odd types, one by one."""
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
    """The columns of plain assignments; None where one has a value of an odd type."""
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
    """Whether it is an id with a document, and not a tuple of two documents."""
    return (
        len(source) == 2
        and isinstance(source[0], str)
        and "<" not in source[0]
        and (source[1] is None or isinstance(source[1], _DOCUMENT))
    )


def _cell(name: str, value: Any, unread: list[tuple[str, str]]) -> Any:
    """The value of a column; what is of another type is kept as text among those that are unread."""
    if value is None or value == "":
        return None
    if name not in TIMES:
        return str(value)
    found = _time(value)
    if found is None:
        unread.append((name, str(value)))
    return found


def _time(value: Any) -> datetime | None:
    """A time as boto3 gives it, or as the AWS CLI or the requester site writes it; without a zone it is UTC."""
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
        return f"a {kind} has no pages yet; expected what `paginate(HITId=...)` gives"
    return f"a {kind} holds no answers; expected pages, assignments, pairs of an id and a document, or documents"
