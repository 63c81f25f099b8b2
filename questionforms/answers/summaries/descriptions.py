"""What a summary says about each question: sentences and bars, for the terminal and for a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from questionforms.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.answers.summaries.summary_types import NumberSummary, QuestionSummary, Summary, TextSummary

#: The most bars for a question.
MOST_BARS = 20
#: The most different numbers to draw bars for.
_FEW_NUMBERS = 10
#: Texts are categories if there are at most this many different ones and any of them is repeated, or if there are more,
#: but at most `_MANY`, and each occurs twice on average.
_FEW, _MANY = 5, 200
#: A longer text is not a category.
_LONGEST_CATEGORY = 100
_BOOLEANS = {"true", "false"}
#: The most texts to show as examples.
_MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, count and share."""

    label: str
    count: int
    share: float
    #: Whether it is missing from the form.
    stray: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Some values of a question: a sentence about them, and a bar for each of the most frequent, or a few examples."""

    said: str
    bars: tuple[Bar, ...] = ()
    #: How many values have no bar.
    more: int = 0
    #: Texts, with the number of times that each occurs.
    examples: tuple[tuple[str, int], ...] = ()


def head(figures: Summary) -> str:
    """The numbers of documents and workers."""
    unread = f", {figures.unread:,} of which could not be read" if figures.unread else ""
    workers = f"; {counted(figures.workers, 'worker')}" if figures.workers else ""
    return f"{counted(figures.total, 'document')}{unread}{workers}"


def parts_of(question: QuestionSummary, figures: Summary) -> Iterator[Part]:
    """Yield who answered the question with its choices, then its numbers, texts and files, if there are any."""
    bars = tuple(_choice_bars(question))
    yield Part(_answered(question, figures), bars[:MOST_BARS], max(0, len(bars) - MOST_BARS))
    if question.numbers:
        yield number_part(question.numbers, question.answered)
    if question.texts and question.texts.count:
        yield _text_part(question, question.texts)
    if question.uploads:
        yield Part(counted(question.uploads, "file"))


def number_part(numbers: NumberSummary, answered: int) -> Part:
    """The figures of some numbers and, if there are few different ones, a bar for each, as a share of the answers."""
    few = numbers.counts if 1 < len(numbers.counts) <= _FEW_NUMBERS else ()
    labels = [_figure(value) for value, _ in few]
    if len(set(labels)) < len(labels):
        labels = [f"{value:,}" for value, _ in few]
    total = max(answered, numbers.count)
    bars = [Bar(label, count, count / total) for label, (_, count) in zip(labels, few, strict=True)]
    return Part(_range(numbers), tuple(bars))


def _range(numbers: NumberSummary) -> str:
    """The figures of some numbers, or the number itself if all are equal."""
    if len(numbers.counts) == 1:
        return f"{counted(numbers.count, 'number')}{', all' if numbers.count > 1 else ':'} {_figure(numbers.min)}"
    named = (("min", numbers.min), ("median", numbers.median), ("mean", numbers.mean), ("max", numbers.max))
    return "  ".join([f"{name} {_figure(value)}" for name, value in named]) if numbers.count else ""


def text_bars(question: QuestionSummary) -> tuple[tuple[Bar, ...], int]:
    """A bar for each of the most frequent texts, and the number of other texts; none if texts are not categories.

    If there are more than a few texts, those that occur once have no bar.
    """
    texts = question.texts
    if texts is None or not is_categorical(texts):
        return (), 0
    total = max(question.answered, texts.count)
    least = 2 if texts.different > MOST_BARS else 1
    shown = [(text, count) for text, count in texts.frequent[:MOST_BARS] if count >= least]
    bars = tuple([Bar(text, count, count / total) for text, count in shown])
    return bars, texts.different - len(bars)


def is_categorical(texts: TextSummary) -> bool:
    """Whether the texts are few and repeat, as those of a choice do, or are all booleans."""
    if not texts.complete or texts.longest > _LONGEST_CATEGORY:
        return False
    if {text.casefold() for text, _ in texts.frequent} <= _BOOLEANS:
        return bool(texts.count)
    repeats = texts.count >= 2 * texts.different or (texts.different <= _FEW and texts.count > texts.different)
    return repeats and texts.different <= _MANY


def _answered(question: QuestionSummary, figures: Summary) -> str:
    said = f"answered in {question.answered:,} of {figures.total - figures.unread:,} ({question.share:.1%})"
    beside = [
        (question.empty_text, f"empty text in {question.empty_text:,}"),
        (question.nothing, f"no value in {question.nothing:,}"),
        (question.in_form is False, "not in the form"),
    ]
    return "; ".join([said, *(words for there, words in beside if there)])


def _choice_bars(question: QuestionSummary) -> Iterator[Bar]:
    asked = bool(question.in_form)
    for choice in question.choices:
        label = choice.label or choice.identifier
        yield Bar(label, choice.count, choice.share, stray=asked and choice.in_form is False)


def _text_part(question: QuestionSummary, texts: TextSummary) -> Part:
    different = f"{'' if texts.complete else 'at least '}{texts.different:,} different"
    said = f"{counted(texts.count, 'text')}, {different}, at most {counted(texts.longest, 'character')}"
    kind = "not a number: " if question.numbers else "other text: " if question.other_text else ""
    bars, more = text_bars(question)
    if bars and {bar.label.casefold() for bar in bars} <= _BOOLEANS:
        said = ""  # the bars say it all
    examples = () if bars else texts.frequent[:_MOST_EXAMPLES]
    return Part(f"{kind}{said}", bars, more, examples)


def _figure(value: object) -> str:
    """A number with at most six digits; whole numbers below 10**15 are shown in full."""
    return f"{value:,}" if isinstance(value, int) and abs(value) < 10**15 else f"{value:,.6g}"
