"""Answers as the service writes them, in its two ways; stated here apart from what reads them."""

from __future__ import annotations

from questionforms import Answer, Answers
from questionforms.namespaces import namespace

URI = namespace("QuestionFormAnswers")


def on_one_line(answers: Answers) -> str:
    """All on one line, in ASCII, with numeric references."""
    entries = "".join(["".join(_entry(entry)) for entry in answers.entries])
    xml = f'<QuestionFormAnswers xmlns="{URI}">{entries}</QuestionFormAnswers>'
    return f'<?xml version="1.0" encoding="ASCII"?>{xml.encode("ascii", "xmlcharrefreplace").decode()}'


def in_lines(answers: Answers) -> str:
    """A tag a line, in UTF-8, with a line feed at the end."""
    lines = ['<?xml version="1.0" encoding="UTF-8" standalone="no"?>', f'<QuestionFormAnswers xmlns="{URI}">']
    for entry in answers.entries:
        lines += _entry(entry)
    return "\n".join([*lines, "</QuestionFormAnswers>", ""])


def document(body: str, xmlns: str = f' xmlns="{URI}"') -> str:
    """A QuestionFormAnswers document with this inside."""
    return f'<?xml version="1.0" encoding="ASCII"?><QuestionFormAnswers{xmlns}>{body}</QuestionFormAnswers>'


def answer(identifier: str, body: str = "") -> str:
    """One Answer element."""
    return f"<Answer><QuestionIdentifier>{identifier}</QuestionIdentifier>{body}</Answer>"


def escaped(text: str) -> str:
    """Text as element content."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def _entry(entry: Answer) -> list[str]:
    values: list[tuple[str, object]] = [("QuestionIdentifier", entry.identifier), ("FreeText", entry.text)]
    values += [("SelectionIdentifier", selection) for selection in entry.selections]
    values += [("OtherSelectionText", entry.other_text), ("UploadedFileSizeInBytes", entry.upload_size)]
    values += [("UploadedFileKey", entry.upload_key)]
    lines = [
        "<FreeText/>" if (name, value) == ("FreeText", "") else f"<{name}>{escaped(str(value))}</{name}>"
        for name, value in values
        if value is not None
    ]
    return ["<Answer>", *lines, "</Answer>"]
