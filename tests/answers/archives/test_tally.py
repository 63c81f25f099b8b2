"""What could not be understood is counted by column, in the same way for assignments and for blocks of them."""

from __future__ import annotations

import logging

import pytest

from questionforms.answers.archives.sources import iter_assignments, iter_blocks
from questionforms.answers.archives.tally import UnreadValues

SOURCE = [
    {"AssignmentId": "A1", "ApprovalTime": "n/a", "MaxAssignments": "many", "Answer": ""},
    {"AssignmentId": "A2", "ApprovalTime": "\x1b[31m", "MaxAssignments": 3, "Answer": ""},
    {"AssignmentId": "A3", "ApprovalTime": "2020-01-01", "MaxAssignments": "", "Answer": ""},
    {"AssignmentId": "A4", "ApprovalTime": None, "CreationTime": "\x1b[31m", "Answer": ""},
]
LINES = [
    "2 of 3 values of `ApprovalTime` are not times, such as `n/a`",
    "1 of 2 values of `MaxAssignments` is not a whole number: `many`",
    "1 of 1 value of `CreationTime` is not a time: `\\x1b[31m`",
]


def test_counts_and_sentences(caplog: pytest.LogCaptureFixture) -> None:
    """Each column has the number of such values, of all its values, and an example that is safe on a terminal."""
    found = UnreadValues()
    for assignment in iter_assignments(SOURCE):
        found.add(assignment)
    assert list(found.lines()) == LINES
    assert found.unread["ApprovalTime"] == (2, 3, "n/a")
    with caplog.at_level(logging.WARNING, logger="questionforms.answers"):
        found.log()
    assert [record.getMessage() for record in caplog.records] == LINES


@pytest.mark.parametrize("size", [1, 3, 10])
def test_blocks(size: int) -> None:
    """Blocks give the same counts as their assignments."""
    found = UnreadValues()
    for block in iter_blocks(SOURCE, size):
        found.add_block(block)
    assert list(found.lines()) == LINES


def test_nothing_to_report() -> None:
    """Without such values there is nothing to say."""
    found = UnreadValues()
    found.add_counts("SubmitTime", understood=3)
    assert (list(found.lines()), found.unread) == ([], {})
