"""Reads a CSV of workers: the operator's own, or the one that the requester site's page `Workers` offered."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from questionforms.answers.archives.delimited import read_header
from questionforms.answers.archives.encodings import encoding_of
from questionforms.words import all_near, did_you_mean, either, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

#: The columns about the worker, by their names without case, blanks, hyphens and underscores.
_COLUMNS = {
    "workerid": "WorkerId",
    "country": "Country",
    "locale": "Country",
    "subdivision": "Subdivision",
    "adult": "Adult",
    "master": "Master",
    "masters": "Master",
    "blocked": "Blocked",
    "block": "Blocked",
    "blockstatus": "Blocked",
    "currentblockstatus": "Blocked",
    "updateblockstatus": "Blocked",
    "blockreason": "BlockReason",
}
_SHOWN = ("WorkerId", "Country", "Subdivision", "Adult", "Master", "Blocked", "BlockReason")
#: The requester site's columns for qualifications; what follows is the type's name.
_SITE = re.compile(r"(CURRENT|UPDATE)[- ](.+)", re.IGNORECASE)
#: The requester site's figures, which follow from the work and are not imported.
_FIGURES = ("number of hits ", "your ")
_WORKER_ID = re.compile(r"A[A-Z0-9]{1,63}")
_COUNTRY = re.compile(r"([A-Za-z]{2})(?:[-_ ]([A-Za-z0-9]{1,3}))?")
_WHOLE = re.compile(r"(-?[0-9]{1,10})(?:\.0*)?")
_TRUE = ("true", "yes", "y", "1", "x", "block", "blocked")
_FALSE = ("false", "no", "n", "0", "unblock", "unblocked", "active", "never blocked", "not blocked", "none")
_LARGEST = 2**31 - 1
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in one place of the file; without a column, it is the whole row."""

    line: int
    column: str | None
    message: str

    def __str__(self) -> str:
        return f"{self.line}: {'' if self.column is None else f'column {quoted(self.column)}: '}{self.message}"


class InvalidTable(Exception):
    """The file cannot be imported; `problems` says where and why."""

    def __init__(self, problems: Iterable[CellProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)


@dataclass(slots=True)
class WorkerRow:
    """One worker in the file; None and missing keys mean that the file says nothing."""

    line: int
    id: str
    country: str | None = None
    subdivision: str | None = None
    adult: bool | None = None
    master: bool | None = None
    blocked: bool | None = None
    reason: str | None = None
    #: The name or the id of a qualification type -> the value; None revokes it.
    qualifications: dict[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerTable:
    """The workers in a file."""

    rows: tuple[WorkerRow, ...]
    #: The names or ids of the qualification types.
    types: tuple[str, ...]
    #: The columns that are not imported.
    ignored: tuple[str, ...]


def read_workers(path: Path, known_types: Iterable[str]) -> WorkerTable:
    """The workers in a CSV file, whose columns may have the names or ids of these qualification types.

    Raises InvalidTable with all problems of the file, and OSError.
    """
    lines = io.StringIO(_text(path.read_bytes()), newline="")
    skip, head, delimiter = read_header(lines)
    if "\0" in head or not head.strip():
        raise InvalidTable(
            [CellProblem(skip + 1, None, "the file has no header; expected a CSV with the column `WorkerId`")]
        )
    names = [name.strip() for name in next(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter))]
    header = _Header(names, skip + 1, set(known_types))
    rows, problems = [], []
    seen: dict[str, int] = {}
    first = skip + 1 + len(head.splitlines())
    for line, cells in _rows(lines, delimiter, first):
        row, found = header.read(line, cells)
        if row is not None and row.id in seen:
            found.append(
                CellProblem(line, header.names[header.id_at], f"{quoted(row.id)} is also in line {seen[row.id]}")
            )
        problems += found
        if row is not None:
            seen.setdefault(row.id, line)
            rows.append(row)
    if problems:
        raise InvalidTable(problems)
    return WorkerTable(rows=tuple(rows), types=tuple(header.types), ignored=tuple(header.ignored))


def _text(content: bytes) -> str:
    encoding, mark = encoding_of(content[:4096])
    try:
        return content[mark:].decode(encoding)
    except UnicodeDecodeError as error:
        line = content[mark : mark + error.start].count(b"\n") + 1
        message = f"the file is not valid {encoding.upper()}; save it as `CSV UTF-8`"
        raise InvalidTable([CellProblem(line, None, message)]) from None


def _rows(lines: io.StringIO, delimiter: str, first: int) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number of its first line."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = first + reader.line_num
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise InvalidTable([CellProblem(line, None, f"the row is not valid CSV: {error}")]) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


class _Header:
    """What each column of a file contains. Raises InvalidTable if there is no WorkerId, or a name seems misspelt."""

    def __init__(self, names: list[str], line: int, known_types: set[str]) -> None:
        self.names = names
        self.ignored: list[str] = []
        #: The names of qualification types, in order.
        self.types: dict[str, None] = {}
        self._columns: list[tuple[str, str | None]] = []
        problems = []
        for name in names:
            kind, of = _meaning(name, known_types)
            if kind == "ignored" and name:
                if near := all_near(name, _SHOWN, 1, alike=_ALIKE):
                    problems.append(CellProblem(line, name, f"there is no such column{did_you_mean(near[0])}"))
                self.ignored.append(name)
            if of is not None:
                self.types[of] = None
            self._columns.append((kind, of))
        kinds = [kind for kind, _ in self._columns]
        if kinds.count("WorkerId") != 1:
            count = "several columns" if "WorkerId" in kinds else "no column"
            problems.append(CellProblem(line, None, f"the header has {count} `WorkerId`; expected one"))
        if problems:
            raise InvalidTable(problems)
        self.id_at = kinds.index("WorkerId")

    def read(self, line: int, cells: list[str]) -> tuple[WorkerRow | None, list[CellProblem]]:
        """A row, unless it names no worker, and what is wrong with it."""
        if any(cell.strip() for cell in cells[len(self.names) :]):
            message = f"the row has {len(cells)} cells; expected {len(self.names)}, as in the header"
            return None, [CellProblem(line, None, message)]
        texts = [cell.strip() for cell in cells] + [""] * (len(self.names) - len(cells))
        wrong = _worker_id_problem(texts[self.id_at])
        if wrong:
            return None, [CellProblem(line, self.names[self.id_at], wrong)]
        row, problems = WorkerRow(line, texts[self.id_at]), []
        # what the site calls UPDATE is read last, since it replaces what is CURRENT
        order = sorted(range(len(self.names)), key=lambda at: self.names[at].upper().startswith("UPDATE"))
        for at in order:
            kind, of = self._columns[at]
            if texts[at] and kind in _READERS:
                try:
                    _READERS[kind](row, texts[at], of)
                except ValueError as error:
                    problems.append(CellProblem(line, self.names[at], str(error)))
        return row, problems


def _meaning(name: str, known_types: set[str]) -> tuple[str, str | None]:
    """What a column contains, and of which qualification type."""
    folded = re.sub(r"[-_\s]", "", name).casefold()
    if folded in _COLUMNS:
        return _COLUMNS[folded], None
    if name in known_types:
        return "Qualification", name
    if site := _SITE.fullmatch(name):
        return "Qualification", site[2].strip()
    return ("figure" if name.casefold().startswith(_FIGURES) else "ignored"), None


def _worker_id_problem(text: str) -> str | None:
    if _WORKER_ID.fullmatch(text):
        return None
    if not text:
        return "the row has no WorkerId"
    fitting = "A" + re.sub("[^A-Z0-9]", "", text.upper()).removeprefix("A")
    meant = fitting if _WORKER_ID.fullmatch(fitting) else None
    return (
        f"{quoted(text)} is not a WorkerId: expected `A`, then 1 to 63 capitals and digits, as the API requires"
        f"{did_you_mean(meant)}"
    )


def _read_country(row: WorkerRow, text: str, _: str | None) -> None:
    found = _COUNTRY.fullmatch(text)
    if not found:
        raise ValueError(f"{quoted(text)} is not a country; expected two letters, such as `US`, or `US-CA`")
    row.country = found[1].upper()
    row.subdivision = found[2].upper() if found[2] else row.subdivision


def _read_subdivision(row: WorkerRow, text: str, _: str | None) -> None:
    if not re.fullmatch("[A-Za-z0-9]{1,3}", text):
        raise ValueError(f"{quoted(text)} is not a subdivision; expected up to three letters or digits, such as `CA`")
    row.subdivision = text.upper()


def _truth(text: str) -> bool:
    if text.casefold() in _TRUE:
        return True
    if text.casefold() in _FALSE:
        return False
    raise ValueError(f"{quoted(text)} is not a truth value; expected {either(['true', 'false'])}")


def _read_blocked(row: WorkerRow, text: str, _: str | None) -> None:
    try:
        row.blocked = _truth(text)
    except ValueError:
        raise ValueError(
            f"{quoted(text)} says neither; expected {either(['Block', 'Unblock', 'true', 'false'])}"
        ) from None


def _read_value(row: WorkerRow, text: str, of: str | None) -> None:
    assert of is not None
    if text.casefold() in ("revoke", "revoked"):
        row.qualifications[of] = None
        return
    found = _WHOLE.fullmatch(text)
    if not found or abs(int(found[1])) > _LARGEST:
        raise ValueError(f"{quoted(text)} is not the value of a qualification; expected a whole number, or `Revoke`")
    row.qualifications[of] = int(found[1])


def _set(name: str, read: Callable[[str], Any]) -> Callable[[WorkerRow, str, str | None], None]:
    def reader(row: WorkerRow, text: str, _: str | None) -> None:
        setattr(row, name, read(text))

    return reader


_READERS: dict[str, Callable[[WorkerRow, str, str | None], None]] = {
    "Country": _read_country,
    "Subdivision": _read_subdivision,
    "Adult": _set("adult", _truth),
    "Master": _set("master", _truth),
    "Blocked": _read_blocked,
    "BlockReason": _set("reason", str),
    "Qualification": _read_value,
}
