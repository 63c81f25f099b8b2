"""Write assignments as the requester site's `Batch_*_results.csv`, and read such files back as assignments.

Source: result files from 2016 to 2020 in public repositories, such as microsoft/P.808 and akashukla/MTurk_Bovik.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms import words
from questionforms.answers.archives.csv_injection import neutralised, restored
from questionforms.answers.archives.sources import COLUMNS, DOCUMENT, iter_assignments, report, text_of
from questionforms.answers.archives.times import site_text
from questionforms.answers.read.answers import from_cells
from questionforms.answers.read.parse import parse_answers
from questionforms.answers.read.pipe_separated import join_fields, join_selections
from questionforms.exceptions import InvalidArgument, QuestionFormsError, WrongType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TextIO

    from questionforms.answers.archives.sources import Assignment

#: The site's fixed columns; after them come `Input.*`, `Answer.*` and the requester's decisions.
FIXED = (
    *("HITId", "HITTypeId", "Title", "Description", "Keywords", "Reward", "CreationTime", "MaxAssignments"),
    *("RequesterAnnotation", "AssignmentDurationInSeconds", "AutoApprovalDelayInSeconds", "Expiration"),
    *("NumberOfSimilarHITs", "LifetimeInSeconds", "AssignmentId", "WorkerId", "AssignmentStatus", "AcceptTime"),
    *("SubmitTime", "AutoApprovalTime", "ApprovalTime", "RejectionTime", "RequesterFeedback", "WorkTimeInSeconds"),
    *("LifetimeApprovalRate", "Last30DaysApprovalRate", "Last7DaysApprovalRate"),
)
DECISIONS = ("Approve", "Reject")
_INPUT, _ANSWER = "Input.", "Answer."
#: A cell may contain a whole document.
_LONGEST_CELL = 2**31 - 1


def requester_csv(
    assignments: Any,
    *,
    hits: Iterable[Mapping[str, Any]] = (),
    inputs: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """Return CSV text with the columns of the requester site's result file, one row per assignment, in Pacific time.

    `hits` are HITs as boto3 returns them, for the columns of the HIT. `inputs` maps each HIT's ID to its `Input.*`
    values. A cell that a spreadsheet would run as a formula gets an apostrophe in front, which `read_requester_csv`
    removes. A document that cannot be read goes into `Answer.document`, and the number of them is logged.
    """
    by_id = {str(hit.get("HITId")): hit for hit in hits}
    rows: list[dict[str, str]] = []
    bad = 0
    for assignment in iter_assignments(assignments):
        answers, unread = _answers(assignment)
        bad += unread
        hit_id = assignment.columns[COLUMNS.index("HITId")]
        rows.append(
            _fixed(assignment, by_id.get(hit_id, {})) | _inputs(assignment, (inputs or {}).get(hit_id)) | answers
        )
    report(bad, len(rows))
    names = dict.fromkeys(name for row in rows for name in row)
    inputs_found, answers_found = ([name for name in names if name.startswith(kind)] for kind in (_INPUT, _ANSWER))
    header = [*FIXED, *inputs_found, *sorted(answers_found), *DECISIONS]  # in the site's order
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([neutralised(row.get(name, "")) for name in header] for row in rows)
    return file.getvalue()


def read_requester_csv(source: Path | str | TextIO) -> Iterator[dict[str, Any]]:
    """Read the assignments in a result file of the requester site, for `table`, `rows` or `summary`.

    The source is a path, the text of a file, or an open file. Each assignment maps column names to cells, and has its
    answers under `Answer`, all as free text, since the file records no more. An empty cell is not an answer. Raises
    InvalidArgument if the file is not CSV, is not in UTF-8 or has no answers.
    """
    if isinstance(source, Path):
        return _from_path(source)
    if isinstance(source, str):
        return _assignments(io.StringIO(source, newline=""))
    if not hasattr(source, "read"):
        message = f"{words.found(source)}; expected a path, the text of a file, or an open file"
        raise WrongType("read_requester_csv", "source", message)
    return _assignments(source)


def _from_path(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from _assignments(file)


def _assignments(file: TextIO) -> Iterator[dict[str, Any]]:
    reader = _rows(file)
    _, header = next(reader, (0, []))
    if not any(name.startswith(_ANSWER) for name in header):
        names = ", ".join(f"`{name}`" for name in header[:3])
        found = f"its first columns are {names}" if names else "it is empty"
        raise _refused(f"the file has no `Answer.*` columns; {found}; expected comma-separated columns")
    for line, cells in reader:
        if len(cells) > len(header):
            raise _refused(f"line {line} has {len(cells)} cells; expected {len(header)}, as in the header")
        if not any(cells):
            continue
        # The site leaves out the last two cells, the requester's decision, if there is none.
        pairs = [(name, restored(cell)) for name, cell in zip(header, cells, strict=False)]
        answers = from_cells(
            [(name.removeprefix(_ANSWER), cell) for name, cell in pairs if name.startswith(_ANSWER) and cell], "|"
        )
        yield {name: cell for name, cell in pairs if not name.startswith(_ANSWER)} | {"Answer": answers}


def _rows(file: TextIO) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file, each with the number of its first line.

    The limit on a cell's length applies to the whole process, so it is raised only while a row is read.
    """
    reader = csv.reader(_lines(file), strict=True)
    while True:
        line = reader.line_num + 1
        limit = csv.field_size_limit(_LONGEST_CELL)
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise _refused(f"the row that starts on line {line} is not valid CSV: {error}") from None
        except UnicodeDecodeError as error:
            message = (
                f"the file is not valid {error.encoding.upper()}; "
                "open it with its actual encoding and pass the open file"
            )
            raise _refused(message) from None
        finally:
            csv.field_size_limit(limit)
        if row is None:
            return
        yield line, row


def _lines(file: TextIO) -> Iterator[str]:
    """The lines of a file, without a byte order mark."""
    first = next(file, "")
    if not isinstance(first, str):
        raise WrongType("read_requester_csv", "source", "the file is open in binary mode; expected a file in text mode")
    yield first.removeprefix("\ufeff")
    yield from file


def _refused(message: str) -> InvalidArgument:
    return InvalidArgument("read_requester_csv", "source", message)


def _answers(assignment: Assignment) -> tuple[dict[str, str], bool]:
    """The `Answer.*` of a document, and whether it could not be read."""
    try:
        fields = parse_answers(assignment.xml).expanded()
    except QuestionFormsError:
        return {f"{_ANSWER}{DOCUMENT}": text_of(assignment.xml)}, True
    return {f"{_ANSWER}{name}": _cell(value) for name, value in fields.items()}, False


def _cell(value: Any) -> str:
    """A field's value as the site writes it: several selections separated by `|`, booleans in lower case."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, tuple):
        return join_selections(value)
    if isinstance(value, list):
        return join_fields(map(_cell, value))
    return json.dumps(value, ensure_ascii=False)


def _fixed(assignment: Assignment, hit: Mapping[str, Any]) -> dict[str, str]:
    """The cells of an assignment and its HIT."""
    values = dict(hit) | dict(zip(COLUMNS, assignment.columns, strict=True))
    values |= {name: value for name, value in assignment.given.items() if value is not None and value != ""}
    accepted, submitted = values.get("AcceptTime"), values.get("SubmitTime")
    if isinstance(accepted, datetime) and isinstance(submitted, datetime) and "WorkTimeInSeconds" not in values:
        values["WorkTimeInSeconds"] = int((submitted - accepted).total_seconds())
    return {name: _plain(name, values[name]) for name in (*FIXED, *DECISIONS) if values.get(name) is not None}


def _plain(name: str, value: Any) -> str:
    if isinstance(value, datetime):
        return site_text(value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))
    text = str(value)
    return f"${text}" if name == "Reward" and not text.startswith("$") else text


def _inputs(assignment: Assignment, inputs: Mapping[str, str] | None) -> dict[str, str]:
    given = {name: str(value) for name, value in assignment.given.items() if name.startswith(_INPUT)}
    return given | {f"{_INPUT}{name}": str(value) for name, value in (inputs or {}).items()}
