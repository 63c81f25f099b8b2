"""Formats a summary for people: how many answered each question, choices as bars, and a line for numbers or texts."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from questionforms.words import columns, counted, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from questionforms.answers.summaries.summary_types import NumberSummary, QuestionSummary, Summary, TextSummary

#: Bars are drawn to an eighth of a block.
_EIGHTHS = "▏▎▍▌▋▊▉█"
#: A line is no longer than this, however wide the terminal is.
_WIDEST = 100
#: The most choices per question, and the most questions, to show.
_MOST_BARS, _MOST_QUESTIONS = 20, 60
#: The most different numbers to draw bars for.
_FEW_NUMBERS = 10
#: The most texts to show, and the columns to cut each to.
_MOST_TEXTS, _LONGEST_TEXT = 3, 40


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, count and share."""

    label: str
    count: int
    share: float
    #: Whether it is missing from the form.
    stray: bool = False


def lines(figures: Summary) -> Iterator[str]:
    """Yield the lines of the summary, as wide as the terminal."""
    yield click.style(_head(figures), bold=True)
    width = _width()
    for question in figures.questions[:_MOST_QUESTIONS]:
        yield ""
        yield from _question(question, figures, width)
    if len(figures.questions) > _MOST_QUESTIONS:
        yield f"\nand {counted(len(figures.questions) - _MOST_QUESTIONS, 'more question')}"


def score_lines(scores: NumberSummary) -> Iterator[str]:
    """Yield the lines with the scores from an answer key."""
    yield click.style("scores from the key", bold=True)
    yield from _numbers(scores, _width())


def _width() -> int:
    return max(40, min(shutil.get_terminal_size().columns, _WIDEST))


def _head(figures: Summary) -> str:
    unread = f", {figures.unread:,} of which could not be read" if figures.unread else ""
    workers = f"; {counted(figures.workers, 'worker')}" if figures.workers else ""
    return f"{counted(figures.total, 'document')}{unread}{workers}"


def _question(question: QuestionSummary, figures: Summary, width: int) -> Iterator[str]:
    name = cut(question.identifier, width) or repr(question.identifier)  # an identifier of blanks
    text = cut(question.text, width - columns(name) - 2) if question.text and columns(name) + 10 < width else ""
    yield f"{click.style(name, bold=True)}  {text}".rstrip()
    yield f"  {_answered(question, figures)}"
    yield from _choices(question, width)
    if question.numbers:
        yield from _numbers(question.numbers, width)
    if question.texts:
        kind = "not a number: {}" if question.numbers else "other text: {}" if question.other_text else "{}"
        yield from _texts(question.texts, width, kind)
    if question.uploads:
        yield f"  {counted(question.uploads, 'file')}"


def _answered(question: QuestionSummary, figures: Summary) -> str:
    said = f"answered in {question.answered:,} of {figures.total - figures.unread:,} ({question.share:.1%})"
    beside = [
        (question.empty_text, f"empty text in {question.empty_text:,}"),
        (question.nothing, f"no value in {question.nothing:,}"),
        (question.in_form is False, "not in the form"),
    ]
    return "; ".join([said, *(words for there, words in beside if there)])


def _choices(question: QuestionSummary, width: int) -> Iterator[str]:
    """Yield a bar for each choice."""
    asked = bool(question.in_form)
    bars = [
        Bar(choice.label or choice.identifier, choice.count, choice.share, stray=asked and choice.in_form is False)
        for choice in question.choices[:_MOST_BARS]
    ]
    yield from _drawn(bars, width)
    if len(question.choices) > _MOST_BARS:
        yield f"  and {len(question.choices) - _MOST_BARS:,} more"


def _drawn(bars: Sequence[Bar], width: int) -> Iterator[str]:
    """Yield one line per bar, with its label in front; a full bar means a share of 1."""
    labels = [cut(bar.label, width // 3) for bar in bars]
    widest = max(map(columns, labels), default=0)
    digits = max((len(f"{bar.count:,}") for bar in bars), default=0)
    stray = "  not in the form"
    room = width - widest - digits - 13 - len(stray) * any(bar.stray for bar in bars)
    for bar, label in zip(bars, labels, strict=True):
        blocks = _blocks(bar.share, room)
        start = f"  {label}{' ' * (widest - columns(label))}  {click.style(blocks, fg='cyan')}"
        yield f"{start}{' ' * (room - len(blocks))}  {bar.count:>{digits},} {bar.share:>6.1%}{stray * bar.stray}"


def _blocks(share: float, room: int) -> str:
    """The blocks of a bar; any share above 0 is visible."""
    if not _can_show(_EIGHTHS):
        return "#" * (round(share * room) or bool(share))
    eighths = min(round(share * room * 8), room * 8) or bool(share)
    whole, part = divmod(eighths, 8)
    return _EIGHTHS[-1] * whole + (_EIGHTHS[part - 1] if part else "")


def _can_show(characters: str) -> bool:
    return _encodable(characters) == characters


def _encodable(text: str) -> str:
    """The text, with escapes for characters that the terminal's encoding lacks."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _numbers(found: NumberSummary, width: int) -> Iterator[str]:
    """Yield the figures and, if there are few different numbers, a bar for each."""
    if found.count:
        named = (("min", found.min), ("median", found.median), ("mean", found.mean), ("max", found.max))
        yield "  " + "  ".join([f"{name} {_figure(value)}" for name, value in named])
    if 1 < len(found.counts) <= _FEW_NUMBERS:
        yield from _drawn([Bar(_figure(value), count, count / found.count) for value, count in found.counts], width)


def _figure(value: object) -> str:
    """A number with at most six digits; whole numbers below 10**15 are shown in full."""
    return f"{value:,}" if isinstance(value, int) and abs(value) < 10**15 else f"{value:,.6g}"


def _texts(found: TextSummary, width: int, kind: str) -> Iterator[str]:
    if not found.count:
        return
    different = f"{'' if found.complete else 'at least '}{found.different:,} different"
    texts = f"{counted(found.count, 'text')}, {different}, at most {counted(found.longest, 'character')}"
    yield f"  {kind.format(texts)}"
    for text, count in found.frequent[:_MOST_TEXTS]:
        if count > 1 or found.different <= _MOST_TEXTS:
            times = f"{count:,} times" if count > 1 else "once"
            yield f"  {times}: {cut(text, min(_LONGEST_TEXT, width - 16))}"


def cut(text: str, width: int) -> str:
    """The text on one line, with unprintable characters escaped, cut to this many columns."""
    shown = _encodable(printable(" ".join(text[: 4 * width].split())))
    if columns(shown) <= width and len(text) <= 4 * width:
        return shown
    while columns(shown) > width - 3:
        shown = shown[:-1]
    return f"{shown}..."
