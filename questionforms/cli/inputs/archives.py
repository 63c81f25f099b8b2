"""Reads workers' documents from files: XML, JSON saved by the AWS CLI, JSON Lines, and the requester site's results.

The start of a file determines its format. JSON is read value by value, the site's CSV row by row.
"""

from __future__ import annotations

import re
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.answers.archives.site_csv import read_requester_csv
from questionforms.answers.archives.sources import COLUMNS, iter_assignments
from questionforms.answers.read.cells import as_asked
from questionforms.cli.inputs.json_values import NotJSONError, iter_values
from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.xml.load import BOMS, MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO, TextIO

    from questionforms.answers.archives.sources import Assignment
    from questionforms.elements.question_form import QuestionForm

#: How JSON starts. A quoted string counts only if it contains XML: otherwise it is the first cell of a CSV file.
_JSON = re.compile(r'[\[{]|"(?:\s|\\[nrt])*(?:<|\\u003[cC]|&lt;)|""\s*(?:\n|$)')
_HEAD = 4_096
_SAVE = " (save the file as UTF-8)"
_EXPECTED = "expected XML, JSON, or CSV from the requester site"


class Document(NamedTuple):
    """One worker's document, and where it comes from."""

    #: The file, the line if the document has one to itself, and the assignment's id.
    place: str
    assignment: Assignment
    #: Whether it is the whole file, so that line numbers in the document are those of the file.
    alone: bool = False

    @property
    def given(self) -> dict[str, Any]:
        """The assignment as boto3 returns it. Without an id, the place is used instead, to keep its rows together."""
        columns, unread = self.assignment.columns, self.assignment.unread
        given = dict(zip(COLUMNS, columns, strict=True)) | dict(unread)
        return given | {"AssignmentId": columns[0] or self.place, "Answer": self.assignment.xml}


class UnreadError(Exception):
    """A file that cannot be read, or only up to some place; the message starts with the file's name."""


class Archive:
    """One file with documents, which can be read more than once."""

    def __init__(self, path: Path, name: str | None = None) -> None:
        self.path = path
        #: The name to show in output.
        self.name = name or str(path)
        #: In bytes; 0 if there is no such file.
        self.size = path.stat().st_size if path.is_file() else 0
        #: How many bytes have been read.
        self.position = 0

    def documents(self, form: QuestionForm | None = None) -> Iterator[Document]:
        """Yield the documents in order. Raises UnreadError at the first place that cannot be read."""
        self.position = 0
        try:
            with self.path.open("rb") as file:
                for document in self._documents(file, form):
                    self.position = file.tell()
                    yield document
        except UnicodeDecodeError as error:
            raise self._undecodable(error.encoding) from None
        except NotJSONError as error:
            raise UnreadError(f"{self.name}:{error.line}:{error.column}: cannot be read: {error}") from None
        except OSError as error:
            raise UnreadError(f"{self.name}: cannot be read: {error.strerror or error}") from None

    def _documents(self, file: BinaryIO, form: QuestionForm | None) -> Iterator[Document]:
        start = file.read(_HEAD)
        file.seek(0)
        bom, encoding = next((found for found in BOMS if start.startswith(found[0])), (b"", "utf-8"))
        head = start[len(bom) :].decode(encoding, "replace").lstrip(" \t\r\n\0")
        if head.startswith("<") or (not head and self.path.suffix.lower() == ".xml"):
            (found,) = iter_assignments(file.read(MOST_BYTES + 1))
            yield Document(self.name, found, alone=True)
        elif not head:
            raise UnreadError(f"{self.name}: cannot be read: the file is empty; {_EXPECTED}")
        else:
            file.seek(len(bom))
            with TextIOWrapper(file, encoding, newline="") as text:
                yield from self._in_json(text) if _JSON.match(head) else self._in_csv(text, form)

    def _in_json(self, text: TextIO) -> Iterator[Document]:
        count = 0
        for line, value in iter_values(text):
            try:
                found = list(iter_assignments(value))
            except WrongType as error:
                raise UnreadError(f"{self.name}:{line}: cannot be read: {error.message}") from None
            for assignment in found:
                count += 1
                where = f"{self.name}:{line}" if len(found) == 1 else self.name
                yield Document(_place(where, assignment, f"document {count}" if len(found) > 1 else ""), assignment)

    def _in_csv(self, text: TextIO, form: QuestionForm | None) -> Iterator[Document]:
        try:
            for count, row in enumerate(read_requester_csv(text), 1):
                answers = row["Answer"] if form is None else as_asked(row["Answer"], form)
                (assignment,) = iter_assignments(row | {"Answer": answers})
                yield Document(_place(self.name, assignment, f"document {count}"), assignment)
        except InvalidArgument as error:
            if isinstance(error.__context__, UnicodeDecodeError):
                raise error.__context__ from None
            said = f"it is neither XML nor JSON, and when it is read as CSV, {error.message}"
            raise UnreadError(f"{self.name}: cannot be read: {said}") from None

    def _undecodable(self, encoding: str) -> UnreadError:
        """The error for text that cannot be decoded, with the place of the first bad byte if it should be UTF-8."""
        with self.path.open("rb") as file:
            for number, line in enumerate(file if encoding == "utf-8" else (), 1):
                try:
                    line.decode()
                except UnicodeDecodeError as error:
                    place = f"{self.name}:{number}:{len(line[: error.start].decode()) + 1}"
                    return UnreadError(
                        f"{place}: cannot be read: byte {line[error.start]:02X} is not valid UTF-8{_SAVE}"
                    )
        return UnreadError(
            f"{self.name}: cannot be read: it starts as {encoding.upper()} but is not valid further on{_SAVE}"
        )


def _place(where: str, assignment: Assignment, otherwise: str) -> str:
    """The file, and which of its documents this is."""
    which = assignment.columns[0] or otherwise
    return f"{where}: {which}" if which else where
