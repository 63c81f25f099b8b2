"""Write the fields in which a worker answers as HTML: their kinds, names and constraints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from questionforms.conversion.content_markup import write_label
from questionforms.conversion.html_writer import tag
from questionforms.elements.answer_specifications import (
    AnswerFormatRegex,
    FreeTextAnswer,
    IsNumeric,
    Length,
)
from questionforms.elements.content import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from questionforms.elements.answer_specifications import AnswerSpecification, SelectionAnswer
    from questionforms.elements.question_form import Question
    from questionforms.elements.selections import Selection

#: The most rows of a text field.
_MOST_ROWS = 50
#: The message if a regex without errorText does not match. Source: "QuestionForm data structure".
_ERROR_TEXT = "Invalid input supplied."


def other_name(identifier: str) -> str:
    """The name of the field for other text in a question with selections."""
    return f"{identifier}.other"


def names_of(question: Question) -> tuple[str, ...]:
    """The names of the question's fields."""
    name, other = question.identifier, getattr(question.answer, "other", None)
    return (name,) if other is None else (name, other_name(name))


def kind_of(answer: SelectionAnswer) -> Literal["select", "radio", "checkbox"]:
    """The kind of field for choosing selections."""
    if answer.style == "checkbox" or (answer.max or 1) > 1:
        return "checkbox"
    in_a_menu = answer.style in ("dropdown", "combobox") and answer.other is None
    return "select" if in_a_menu and all(isinstance(item.label, Text) for item in answer.selections) else "radio"


def is_required(answer: AnswerSpecification, required: bool | None) -> bool:
    """Whether a worker must answer: if the question is required, or its text has a minimum length (documentation)."""
    lengths = [item for item in getattr(answer, "constraints", ()) if isinstance(item, Length)]
    return bool(required) or any(length.min for length in lengths)


def write_text_field(answer: FreeTextAnswer, name: str, **attributes: object) -> Markup:
    """A text field, with the constraints that the browser or the page's script checks."""
    for constraint in answer.constraints:
        if isinstance(constraint, Length):
            attributes |= {"minlength": constraint.min, "maxlength": constraint.max}
        elif isinstance(constraint, IsNumeric):
            numeric = {"inputmode": "decimal", "data_number": True}
            attributes |= {**numeric, "data_min": constraint.min, "data_max": constraint.max}
    regexes = [item for item in answer.constraints if isinstance(item, AnswerFormatRegex)]
    if regexes:
        attributes["data_patterns"] = json.dumps([_pattern(item) for item in regexes], ensure_ascii=False)
    default = answer.default or ""
    if (answer.lines or 1) > 1 or "\n" in default:
        rows = min(answer.lines or 1, _MOST_ROWS)
        # HTML ignores the first line break after the tag
        return tag("textarea", f"\n{default}", name=name, rows=rows, **attributes)
    return tag("input", type="text", name=name, value=default or None, **attributes)


def _pattern(item: AnswerFormatRegex) -> list[str]:
    return [item.regex, item.flags or "", item.error_text or _ERROR_TEXT]


def write_menu(answer: SelectionAnswer, name: str, **attributes: object) -> Markup:
    """A menu with an empty item, then an item for each selection, with its identifier as the value."""
    options = [tag("option", _text(item), value=item.identifier) for item in answer.selections]
    return tag("select", tag("option", "Choose one", value=""), *options, name=name, **attributes)


def _text(selection: Selection) -> str:
    label = selection.label
    return " ".join(label.text.split()) if isinstance(label, Text) else ""


def write_options(answer: SelectionAnswer, name: str, *, required: bool) -> Iterator[Markup]:
    """A button for each selection, with its identifier as the value, and the field for other text, if any."""
    kind = kind_of(answer)
    native = required and kind == "radio" and answer.other is None
    for item in answer.selections:
        button = tag("input", type=kind, name=name, value=item.identifier, required=native)
        yield tag("label", button, tag("span", write_label(item.label)), class_="option")
    if answer.other is not None:
        field = write_text_field(answer.other, other_name(name), data_other=True)
        yield tag("label", tag("span", "Other:"), field, class_="option")


def counts(answer: SelectionAnswer, *, required: bool) -> dict[str, object]:
    """The limits on the number of selections that the page's script enforces, if radio buttons do not ensure them."""
    if kind_of(answer) == "radio" and answer.other is None:
        return {}
    least = 1 if answer.min is None else answer.min
    return {"data_least": max(least, int(required)), "data_most": answer.max or 1, "data_required": required}
