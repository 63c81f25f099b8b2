"""What each column of a table of assignments contains, decided by the names in its header alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from questionforms import words
from questionforms.answers.archives.known_columns import (
    COLUMNS,
    NUMBERS,
    OTHER_TIMES,
    POSITIONS,
    TIMES,
    WORK_TIME,
    canonical_names,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: What a column contains: one of COLUMNS, an answer, the answers as XML, anything else, one value of an answer in a
#: long data frame, identifiers and answers in turn, or nothing that anybody needs.
Content = Literal["assignment", "answer", "document", "other", "part", "alternating", "nothing"]

#: The prefix of the columns with answers, and the cells that mean that a field was left empty.
ANSWER = "Answer."
EMPTY = frozenset({"", "{}"})
#: A cell without quotes that means no value, in files that R wrote.
NOT_AVAILABLE = "NA"
#: The columns of a long data frame of MTurkR and pyMTurkR that have a part of an answer.
PARTS = {
    "questionidentifier": "QuestionIdentifier",
    "freetext": "FreeText",
    "selectionidentifier": "SelectionIdentifier",
    "otherselectionfield": "OtherSelectionText",
    "otherselectiontext": "OtherSelectionText",
    "uploadedfilekey": "UploadedFileKey",
    "uploadedfilesizeinbytes": "UploadedFileSizeInBytes",
}
#: What MTurkR puts together from the other columns.
_COMBINED = "combined.answers"
#: The columns of pyMTurkR's assignments, whose answers are XML.
_PYMTURKR = (
    *("AssignmentId", "WorkerId", "HITId", "AssignmentStatus", "AutoApprovalTime", "AcceptTime", "SubmitTime"),
    *("ApprovalTime", "RejectionTime", "RequesterFeedback", "Answer"),
)
#: The columns that only MTurkR adds.
_R_MARKS = frozenset({"secondsonhit", "approvalrejectiontime"})
#: What R and pandas call the first column of such a file, which numbers its rows.
_ROW_NAMES = ("X", "Unnamed: 0", "row.names")
#: The column of older command-line tools in which identifiers and answers alternate, divided by tabs.
ALTERNATING = "answers[question_id answer_value]"
_MOST_NAMES = 4


class Column(NamedTuple):
    """What one column contains."""

    content: Content
    #: The name of the column in Amazon's API, the identifier of the question, or the name in the header.
    name: str


class UnknownTableError(ValueError):
    """The names of a table's columns are not those of any known kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The columns of a table of assignments, and how to read its cells."""

    columns: tuple[Column, ...]
    #: What divides several values in a cell of an answer.
    separator: str = "|"
    #: The cells without quotes that are nulls, besides empty ones.
    nulls: frozenset[str] = frozenset()
    #: Whether a row has one part of an answer, so that an assignment has several rows.
    long: bool = False
    #: Whether apostrophes before formulas are removed: R never writes them.
    restored: bool = True
    #: In a file: what divides the cells, the encoding, and the lines before the header.
    delimiter: str = ","
    encoding: str = "utf-8"
    skip: int = 0
    #: Whether blanks are in front of quotes.
    blanks_before_quotes: bool = False
    #: The indices of the columns with answers, with their identifiers, and of the XML.
    answers: tuple[tuple[int, str], ...] = field(init=False)
    document: int | None = field(init=False)
    #: The index of the column with identifiers and answers in turn.
    alternating: int | None = field(init=False)
    assignment: tuple[tuple[int, int], ...] = field(init=False)
    others: tuple[tuple[int, str], ...] = field(init=False)
    #: The other columns that are times or whole numbers, with their indices.
    typed: Mapping[str, int] = field(init=False)
    #: The indices of all columns that are times.
    times: tuple[int, ...] = field(init=False)
    #: Whether a column says how long the worker took.
    has_work_time: bool = field(init=False)

    @property
    def plain(self) -> bool:
        """Whether any reader of CSV gives the same cells, and each row is an assignment."""
        return not (self.long or self.nulls or self.blanks_before_quotes or self.alternating is not None)

    def __post_init__(self) -> None:
        at = list(enumerate(self.columns))
        others = tuple([(index, one.name) for index, one in at if one.content == "other"])
        found = {
            "answers": tuple([(index, one.name) for index, one in at if one.content == "answer"]),
            "document": next((index for index, one in at if one.content == "document"), None),
            "alternating": next((index for index, one in at if one.content == "alternating"), None),
            "assignment": tuple([(index, POSITIONS[one.name]) for index, one in at if one.content == "assignment"]),
            "others": others,
            "typed": {name: index for index, name in others if name in NUMBERS or name in OTHER_TIMES},
            "times": tuple([index for index, one in at if one.name in TIMES or one.name in OTHER_TIMES]),
            "has_work_time": any(one.name == WORK_TIME and one.content == "other" for _, one in at),
        }
        for name, value in found.items():
            object.__setattr__(self, name, value)


@lru_cache(maxsize=256)
def header_of(names: tuple[str, ...]) -> Header:
    """The header with these names. Raises UnknownTableError, with the names, if no column has answers."""
    names = tuple([name.strip() for name in names])
    _refuse_own_table(names)
    known = canonical_names(names)
    folds = [name.casefold() for name in names]
    if (
        "questionidentifier" in folds
        and "AssignmentId" in known
        and not {"freetext", "selectionidentifier"}.isdisjoint(folds)
    ):
        return _long(names, known, folds)
    if any(fold.startswith("answer.") or fold in {"answer", ALTERNATING} for fold in folds):
        return _wide(names, known, folds)
    if "AssignmentId" in known and not _R_MARKS.isdisjoint(folds):
        return _mturkr(names, known)
    raise UnknownTableError(f"its columns are {_shown(names)}; {_expected(names)}")


def repeated(names: Sequence[str]) -> str | None:
    """The first name that occurs twice; columns without a name do not count."""
    seen: set[str] = set()
    for name in map(str.strip, names):
        if name in seen:
            return name
        if name:
            seen.add(name)
    return None


def _wide(names: tuple[str, ...], known: list[str | None], folds: list[str]) -> Header:
    """A row for each assignment, with its answers as XML, or in columns `Answer.*`."""
    document = next((index for index, fold in enumerate(folds) if fold == "answer"), None)
    columns = [
        Column("document", names[index])
        if index == document
        else Column("alternating", names[index])
        if fold == ALTERNATING
        else Column("answer", names[index][len(ANSWER) :])
        if fold.startswith("answer.")
        else _other(index, names[index], known[index])
        for index, fold in enumerate(folds)
    ]
    of_pymturkr = tuple(name for name in names if name) == _PYMTURKR
    of_r = document is not None and (of_pymturkr or not _R_MARKS.isdisjoint(folds))
    return Header(columns=tuple(columns), nulls=frozenset({NOT_AVAILABLE} if of_r else ()), restored=not of_r)


def _mturkr(names: tuple[str, ...], known: list[str | None]) -> Header:
    """MTurkR's data frame of assignments: every column that is not known is an answer."""
    columns = [
        Column("nothing", name)
        if index == 0 and name in _ROW_NAMES
        else Column("answer", name)
        if name and known[index] is None and name != "ApprovalRejectionTime"
        else _other(index, name, known[index])
        for index, name in enumerate(names)
    ]
    return Header(columns=tuple(columns), separator=";", nulls=frozenset({NOT_AVAILABLE}), restored=False)


def _long(names: tuple[str, ...], known: list[str | None], folds: list[str]) -> Header:
    """A row for each part of an answer, as in the data frames of answers of MTurkR and pyMTurkR."""
    columns = [
        Column("part", PARTS[fold])
        if fold in PARTS
        else Column("nothing", names[index])
        if fold in {_COMBINED, "answer"}
        else _other(index, names[index], known[index])
        for index, fold in enumerate(folds)
    ]
    nulls = frozenset({NOT_AVAILABLE})
    return Header(columns=tuple(columns), separator=";", nulls=nulls, long=True, restored=False)


def _other(index: int, name: str, known: str | None) -> Column:
    if known in COLUMNS:
        return Column("assignment", known)
    if not name:  # R and pandas number their rows in a first column without a name
        return Column("nothing", "") if index == 0 else Column("other", f"column {index + 1}")
    return Column("other", known or name)


def _refuse_own_table(names: tuple[str, ...]) -> None:
    if "problem" in names and not set(COLUMNS).difference(names) and "Answer" not in names:
        raise UnknownTableError("this is a table that questionforms wrote; read it with pandas, or pass its sources")


def _shown(names: tuple[str, ...]) -> str:
    return words.listed([name for name in names if name], _MOST_NAMES) if any(names) else "nameless"


def _expected(names: tuple[str, ...]) -> str:
    expected = "expected columns `Answer.*`, or `Answer` with XML"
    if any(known is not None for known in canonical_names(names)):
        return expected
    return f"{expected}; if this is the input of a batch, pass its results instead"
