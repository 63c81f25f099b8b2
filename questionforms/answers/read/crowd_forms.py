"""Expand answers into fields with values; the JSON of a crowd-form becomes the fields of its page.

Source: "Crowd HTML elements" in Amazon's API reference, and the columns of the requester site's result file.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from questionforms.answers.read.pipe_separated import split_fields
from questionforms.elements.base import arguments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.answers.read.answers import Answer, Answers

#: The only identifier that a crowd-form sends.
CROWD_FORM = "taskAnswers"


def fields_of(answers: Answers, split: Iterable[str] = ()) -> dict[str, Any]:
    """Each field with its value, in order; a repeated name has a list of its values."""
    divided = set(arguments.several("expanded", "split", split, "a sequence of field names (str)"))
    found: dict[str, list[Any]] = {}
    for answer in answers.entries:
        for name, value in _fields(answer):
            separate = name in divided and isinstance(value, str)
            found.setdefault(name, []).append(split_fields(value) if separate else value)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def _fields(answer: Answer) -> Iterator[tuple[str, Any]]:
    """The fields of one answer; anything besides its value has a dotted name."""
    name = answer.identifier
    opened = _opened(answer.text) if name == CROWD_FORM and answer.text is not None else None
    if opened is not None:
        yield from opened
    else:
        yield name, answer.value
    if answer.kind != "selection" and answer.selections:
        yield f"{name}.selections", answer.selections
    if answer.kind == "free_text" and answer.upload_key is not None:
        yield f"{name}.upload_key", answer.upload_key
    for beside in ("other_text", "upload_size"):
        if getattr(answer, beside) is not None:
            yield f"{name}.{beside}", getattr(answer, beside)
    for path, text in answer.extras:
        yield f"{name}.{path}", text


def _opened(text: str) -> list[tuple[str, Any]] | None:
    """The fields in a crowd-form's JSON, which is an array of one object; None for any other text."""
    try:
        found = json.loads(text, parse_constant=_refuse, object_pairs_hook=_distinct)
        if isinstance(found, list) and len(found) == 1:
            found = found[0]
        return list(_flat(found, "")) if isinstance(found, dict) else None
    except (ValueError, RecursionError):
        return None


def _flat(value: dict[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    """The values of an object and of nested objects, under dotted names; an empty object is a value."""
    for name, inner in value.items():
        if isinstance(inner, dict) and inner:
            yield from _flat(inner, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", inner


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is repeated, so one of its values would be lost")
    return found


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not valid JSON")
