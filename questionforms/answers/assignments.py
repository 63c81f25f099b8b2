"""From what a caller has to assignments, one at a time: pages of boto3's, assignments, pairs, documents, columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.answers.answers import Answers
from questionforms.answers.site_times import site_time
from questionforms.exceptions import WrongType

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The columns of an assignment, with the names that Amazon's API gives them.
TEXTS = ("AssignmentId", "WorkerId", "HITId", "AssignmentStatus")
TIMES = ("AcceptTime", "SubmitTime", "AutoApprovalTime", "ApprovalTime", "RejectionTime", "Deadline")
COLUMNS = (*TEXTS, *TIMES, "RequesterFeedback")
#: Mappings that hold assignments, and under which name.
_HOLDERS = ("Assignments", "Assignment")


class Assignment(NamedTuple):
    """One worker's document, with the columns of its assignment."""

    xml: Any
    #: A value for each of COLUMNS.
    columns: tuple[Any, ...] = (None,) * len(COLUMNS)
    #: Columns whose values are of no type that they can have, as text.
    unread: tuple[tuple[str, str], ...] = ()
    #: All that the assignment was given with.
    given: Mapping[str, Any] = {}


def iter_assignments(source: Any) -> Iterator[Assignment]:
    """The assignments in what a caller has; what holds none is a WrongType."""
    if source is None or isinstance(source, str | bytes | Path | Answers):
        yield Assignment(source)
    elif isinstance(source, Mapping):
        yield from _in_mapping(source)
    elif isinstance(source, tuple) and _is_pair(source):
        yield Assignment(source[1], (source[0], *(None,) * (len(COLUMNS) - 1)))
    elif hasattr(source, "iterchunks"):  # a column of Arrow's in pieces
        for chunk in source.iterchunks():
            yield from iter_assignments(chunk.to_pylist())
    elif hasattr(source, "to_batches"):  # a table of Arrow's
        for batch in source.to_batches():
            yield from iter_assignments(batch.to_pylist())
    elif hasattr(source, "to_pylist"):
        yield from iter_assignments(source.to_pylist())
    elif isinstance(source, Iterable):
        yield from _in_iterable(source)
    else:
        raise WrongType("answers", "assignments", _refusal(source))


def _in_iterable(source: Iterable[Any]) -> Iterator[Assignment]:
    """The assignments in each item; the two that come by the million are known without looking twice."""
    nothing: tuple[None, ...] = (None,) * (len(COLUMNS) - 1)
    for item in source:
        kind = type(item)
        if kind is str:
            yield Assignment(item)
        elif kind is tuple and len(item) == 2 and type(item[1]) is str and type(item[0]) is str and "<" not in item[0]:
            yield Assignment(item[1], (item[0], *nothing))
        else:
            yield from iter_assignments(item)


def _in_mapping(source: Mapping[str, Any]) -> Iterator[Assignment]:
    for name in _HOLDERS:
        if name in source:
            yield from iter_assignments(source[name])
            return
    if "Answer" not in source and "AssignmentId" not in source:
        names = ", ".join(f"`{name}`" for name in list(source)[:3]) or "nothing"
        message = f"the mapping has {names}; expected an assignment, with `Answer`, or a page, with `Assignments`"
        raise WrongType("answers", "assignments", message)
    unread: list[tuple[str, str]] = []
    columns = tuple([_cell(name, source.get(name), unread) for name in COLUMNS])
    yield Assignment(source.get("Answer"), columns, tuple(unread), source)


def _is_pair(source: tuple[Any, ...]) -> bool:
    """Whether it is an id with a document, and not a tuple of two documents."""
    return (
        len(source) == 2
        and isinstance(source[0], str)
        and "<" not in source[0]
        and (source[1] is None or isinstance(source[1], str | bytes | Path | Answers))
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
