"""Headers: what each column contains follows from its name and from those beside it."""

from __future__ import annotations

import pytest

from questionforms.answers.archives.header import UnknownTableError, header_of, repeated
from questionforms.answers.archives.known_columns import COLUMNS


def contents(*names: str) -> list[tuple[str, str]]:
    """What each of the columns contains, and its name."""
    return [(column.content, column.name) for column in header_of(names).columns]


def test_names_in_any_case() -> None:
    """Known names are those of Amazon's API, in any case; the second of two spellings is a column of its own."""
    assert contents("ASSIGNMENTID", "hitid", "HITId", "workTimeInSeconds", "Answer.Q", "answer.q") == [
        *(("assignment", "AssignmentId"), ("other", "hitid"), ("assignment", "HITId")),
        *(("other", "WorkTimeInSeconds"), ("answer", "Q"), ("answer", "q")),
    ]


def test_names_of_tools() -> None:
    """What only a tool calls so has Amazon's name in its files alone."""
    assert contents("feedback", "assignments", "Answer.q")[:2] == [("other", "feedback"), ("other", "assignments")]
    assert contents("feedback", "assignments", "assignmentaccepttime", "Answer.q")[:2] == [
        *(("assignment", "RequesterFeedback"), ("other", "MaxAssignments")),
    ]


def test_questions_with_known_names() -> None:
    """A question may be called as a column is; what follows `Answer.` is always an answer."""
    assert contents("AssignmentId", "Answer.AssignmentId", "Answer.", "Answer.a.b")[1:] == [
        *(("answer", "AssignmentId"), ("answer", ""), ("answer", "a.b")),
    ]


def test_columns_without_names() -> None:
    """The first column without a name numbers the rows; others are called by their position."""
    assert contents("", "Answer.q", "", "x") == [
        *(("nothing", ""), ("answer", "q"), ("other", "column 3"), ("other", "x")),
    ]


@pytest.mark.parametrize(
    "names", [(), ("",), ("a", "b"), ("AssignmentId",), ("Answers.q",), ("QuestionIdentifier", "x")]
)
def test_unknown_tables(names: tuple[str, ...]) -> None:
    """Names without answers are refused, and what was expected is named."""
    with pytest.raises(UnknownTableError, match=r"expected columns `Answer\.\*`, or `Answer` with XML"):
        header_of(names)


def test_tables_of_this_library() -> None:
    """The columns of a table that this library wrote are recognised."""
    with pytest.raises(UnknownTableError, match="a table that questionforms wrote"):
        header_of((*COLUMNS, "problem", "colour", "Answer.rest", "rest"))


def test_repeated_names() -> None:
    """Only names that are there count as repeated."""
    assert repeated(["", "", "a", " ", "b"]) is None
    assert repeated(["a", "b", " a "]) == "a"
