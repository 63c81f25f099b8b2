"""Answers from the cells of a table or from a crowd-form, where all are text, as a form asks for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from questionforms.answers.read.answers import Answers, as_sent
from questionforms.answers.read.crowd_forms import CROWD_FORM, is_truth, parts_in, stem_and_value
from questionforms.answers.read.pipe_separated import split_selections
from questionforms.answers.read.questions import by_identifier
from questionforms.elements.answer_specifications import FileUploadAnswer, SelectionAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from questionforms.answers.read.answers import Answer
    from questionforms.elements.answer_specifications import AnswerSpecification
    from questionforms.elements.question_form import QuestionForm

    Asked = Mapping[str, AnswerSpecification]

#: The suffixes of columns that belong to a question -> the kind of question that has them.
_BESIDE = {".other_text": SelectionAnswer, ".upload_size": FileUploadAnswer}


def as_asked(answers: Answers, form: QuestionForm, *, expand: bool = True) -> Answers:
    """The answers with selections and files where the form asks for them; everything else stays text.

    Only cells change, and with `expand` the JSON of a crowd-form: other answers say themselves what they are.
    """
    asked = {name: question.answer for name, question in by_identifier(form).items()}
    separator = answers._separator
    opens = expand and CROWD_FORM not in asked and CROWD_FORM in answers
    if separator is None and not opens:
        return answers
    found: dict[str, dict[str, Any]] = {}
    entries: list[Answer | str] = []
    for name, values in _values(answers, asked, opens=opens):
        if isinstance(values, dict):
            if name not in found:
                entries.append(name)
                found[name] = {}
            _merge(found[name], values)
        else:
            entries.append(values)
    read = Answers()
    read._entries = tuple([_answer(one, found[one]) if isinstance(one, str) else one for one in entries])
    read._extras, read._loaded, read._problems = answers._extras, answers._loaded, answers._problems
    return read


def _merge(found: dict[str, Any], values: dict[str, Any]) -> None:
    """Add the values of a cell to those of its question; selections add up."""
    selections = (*found.get("selections", ()), *values.get("selections", ()))
    found |= values
    if selections:
        found["selections"] = selections


def _values(answers: Answers, asked: Asked, *, opens: bool) -> Iterator[tuple[str, dict[str, Any] | Answer]]:
    """The values of each question, or an answer that says itself what it is."""
    separator = answers._separator
    truths = _truths(answers, asked) if separator is not None else {}
    for entry in answers.entries:
        text = entry.text if opens and entry.identifier == CROWD_FORM else None
        opened = None if text is None else parts_in(text)
        if opened:
            for name, part, value in opened:
                yield name, _of_part(asked.get(name), part, value)
        elif separator is None:
            yield entry.identifier, entry
        elif entry.identifier in truths:
            stem, value = truths[entry.identifier]
            yield stem, {"selections": (value,) if (entry.text or "").lower() == "true" else ()}
        else:
            yield _of_cell(entry, asked, separator)


def _truths(answers: Answers, asked: Asked) -> dict[str, tuple[str, str]]:
    """The cells that are the truth values of a question with selections, each with its question and selection."""
    found: dict[str, tuple[str, str]] = {}
    false: set[str] = set()
    for entry in answers.entries:
        pair = None if entry.identifier in asked else stem_and_value(entry.identifier)
        if pair is None or f".{pair[1]}" in _BESIDE or not isinstance(asked.get(pair[0]), SelectionAnswer):
            continue
        if is_truth(entry.text or ""):
            found[entry.identifier] = pair
        else:
            false.add(pair[0])
    return {name: pair for name, pair in found.items() if pair[0] not in false}


def _of_cell(entry: Answer, asked: Asked, separator: str) -> tuple[str, dict[str, Any]]:
    name, text = entry.identifier, entry.text or ""
    if name not in asked and name.strip() in asked:
        return name, _of_text(asked[name.strip()], text, separator)
    if name not in asked:
        stem, dot, end = name.rpartition(".")
        if isinstance(asked.get(stem), _BESIDE.get(dot + end, ())):
            return stem, {end: text}
    return name, _of_text(asked.get(name), text, separator)


def _of_part(asked: AnswerSpecification | None, part: str, value: str | None) -> dict[str, Any]:
    """A value in a crowd-form's JSON, which separates nothing itself."""
    if part == "selection" and value is not None:
        return {"selections": (value,)}
    if value is None:
        return {}
    if part == "boolean" and isinstance(asked, SelectionAnswer) and _offers(asked, "on"):
        return {"selections": ("on",) if value == "true" else ()}
    if part == "json" and isinstance(asked, SelectionAnswer):
        listed = _listed(value)
        if listed is not None:
            return {"selections": listed}
    return _of_text(asked, value, "|")


def _listed(text: str) -> tuple[str, ...] | None:
    """The values in a JSON list, such as the labels of a multi-select classifier; None if any of them has parts."""
    values = json.loads(text, parse_int=str, parse_float=str)
    if not all(isinstance(value, str | bool) for value in values):
        return None
    return tuple([value if isinstance(value, str) else str(value).lower() for value in values])


def _offers(asked: SelectionAnswer, identifier: str) -> bool:
    return any(selection.identifier == identifier for selection in asked.selections)


def _of_text(asked: AnswerSpecification | None, text: str, separator: str) -> dict[str, Any]:
    if not text and isinstance(asked, SelectionAnswer | FileUploadAnswer):
        return {}
    if isinstance(asked, SelectionAnswer):
        offered = {selection.identifier for selection in asked.selections}
        return {"selections": split_selections(text, offered, separator)}
    return {"upload_key" if isinstance(asked, FileUploadAnswer) else "text": text}


def _answer(name: str, values: dict[str, Any]) -> Any:
    size = values.pop("upload_size", None)
    if size is not None:
        fits = size.isascii() and size.isdecimal() and len(size) <= 18
        values |= {"upload_size": int(size)} if fits else {"extras": (("upload_size", size),)}
    return as_sent(name, values.pop("text", None), **values)
