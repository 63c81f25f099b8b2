"""From what a caller has to one worker's answers: the quick way where it will do, else the parser."""

from __future__ import annotations

from questionforms.answers.read.answers import Answers, from_parts
from questionforms.answers.read.fast import split, split_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

#: What XML takes for blank; Python takes more.
_BLANKS = " \t\r\n"


def parse_answers(xml: str | bytes | Path | Answers | None) -> Answers:
    """One worker's answers, from the `Answer` of an assignment, or from a file.

    None, an empty string and a root without answers, all of which the service may send, are no answers. A document
    that does not follow the schema is read as far as it is XML: nothing in it is dropped, and `Answers.problems` says
    what is wrong with it. Raises InvalidDocument, with line and column, for what is no XML, or another document.
    """
    parts = split(xml) if type(xml) is str else split_bytes(xml) if type(xml) is bytes else None
    if parts is not None:
        return from_parts(parts)
    from questionforms.xml.load import load, refuse_no_source

    if xml is not None:
        refuse_no_source("parse_answers", "xml", xml)
    if xml is None or (isinstance(xml, str) and not xml.strip(_BLANKS)):
        return Answers()
    if isinstance(xml, bytes) and not xml.strip(_BLANKS.encode()):
        return Answers()
    if type(xml) is Answers:
        return xml
    from questionforms.answers.read.lenient import read

    return read(load(xml))
