"""What many workers answered, as figures: a summary of each question, and of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from decimal import Decimal

#: Numbers are exact: whole ones as int.
Number: TypeAlias = "int | Decimal"
#: What a question asks for: one selection, several, a number, a text, a file.
QuestionKind = Literal["choice", "choices", "number", "text", "upload"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceSummary:
    """How many chose one selection."""

    identifier: str
    #: What the form shows for it, as plain text on one line; None without a form, or where it has no words.
    label: str | None
    #: Whether the form offers it; None without a form.
    in_form: bool | None
    #: Documents in which it is chosen.
    count: int
    #: The same as a share of the documents that answer the question, 0 to 1.
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSummary:
    """The numbers that answer a question. Where there are none, those fields are None."""

    #: How many there are. A worker who answers twice has two.
    count: int
    min: Number | None
    max: Number | None
    #: The mean, to 28 digits; a whole one is an int.
    mean: Number | None
    #: The median, exact.
    median: Number | None
    #: Each different number with how often it is there, from the least on.
    counts: tuple[tuple[Number, int], ...]
    #: Texts that are no number.
    not_numbers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSummary:
    """The texts that answer a question, without the empty ones."""

    #: How many there are. A worker who answers twice has two.
    count: int
    #: How many different ones; at least so many, if `complete` is False.
    different: int
    #: The length of the longest, in characters.
    longest: int
    #: The most frequent, at most 5, each with how often it is there; long ones are cut.
    frequent: tuple[tuple[str, int], ...]
    #: Whether all were told apart. Past 10,000 different ones, new ones are only counted.
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSummary:
    """What was answered to one question. What a document has of another kind than was asked for is here, too."""

    identifier: str
    #: What the form asks, as plain text on one line; None without a form, or where it has no words.
    text: str | None
    #: By the form; without one by what was sent.
    kind: QuestionKind
    #: Whether the form has the question; None without a form.
    in_form: bool | None
    #: Documents with a value for it: a text that is not empty, a selection, other text, a file.
    answered: int
    #: The same as a share of the documents that could be read, 0 to 1.
    share: float
    #: Documents that answer it with an empty text and nothing else.
    empty_text: int
    #: Documents that answer it with nothing: an identifier alone. All others that could be read have no answer to it.
    nothing: int
    #: In the form's order, also those that nobody chose; then others, the most frequent first.
    choices: tuple[ChoiceSummary, ...]
    #: Documents with other text beside the selections, or in their place.
    other_text: int
    #: Where the kind is "number".
    numbers: NumberSummary | None
    #: What workers wrote, without numbers where those were asked for: always where the kind is "text", else if any did.
    texts: TextSummary | None
    #: Documents with a file.
    uploads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What many workers answered."""

    #: Documents, one for each assignment.
    total: int
    #: Documents that could not be read.
    unread: int
    #: Different `WorkerId`s; 0 where none is known.
    workers: int
    #: The questions of the form in its order, then others in the order of their first answers.
    questions: tuple[QuestionSummary, ...]
