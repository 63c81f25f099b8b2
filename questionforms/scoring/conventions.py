"""What Amazon's documentation of the AnswerKey leaves open: each question that it does not answer is an option here."""

from dataclasses import dataclass, fields
from typing import Literal, get_args

from questionforms.elements.base import arguments
from questionforms.exceptions import WrongType
from questionforms.words import found


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """How to score where the documentation does not say; what it does say is no option.

    "AnswerKey data structure" in Amazon's API reference is silent on all of these. The defaults are what this library
    holds most likely; docs/scoring.md has the reasons.
    """

    #: Where a percentage, or a scaled sum, lies half-way between two whole numbers: to the greater one, to the one
    #: farther from 0, or to the even one.
    halves: Literal["up", "away", "even"] = "up"
    #: How a ScaleMapping makes a whole number: the nearest one, as in a PercentageMapping, or the fraction is dropped.
    scale: Literal["nearest", "truncated"] = "nearest"
    #: Whether a PercentageMapping gives what its formula gives, also below 0 and above 100, or stops there.
    percent: Literal["unbounded", "clamped"] = "unbounded"
    #: Which counts of a key's questions with one identifier, and of a question's options with one set of selections.
    duplicates: Literal["first", "last", "all", "refused"] = "first"
    #: Which counts of a worker's answers with one identifier; "together" is one answer with the selections of all.
    repeated_answers: Literal["first", "last", "together", "refused"] = "first"

    def __post_init__(self) -> None:
        for field in fields(self):
            arguments.one_of("Conventions", field.name, getattr(self, field.name), get_args(field.type))


def checked(where: str, conventions: Conventions | None) -> Conventions:
    """The conventions, or the defaults where none are given."""
    if conventions is not None and not isinstance(conventions, Conventions):
        raise WrongType(where, "conventions", f"{found(conventions)}; expected Conventions")
    return conventions or Conventions()
