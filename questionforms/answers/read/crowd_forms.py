"""Expand answers into fields with values; the JSON of a crowd-form becomes the fields of its page.

Sources: "Crowd HTML elements" in Amazon's API reference, the pages of the elements in SageMaker's documentation, and
the columns of the requester site's result file.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from questionforms.answers.read.pipe_separated import split_fields
from questionforms.crowd_elements import DEFAULT_VALUE
from questionforms.elements.base import arguments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.answers.read.answers import Answer, Answers

    #: The path of a value, what kind of part it is, and its text; see `parts_in`.
    Opened = list[tuple[str, str, str | None]]

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


def parts_in(text: str) -> Opened | None:
    """The values in a crowd-form's JSON, by their paths, such as `category.label`; None for any other text.

    A value is `free_text`, `number`, `boolean`, `null`, or `json` for a list. An object of truth values is one
    question: each true name is a `selection`; without any, the question is `empty`. If `on` is its only name, it is a
    `boolean`.
    """
    found = object_in(text, parse_float=_Number, parse_int=_Number)
    if found is None:
        return None
    parts = [part for name, value in found.items() for part in _parts(name, value)]
    if _ESCAPE not in text:
        return parts
    return [(_encodable(path), kind, value and _encodable(value)) for path, kind, value in parts]


#: The start of an escape, which may be a single surrogate.
_ESCAPE = "\\u"


def _encodable(text: str) -> str:
    """The text, with escapes for single surrogates, which no encoding has."""
    return text.encode(errors="backslashreplace").decode()


def object_in(text: str, **parsing: Any) -> dict[str, Any] | None:
    """The object in a crowd-form's JSON, which is an array of one object; None for any other text."""
    try:
        found = json.loads(text, parse_constant=_refuse, object_pairs_hook=_distinct, **parsing)
        if isinstance(found, list) and len(found) == 1:
            found = found[0]
        return found if isinstance(found, dict) and _depth(found) < _DEEPEST else None
    except (ValueError, RecursionError):
        return None


def texts_in(json_list: str) -> list[str] | None:
    """The texts in a list in JSON, such as the labels of a classifier; None if it has other values."""
    try:
        found = json.loads(json_list)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) and all(isinstance(one, str) for one in found) else None


def is_truth(text: str) -> bool:
    """Whether a text is the truth value of a radio button or a checkbox, in any case of letters."""
    return text.lower() in {"true", "false"}


def stem_and_value(identifier: str) -> tuple[str, str] | None:
    """The field and the value in the identifier of a truth value, such as `mood.good`; None without a dot.

    The value follows the last dot: a field's name may contain dots, and the value may contain spaces.
    """
    stem, dot, value = identifier.rpartition(".")
    return (stem, value) if dot and stem.strip() and value.strip() else None


def is_switch(values: Iterable[str]) -> bool:
    """Whether these are all the values of a question with truth values that is one checkbox: `on` alone."""
    return set(values) == {DEFAULT_VALUE}


def chosen(stem: str, truths: Iterable[tuple[str, bool]], *, switch: bool) -> Opened:
    """The parts of a question whose values are true or false: a list of the true ones, or booleans for a switch."""
    pairs = list(truths)
    if switch:
        return [(stem, "boolean", "true" if is_true else "false") for _, is_true in pairs]
    return [(stem, "selection", name) for name, is_true in pairs if is_true] or [(stem, "empty", None)]


def _fields(answer: Answer) -> Iterator[tuple[str, Any]]:
    """The fields of one answer; anything besides its value has a dotted name."""
    name = answer.identifier
    opened = object_in(answer.text) if name == CROWD_FORM and answer.text is not None else None
    if opened is not None:
        yield from _flat(opened, "")
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


class _Number(str):
    """A number in JSON, as it is written there."""

    __slots__ = ()


#: Deeper JSON is left as text.
_DEEPEST = 50


def _depth(value: Any) -> int:
    if not isinstance(value, dict | list):
        return 0
    return 1 + max(map(_depth, value.values() if isinstance(value, dict) else value), default=0)


def _flat(value: dict[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    """The values of an object and of nested objects, under dotted names; an empty object is a value."""
    for name, inner in value.items():
        if isinstance(inner, dict) and inner:
            yield from _flat(inner, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", inner


def _parts(path: str, value: Any) -> Iterator[tuple[str, str, str | None]]:
    if isinstance(value, dict):
        if all(isinstance(inner, bool) for inner in value.values()):
            yield from chosen(path, value.items(), switch=is_switch(value))
            return
        for name, inner in value.items():
            yield from _parts(f"{path}.{name}", inner)
    elif value is None:
        yield path, "null", None
    elif isinstance(value, list):
        yield path, "json", _written(value)
    elif isinstance(value, bool):
        yield path, "boolean", "true" if value else "false"
    else:
        yield path, "number" if isinstance(value, _Number) else "free_text", str(value)


def _written(value: Any) -> str:
    """A value as JSON, with numbers as they were."""
    if isinstance(value, dict):
        return f"{{{', '.join([f'{_written(name)}: {_written(inner)}' for name, inner in value.items()])}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return str(value) if isinstance(value, _Number) else json.dumps(value, ensure_ascii=False)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is repeated, so one of its values would be lost")
    return found


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not valid JSON")
