"""How a worker may answer: with free text, with selections, or with a file.

Source: QuestionForm.xsd, and "QuestionForm data structure" in Amazon's API reference (AnswerSpecification).
"""

from __future__ import annotations

from questionforms.elements.base import arguments
from questionforms.elements.base.element import Element
from questionforms.elements.base.fields import INTEGER, attribute, leaf, nested
from questionforms.elements.selections import Selection, selections_of
from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.words import found, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal, TypeAlias

    from questionforms.elements.selections import Selections

    Style: TypeAlias = Literal["radiobutton", "checkbox", "list", "dropdown", "combobox", "multichooser"]
    Constraint: TypeAlias = "IsNumeric | Length | AnswerFormatRegex"
    AnswerSpecification: TypeAlias = "FreeTextAnswer | SelectionAnswer | FileUploadAnswer"

#: The values of StyleSuggestion.
STYLES: tuple[Style, ...] = ("radiobutton", "checkbox", "list", "dropdown", "combobox", "multichooser")
#: The styles that the documentation allows only if a worker may choose one selection.
SINGLE_STYLES: tuple[Style, ...] = ("radiobutton", "dropdown")
#: The largest file size, in bytes, that the schema allows.
MAX_FILE_SIZE = 2_000_000_000


class IsNumeric(Element):
    """The answer must be a number, within the bounds if they are given: both inclusive 32-bit integers (xs:int)."""

    min: int | None = attribute("minValue", INTEGER)
    max: int | None = attribute("maxValue", INTEGER)

    def __init__(self, min: int | None = None, max: int | None = None) -> None:
        self._min = None if min is None else arguments.integer("IsNumeric", "min", min, *arguments.INT)
        self._max = None if max is None else arguments.integer("IsNumeric", "max", max, *arguments.INT)
        arguments.ordered("IsNumeric", self._min, self._max)


class Length(Element):
    """Bounds on the answer's length in characters, both inclusive. A minimum makes the question required."""

    min: int | None = attribute("minLength", INTEGER)
    max: int | None = attribute("maxLength", INTEGER)

    def __init__(self, min: int | None = None, max: int | None = None) -> None:
        self._min = None if min is None else arguments.integer("Length", "min", min, 0)
        self._max = None if max is None else arguments.integer("Length", "max", max, 1)
        arguments.ordered("Length", self._min, self._max)


class AnswerFormatRegex(Element):
    """A JavaScript regular expression that must match some part of the answer; anchor it to match the whole.

    An invalid JavaScript expression is rejected. `error_text` is shown to the worker if the answer does not match. The
    only flag is "i", which ignores case.
    """

    regex: str = attribute("regex")
    error_text: str | None = attribute("errorText")
    flags: str | None = attribute("flags")

    def __init__(self, regex: str, *, error_text: str | None = None, flags: Literal["i"] | None = None) -> None:
        self._regex = _regex(regex)
        self._error_text = None if error_text is None else arguments.text("AnswerFormatRegex", "error_text", error_text)
        self._flags = None if flags is None else arguments.one_of("AnswerFormatRegex", "flags", flags, ("i",))


def _regex(value: object) -> str:
    regex = arguments.text("AnswerFormatRegex", "regex", value)
    from questionforms.javascript_regex import mistake_in

    if mistake := mistake_in(regex):
        hint = f"; {mistake.hint}" if mistake.hint else ""
        message = f"{shown(regex)} is not a valid JavaScript regular expression: {mistake.what}{hint}"
        raise InvalidArgument("AnswerFormatRegex", "regex", message)
    return regex


_CONSTRAINTS: tuple[type[Constraint], ...] = (IsNumeric, Length, AnswerFormatRegex)


def _constraints(given: tuple[Any, ...]) -> tuple[Constraint, ...]:
    def meant(value: object) -> str:
        if not isinstance(value, str):
            return ""
        import re

        is_regex = re.search(r"^\^|\$$|\\[dws]|\[[^]]+\]", value) is not None
        return f"; did you mean {f'AnswerFormatRegex({shown(value)})' if is_regex else f'default={shown(value)}'}?"

    return arguments.instances("FreeTextAnswer", "constraints", given, *_CONSTRAINTS, meant=meant)


class FreeTextAnswer(Element):
    """Text that the worker types; `default` is in the field at first, and `lines` suggests the height of the field.

    An answer must satisfy all constraints: at most one IsNumeric, at most one Length, and any number of
    AnswerFormatRegex, stored in the schema's order. An unchanged default counts as the answer.
    """

    constraints: tuple[Constraint, ...] = nested(*_CONSTRAINTS, inside="Constraints", optional=True, many=True)
    default: str | None = leaf("DefaultText", optional=True)
    lines: int | None = leaf("NumberOfLinesSuggestion", INTEGER, optional=True)

    def __init__(self, *constraints: Constraint, default: str | None = None, lines: int | None = None) -> None:
        where = "FreeTextAnswer"
        found = _constraints(constraints) if constraints else ()
        if len(found) > 1:
            found = tuple(sorted(found, key=lambda constraint: _CONSTRAINTS.index(type(constraint))))
            for type_ in (IsNumeric, Length):
                if sum(type(constraint) is type_ for constraint in found) > 1:
                    message = f"{type_.__name__} is given twice; expected at most one"
                    raise InvalidArgument(where, "constraints", message)
        self._constraints = found
        self._default = None if default is None else arguments.text(where, "default", default)
        self._lines = None if lines is None else arguments.integer(where, "lines", lines, 1)


class SelectionAnswer(Element):
    """A choice among selections: a mapping of identifiers to labels, pairs of them, `Selection`s, or strings.

    Each string in a list is both an identifier and its label, and must not contain `|`. `min` and `max` limit how many
    selections a worker may choose; each defaults to 1 (documentation). `other` adds a text field for any other answer:
    True, or a FreeTextAnswer with constraints.
    """

    min: int | None = leaf("MinSelectionCount", INTEGER, optional=True)
    max: int | None = leaf("MaxSelectionCount", INTEGER, optional=True)
    style: Style | None = leaf("StyleSuggestion", optional=True)
    selections: tuple[Selection, ...] = nested(Selection, inside="Selections", many=True)
    other: FreeTextAnswer | None = nested(FreeTextAnswer, tag="OtherSelection", inside="Selections", optional=True)

    def __init__(
        self,
        selections: Selections,
        *,
        min: int | None = None,
        max: int | None = None,
        style: Style | None = None,
        other: bool | FreeTextAnswer | None = None,
    ) -> None:
        where = "SelectionAnswer"
        self._selections = selections_of(selections)
        self._other = None if other is None else _other(other)
        self._min: int | None = None
        self._max: int | None = None
        if min is not None or max is not None:
            self._count(min, max)
        plain = style is None or (type(style) is str and style in STYLES)
        self._style: Any = style if plain else arguments.one_of(where, "style", style, STYLES)
        if max is not None and max > 1 and self._style in SINGLE_STYLES:
            message = f"{self._style!r} lets a worker choose only one selection, but max is {self._max}"
            raise InvalidArgument(where, "style", f"{message}; expected 'checkbox' or 'multichooser'")

    def _count(self, min: int | None, max: int | None) -> None:
        where = "SelectionAnswer"
        most = len(self._selections) + (self._other is not None)
        self._min = None if min is None else arguments.integer(where, "min", min, 0, most)
        self._max = None if max is None else arguments.integer(where, "max", max, 1, most)
        arguments.ordered(where, self._min, self._max, default_high=1)

    def _argument(self, name: str) -> Any:
        if name == "selections":
            labels = {selection.identifier: selection.label for selection in self.selections}
            return labels if len(labels) == len(self.selections) else self.selections
        if name == "other" and self.other == FreeTextAnswer():
            return True
        return getattr(self, name)


def _other(value: object) -> FreeTextAnswer | None:
    if value is False:
        return None
    if value is True:
        return FreeTextAnswer()
    if isinstance(value, FreeTextAnswer):
        return value
    raise WrongType("SelectionAnswer", "other", f"{found(value)}; expected True or a FreeTextAnswer")


class FileUploadAnswer(Element):
    """A file that the worker uploads, of 1 to 2,000,000,000 bytes. Version "2005-10-01" only; retired in 2017."""

    max_bytes: int = leaf("MaxFileSizeInBytes", INTEGER)
    min_bytes: int = leaf("MinFileSizeInBytes", INTEGER)

    def __init__(self, *, max_bytes: int, min_bytes: int = 1) -> None:
        where = "FileUploadAnswer"
        self._max_bytes = arguments.integer(where, "max_bytes", max_bytes, 1, MAX_FILE_SIZE)
        self._min_bytes = arguments.integer(where, "min_bytes", min_bytes, 1, MAX_FILE_SIZE)
        arguments.ordered(where, self._min_bytes, self._max_bytes, ("min_bytes", "max_bytes"))
