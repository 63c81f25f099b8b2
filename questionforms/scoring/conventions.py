"""Options for everything that Amazon's documentation of the AnswerKey leaves open."""

from dataclasses import dataclass, fields
from typing import Literal, get_args

from questionforms.elements.base import arguments
from questionforms.exceptions import WrongType
from questionforms.words import found


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """How to score what the documentation leaves open.

    "AnswerKey data structure" in Amazon's API reference does not specify any of these. The defaults are the behaviour
    that seems most likely; docs/scoring.md gives the reasons.
    """

    #: How to round a percentage or a scaled sum half-way between two whole numbers: to the greater one, to the one
    #: farther from 0, or to the even one.
    halves: Literal["up", "away", "even"] = "up"
    #: How a ScaleMapping rounds: to the nearest whole number, as in a PercentageMapping, or by dropping the fraction.
    scale: Literal["nearest", "truncated"] = "nearest"
    #: Whether a PercentageMapping may return values below 0 and above 100, or stops there.
    percent: Literal["unbounded", "clamped"] = "unbounded"
    #: Which of a key's questions with the same identifier counts, and which option with the same set of selections.
    duplicates: Literal["first", "last", "all", "refused"] = "first"
    #: Which of a worker's answers with the same identifier counts; "together" combines the selections of all.
    repeated_answers: Literal["first", "last", "together", "refused"] = "first"

    def __post_init__(self) -> None:
        for field in fields(self):
            arguments.one_of("Conventions", field.name, getattr(self, field.name), get_args(field.type))


def checked(where: str, conventions: Conventions | None) -> Conventions:
    """The conventions, or the defaults if none are given."""
    if conventions is not None and not isinstance(conventions, Conventions):
        raise WrongType(where, "conventions", f"{found(conventions)}; expected Conventions")
    return conventions or Conventions()
