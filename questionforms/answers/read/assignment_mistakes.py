"""Explains what to pass where a whole assignment, a response or an ID is passed in place of an assignment's answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from questionforms.exceptions import InvalidDocument, WrongType
from questionforms.words import type_of

_TABLE = "for many, use `questionforms.answers.rows` or `table`"
#: A response, by the key that it has: what it is, and where its answers are.
_RESPONSES = {
    "Answer": ("a whole assignment", 'pass `assignment["Answer"]`'),
    "Assignment": ("the response of `get_assignment`", 'pass `response["Assignment"]["Answer"]`'),
    "Assignments": (
        "the response of `list_assignments_for_hit`",
        f'pass `assignment["Answer"]` for each of `response["Assignments"]`; {_TABLE}',
    ),
    "AssignmentId": ("an assignment without `Answer`", "only submitted assignments have answers"),
    "HIT": ("the response of `get_hit`", "a HIT has no answers; get its assignments with `list_assignments_for_hit`"),
}
#: An assignment that was turned into text, as JSON or by Python.
_AS_TEXT = re.compile(r"\s*[{\[].{0,2000}?[\"']Answer[\"']\s*:", re.DOTALL)
_ID = re.compile(r"\s*[A-Z0-9]{14,64}\s*")


def refuse_assignment(where: str, argument: str, value: Any) -> None:
    """Raise WrongType for an assignment, a response with assignments, or a list of them."""
    if isinstance(value, Mapping) and not hasattr(type(value), "to_xml"):  # answers are a mapping, too
        what, cure = next(((what, cure) for key, (what, cure) in _RESPONSES.items() if key in value), ("", ""))
        if what:
            raise WrongType(where, argument, f"it is {what} ({type_of(value)}); {cure}")
    elif isinstance(value, list | tuple) and value and isinstance(value[0], Mapping) and "AssignmentId" in value[0]:
        what = f"it is a {type(value).__name__} of assignments"
        raise WrongType(where, argument, f'{what}; pass `assignment["Answer"]` for each; {_TABLE}')


def with_cure(error: InvalidDocument, source: object) -> InvalidDocument:
    """The error for a source that is not XML; if it is an assignment or an ID as text, it says what to pass instead."""
    text = source[:5_000].decode("utf-8", "replace") if isinstance(source, bytes) else source
    hint = _cure(text) if isinstance(text, str) else None
    if hint is None or error.problems[0].rule != "not-well-formed":
        return error
    return InvalidDocument([replace(error.problems[0], hint=hint), *error.problems[1:]])


def _cure(text: str) -> str | None:
    if text.strip() == "Answer":
        return 'this is the name of the key; pass its value, `assignment["Answer"]`'
    if _ID.fullmatch(text):
        return 'this is an ID; get the assignment with `get_assignment`, and pass `assignment["Answer"]`'
    if _AS_TEXT.match(text):
        return 'this is a whole assignment as text; read it, as with `json.loads`, and pass `assignment["Answer"]`'
    return None
