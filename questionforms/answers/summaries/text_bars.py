"""A summary as lines of text: how many answered each question, choices as bars, and a line for numbers or texts."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Literal, TypeAlias

from questionforms.answers.summaries.descriptions import head, number_part, parts_of
from questionforms.words import columns, counted, printable, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from questionforms.answers.summaries.descriptions import Bar, Part
    from questionforms.answers.summaries.summary_types import NumberSummary, QuestionSummary, Summary

    #: Adds colours or other looks to a part of a line, which must not change its width.
    Styled: TypeAlias = Callable[[str, Literal["heading", "bar"]], str]

#: The most questions to show.
MOST_QUESTIONS = 60
#: Bars are drawn to an eighth of a block.
_EIGHTHS = "▏▎▍▌▋▊▉█"
#: A line has at most this many columns, however wide the terminal is, and room for this many, however narrow.
_WIDEST, _NARROWEST = 100, 40
#: The most columns of a text that is shown as an example.
_LONGEST_TEXT = 40


def _plain(text: str, _: str) -> str:
    return text


def summary_lines(
    figures: Summary, *, styled: Styled = _plain, most: int | None = MOST_QUESTIONS, hint: str = ""
) -> Iterator[str]:
    """Yield the lines of a summary, as wide as the terminal, for at most `most` questions.

    `hint` follows the number of the questions that are left out.
    """
    yield styled(head(figures), "heading")
    width = line_width()
    for question in figures.questions[:most]:
        yield ""
        yield _title(question, width, styled)
        for part in parts_of(question, figures):
            yield from _part_lines(part, width, styled)
    if most is not None and len(figures.questions) > most:
        yield f"\nand {counted(len(figures.questions) - most, 'more question')}{hint}"


def score_lines(scores: NumberSummary, *, styled: Styled = _plain) -> Iterator[str]:
    """Yield the lines with the scores from an answer key."""
    yield styled("scores from the key", "heading")
    yield from _part_lines(number_part(scores, scores.count), line_width(), styled)


def _title(question: QuestionSummary, width: int, styled: Styled) -> str:
    """The identifier of a question, and as much of its text as there is room for."""
    name = cut(question.identifier, width) or _blanks(question.identifier, width)
    text = cut(question.text, width - columns(name) - 2) if question.text and columns(name) + 10 < width else ""
    return f"{styled(name, 'heading')}  {text}".rstrip()


def _part_lines(part: Part, width: int, styled: Styled) -> Iterator[str]:
    if part.said:
        yield f"  {part.said}"
    yield from bar_lines(part.bars, width, styled)
    if part.more:
        yield f"  and {part.more:,} more"
    for text, count in part.examples:
        times = f"{count:,} times" if count > 1 else "once"
        yield f"  {times}: {cut(text, min(_LONGEST_TEXT, width - 16))}"


def bar_lines(bars: Sequence[Bar], width: int, styled: Styled) -> Iterator[str]:
    """Yield a line for each bar, with its label in front; a full bar means a share of 1."""
    labels = [cut(bar.label, width // 3) or _blanks(bar.label, width // 3) for bar in bars]
    widest = max(map(columns, labels), default=0)
    digits = max((len(f"{bar.count:,}") for bar in bars), default=0)
    stray = "  not in the form"
    room = width - widest - digits - 13 - len(stray) * any(bar.stray for bar in bars)
    for bar, label in zip(bars, labels, strict=True):
        drawn = blocks(bar.share, room)
        start = f"  {label}{' ' * (widest - columns(label))}  {styled(drawn, 'bar')}"
        yield f"{start}{' ' * (room - len(drawn))}  {bar.count:>{digits},} {bar.share:>6.1%}{stray * bar.stray}"


def cut(text: str, width: int) -> str:
    """The text on one line, with unprintable characters escaped, cut to this many columns."""
    shown = _encodable(printable(" ".join(text[: 4 * width].split())))
    if columns(shown) <= width and len(text) <= 4 * width:
        return shown
    while columns(shown) > width - 3:
        shown = shown[:-1]
    return f"{shown}..."


def cut_inside(text: str, width: int) -> str:
    """The text on one line, cut to this many columns in its first third, since the ends of URLs and paths differ."""
    shown = _encodable(printable(" ".join(text.split())))
    if columns(shown) <= width:
        return shown
    start, end = shown[:width], shown[-width:]
    while columns(start) > (width - 3) // 3:
        start = start[:-1]
    while columns(end) > width - 3 - columns(start):
        end = end[1:]
    return f"{start}...{end}"


def _blanks(text: str, width: int) -> str:
    """A text of blanks as its repr."""
    return shortened(repr(text), width)


def line_width() -> int:
    """The number of columns of a line: those of the terminal, within limits."""
    return max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST))


def blocks(share: float, room: int) -> str:
    """The blocks of a bar; any share above 0 is visible."""
    if _encodable(_EIGHTHS) != _EIGHTHS:
        return "#" * (min(round(share * room), room) or bool(share))
    eighths = min(round(share * room * 8), room * 8) or bool(share)
    whole, part = divmod(eighths, 8)
    return _EIGHTHS[-1] * whole + (_EIGHTHS[part - 1] if part else "")


def _encodable(text: str) -> str:
    """The text, with escapes for characters that the encoding of standard output lacks."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
