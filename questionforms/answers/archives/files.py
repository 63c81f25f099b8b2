"""Read the assignments in a file of any kind: its first bytes, not its name, say what it is."""

from __future__ import annotations

import gzip
import re
import tempfile
import zlib
from contextlib import contextmanager
from dataclasses import replace
from io import TextIOWrapper
from shutil import copyfileobj
from typing import TYPE_CHECKING, Any, Literal

from questionforms.answers.archives.assignment_records import Assignment, assignment_in
from questionforms.answers.archives.delimited import DelimitedError, iter_delimited, iter_records, read_first_rows
from questionforms.answers.archives.encodings import encoding_of, undecodable
from questionforms.answers.archives.items import answered, iter_items
from questionforms.answers.archives.json_values import NotJSONError, iter_values
from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.xml.load import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO, TextIO

    from questionforms.answers.archives.delimited import Record
    from questionforms.answers.archives.header import Header
    from questionforms.answers.archives.hits import HITs

    #: What a file can contain.
    Kind = Literal["xml", "json", "delimited", "parquet"]

#: The files to look for in a folder; each may be gzipped.
SUFFIXES = (".xml", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".results", ".parquet")
_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"
#: How JSON starts. A quoted string counts only if it contains XML: otherwise it is the first cell of a CSV file.
_JSON = re.compile(r'[\[{]|"(?:\s|\\[nrt])*(?:<|\\u003[cC]|&lt;)|""\s*(?:\n|$)')
_LONGEST_DECLARATION = 200
_HEAD, _LONG_HEAD = 4_096, 2**16
_EXPECTED = "expected XML, JSON, CSV, a results file of a tool, or Parquet"
#: How other files start, and what to do with them.
_OTHERS = (
    (b"SQLite format 3\0", "an SQLite database; read its rows, and pass them as mappings"),
    (b"PK\x03\x04", "a ZIP archive or a workbook; unpack it, or save the workbook as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old workbook; save it as CSV"),
    (b"%PDF", "a PDF"),
    (b"ARROW1", "an Arrow IPC file; save it as Parquet, or pass the table"),
    (b"BZh", "compressed with bzip2; decompress it first"),
    (b"\xfd7zXZ\0", "compressed with xz; decompress it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard; decompress it first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
#: Control characters that no text contains.
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f]")
_SHOWN = {"xml": "XML", "json": "JSON", "parquet": "Parquet"}
_PAGE_OF_HITS = b'"HITs"'
_CHUNK = 2**20
#: The start of another document, behind a declaration and comments.
_OTHER_DOCUMENT = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,2000}-->\s*)?<(?:(?:\w{1,20}:)?"
    rb"(QuestionForm|HTMLQuestion|ExternalQuestion|AnswerKey)[\s>/]|(?i:!doctype html|html[\s>]))"
)
_SAID = {
    b"QuestionForm": "a QuestionForm, not the answers to one; pass it as the form",
    b"AnswerKey": "an AnswerKey, not answers; score answers with its method `score`",
    b"HTMLQuestion": "an HTMLQuestion, not the answers to one",
    b"ExternalQuestion": "an ExternalQuestion, not the answers to one",
    b"html": "an HTML page, not answers",
}
_HIT_MARKS = re.compile(r'(?<!\\)"(?:HITs?|HITId)"\s*:')
_ASSIGNMENT_MARKS = re.compile(r'(?<!\\)"(?:AssignmentId|Assignments|Answer)"\s*:')


class ArchiveFile:
    """One file with assignments, which can be read more than once."""

    def __init__(self, path: Path, *, name: str | None = None, encoding: str | None = None) -> None:
        self.path = path
        #: The name to show in places and messages.
        self.name = name or str(path)
        #: In bytes; 0 if there is no such file.
        self.size = path.stat().st_size if path.is_file() else 0
        #: How many bytes have been read.
        self.position = 0
        #: What was found in it; None until it is read.
        self.kind: Kind | None = None
        self._encoding = encoding
        self._raw: Any = None

    def assignments(self, hits: HITs) -> Iterator[Assignment]:
        """The assignments in order, with their places; HITs are added to `hits`.

        Raises InvalidArgument at the first place that cannot be read, and OSError if the file cannot be opened.
        """
        self.position = 0
        with self._reported():
            for assignment in self._read(hits):
                if self.kind != "parquet":
                    self.position = self.size if self._raw.closed else self._raw.tell()
                yield assignment

    def header(self) -> Header | None:
        """The header, if the file is delimited text; only the start of the file is read."""
        with self._reported():
            kind, encoding, mark = self._sniffed()
            if kind != "delimited":
                return None
            with self._text(encoding, mark) as text:
                return replace(read_first_rows(text), encoding=encoding)

    def fast_kind(self) -> Kind | None:
        """The kind of the file if it is UTF-8 without a byte order mark, so that its bytes can be read as they are."""
        try:
            kind, encoding, mark = self._sniffed()
        except (InvalidArgument, OSError, EOFError, zlib.error):  # the slow way says why
            return None
        return kind if encoding == "utf-8" and not mark else None

    def open_bytes(self) -> BinaryIO:
        """The file, decompressed while it is read."""
        return self._open()

    def delimited_rows(self) -> Iterator[Record]:
        """The rows of delimited text. Raises InvalidArgument for a file of another kind."""
        with self._reported():
            kind, encoding, mark = self._sniffed()
            if kind != "delimited":
                raise self._refused(f"it is not CSV, but {_SHOWN[kind]}; pass its Path to `table`, `rows` or `summary`")
            yield from iter_records(lambda: self._text(encoding, mark))

    def add_hits(self, hits: HITs) -> None:
        """Add the HITs in the file, if its start looks as if it had some; errors wait until the file is read."""
        try:
            kind, encoding, mark = self._sniffed()
            if kind != "json":
                return
            with self._text(encoding, mark) as text:
                head = text.read(_LONG_HEAD)
            found, other = _HIT_MARKS.search(head), _ASSIGNMENT_MARKS.search(head)
            first = found is not None and (other is None or found.start() < other.start())
            if not (first or self._mentions(_PAGE_OF_HITS)):
                return
            with self._text(encoding, mark) as text:
                for _, value in iter_values(text):
                    hits.collect(value, self.name)
        except (OSError, EOFError, ValueError, RecursionError, zlib.error):
            return

    def _mentions(self, word: bytes) -> bool:
        """Whether the bytes are anywhere in the file."""
        before = b""
        with self._open() as file:
            while chunk := file.read(_CHUNK):
                if word in chunk or word in before + chunk[: len(word)]:
                    return True
                before = chunk[-len(word) :]
        return False

    def _read(self, hits: HITs) -> Iterator[Assignment]:
        kind, encoding, mark = self._sniffed()
        self.kind = kind
        if kind == "delimited":
            yield from iter_delimited(lambda: self._text(encoding, mark), self.name)
        elif kind == "json":
            with self._text(encoding, mark) as text:
                yield from self._in_json(text, hits)
        elif kind == "xml":
            with self._open() as file:
                content = file.read(MOST_BYTES + 1)
            other = _OTHER_DOCUMENT.match(content)
            if other is not None:
                raise self._refused(f"it is {_SAID[other[1] or b'html']}")
            declared = self._encoding is None or b"encoding" in content[:_LONGEST_DECLARATION]
            yield Assignment(content if declared else content[mark:].decode(encoding), place=self.name)
        else:
            from questionforms.answers.archives.frames import iter_parquet

            with self._open() as file, _seekable(file) as whole:
                yield from iter_parquet(whole, self.name, self._advance)

    def _sniffed(self) -> tuple[Kind, str, int]:
        """The kind of the file, its encoding, and the length of its byte order mark. Raises InvalidArgument."""
        with self._open() as file:
            start = file.read(_HEAD)
        if start.startswith(_PARQUET):
            return "parquet", "", 0
        said = next((said for magic, said in _OTHERS if start.startswith(magic)), None)
        if said is not None:
            raise self._refused(f"it is {said}" if ";" in said else f"it is {said}; {_EXPECTED}")
        encoding, mark = encoding_of(start, self._encoding)
        if b"\0" in start and encoding == "utf-8" and _CONTROL.search(start):
            raise self._refused(f"it is binary; {_EXPECTED}")
        head = start[mark:].decode(encoding, "replace").lstrip(" \t\r\n\0")
        if head.startswith("<") or (not head and self.path.suffix.lower() == ".xml"):
            return "xml", encoding, mark
        if not head:
            raise self._refused(f"the file is empty; {_EXPECTED}")
        return "json" if _JSON.match(head) else "delimited", encoding, mark

    def _open(self) -> BinaryIO:
        """The file, decompressed while it is read."""
        raw: Any = self.path.open("rb")
        compressed = raw.read(len(_GZIP)) == _GZIP
        raw.seek(0)
        if compressed:
            raw.close()
            raw = gzip.open(self.path)  # noqa: SIM115 - the caller closes it
        self._raw = getattr(raw, "fileobj", raw)
        return raw  # type: ignore[no-any-return]

    def _text(self, encoding: str, mark: int) -> TextIO:
        """The file as text, from behind its byte order mark."""
        file = self._open()
        file.read(mark)
        return TextIOWrapper(file, encoding, newline="")

    def _in_json(self, text: TextIO, hits: HITs) -> Iterator[Assignment]:
        line = 1

        def items() -> Iterator[tuple[Any, str]]:
            nonlocal line
            for line, value in iter_values(text):
                found = list(iter_items(value, hits))
                place = f"{self.name}:{line}" if len(found) == 1 else self.name
                yield from ((item, place) for item in found)

        try:
            for item, place in answered(items(), lambda pair: pair[0]):
                yield _in_value(item, place)
        except (WrongType, InvalidArgument) as error:
            raise self._refused(error.message, f":{line}") from None
        except RecursionError:
            raise self._refused("the JSON is nested too deeply", f":{line}") from None

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """Errors of reading as InvalidArgument, with the place."""
        try:
            yield
        except UnicodeDecodeError as error:
            raise self._undecodable(error.encoding) from None
        except NotJSONError as error:
            raise self._refused(str(error), f":{error.line}:{error.column}") from None
        except UnicodeError as error:  # a codec that needs a byte order mark
            raise self._refused(f"the text is not in the encoding {self._encoding}: {error}") from None
        except DelimitedError as error:
            raise self._refused(str(error), "" if error.line is None else f":{error.line}") from None
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise self._refused(f"it is not a complete gzip file: {str(error).rstrip('.')}") from None

    def _refused(self, message: str, at: str = "") -> InvalidArgument:
        return InvalidArgument("answers", "source", f"{self.name}{at}: cannot be read: {message}")

    def _undecodable(self, encoding: str) -> InvalidArgument:
        with self._open() as file:
            start = file.read(_HEAD)
        found, mark = encoding_of(start, self._encoding)
        with self._open() as file:
            file.read(mark)
            marked = found.startswith(("utf-16", "utf-32")) and (mark > 0 or self._encoding is None)
            return undecodable(file, encoding, self.name, marked=marked)

    def _advance(self, percent: int) -> None:
        self.position = self.size * percent // 100


def find_files(folder: Path) -> list[Path]:
    """The files below a folder that may contain assignments, sorted, except those hidden by a leading dot."""
    found = [path for path in folder.rglob("*") if _may_contain(path) and path.is_file()]
    return sorted([path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)])


def _may_contain(path: Path) -> bool:
    name = path.name.lower().removesuffix(".gz")
    return name.endswith(SUFFIXES)


def _in_value(item: Any, place: str) -> Assignment:
    """An item in a file as an Assignment."""
    if isinstance(item, Assignment):
        return item
    if isinstance(item, dict):
        return assignment_in(item, place=place, may_lack=True)
    return Assignment(item, place=place)


@contextmanager
def _seekable(file: BinaryIO) -> Iterator[BinaryIO]:
    """The file itself, or a copy on disk if it is compressed, since Parquet is read from its end."""
    if not isinstance(file, gzip.GzipFile):
        yield file
        return
    with tempfile.TemporaryFile() as whole:
        copyfileobj(file, whole)
        whole.seek(0)
        yield whole
