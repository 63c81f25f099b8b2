"""Turns what a worker's browser posts into QuestionFormAnswers, serialised as by the service, and files.

Source: "ExternalQuestion", "HTMLQuestion" and "QuestionFormAnswers data structure" in Amazon's API reference.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from questionforms import Answer, Answers, HTMLQuestion, QuestionForm
from questionforms.answers.read.crowd_forms import CROWD_FORM
from questionforms.answers.read.pipe_separated import join_fields
from questionforms.conversion.controls import other_name
from questionforms.crowd_elements import FORM
from questionforms.elements.answer_specifications import SelectionAnswer
from questionforms.elements.external_question import RESERVED
from questionforms.marketplace.errors import Refusal
from questionforms.xml.characters import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.elements.base.element import Document

    Values = dict[str, list[str]]

#: The most fields in a form.
MOST_FIELDS = 10_000
_DECLARATION = '<?xml version="1.0" encoding="ASCII"?>'


class Posted(NamedTuple):
    """A form as received: the texts of each field by name, and the files with the names of their fields."""

    texts: Values
    files: list[tuple[str, bytes]]


def posted(query: bytes, content_type: str, body: bytes) -> Posted:
    """The fields in a form's URL and body, in order. Raises a Refusal if they are not a form in UTF-8."""
    from werkzeug.http import parse_options_header

    kind, options = parse_options_header(content_type)
    texts: Values = {}
    files: list[tuple[str, bytes]] = []
    try:
        pairs = _pairs(query)
        if kind == "multipart/form-data":
            parts = list(_parts(options.get("boundary", ""), body))
            pairs += [(name, value.decode()) for name, file_name, value in parts if file_name is None]
            # if the worker chose no file, a browser sends one without a name
            files = [(storable(name), value) for name, file_name, value in parts if file_name and name not in RESERVED]
        elif kind == "application/x-www-form-urlencoded" or not body:
            pairs += _pairs(body)
        else:
            raise _unreadable(f"its content type is `{kind}`")
    except ValueError as error:
        raise _unreadable(str(error)) from error
    for name, value in pairs:
        texts.setdefault(storable(name), []).append(storable(value))
    return Posted(texts, files)


def answers_of(question: Document, fields: Values, uploads: Iterable[Answer] = ()) -> str:
    """The QuestionFormAnswers for a form's fields, or an empty text if there are no answers.

    Answers are not checked against the question, since the service leaves that to the browser. Answers to a
    QuestionForm are of the kind that the question asks for. Fields of a page are text, and fields with the same name
    are joined by `|`. Reserved names are dropped.
    """
    texts = {name: values for name, values in fields.items() if name not in RESERVED}
    if isinstance(question, QuestionForm):
        answers = list(_form_answers(question, texts))
    elif isinstance(question, HTMLQuestion) and f"<{FORM}" in question.html and CROWD_FORM not in texts:
        together = json.dumps([{name: join_fields(values) for name, values in texts.items()}], ensure_ascii=False)
        answers = [Answer(CROWD_FORM, text=together)]
    else:
        answers = list(_free_texts(texts))
    return serialised(Answers(*answers, *uploads))


def serialised(answers: Answers) -> str:
    """A document as the service writes it: one line of ASCII with numeric references; empty without answers."""
    if not answers.entries:
        return ""
    from lxml.etree import XMLParser, fromstring, tostring

    return _DECLARATION + tostring(fromstring(answers.to_xml(), XMLParser(huge_tree=True))).decode()


def _form_answers(form: QuestionForm, texts: Values) -> Iterator[Answer]:
    """Yield the answers to the questions in order, except empty ones, then fields that belong to no question."""
    rest = dict(texts)
    for question in form.questions:
        name = question.identifier
        values = [value for value in rest.pop(name, []) if value]
        if not isinstance(question.answer, SelectionAnswer):
            yield from _free_texts({name: values} if values else {})
            continue
        other = join_fields(filter(None, rest.pop(other_name(name), []))) if question.answer.other is not None else ""
        if values or other:
            yield Answer(name, selections=values, other_text=other or None)
    yield from _free_texts(rest)


def _free_texts(texts: Values) -> Iterable[Answer]:
    return [Answer(name, text=join_fields(values)) for name, values in texts.items()]


def storable(text: str) -> str:
    """The text, with U+FFFD in place of each character that XML does not allow."""
    return FORBIDDEN.sub("\ufffd", text)


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    """The fields of a URL-encoded form."""
    return parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)


def _parts(boundary: str, body: bytes) -> Iterator[tuple[str, str | None, bytes]]:
    """Yield each part of a multipart form: the field's name, the file's name if it is one, and the content."""
    from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder

    decoder = MultipartDecoder(boundary.encode("ascii"), max_parts=MOST_FIELDS)
    decoder.receive_data(body)
    decoder.receive_data(None)
    name, file_name, content = "", None, b""
    while not isinstance(event := decoder.next_event(), Epilogue):
        if isinstance(event, Field | File):
            found: str | None = event.name  # its annotation says otherwise
            if found is None:
                raise ValueError("a part has no name")
            name, file_name, content = found, getattr(event, "filename", None), b""
        elif isinstance(event, Data):
            content += event.data
            if not event.more_data:
                yield name, file_name, content


def _unreadable(why: str) -> Refusal:
    message = f"The submission is not a form in UTF-8: {why}; expected the fields of an HTML form, sent by POST."
    return Refusal("AWS.InvalidRequest", message)
