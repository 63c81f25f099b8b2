"""A summary as an HTML table for a notebook, with a row for each question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from questionforms.answers.html_tables import html_bar, html_table, lines_of
from questionforms.answers.summaries.descriptions import head, parts_of
from questionforms.words import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.answers.summaries.descriptions import Bar, Part
    from questionforms.answers.summaries.summary_types import QuestionSummary, Summary

#: The most questions to show.
MOST_QUESTIONS = 60
#: The most characters of a label or an example.
_LONGEST = 80
_LABEL = "display:inline-block;width:12em;margin-right:.6em;overflow-wrap:anywhere;vertical-align:top"


def summary_table(figures: Summary) -> str:
    """The table for a summary."""
    rows = [_row(question, figures) for question in figures.questions[:MOST_QUESTIONS]]
    more = max(0, len(figures.questions) - MOST_QUESTIONS)
    return html_table(head(figures), ("question", "kind", "answers"), rows, more=more)


def _row(question: QuestionSummary, figures: Summary) -> tuple[str, str, str]:
    name = Markup("<b>{}</b>").format(question.identifier or "(no identifier)")
    lines = [line for part in parts_of(question, figures) for line in _lines(part)]
    return lines_of([name, question.text or ""]), question.kind, lines_of(lines)


def _lines(part: Part) -> Iterator[str]:
    if part.said:
        yield part.said
    yield from map(_bar, part.bars)
    if part.more:
        yield f"and {part.more:,} more"
    for text, count in part.examples:
        yield f"{f'{count:,} times' if count > 1 else 'once'}: {shortened(text, _LONGEST)}"


def _bar(bar: Bar) -> str:
    stray = " (not in the form)" if bar.stray else ""
    return Markup('<span style="{}">{}</span>{}{} &nbsp;{}').format(
        _LABEL, shortened(bar.label, _LONGEST), html_bar(bar.share), f"{bar.count:,}", f"{bar.share:.1%}{stray}"
    )
