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
from questionforms.marketplace.errors import Refusal, too_large
from questionforms.xml.characters import FORBIDDEN
from questionforms.xml.load import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from questionforms.elements.base.element import Document

    Values = dict[str, list[str]]

#: The most fields in a form.
MOST_FIELDS = 10_000
#: The longest name of a field, in characters.
LONGEST_NAME = 10_000
#: The most bytes of an answer's XML: more is not read by `parse_answers` either.
LARGEST_ANSWER = MOST_BYTES
_DECLARATION = '<?xml version="1.0" encoding="ASCII"?>'


class Posted(NamedTuple):
    """A form as received: the texts of each field by name, and the files with the names of their fields."""

    texts: Values
    files: list[tuple[str, bytes]]


def posted(query: bytes, content_type: str, body: bytes) -> Posted:
    """The fields in a form's URL and body, in order, those in the URL first.

    Raises a Refusal if they are not a form in UTF-8, and before reading on if there are too many or they are too long.
    """
    from werkzeug.http import parse_options_header

    kind, options = parse_options_header(content_type)
    files: list[tuple[str, bytes]] = []
    try:
        pairs = _pairs(query)
        if kind == "multipart/form-data":
            parts = list(_parts(options.get("boundary", ""), body))
            _check_length(len(value) for _, value, file_name in parts if file_name is None)
            pairs += [(name, value.decode()) for name, value, file_name in parts if file_name is None]
            # if the worker chose no file, a browser sends one without a name
            files = [(storable(name), value) for name, value, file_name in parts if file_name and name not in RESERVED]
        elif kind == "application/x-www-form-urlencoded" or not body:
            pairs += _pairs(body)
        else:
            raise _unreadable(f"its content type is `{kind}`")
    except ValueError as error:
        raise _unreadable(str(error)) from error
    _check_names(name for name, _ in files)
    return Posted(by_name(pairs), files)


def by_name(pairs: Sequence[tuple[str, str]]) -> Values:
    """The values of each field, without characters that XML does not allow. Raises a Refusal if they are too long."""
    _check_number(len(pairs))
    _check_names(name for name, _ in pairs)
    _check_length(len(name) + len(value) for name, value in pairs)
    texts: Values = {}
    for name, value in pairs:
        texts.setdefault(storable(name), []).append(storable(value))
    return texts


def check_answer(xml: str) -> None:
    """Raise a Refusal if the XML of the answers is too large to be stored."""
    _check_length([len(xml)])


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
    if not encoded:
        return []
    _check_number(encoded.count(b"&") + 1)
    _check_length([len(encoded) // 3])  # at most three bytes for each byte of a text: `%41`
    return parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict")


def _parts(boundary: str, body: bytes) -> Iterator[tuple[str, bytes, str | None]]:
    """Yield each part of a multipart form: the field's name, the content, and the file's name if it is one."""
    from werkzeug.exceptions import RequestEntityTooLarge
    from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder

    decoder = MultipartDecoder(boundary.encode("ascii"), max_parts=MOST_FIELDS)
    decoder.receive_data(body)
    decoder.receive_data(None)
    name, file_name, content = "", None, b""
    try:
        while not isinstance(event := decoder.next_event(), Epilogue):
            if isinstance(event, Field | File):
                found: str | None = event.name  # its annotation says otherwise
                if found is None:
                    raise ValueError("a part has no name")
                name, file_name, content = found, getattr(event, "filename", None), b""
            elif isinstance(event, Data):
                content += event.data
                if not event.more_data:
                    yield name, content, file_name
    except RequestEntityTooLarge:
        _check_number(MOST_FIELDS + 1)


def _check_number(found: int) -> None:
    if found > MOST_FIELDS:
        raise too_large(f"The form has more than {MOST_FIELDS:,} fields.")


def _check_names(names: Iterable[str]) -> None:
    longest = max(map(len, names), default=0)
    if longest > LONGEST_NAME:
        raise too_large(f"The name of a field has {longest:,} characters; at most {LONGEST_NAME:,} are accepted.")


def _check_length(lengths: Iterable[int]) -> None:
    found = sum(lengths)
    if found > LARGEST_ANSWER:
        raise too_large(f"The answers are too long: as XML they have more than {LARGEST_ANSWER:,} bytes.")


def _unreadable(why: str) -> Refusal:
    message = f"The submission is not a form in UTF-8: {why}; expected the fields of an HTML form."
    return Refusal("AWS.InvalidRequest", message)
