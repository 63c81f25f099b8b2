"""Turn the values of one assignment, by its header, into an Assignment: known columns typed, nothing dropped."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms import words
from questionforms.answers.archives.header import ANSWER, EMPTY, UnknownTableError, header_of
from questionforms.answers.archives.known_columns import COLUMNS, NUMBERS, OTHER_TIMES, TIMES, WORK_TIME
from questionforms.answers.archives.times import read_time
from questionforms.answers.read.answers import from_cells
from questionforms.exceptions import WrongType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from questionforms.answers.archives.header import Header
    from questionforms.answers.archives.times import DayFirst

_NOTHING: tuple[None, ...] = (None,) * len(COLUMNS)
_TEXT_COUNT = len(COLUMNS) - len(TIMES) - 1
_ACCEPTED, _SUBMITTED = COLUMNS.index("AcceptTime"), COLUMNS.index("SubmitTime")
_FEEDBACK = COLUMNS.index("RequesterFeedback")
#: Larger whole numbers are texts.
_LARGEST = 10**1_000
#: The most characters of a value that JSON cannot hold.
_MOST_CHARACTERS = 100_000
_NO_COLUMNS: Mapping[str, Any] = {}
#: A whole number that an int64 holds; pandas writes `.0` behind it in a column with gaps.
_WHOLE = re.compile(r"(-?(?:0|[1-9][0-9]{0,17}))(?:\.0)?")


class Assignment(NamedTuple):
    """One worker's document, with the columns of its assignment."""

    xml: Any
    #: A value for each of COLUMNS.
    columns: tuple[Any, ...] = _NOTHING
    #: The columns whose values could not be understood, such as a time, each with its text.
    unread: tuple[tuple[str, str], ...] = ()
    #: The complete mapping that the caller passed.
    given: Mapping[str, Any] = {}
    #: All other columns by name: those of the HIT, `Input.*`, `WorkTimeInSeconds` and any that nobody knows.
    others: Mapping[str, Any] = {}
    #: The file, and where in it; None if it comes from memory.
    place: str | None = None


def assignment_of(
    header: Header,
    values: Sequence[Any],
    *,
    place: str | None = None,
    given: Mapping[str, Any] | None = None,
    day_first: Callable[[int], DayFirst] | None = None,
) -> Assignment:
    """The assignment in a row of values; missing ones at its end are empty."""
    count = len(header.columns)
    if len(values) < count:
        values = [*values, *[None] * (count - len(values))]
    others: dict[str, Any] = {name: values[index] for index, name in header.others}
    unread: list[tuple[str, str]] = []
    columns: list[Any] = [None] * len(COLUMNS)
    for index, position in header.assignment:
        if (value := values[index]) is not None and (value if type(value) is str else not is_missing(value)):
            columns[position] = _column(position, value, unread, day_first and day_first(index))
    for name, value in others.items():
        if type(value) is not str or name in header.typed:
            decide = day_first and day_first(header.typed[name]) if name in OTHER_TIMES else None
            others[name] = _other(name, value, unread, decide)
        elif not value:
            others[name] = None
    document = None if header.document is None else values[header.document]
    document = _answers(header, values, None if is_missing(document) else document, others)
    whole = tuple(columns)
    if not header.has_work_time or others.get(WORK_TIME) is None:
        seconds = seconds_between(columns[_ACCEPTED], columns[_SUBMITTED])
        if seconds is not None:
            others[WORK_TIME] = seconds
    return Assignment(document, whole, tuple(unread), _NO_COLUMNS if given is None else given, others, place)


def _answers(header: Header, values: Sequence[Any], document: Any, others: dict[str, Any]) -> Any:
    """The document, or the answers in cells; cells beside a document are other columns."""
    if not header.answers and header.alternating is None:
        return document
    cells = [
        (name, value if type(value) is str else cell_text(value))
        for index, name in header.answers
        if (value := values[index]) is not None and (type(value) is not str or value)
    ]
    if header.alternating is not None:
        cells += values[header.alternating] or ()
    if document is None or document == "":
        return from_cells([(name, text) for name, text in cells if text not in EMPTY], header.separator)
    others |= {f"{ANSWER}{name}": text for name, text in cells if text}
    return document


def lacks_answers(item: Any) -> bool:
    """Whether it is an assignment without `Answer` or `Answer.*`, as of a worker who answered nothing."""
    if not isinstance(item, Mapping) or "AssignmentId" not in item or "Answer" in item or "problem" in item:
        return False
    try:
        header_of(tuple(map(str, item)))
    except UnknownTableError:
        return True
    return False


def assignment_in(item: Mapping[str, Any], *, place: str | None = None, may_lack: bool = False) -> Assignment:
    """The assignment that a mapping is. Raises WrongType if it has no answers, unless it may lack them."""
    try:
        header = header_of(tuple(item) if all(type(name) is str for name in item) else tuple(map(str, item)))
    except UnknownTableError as error:
        if not (may_lack and lacks_answers(item)):
            raise WrongType("answers", "source", _not_an_assignment(item, str(error))) from None
        return assignment_in({**item, "Answer": None}, place=place)._replace(given=item)
    if isinstance(item.get("AssignmentId", item.get("Answer")), Mapping):
        message = "each column is a mapping; if pandas wrote the JSON, write it with orient='records'"
        raise WrongType("answers", "source", message)
    if header.long:
        message = "the mapping is a row of a long data frame, with one answer; pass the whole data frame"
        raise WrongType("answers", "source", message)
    return assignment_of(header, tuple(item.values()), place=place, given=item)


def seconds_between(accepted: datetime | None, submitted: datetime | None) -> int | None:
    """The whole seconds between accepting and submitting; None if a time is missing, or they are in the wrong order."""
    if accepted is None or submitted is None or submitted < accepted:
        return None
    took = submitted - accepted
    return took.days * 86_400 + took.seconds


def hit_columns(hit: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a HIT, typed; nested values are JSON."""
    unread: list[tuple[str, str]] = []
    found = {name: _other(name, value, unread, None) for name, value in hit.items() if name != "HITId"}
    return found | dict(unread)  # a HIT's value that is not understood stays a text, rather than be lost


def cell_text(value: Any) -> str:
    """The text of an answer in a cell; empty if the cell is."""
    if type(value) is str:
        return value
    if value is None or is_missing(value):
        return ""
    value = plain(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))  # pandas makes floats of whole numbers with gaps
    if isinstance(value, datetime | date):
        return value.isoformat()
    return f"{Decimal(value):f}" if isinstance(value, int) else str(value)  # str refuses thousands of digits


def plain(value: Any) -> Any:
    """A value of a cell as text, number, truth value or time; anything with parts as JSON, and empty ones as None."""
    if type(value) in {str, bool} or is_missing(value):
        return value if isinstance(value, bool) or (isinstance(value, str) and value) else None
    if hasattr(value, "dtype") and hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, bytes):
        return value.decode(errors="backslashreplace")
    if isinstance(value, Mapping | list | tuple | set):
        return _json(value)
    if isinstance(value, int):
        return value if abs(value) < _LARGEST else f"{Decimal(value):f}"  # str refuses thousands of digits
    return value if isinstance(value, str | float | Decimal | datetime | date) else str(value)


def _json(value: Any) -> str:
    """A value with parts as JSON, or as Python shows it if JSON cannot hold it, such as one that contains itself."""
    whole = sorted(value, key=str) if isinstance(value, set) else value
    try:
        return json.dumps(dict(whole) if isinstance(whole, Mapping) else whole, ensure_ascii=False, default=_as_json)
    except (TypeError, ValueError, RecursionError):
        return words.shown(value, _MOST_CHARACTERS)


def _as_json(value: Any) -> Any:
    found = plain(value)
    return found.isoformat() if isinstance(found, datetime | date) else str(found)


def _column(position: int, value: Any, unread: list[tuple[str, str]], day_first: DayFirst | None) -> Any:
    """The value of one of COLUMNS; IDs are stripped, since spreadsheets add blanks."""
    if position < _TEXT_COUNT:
        return (value if type(value) is str else cell_text(value)).strip() or None
    if position == _FEEDBACK:
        return value if type(value) is str else cell_text(value)
    return _time(COLUMNS[position], value, unread, day_first)


def _other(name: str, value: Any, unread: list[tuple[str, str]], day_first: DayFirst | None) -> Any:
    if value is None or (not value if type(value) is str else is_missing(value)):
        return None
    if name in OTHER_TIMES:
        return _time(name, value, unread, day_first)
    if name in NUMBERS:
        return _number(name, value, unread)
    return plain(value)


def _time(name: str, value: Any, unread: list[tuple[str, str]], day_first: DayFirst | None) -> datetime | None:
    if isinstance(value, str) and not value.strip():
        return None
    found = read_time(value.tolist() if hasattr(value, "dtype") and hasattr(value, "tolist") else value, day_first)
    if found is None:
        unread.append((name, str(value)))
    return found


def _number(name: str, value: Any, unread: list[tuple[str, str]]) -> int | None:
    value = value.strip() if isinstance(value, str) else plain(value)
    if value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63:
        return value
    found = None if isinstance(value, bool | int) else _WHOLE.fullmatch(str(value))
    if found is None:
        unread.append((name, words.shown(value, 4_000) if isinstance(value, int) else str(value)))
        return None
    return int(found[1])


def is_missing(value: Any) -> bool:
    """Whether a value is None, or NaN, NaT or NA, which pandas puts into empty cells."""
    if value is None or type(value) is str:
        return value is None
    if type(value).__name__ in {"NAType", "NaTType"}:
        return True
    if isinstance(value, Decimal):
        return value.is_nan()  # a signalling one cannot be compared
    return isinstance(value, float) and value != value  # noqa: PLR0124 - only NaN differs from itself


def _not_an_assignment(item: Mapping[str, Any], reason: str) -> str:
    names = [str(name) for name in item]
    if "questionforms" in reason:
        return reason
    if "AssignmentId" in item:
        return f"the assignment has no answers: its columns are {words.listed(names)}; expected `Answer` or `Answer.*`"
    shown = words.listed(names, 3) if names else "nothing"
    return f"the mapping has {shown}; expected an assignment with `Answer` or `Answer.*`, or a page with `Assignments`"
