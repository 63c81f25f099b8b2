"""The columns of the wide layout, from a form or from the answers, and the cells that a worker's parts fill."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from questionforms.answers.archives.sources import COLUMNS
from questionforms.answers.read.typed import by_identifier, is_numeric, is_single, number
from questionforms.elements.answer_specifications import FileUploadAnswer, SelectionAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from questionforms.answers.tables.parts import Part
    from questionforms.elements.answer_specifications import AnswerSpecification
    from questionforms.elements.question_form import QuestionForm

    Role = Literal["text", "number", "choice", "selections", "other_text", "upload_key", "upload_size"]

#: The column for parts that fit no other column.
REST = "rest"
#: The most digits of a number after the decimal point, and before it.
FRACTION, WHOLE = 9, 29


class Column(NamedTuple):
    """One column of answers."""

    name: str
    question: str
    role: Role
    #: The identifiers that the form offers.
    choices: tuple[str, ...] = ()


def of_form(form: QuestionForm) -> list[Column]:
    """The columns of a form's questions, independent of the answers."""
    found = [
        Column(_suffixed(identifier, role, index), identifier, role, _choices(question.answer))
        for identifier, question in by_identifier(form).items()
        for index, role in enumerate(_roles(question.answer))
    ]
    return _distinct(found)


def of_parts(documents: Iterable[Sequence[Part]]) -> list[Column]:
    """The columns that the answers need, by question in the order of their first answers."""
    seen: dict[str, set[str]] = {}
    for parts in documents:
        for part in parts:
            if part.question is not None:
                seen.setdefault(part.question, set()).add(part.part)
    return of_kinds(seen)


def of_kinds(seen: dict[str, set[str]]) -> list[Column]:
    """The columns of questions, given the kinds of parts that were sent for each."""
    found: list[Column] = []
    for question, parts in seen.items():
        roles: list[Role] = [role for role, kinds in _FROM_DATA.items() if parts & kinds]
        found += [Column(_suffixed(question, role, index), question, role) for index, role in enumerate(roles)]
    return _distinct(found)


def cells(roles: Sequence[Role], parts: Sequence[Part]) -> dict[Role, Any] | None:
    """The cells of a question's columns for its parts; None if the columns cannot hold all of them."""
    if len({part.answer for part in parts}) > 1:
        return None
    found: dict[Role, Any] = {}
    for part in parts:
        role, value = _cell(roles, part)
        if role is None or role not in roles or value is None or (role in found and role != "selections"):
            return None
        found[role] = found[role] + value if role in found else value
    return found


def exact(value: int | Decimal | None) -> int | Decimal | None:
    """The number if a column can hold all its digits, else None."""
    if value is None or abs(value) >= 10**WHOLE:
        return None
    if isinstance(value, Decimal) and -int(value.as_tuple().exponent) > FRACTION:
        return None
    return value


#: Without a form: the possible columns of a question, and the parts that each is for.
_FROM_DATA: dict[Role, set[str]] = {
    "text": {"free_text"},
    "selections": {"selection", "empty"},
    "upload_key": {"upload_key"},
    "other_text": {"other_text"},
    "upload_size": {"upload_size"},
}


def _cell(roles: Sequence[Role], part: Part) -> tuple[Role | None, Any]:
    """The column for a part, and its value there."""
    value = part.value
    match part.part:
        case "free_text":
            return ("number", exact(number(value or ""))) if "number" in roles else ("text", value)
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


def _roles(specification: AnswerSpecification) -> tuple[Role, ...]:
    if isinstance(specification, SelectionAnswer):
        first: Role = "choice" if is_single(specification) else "selections"
        return (first,) if specification.other is None else (first, "other_text")
    if isinstance(specification, FileUploadAnswer):
        return "upload_key", "upload_size"
    return ("number",) if is_numeric(specification) else ("text",)


def _choices(specification: AnswerSpecification) -> tuple[str, ...]:
    if not isinstance(specification, SelectionAnswer):
        return ()
    return tuple(dict.fromkeys(selection.identifier for selection in specification.selections))


def _suffixed(question: str, role: Role, index: int) -> str:
    """A column's name: the question's for its first column, with the role as a suffix for any other."""
    return question if index == 0 and role not in {"other_text", "upload_size"} else f"{question}.{role}"


def _distinct(columns: list[Column]) -> list[Column]:
    """The columns with unique names, even if case is ignored, as in SQL."""
    taken = {name.casefold() for name in (*COLUMNS, "problem", REST)}
    found = []
    for column in columns:
        name = column.name
        while name.casefold() in taken:
            name = f"Answer.{name}"
        taken.add(name.casefold())
        found.append(column._replace(name=name))
    return found
