"""Read one worker's answers from any source, with the fast path if possible, else with the parser."""

from __future__ import annotations

from questionforms.answers.read.answers import Answers, from_parts
from questionforms.answers.read.fast import split, split_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

#: XML's whitespace; Python's includes more characters.
_BLANKS = " \t\r\n"


def parse_answers(xml: str | bytes | Path | Answers | None) -> Answers:
    """Read one worker's answers, from the `Answer` of an assignment or from a file.

    None, an empty string and a root without answers, which the service may send, are read as no answers. XML that does
    not follow the schema is still read: none of its content is dropped, and `Answers.problems` lists what is wrong.
    Raises InvalidDocument, with line and column, if it is not XML, or is another document, and WrongType for a whole
    assignment: pass its `Answer`.
    """
    parts = split(xml) if type(xml) is str else split_bytes(xml) if type(xml) is bytes else None
    if parts is not None:
        return from_parts(parts)
    if type(xml) is Answers:
        return xml
    from questionforms.answers.read.assignment_mistakes import refuse_assignment, with_cure
    from questionforms.exceptions import InvalidDocument
    from questionforms.xml.load import load, refuse_no_source

    if xml is not None:
        refuse_assignment("parse_answers", "xml", xml)
        refuse_no_source("parse_answers", "xml", xml)
    if xml is None or (isinstance(xml, str) and not xml.strip(_BLANKS)):
        return Answers()
    if isinstance(xml, bytes) and not xml.strip(_BLANKS.encode()):
        return Answers()
    from questionforms.answers.read.lenient import read

    try:
        return read(load(xml))
    except InvalidDocument as error:
        raise with_cure(error, xml) from None
