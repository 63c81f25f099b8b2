"""The columns of the wide layout, from a form or from the answers, and the cells that a worker's parts fill."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from questionforms.answers.archives.known_columns import WORK_TIME
from questionforms.answers.archives.sources import COLUMNS
from questionforms.answers.read.typed import by_identifier, is_numeric, is_single, number
from questionforms.answers.tables.numerals import json_list, json_number
from questionforms.elements.answer_specifications import FileUploadAnswer, SelectionAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from questionforms.answers.tables.options import Options
    from questionforms.answers.tables.parts import Part
    from questionforms.elements.answer_specifications import AnswerSpecification

    Numeral = Callable[[int | Decimal | None], int | float | Decimal | None]
    Role = Literal[
        "text", "number", "boolean", "json", "choice", "scale", "selections", "other_text", "upload_key", "upload_size"
    ]

#: The column for parts that fit no other column.
REST = "rest"
#: Columns of a HIT or an assignment that are text, whatever they look like.
TEXT_COLUMNS = frozenset(
    [
        *("HITTypeId", "HITGroupId", "HITLayoutId", "Title", "Description", "Keywords", "Question"),
        *("RequesterAnnotation", "Approve", "Reject"),
    ]
)
#: How the names of a HIT's inputs start, in any case of letters.
_INPUT = "input."


class Column(NamedTuple):
    """One column of answers."""

    name: str
    question: str
    role: Role
    #: The identifiers that the form offers.
    choices: tuple[str, ...] = ()
    #: Whether the choices are a scale, in their order.
    ordered: bool = False


def columns_of_form(options: Options) -> list[Column]:
    """The columns of the form's questions, independent of the answers; empty without a form."""
    if options.form is None:
        return []
    found = [
        Column(_suffixed(name, role, index), name, role, _choices(question.answer), name in options.scales)
        for name, question in by_identifier(options.form).items()
        for index, role in enumerate(_roles(question.answer, is_divided=name in options.multi))
    ]
    return _distinct(found)


def columns_of_kinds(seen: dict[str, set[str]]) -> list[Column]:
    """The columns of questions, given the kinds of parts that were sent for each."""
    found: list[Column] = []
    for question, parts in seen.items():
        roles: list[Role] = [role for role, kinds in _FROM_DATA.items() if parts & kinds]
        if parts == {"null"}:
            roles = ["text"]
        found += [Column(_suffixed(question, role, index), question, role) for index, role in enumerate(roles)]
    return _distinct(found)


def cells(columns: Sequence[Column], parts: Sequence[Part], numeral: Numeral) -> dict[Role, Any] | None:
    """The cells of a question's columns for its parts; None if the columns cannot hold all of them.

    `numeral` makes the value of a number, or None if its column cannot hold it.
    """
    if len({part.answer for part in parts}) > 1:
        return None
    roles = [column.role for column in columns]
    scale = next((column.choices for column in columns if column.ordered), None)
    found: dict[Role, Any] = {}
    for part in parts:
        if _says_nothing(part, roles):
            continue
        role, value = _cell(roles, part, numeral)
        if role is None or role not in roles or value is None or (role in found and role != "selections"):
            return None
        if role == "choice" and scale is not None and value not in scale:
            return None
        found[role] = found[role] + value if role in found else value
    return found


def _says_nothing(part: Part, roles: Sequence[Role]) -> bool:
    """Whether a part has no value: null in JSON, an answer without a value, or an empty text where a number belongs.

    In a column of lists, an answer without a value is an empty list.
    """
    if part.part == "free_text":
        return not part.value and "number" in roles and "text" not in roles
    return part.part == "null" or (part.part == "empty" and "selections" not in roles)


def written(value: Any) -> str:
    """A value of a column with values of several types, as text; a whole float as a whole number.

    Where whole numbers and others meet in a column of Arrow, nobody can see any more which a whole one was.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))  # where some values are whole, all of a column may be floats
    if isinstance(value, int):
        return f"{Decimal(value):f}"  # str refuses thousands of digits
    return value.isoformat() if isinstance(value, datetime) else str(value)


#: Without a form: the possible columns of a question, and the parts that each is for.
_FROM_DATA: dict[Role, set[str]] = {
    "text": {"free_text"},
    "number": {"number"},
    "boolean": {"boolean"},
    "json": {"json"},
    "selections": {"selection", "empty"},
    "upload_key": {"upload_key"},
    "other_text": {"other_text"},
    "upload_size": {"upload_size"},
}


def _cell(roles: Sequence[Role], part: Part, numeral: Numeral) -> tuple[Role | None, Any]:  # noqa: PLR0911 - one a kind
    """The column for a part, and its value there."""
    value = part.value
    match part.part:
        case "free_text" if "number" in roles and "text" not in roles:
            return "number", numeral(number(value or ""))
        case "free_text":
            return "text", value
        case "number":
            return "number", numeral(json_number(value or ""))
        case "boolean":
            return "boolean", value == "true"
        case "json":
            return "json", json_list(value or "[]")
        case "selection" if "scale" in roles:
            return "scale", int(value) if value and is_whole(value) else None
        case "selection":
            return ("choice", value) if "choice" in roles else ("selections", [value])
        case "empty":
            return "selections", []
        case "upload_size":
            return "upload_size", int(value) if value and len(value) <= 18 else None
        case "other_text" | "upload_key":
            return part.part, value
        case _:
            return None, None


def is_whole(text: str) -> bool:
    """Whether a text is a whole number as Python writes it, and short enough for any column."""
    return _WHOLE.fullmatch(text) is not None


#: The same as a regular expression.
WHOLE_NUMBER = r"(?:0|-?[1-9][0-9]{0,17})"
_WHOLE = re.compile(WHOLE_NUMBER)


def _roles(specification: AnswerSpecification, *, is_divided: bool) -> tuple[Role, ...]:
    if isinstance(specification, SelectionAnswer):
        first: Role = _of_selections(specification)
        return (first,) if specification.other is None else (first, "other_text")
    if isinstance(specification, FileUploadAnswer):
        return "upload_key", "upload_size"
    return ("selections",) if is_divided else ("number",) if is_numeric(specification) else ("text",)


def _of_selections(specification: SelectionAnswer) -> Role:
    if not is_single(specification):
        return "selections"
    return "scale" if all(is_whole(selection.identifier) for selection in specification.selections) else "choice"


def _choices(specification: AnswerSpecification) -> tuple[str, ...]:
    if not isinstance(specification, SelectionAnswer):
        return ()
    return tuple(dict.fromkeys(selection.identifier for selection in specification.selections))


def _suffixed(question: str, role: Role, index: int) -> str:
    """A column's name: the question's for its first column, with the role as a suffix for any other."""
    return question if index == 0 and role not in {"other_text", "upload_size"} else f"{question}.{role}"


def names_of_others(others: Iterable[str], columns: Iterable[str]) -> dict[str, str]:
    """The names of all other columns in the table: their own, with `HIT.` in front if another column has that name."""
    taken = {name.casefold() for name in (*COLUMNS, "problem", REST, *columns)}
    found = {}
    for other in others:
        name = other
        while name.casefold() in taken:
            name = f"HIT.{name}"
        taken.add(name.casefold())
        found[other] = name
    return found


def _distinct(columns: list[Column]) -> list[Column]:
    """The columns with unique names, even if case is ignored, as in SQL.

    `Input.*` and the working time are never a question's, since they say what was labelled, and how fast.
    """
    taken = {name.casefold() for name in (*COLUMNS, "problem", REST, WORK_TIME)}
    found = []
    for column in columns:
        name = column.name
        while name.casefold() in taken or name.casefold().startswith(_INPUT):
            name = f"Answer.{name}"
        taken.add(name.casefold())
        found.append(column._replace(name=name))
    return found
