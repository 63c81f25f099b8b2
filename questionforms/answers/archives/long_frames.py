"""Put together assignments from rows with one part of an answer each, as MTurkR and pyMTurkR write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionforms.answers.archives.assignment_records import assignment_of, cell_text, is_missing
from questionforms.answers.archives.header import PARTS
from questionforms.answers.read.answers import Answers, as_sent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from questionforms.answers.archives.assignment_records import Assignment
    from questionforms.answers.archives.header import Header
    from questionforms.answers.archives.times import DayFirst
    from questionforms.answers.read.answers import Answer

#: The most digits of a size that is read as a number.
_MOST_DIGITS = 18


def merged(
    header: Header,
    rows: Iterable[tuple[str | None, Sequence[Any]]],
    day_first: Callable[[int], DayFirst] | None = None,
) -> Iterator[Assignment]:
    """The assignments in rows, each with its place; the rows of an assignment may be anywhere.

    All are in memory, since R sorts rows by anything.
    """
    found: dict[str, tuple[Assignment, list[Answer]]] = {}
    for place, row in rows:
        assignment = assignment_of(header, row, place=place, day_first=day_first)
        key = assignment.columns[0] or f"\0{len(found)}"
        _, answers = found.setdefault(key, (assignment, []))
        answers += _answers(header, row)
    for assignment, answers in found.values():
        read = Answers()
        read._entries = tuple(answers)
        yield assignment._replace(xml=read)


def _answers(header: Header, row: Sequence[Any]) -> list[Answer]:
    """The answer in a row; none if the row has no question."""
    parts = dict.fromkeys(PARTS.values(), "")
    given = set()
    for column, value in zip(header.columns, row, strict=False):
        if column.content == "part":
            parts[column.name] = cell_text(value)
            if not is_missing(value):
                given.add(column.name)
    if not parts["QuestionIdentifier"]:
        return []
    chosen = tuple([one for one in parts["SelectionIdentifier"].split(header.separator) if one])
    size = parts["UploadedFileSizeInBytes"].removesuffix(".0")
    fits = size.isascii() and size.isdecimal() and len(size) <= _MOST_DIGITS
    has_text = "FreeText" in given and (bool(parts["FreeText"]) or not (chosen or parts["UploadedFileKey"]))
    return [
        as_sent(
            parts["QuestionIdentifier"],
            parts["FreeText"] if has_text else None,
            chosen,
            parts["OtherSelectionText"] or None,
            int(size) if fits else None,
            parts["UploadedFileKey"] or None,
            () if fits or not size else (("UploadedFileSizeInBytes", size),),
        )
    ]
