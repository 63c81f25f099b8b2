"""Prints summaries in colour: bold headings and cyan bars, on terminals that show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import click

from questionforms.answers.summaries import text_bars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.answers.summaries.summary_types import NumberSummary, Summary

_LOOKS: dict[str, dict[str, Any]] = {"heading": {"bold": True}, "bar": {"fg": "cyan"}}


def lines(figures: Summary, *, all_questions: bool = False) -> Iterator[str]:
    """Yield the lines of the summary, as wide as the terminal."""
    most = None if all_questions else text_bars.MOST_QUESTIONS
    hint = "; use --all-questions to print them all"
    return text_bars.summary_lines(figures, styled=_styled, most=most, hint=hint)


def score_lines(scores: NumberSummary) -> Iterator[str]:
    """Yield the lines with the scores from an answer key."""
    return text_bars.score_lines(scores, styled=_styled)


def _styled(text: str, part: Literal["heading", "bar"]) -> str:
    return click.style(text, **_LOOKS[part])
