"""Summaries with Arrow and without are the same, and so is what is inferred."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import Answer, Answers
from questionforms.answers import summary
from questionforms.answers.archives.sources import iter_assignments
from questionforms.answers.summaries.summarise import with_arrow, without_arrow
from questionforms.answers.tables.arrow.files.file_chunks import iter_chunks
from questionforms.answers.tables.arrow.passes import ArrowReading
from questionforms.answers.tables.documents import DocumentReading
from questionforms.answers.tables.options import Options, checked
from tests.answers.tables.test_documents import assignments, options

pytest.importorskip("pyarrow")


def both(sent: list[Any], asked: Options, size: int = 1_000) -> tuple[Any, Any]:
    """The summary without Arrow, and with it, in chunks of a size."""
    one = without_arrow(DocumentReading(iter_assignments(sent), asked))
    return one, with_arrow(ArrowReading(iter_chunks(sent, asked, size), asked))


@given(st.lists(assignments, max_size=6), options, st.integers(1, 7))
def test_both_ways_count_the_same(sent: list[dict[str, Any]], asked: Options, size: int) -> None:
    """Whatever is sent, and whatever the options, each count is the same with Arrow and without."""
    one, other = both(sent, asked, size)
    assert one == other


@pytest.mark.slow
def test_more_texts_than_are_counted() -> None:
    """Beyond 10,000 distinct texts, both ways count the same ones, and say that there are more."""
    sent = [
        Answers(
            Answer("q", text=f"text {number % 12_000}"),
            Answer("long", text=f"{number % 3} " * 150),
            Answer("n", text=str(number % 11_000)),
        ).to_xml()
        for number in range(26_000)
    ]
    one, other = both(sent, checked("summary", infer=True), 4_096)
    assert one == other
    texts = {question.identifier: question.texts for question in one.questions}
    assert (texts["q"].count, texts["q"].different, texts["q"].complete) == (26_000, 10_000, False)
    assert texts["long"].different == 3
    numbers = one.questions[2].numbers
    assert (numbers.count, len(numbers.counts)) == (26_000, 11_000)


def kinds(*texts: str, **arguments: Any) -> list[str]:
    """The kinds of a question with these answers, and of its choices."""
    found = summary([Answers(Answer("q", text=text)) for text in texts], **arguments).questions[0]
    return [found.kind, *[choice.identifier for choice in found.choices]]


def test_what_is_inferred() -> None:
    """Numbers and divided texts are found as in tables; postcodes are not numbers."""
    assert kinds("1", "2.5", "") == ["number"]
    assert kinds("02139", "10001") == ["text"]
    assert kinds("food|staff", "food") == ["choices", "food", "staff"]
    assert kinds("food|staff", "food", infer=False) == ["text"]
    assert kinds("Fruit | A shop", multi=["q"]) == ["choices", "Fruit ", " A shop"]


@pytest.mark.parametrize("count", [1, 40])
def test_a_summary_tells_what_was_not_understood(count: int, caplog: pytest.LogCaptureFixture) -> None:
    """Values that could not be understood, and questions to divide that nobody answered, are logged."""
    source = [{"AssignmentId": f"A{number}", "SubmitTime": "soon", "Answer.tags": "a|b"} for number in range(count)]
    summary(source, multi=["tgas"])
    assert "of `SubmitTime`" in caplog.text
    assert "no answer has this question; did you mean `tags`?" in caplog.text
