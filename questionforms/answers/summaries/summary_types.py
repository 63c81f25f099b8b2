"""The records of a summary: one for each question, and one for the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from decimal import Decimal

#: Numbers are exact; whole numbers are ints.
Number: TypeAlias = "int | Decimal"
#: What a question asks for: one selection, several selections, a number, a text or a file.
QuestionKind = Literal["choice", "choices", "number", "text", "upload"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceSummary:
    """How many workers chose one selection."""

    identifier: str
    #: Its label in the form, as plain text on one line; None without a form, or if the label has no text.
    label: str | None
    #: Whether the form offers it; None without a form.
    in_form: bool | None
    #: Documents in which it is chosen.
    count: int
    #: The same, as a share of the documents that answer the question, from 0 to 1.
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSummary:
    """The numbers given as answers to a question. Without any, `min`, `max`, `mean` and `median` are None."""

    #: How many numbers there are. A worker who answers twice counts twice.
    count: int
    min: Number | None
    max: Number | None
    #: The mean, to 28 digits; an int if it is whole.
    mean: Number | None
    #: The median, exact.
    median: Number | None
    #: Each different number with how often it occurs, in ascending order.
    counts: tuple[tuple[Number, int], ...]
    #: How many texts are not numbers.
    not_numbers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSummary:
    """The texts given as answers to a question, without empty ones."""

    #: How many texts there are. A worker who answers twice counts twice.
    count: int
    #: How many different texts there are; a lower bound if `complete` is False.
    different: int
    #: The length of the longest text, in characters.
    longest: int
    #: The most frequent texts, at most 20, each with how often it occurs; long texts are truncated.
    frequent: tuple[tuple[str, int], ...]
    #: Whether all different texts were counted. After 10,000, new ones only count towards `count`.
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSummary:
    """The answers to one question, including values of another kind than the question asks for."""

    identifier: str
    #: The question's content in the form, as plain text on one line; None without a form, or if it has no text.
    text: str | None
    #: According to the form; without one, according to the answers.
    kind: QuestionKind
    #: Whether the form has the question; None without a form.
    in_form: bool | None
    #: Documents with a value for it: a text that is not empty, a selection, other text, or a file.
    answered: int
    #: The same, as a share of the documents that could be read, from 0 to 1.
    share: float
    #: Documents that answer it only with an empty text.
    empty_text: int
    #: Documents whose answer has only an identifier. All other documents that could be read have no answer to it.
    nothing: int
    #: The form's selections in order, including those that nobody chose; then any others, the most frequent first.
    choices: tuple[ChoiceSummary, ...]
    #: Documents with other text, with or without selections.
    other_text: int
    #: Set if the kind is "number".
    numbers: NumberSummary | None
    #: Texts that workers wrote, without numbers if the question asks for one; None if there are none and the kind is
    #: not "text".
    texts: TextSummary | None
    #: Documents with a file.
    uploads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The answers of many workers, as counts and distributions.

    `print` shows a summary as `questionforms answers` does: as wide as the terminal, with bars.
    """

    #: Documents, one for each assignment.
    total: int
    #: Documents that could not be read.
    unread: int
    #: Distinct `WorkerId`s; 0 if none is known.
    workers: int
    #: The questions of the form in order, then any others in the order of their first answers.
    questions: tuple[QuestionSummary, ...]

    def __str__(self) -> str:
        from questionforms.answers.summaries.text_bars import summary_lines

        return "\n".join(summary_lines(self))

    def _repr_html_(self) -> str:
        from questionforms.answers.summaries.html_summaries import summary_table

        return summary_table(self)
