"""From whatever a caller has (a document, XML or a path) to text, in bounded memory."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from questionforms.exceptions import InvalidDocument, WrongType
from questionforms.problems import make_problem
from questionforms.words import found
from questionforms.xml.characters import FORBIDDEN, NEWLINE, name_of

if TYPE_CHECKING:
    from questionforms.problems import Problem


class Built(Protocol):
    """A document that was built in Python, which writes its own XML."""

    #: The name of its root element.
    tag: ClassVar[str]

    def to_xml(self) -> str:
        """The XML of the document."""
        ...


#: The forms in which a document can be passed.
Source = Built | str | bytes | Path

#: Larger documents are not read at all: this is 150 times what the service accepts.
MOST_BYTES = 10_000_000
#: With more elements and attributes, problems are not explained; 65,535 bytes have room for some 16,000.
MOST_NODES = 20_000
#: Documents with more than that are checked up to this many bytes.
MOST_BYTES_OF_MANY_NODES = 2_000_000
#: The service's limit for a document, in bytes of UTF-8. Source: CreateHIT, Question; CreateQualificationType, Test.
LIMIT = 65_535

_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
#: Byte order marks, each with the codec of what is behind it. That of UTF-32 begins as that of UTF-16.
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How XML begins without one.
_STARTS = (
    ("<".encode("utf-32-le"), "utf-32-le"),
    ("<".encode("utf-32-be"), "utf-32-be"),
    ("<".encode("utf-16-le"), "utf-16-le"),
    ("<".encode("utf-16-be"), "utf-16-be"),
)
#: Python codecs that no XML file uses; some take quadratic time on hostile input.
_NOT_FOR_XML = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7", "mbcs", "oem"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """XML as text: decoded, without a byte order mark."""

    text: str
    #: The text as UTF-8.
    data: bytes
    #: The name of the file it came from.
    file: str | None
    #: The codec of its bytes; None for what was given as text.
    encoding: str | None = None
    #: The document it was written from, if it was built in Python: lines and columns then have no meaning.
    document: Built | None = None


def load(source: Source, file: str | None = None) -> Loaded:
    """Return the source as text.

    Raises InvalidDocument for a source that is too large to be read, or with bytes that do not match its encoding;
    OSError for a path that cannot be read; WrongType for anything that is not a source.
    """
    if isinstance(source, str):
        return _load_text(source, file)
    if isinstance(source, Path):
        file = file or str(source)
        _refuse_huge(source.stat().st_size, file)
        with source.open("rb") as stream:
            return _load_bytes(stream.read(MOST_BYTES + 1), file)
    if isinstance(source, bytes | bytearray | memoryview):
        return _load_bytes(bytes(source), file)
    refuse_no_source("source", "source", source)
    text = source.to_xml()
    return Loaded(text=text, data=text.encode(), file=file, document=source)


def refuse_no_source(where: str, argument: str, value: object) -> None:
    """Raise WrongType for what is neither a document, nor XML, nor a file of it."""
    built = all(hasattr(type(value), name) for name in ("tag", "to_xml"))
    if not built and not isinstance(value, str | bytes | bytearray | memoryview | Path):
        raise WrongType(where, argument, f"{found(value)}; expected XML (str or bytes) or a pathlib.Path")


def _load_text(text: str, file: str | None) -> Loaded:
    _refuse_huge(len(text), file)
    text = text.removeprefix("\ufeff")
    try:
        data = text.encode()
    except UnicodeEncodeError:
        raise InvalidDocument(forbidden_characters(text, file)) from None
    _refuse_huge(len(data), file)
    return Loaded(text=text, data=data, file=file)


def _load_bytes(data: bytes, file: str | None) -> Loaded:
    _refuse_huge(len(data), file)
    bom, encoding = next(((bom, name) for bom, name in (*BOMS, *_STARTS) if data.startswith(bom)), (b"", None))
    declared = _ENCODING.match(data)
    if encoding is None:
        encoding = declared[1].decode("ascii") if declared else "utf-8"
        _refuse_contradiction(encoding, file)
    codec = _codec(encoding, file)
    start = 0 if b"<" in bom else len(bom)
    try:
        text = data[start:].decode(codec)
    except UnicodeError as error:
        raise InvalidDocument([_undecodable(error, encoding, declared is not None, file)]) from None
    encoded = data[start:] if codec == "utf-8" else text.encode("utf-8", "surrogatepass")
    return Loaded(text=text, data=encoded, file=file, encoding=codec)


def _codec(encoding: str, file: str | None) -> str:
    try:
        codec = codecs.lookup(encoding).name
        "".encode(codec)  # a LookupError for codecs that do not encode text
    except (LookupError, UnicodeError):
        codec = "undefined"
    if codec in _NOT_FOR_XML:
        message = f"`{encoding}` is not a known encoding; expected one such as `UTF-8`"
        problem = make_problem("wrong-encoding", message, file=file, line=1, column=1, hint="save the file as UTF-8")
        raise InvalidDocument([problem])
    return codec


def _refuse_contradiction(encoding: str, file: str | None) -> None:
    """Refuse a declaration in single bytes that declares an encoding of two or four bytes."""
    if encoding.lower().replace("-", "").startswith(("utf16", "utf32", "ucs")):
        message = f"the document declares `{encoding}`, but its declaration is written in single bytes, as in UTF-8"
        hint = "declare UTF-8, or save the file in the declared encoding"
        problem = make_problem("wrong-encoding", message, file=file, line=1, column=1, hint=hint)
        raise InvalidDocument([problem])


def _undecodable(error: UnicodeError, encoding: str, declared: bool, file: str | None) -> Problem:
    said = "the encoding that the document declares" if declared else "and the document declares no other encoding"
    hint = "save the file as UTF-8, or declare its actual encoding"
    line, column, these = 1, 1, "the bytes are"
    if isinstance(error, UnicodeDecodeError):
        lines = NEWLINE.split(error.object[: error.start].decode(error.encoding, "replace"))
        line, column = len(lines), len(lines[-1]) + 1
        wrong = error.object[error.start : error.end][:4].hex(" ").upper()
        these = f"the bytes {wrong} are" if " " in wrong else f"the byte {wrong} is"
    message = f"{these} not valid {encoding.upper()}, {said}"
    return make_problem("wrong-encoding", message, file=file, line=line, column=column, hint=hint)


def _refuse_huge(size: int, file: str | None) -> None:
    if size > MOST_BYTES:
        message = f"the document has more than {MOST_BYTES:,} bytes and was not read; the limit is {LIMIT:,}"
        raise InvalidDocument([make_problem("too-large", message, file=file, line=1, column=1)])


def forbidden_characters(text: str, file: str | None) -> list[Problem]:
    """A problem for each character that XML does not allow, up to a hundred."""
    problems = []
    line, start, done = 1, 0, 0
    for character in islice(FORBIDDEN.finditer(text), 100):
        for newline in NEWLINE.finditer(text, done, character.start()):
            line, start = line + 1, newline.end()
        done = character.start()
        message = f"{name_of(character[0])}, is not allowed in XML"
        problems.append(
            make_problem(
                "forbidden-character",
                message,
                file=file,
                line=line,
                column=done - start + 1,
                hint="remove it",
            )
        )
    return problems
