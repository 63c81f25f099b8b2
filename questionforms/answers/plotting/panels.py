"""The contents of a plot, question by question: its texts, bars and bins. Nothing is drawn here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from questionforms.answers.summaries.descriptions import text_bars
from questionforms.answers.summaries.histogram import bins_of
from questionforms.words import counted

if TYPE_CHECKING:
    from questionforms.answers.summaries.histogram import Bins
    from questionforms.answers.summaries.summary_types import (
        ChoiceSummary,
        Number,
        NumberSummary,
        QuestionSummary,
        Summary,
        TextSummary,
    )

#: The most panels in a plot, and the most bars in a panel.
MOST_PANELS = 60
MOST_BARS = 12
_DOT = " \N{MIDDLE DOT} "


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its labels, count and share; a neutral bar is anything but an offered selection."""

    #: Possible labels, the best first.
    labels: tuple[str, ...]
    count: int
    #: Its length, from 0 to 1.
    share: float
    neutral: bool = False

    @property
    def figures(self) -> str:
        """The count and the share, which is 0% only for nothing and 100% only for all."""
        rounded = f"{self.share:.0%}"
        if 0 < self.share < 0.005:
            rounded = "<1%"
        elif 0.995 <= self.share < 1:
            rounded = ">99%"
        return f"{self.count:,}  {rounded}"


class Panel(NamedTuple):
    """One question, with either bars or the bins of a histogram."""

    #: Possible titles, the best first.
    titles: tuple[str, ...]
    note: str
    bars: tuple[Bar, ...]
    bins: Bins | None

    @property
    def texts(self) -> list[str]:
        """All texts that may be drawn."""
        return [*self.titles, *[label for bar in self.bars for label in bar.labels], self.note]

    @property
    def peak(self) -> float:
        """The share of all numbers that are in the fullest bin; 0 without bins."""
        if self.bins is None:
            return 0.0
        counts = [*self.bins.counts, self.bins.below, self.bins.above]
        return max(counts) / sum(counts)


def header(summary: Summary) -> str:
    """The number of documents and workers, and what the plot leaves out."""
    found = [counted(summary.total, "document")]
    if summary.unread:
        found.append(f"{summary.unread:,} could not be read")
    if summary.workers:
        found.append(counted(summary.workers, "worker"))
    if len(summary.questions) > MOST_PANELS:
        found.append(f"the first {MOST_PANELS} of {len(summary.questions):,} questions")
    return _DOT.join(found)


def panels_of(summary: Summary) -> list[Panel]:
    """A panel for each question."""
    read = summary.total - summary.unread
    found = []
    for question in summary.questions[:MOST_PANELS]:
        numbers = question.numbers
        bins = bins_of(numbers.counts) if numbers is not None and numbers.count else None
        bars = () if bins else tuple(_bars(question, read))
        found.append(
            Panel(_names(question.text, question.identifier or "(no identifier)"), _note(question, read), bars, bins)
        )
    return found


def exact(value: Number) -> str:
    """A number in full, unless it has too many digits."""
    text = f"{value:,}" if isinstance(value, int) else f"{value.normalize():,f}"
    return text if len(text) <= 12 else f"{Decimal(value).normalize():.12g}"


def _short(value: Number | None) -> str:
    """A number rounded to about four digits."""
    size = abs(Decimal(value or 0))
    if size and not 1 <= size < 10**6:
        return f"{Decimal(value or 0):.3g}"
    digits = 2 if size < 100 else 1 if size < 1_000 else 0
    text = f"{Decimal(value or 0):,.{digits}f}"
    return text.rstrip("0").rstrip(".") if digits else text


def _note(question: QuestionSummary, read: int) -> str:
    """The line below a title."""
    found = [f"{question.answered:,} of {read:,} answered"]
    if question.kind == "choices":
        found.append("several can be chosen")
    if question.kind in {"choice", "choices"} and (rest := _often(question)[MOST_BARS:]):
        found.append(f"{len(rest):,} more: {sum(choice.count for choice in rest):,}")
    if question.numbers is not None:
        found += _of_numbers(question.numbers)
    elif question.kind == "text" and question.texts is not None and question.texts.count:
        found += _of_texts(question, question.texts)
    if question.in_form is False:
        found.append("not in the form")
    return _DOT.join(found)


def _of_texts(question: QuestionSummary, texts: TextSummary) -> list[str]:
    if not texts.complete:
        return [f"at least {counted(texts.different, 'different text')}"]
    found = [counted(texts.different, "different text")]
    bars, _ = text_bars(question)
    if bars and texts.different > MOST_BARS:
        rest = texts.count - sum([bar.count for bar in bars[:MOST_BARS]])
        found.append(f"{texts.different - MOST_BARS:,} more: {rest:,}")
    return found


def _of_numbers(numbers: NumberSummary) -> list[str]:
    found = [f"mean {_short(numbers.mean)}", f"median {_short(numbers.median)}"] if numbers.count else []
    if numbers.not_numbers:
        found.append(f"{numbers.not_numbers:,} not {'numbers' if numbers.not_numbers > 1 else 'a number'}")
    return found


def _bars(question: QuestionSummary, read: int) -> list[Bar]:
    """Bars for the choices; else for the texts, if they are categories; else for how many answered."""
    if question.kind in {"choice", "choices"}:
        return _of_choices(question)
    if question.kind == "text" and (texts := text_bars(question)[0]):
        return [Bar((bar.label,), bar.count, bar.share) for bar in texts[:MOST_BARS]]
    absent = read - question.answered - question.empty_text - question.nothing
    others = [("empty text", question.empty_text), ("no value", question.nothing), ("no answer", absent)]
    found = [Bar(("answered",), question.answered, question.share)]
    return found + [Bar((label,), count, count / read, neutral=True) for label, count in others if count]


def _of_choices(question: QuestionSummary) -> list[Bar]:
    """Bars for the selections in order; if there are too many, only those chosen most often."""
    shown = {choice.identifier for choice in _often(question)[:MOST_BARS]}
    found = []
    for choice in question.choices:
        if choice.identifier in shown:
            odd = choice.in_form is False
            names = (f"{choice.identifier} (not offered)",) if odd else _names(choice.label, choice.identifier)
            found.append(Bar(names, choice.count, choice.share, neutral=odd))
    if question.other_text:
        share = question.other_text / question.answered
        found.append(Bar(("other text",), question.other_text, share, neutral=True))
    return found


def _often(question: QuestionSummary) -> list[ChoiceSummary]:
    return sorted(question.choices, key=lambda choice: -choice.count)


def _names(first: str | None, identifier: str) -> tuple[str, ...]:
    return (identifier,) if first is None else (first, identifier)
