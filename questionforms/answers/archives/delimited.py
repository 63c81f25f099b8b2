"""Read delimited text: the header, which decides the kind of file, and the rows, each with its line."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms import words
from questionforms.answers.archives.assignment_records import assignment_of
from questionforms.answers.archives.csv_injection import restored
from questionforms.answers.archives.header import NOT_AVAILABLE, UnknownTableError, header_of, repeated
from questionforms.answers.archives.known_columns import COLUMNS
from questionforms.answers.archives.long_frames import merged
from questionforms.answers.archives.times import is_day_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from questionforms.answers.archives.assignment_records import Assignment
    from questionforms.answers.archives.header import Header

DELIMITERS = (",", "\t", ";")
#: A cell may contain a whole document.
_LONGEST_CELL = 2**31 - 1
#: Stands for a null while a line is read; a file with this character is refused.
_NULL = "\0"
#: The line that tells Excel which delimiter to use.
_EXCEL_HINT = re.compile(r'"?sep=(.)"?\r?\n?')


class DelimitedError(ValueError):
    """Text that is not a table of assignments; `line` says where, if it is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def read_first_rows(file: TextIO) -> Header:
    """The header of a file, with its delimiter; nothing behind the header is read."""
    skip, head, delimiter = read_header(file)
    if "\0" in head:
        raise DelimitedError("the header contains a NUL character", skip + 1)
    if not head.strip():
        raise DelimitedError("the file is empty")
    blanks = bool(re.search(rf'{re.escape(delimiter)} +"', head)) and not head.lstrip().startswith('""')
    names = [name.strip() for name in _parsed(head, delimiter, skip + 1, blanks=blanks)]
    twice = repeated(names)
    if twice is not None:
        raise DelimitedError(f"two columns are called {words.quoted(twice)}; expected different names", skip + 1)
    while names and not names[-1]:
        names.pop()  # spreadsheets add empty columns
    try:
        header = header_of(tuple(names))
    except UnknownTableError as error:
        neither = "it is neither XML nor JSON, and as CSV " if len(names) == 1 else ""
        raise DelimitedError(f"{neither}{error}", skip + 1) from None
    return replace(header, delimiter=delimiter, skip=skip, blanks_before_quotes=blanks)


def read_header(file: TextIO) -> tuple[int, str, str]:
    """The number of lines before the header, the header's text, and the delimiter; nothing behind them is read."""
    lines = iter(file)
    skip, first = _after_blank_lines(lines, 0)
    hint = _EXCEL_HINT.fullmatch(first)
    if hint is not None:
        skip, first = _after_blank_lines(lines, skip + 1)
    head = _whole_record(first, lines)
    return skip, head, hint[1] if hint is not None and hint[1] in DELIMITERS else _delimiter(head)


def iter_rows(file: TextIO, header: Header) -> Iterator[tuple[int, list[Any]]]:
    """The rows below the header, each with its first line; nulls are None, and empty rows are left out."""
    options: dict[str, Any] = {"delimiter": header.delimiter, "skipinitialspace": header.blanks_before_quotes}
    reader = csv.reader(_lines(file, header), strict=True, **options)
    width = len(header.columns)
    at_header = True
    while True:
        line = reader.line_num + 1
        row = _next(reader, line)
        if row is None:
            return
        if at_header:
            at_header = line <= header.skip
            continue
        if header.alternating is not None:
            row = _with_pairs(row, header.alternating, width, line)
        if len(row) > width:
            if any(row[width:]):
                raise DelimitedError(f"the row has {len(row)} cells; expected {width}, as in the header", line)
            del row[width:]
        if any(row):
            yield line, _restored(row, header)


class Record(NamedTuple):
    """A row of a file."""

    assignment: Assignment
    #: The cells that are not answers, by the names of their columns, as they are in the file.
    cells: dict[str, Any]


def iter_delimited(open_text: Callable[[], TextIO], name: str | None) -> Iterator[Assignment]:
    """The assignments in a file; `open_text` opens it again, which dates of a spreadsheet make necessary."""
    header = _header(open_text)
    decide = DateOrder(open_text, header).of
    with open_text() as file:
        rows = ((f"{name}:{line}" if name else None, row) for line, row in iter_rows(file, header))
        if header.long:
            yield from merged(header, rows, decide)
        else:
            for place, row in rows:
                yield assignment_of(header, row, place=place, day_first=decide)


def iter_records(open_text: Callable[[], TextIO]) -> Iterator[Record]:
    """The same, with the cells."""
    header = _header(open_text)
    names = [(index, one.name) for index, one in enumerate(header.columns) if one.content in {"assignment", "other"}]
    if header.long:
        for assignment in iter_delimited(open_text, None):
            values = dict(zip(COLUMNS, assignment.columns, strict=True)) | dict(assignment.unread)
            yield Record(assignment, values | dict(assignment.others))
        return
    decide = DateOrder(open_text, header).of
    with open_text() as file:
        for _, row in iter_rows(file, header):
            cells = {name: row[index] for index, name in names if index < len(row)}
            yield Record(assignment_of(header, row, day_first=decide), cells)


def _header(open_text: Callable[[], TextIO]) -> Header:
    with open_text() as file:
        return read_first_rows(file)


class DateOrder:
    """Whether the day comes first in the dates of a column, which may take all its values to find out."""

    def __init__(self, open_text: Callable[[], TextIO], header: Header) -> None:
        self._open = open_text
        self._header = header
        self._found: dict[int, set[bool]] | None = None

    def of(self, index: int) -> Callable[[], bool | None]:
        """A function that decides for a column, by its index, when it is called."""
        return partial(self._decide, index)

    def _decide(self, index: int) -> bool | None:
        """Whether a value of the column has a day above 12 in front; the other times decide if it has no such value.

        The month comes first if nothing decides. None if the values contradict each other.
        """
        if self._found is None:
            self._found = {}
            with self._open() as file:
                for _, row in iter_rows(file, self._header):
                    for at in self._header.times:
                        cell = row[at] if at < len(row) else None
                        if cell and (first := is_day_first(cell)) is not None:
                            self._found.setdefault(at, set()).add(first)
        orders = self._found.get(index) or set().union(*self._found.values()) or {False}
        return next(iter(orders)) if len(orders) == 1 else None


def reopened(text: str) -> Callable[[], TextIO]:
    """A function that opens a text as a file."""
    return lambda: io.StringIO(text, newline="")


def _after_blank_lines(lines: Iterator[str], count: int) -> tuple[int, str]:
    """The first line with anything in it, and how many lines are before it."""
    for line in lines:
        text = line.removeprefix("\ufeff") if count == 0 else line
        if text.strip(" \t\r\n,;"):
            return count, text
        count += 1
    return count, ""


def _delimiter(head: str) -> str:
    """The delimiter that divides a header into the most cells."""
    counts = {delimiter: _cells(head, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: counts[delimiter])


def _cells(head: str, delimiter: str) -> int:
    try:
        return len(_parsed(head, delimiter, 1))
    except DelimitedError:
        return 0


def _parsed(head: str, delimiter: str, line: int, *, blanks: bool = False) -> list[str]:
    file = io.StringIO(head, newline="")
    reader = csv.reader(file, delimiter=delimiter, strict=True, skipinitialspace=blanks)
    return _next(reader, line) or []


def _whole_record(first: str, lines: Iterator[str]) -> str:
    """The first record, which has several lines if a name has."""
    head = [first.removeprefix("\ufeff")]
    quotes = head[0].count('"')
    while quotes % 2:
        line = next(lines, None)
        if line is None:
            break
        head.append(line)
        quotes += line.count('"')
    return "".join(head)


def _next(reader: Any, line: int) -> list[str] | None:
    """The next row. The limit on a cell's length applies to the whole process, so it is raised only meanwhile."""
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        return next(reader, None)
    except csv.Error as error:
        raise DelimitedError(f"the row that starts here is not valid CSV: {error}", line) from None
    finally:
        csv.field_size_limit(limit)


def _lines(file: TextIO, header: Header) -> Iterator[str]:
    """The lines of a file, with nulls marked, since the csv module does not say which cells have quotes."""
    null = re.compile(rf"(^|{re.escape(header.delimiter)}){NOT_AVAILABLE}(?={re.escape(header.delimiter)}|[\r\n]|$)")
    quoted = False
    for number, line in enumerate(file, 1):
        text = line.removeprefix("\ufeff") if number == 1 else line
        if _NULL in text:
            raise DelimitedError("the file contains a NUL character", number)
        if header.nulls and number > header.skip + 1:
            text, quoted = _marked(text, null, quoted=quoted)
        elif header.nulls and text.count('"') % 2:
            quoted = not quoted
        yield text


def _marked(line: str, null: re.Pattern[str], *, quoted: bool) -> tuple[str, bool]:
    """A line with its nulls marked, and whether a cell in quotes goes on behind it."""
    if NOT_AVAILABLE not in line:
        return line, quoted ^ bool(line.count('"') % 2)
    pieces = line.split('"')
    for index, piece in enumerate(pieces):
        if not quoted and NOT_AVAILABLE in piece:
            # what touches a quote is a part of a cell in quotes
            before = "" if index == 0 else '"'
            after = "" if index == len(pieces) - 1 else '"'
            marked = null.sub(rf"\g<1>{_NULL}", f"{before}{piece}{after}")
            marked = null.sub(rf"\g<1>{_NULL}", marked)
            pieces[index] = marked[len(before) : len(marked) - len(after)]
        if index < len(pieces) - 1:
            quoted = not quoted
    return '"'.join(pieces), quoted


def _with_pairs(row: list[Any], index: int, width: int, line: int) -> list[Any]:
    """A row with the pairs of identifiers and answers as one value; they are in one cell, or in as many as they are."""
    if len(row) <= index:
        return row
    end = max(len(row) - (width - index - 1), index + 1)
    texts = [text for cell in row[index:end] for text in re.split(r"[\t\n]", cell)]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) % 2:
        texts.append("")  # the last answer is empty
    pairs = list(zip(texts[::2], texts[1::2], strict=True))
    if any(not name for name, _ in pairs):
        raise DelimitedError("the answers are not identifiers and texts in turn", line)
    return [*row[:index], pairs, *row[end:]]


def _restored(row: list[str], header: Header) -> list[Any]:
    if header.nulls:
        return [None if cell == _NULL else cell for cell in row]
    if not header.restored:
        return row
    return [restored(cell) if type(cell) is str and "'" in cell else cell for cell in row]
