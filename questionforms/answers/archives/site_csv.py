"""Write assignments as the requester site's `Batch_*_results.csv`, and read such files back as assignments.

Source: result files from 2016 to 2020 in public repositories, such as microsoft/P.808 and akashukla/MTurk_Bovik.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms import words
from questionforms.answers.archives.assignment_records import cell_text
from questionforms.answers.archives.csv_injection import neutralised
from questionforms.answers.archives.delimited import DelimitedError, iter_records, reopened
from questionforms.answers.archives.encodings import check_encoding
from questionforms.answers.archives.files import ArchiveFile
from questionforms.answers.archives.items import refuse_file_name
from questionforms.answers.archives.sources import COLUMNS, DOCUMENT, iter_assignments, report, text_of
from questionforms.answers.archives.times import is_sheet_date, site_text
from questionforms.answers.read.answers import Answers
from questionforms.answers.read.cells import as_asked
from questionforms.answers.read.parse import parse_answers
from questionforms.answers.read.pipe_separated import join_fields, join_selections
from questionforms.exceptions import InvalidArgument, QuestionFormsError, WrongType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TextIO

    from questionforms.answers.archives.assignment_records import Assignment
    from questionforms.answers.archives.delimited import Record
    from questionforms.elements.question_form import QuestionForm

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
_WHERE = "read_requester_csv"


def requester_csv(
    assignments: Any,
    *,
    hits: Iterable[Mapping[str, Any]] = (),
    inputs: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """Return CSV text with the columns of the requester site's result file, one row per assignment, in Pacific time.

    All columns of the assignments are written; those that the site does not have come after its own. `hits` are HITs
    as boto3 returns them, for the columns of the HIT. `inputs` maps each HIT's ID to its `Input.*`
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
    kept = [name for name in names if not name.startswith((_INPUT, _ANSWER)) and name not in {*FIXED, *DECISIONS}]
    header = [*FIXED, *kept, *inputs_found, *sorted(answers_found), *DECISIONS]  # in the site's order
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([neutralised(row.get(name, "")) for name in header] for row in rows)
    return file.getvalue()


def read_requester_csv(
    source: Path | str | TextIO, form: QuestionForm | None = None, *, encoding: str | None = None
) -> Iterator[dict[str, Any]]:
    """Read the assignments in a result file of the requester site, for `table`, `rows` or `summary`.

    The source is a Path, the text of a file, or an open file; files that a spreadsheet saved and the result files of
    other tools are read, too. Each assignment maps the names of the columns to their cells, and has its answers under
    `Answer`: as text, since the file records no more, or with a form as its questions ask for them. An empty cell is
    not an answer. Raises InvalidArgument if the file cannot be read or has no answers.
    """
    check_encoding(_WHERE, encoding)
    _check_form(form)
    if isinstance(source, Path):
        return _from_path(ArchiveFile(source, encoding=encoding), form)
    if isinstance(source, str):
        refuse_file_name(source, _WHERE)
        return _from_text(source, form)
    if not hasattr(source, "read"):
        message = f"{words.found(source)}; expected a Path, the text of a file, or an open file"
        raise WrongType(_WHERE, "source", message)
    return _from_file(source, form)


def _check_form(form: object) -> None:
    from questionforms.elements.question_form import QuestionForm

    if form is not None and not isinstance(form, QuestionForm):
        raise WrongType(_WHERE, "form", f"{words.found(form)}; expected a QuestionForm")


def _from_path(file: ArchiveFile, form: QuestionForm | None) -> Iterator[dict[str, Any]]:
    try:
        yield from map(partial(_row, form=form), file.delimited_rows())
    except InvalidArgument as error:
        raise _refused(error.message) from None


def _from_file(file: TextIO, form: QuestionForm | None) -> Iterator[dict[str, Any]]:
    try:
        text = file.read()
    except UnicodeDecodeError as error:
        message = f"the file is not valid {error.encoding.upper()}; open it with its actual encoding, or pass its Path"
        raise _refused(message) from None
    if not isinstance(text, str):
        raise WrongType(_WHERE, "source", "the file is open in binary mode; expected a file in text mode")
    yield from _from_text(text, form)


def _from_text(text: str, form: QuestionForm | None) -> Iterator[dict[str, Any]]:
    try:
        yield from map(partial(_row, form=form), iter_records(reopened(text)))
    except DelimitedError as error:
        raise _refused(str(error) if error.line is None else f"line {error.line}: {error}") from None


def _row(record: Record, form: QuestionForm | None) -> dict[str, Any]:
    """A record as a mapping of its cells; a spreadsheet's dates as times, since only the whole column decides them."""
    answers = record.assignment.xml
    if form is not None and isinstance(answers, Answers):
        answers = as_asked(answers, form)
    times = {
        name: value
        for name, value in zip(COLUMNS, record.assignment.columns, strict=True)
        if isinstance(value, datetime) and is_sheet_date(str(record.cells.get(name, "")))
    }
    return record.cells | times | {"Answer": answers}


def _refused(message: str) -> InvalidArgument:
    return InvalidArgument(_WHERE, "source", message)


def _answers(assignment: Assignment) -> tuple[dict[str, str], bool]:
    """The `Answer.*` of a document, and whether it could not be read."""
    try:
        fields = parse_answers(assignment.xml).expanded()
    except QuestionFormsError:
        return {f"{_ANSWER}{DOCUMENT}": text_of(assignment.xml)}, True
    beside = {name: cell_text(value) for name, value in assignment.others.items() if name.startswith(_ANSWER)}
    return beside | {f"{_ANSWER}{name}": _cell(value) for name, value in fields.items()}, False


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
    """The cells of an assignment and its HIT, except its inputs and answers."""
    values = dict(hit) | dict(zip(COLUMNS, assignment.columns, strict=True)) | dict(assignment.unread)
    values |= {
        name: value
        for name, value in assignment.others.items()
        if value is not None and not name.startswith((_INPUT, _ANSWER)) and name not in dict(assignment.unread)
    }
    beside = [*(name for name in hit if name in FIXED), *COLUMNS, *assignment.others, *dict(assignment.unread)]
    names = dict.fromkeys(name for name in beside if name in values and values[name] is not None)
    return {name: _plain(name, values[name]) for name in names}


def _plain(name: str, value: Any) -> str:
    if isinstance(value, datetime):
        return site_text(value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))
    text = cell_text(value)
    return f"${text}" if name == "Reward" and not text.startswith("$") else text


def _inputs(assignment: Assignment, inputs: Mapping[str, str] | None) -> dict[str, str]:
    given = {name: cell_text(value) for name, value in assignment.others.items() if name.startswith(_INPUT)}
    return given | {f"{_INPUT}{name}": str(value) for name, value in (inputs or {}).items()}
