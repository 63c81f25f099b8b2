"""The options of rows, tables and batches, checked once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from questionforms import words
from questionforms.answers.read.questions import by_identifier
from questionforms.elements.answer_specifications import SelectionAnswer
from questionforms.elements.base import arguments
from questionforms.exceptions import InvalidArgument, WrongType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from questionforms.elements.question_form import QuestionForm

Layout = Literal["wide", "long"]
Columns = Literal["keep", "core"]
Decimals = Literal["float", "decimal"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What the caller asked for; see `table`."""

    form: QuestionForm | None = None
    layout: Layout = "wide"
    columns: Columns = "keep"
    expand: bool = True
    infer: bool = False
    numbers: Decimals = "float"
    scales: frozenset[str] = frozenset()
    multi: frozenset[str] = frozenset()

    @property
    def keeps(self) -> bool:
        """Whether columns that are not an assignment's own are wanted."""
        return self.columns == "keep"


def checked(  # noqa: PLR0917 - in the order of the fields
    where: str,
    form: object = None,
    layout: str = "wide",
    columns: str = "keep",
    expand: bool = True,
    infer: bool = False,
    numbers: str = "float",
    scales: Iterable[str] = (),
    multi: Iterable[str] = (),
) -> Options:
    """The options; raises WrongType or InvalidArgument for one that cannot be."""
    from questionforms.elements.question_form import QuestionForm

    if form is not None and not isinstance(form, QuestionForm):
        to_read = "; read it with `parse(path)`" if isinstance(form, Path) else ""
        raise WrongType(where, "form", f"{words.found(form)}; expected a QuestionForm{to_read}")
    for name, value, known in (
        ("layout", layout, Layout),
        ("columns", columns, Columns),
        ("numbers", numbers, Decimals),
    ):
        if value not in get_args(known):
            wanted = words.alternatives([repr(one) for one in get_args(known)])
            raise InvalidArgument(where, name, f"{words.shown(value)} is not a value of `{name}`; expected {wanted}")
    ordered, divided = _names(where, "scales", scales), _names(where, "multi", multi)
    if form is None and ordered:
        raise InvalidArgument(where, "scales", "the order of a scale comes from a form, but no form is given")
    if form is not None:
        asked = {name: question.answer for name, question in by_identifier(form).items()}
        _check(where, "multi", divided, asked)
        choices = [name for name, one in asked.items() if isinstance(one, SelectionAnswer)]
        _check(where, "scales", ordered, choices, " that offers selections")
    return Options(
        form=form,
        layout=layout,  # type: ignore[arg-type]
        columns=columns,  # type: ignore[arg-type]
        expand=bool(expand),
        infer=bool(infer),
        numbers=numbers,  # type: ignore[arg-type]
        scales=ordered,
        multi=divided,
    )


def _names(where: str, name: str, values: Iterable[str]) -> frozenset[str]:
    given = arguments.several(where, name, values, "a sequence of question identifiers (str)")
    return frozenset(arguments.text(where, name, value) for value in given)


def _check(where: str, name: str, given: Iterable[str], known: Collection[str], which: str = "") -> None:
    """Refuse the first question that is not known; `which` says what the known ones have in common."""
    for one in sorted(given):
        if one not in known:
            meant = words.did_you_mean(words.nearest(one, known))
            raise InvalidArgument(where, name, f"the form has no question {words.quoted(one)}{which}{meant}")
