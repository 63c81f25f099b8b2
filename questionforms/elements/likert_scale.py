"""Questions on a Likert scale: radio buttons from one end of a scale to the other."""

from __future__ import annotations

from questionforms.elements.answer_specifications import SelectionAnswer
from questionforms.elements.base import arguments
from questionforms.elements.base.misuse import on_callers_line
from questionforms.elements.question_form import Question
from questionforms.exceptions import InvalidArgument
from questionforms.words import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Protocol

    from questionforms.elements.content import AnyContent, Label

    class LabelsInOrder(Protocol):
        """A list or a tuple of labels. A str, whose `__contains__` takes only a str, and a mapping do not match."""

        def __iter__(self) -> Iterator[Label]: ...
        def __contains__(self, value: object, /) -> bool: ...
        @property
        def count(self) -> object: ...  # noqa: D102


#: More points than this are not a scale of radio buttons, but a number: FreeTextAnswer(IsNumeric(0, 100)).
_MOST_POINTS = 21
_NEITHER = "Neither agree nor disagree"
_LOW = ("Strongly disagree", "Disagree", "Somewhat disagree")
_HIGH = ("Somewhat agree", "Agree", "Strongly agree")
_LABELS = {
    2: ("Disagree", "Agree"),
    3: ("Disagree", _NEITHER, "Agree"),
    4: (*_LOW[:2], *_HIGH[1:]),
    5: (*_LOW[:2], _NEITHER, *_HIGH[1:]),
    6: (*_LOW, *_HIGH),
    7: (*_LOW, _NEITHER, *_HIGH),
}


@on_callers_line
def likert(
    identifier: str,
    text: AnyContent | Iterable[AnyContent],
    *,
    points: int = 5,
    labels: LabelsInOrder | None = None,
    required: bool | None = None,
) -> Question:
    """Return a question with a radio button for each point of a scale; their identifiers are "1", "2", and so on.

    `labels` has a label for each point, or two for the ends of the scale; the points between them then show their
    number. Without it, the labels go from "Strongly disagree" to "Strongly agree". `text` is content of the question.
    """
    arguments.integer("likert", "points", points, 2, _MOST_POINTS)
    given = _LABELS.get(points, (_LOW[0], _HIGH[-1])) if labels is None else _checked(labels, points)
    numbers = [str(number) for number in range(1, points + 1)]
    each = given if len(given) == points else (given[0], *numbers[1:-1], given[-1])
    answer = SelectionAnswer(list(zip(numbers, each, strict=True)), style="radiobutton")
    return Question(identifier, text, answer, required=required)


def _checked(labels: object, points: int) -> Sequence[Label]:
    given: Sequence[Label] = arguments.several("likert", "labels", labels, "a sequence of labels")
    if len(given) not in (2, points):
        meant = f"; set points={len(given)}" if 2 < len(given) <= _MOST_POINTS else ""
        message = f"{counted(len(given), 'label')} for {points} points; expected {points}, or 2 for the ends"
        raise InvalidArgument("likert", "labels", f"{message} of the scale{meant}")
    return given
