"""The verdict on a problem, in each mode, and the log of what was accepted."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pytest

from questionforms.codes import CODES, verdict
from questionforms.marketplace.verdicts import AcceptedProblems, is_refused, log_accepted
from questionforms.problems import Problem, make_problem

if TYPE_CHECKING:
    from collections.abc import Iterator


def every_problem() -> Iterator[Problem]:
    """A problem for each row, and for each of its cases."""
    for code in CODES.values():
        keys = chain.from_iterable(case.keys.split() for case in code.cases)
        for case in ("", *keys):
            yield make_problem(code.name, "it is wrong", case=case)


PROBLEMS = list(every_problem())


def test_as_the_service() -> None:
    """A row decides; only what is never read is refused although nothing is known about the service."""
    others = {problem.rule for problem in PROBLEMS if is_refused(problem, "service")} - {
        problem.rule for problem in PROBLEMS if verdict(problem).service == "refuses"
    }
    assert others == {"document-type", "too-deep", "wrong-encoding"}
    assert all(is_refused(problem, "service") for problem in PROBLEMS if verdict(problem).service == "refuses")


def test_each_mode_refuses_what_a_more_tolerant_one_does() -> None:
    """`strict` refuses all that `service` refuses, and `service` all that `open` refuses."""
    for problem in PROBLEMS:
        modes = [is_refused(problem, mode) for mode in ("open", "service", "strict")]
        assert modes == sorted(modes), problem


def test_strict() -> None:
    """Every error is refused in the strict mode."""
    assert all(is_refused(problem, "strict") for problem in PROBLEMS if problem.severity == "error")


def test_open() -> None:
    """What is not XML, or does not fit its schema, is refused even in the open mode; the rules for pages are not."""
    refused = {CODES[problem.rule].family for problem in PROBLEMS if is_refused(problem, "open")}
    assert {"text", "schema", "formatted_content"} <= refused
    assert not refused & {"html_question", "question_form", "answer_key", "answer_key_and_form", "every_document"}


def test_log(caplog: pytest.LogCaptureFixture) -> None:
    """The log has a line for each document, with rules and places, and nothing of its text."""
    problems = (
        make_problem("no-form", "it says `secret`", path="Question/HTMLQuestion/HTMLContent", line=3, column=5),
        make_problem("html-parse-error", "it says `secret`", path="Question/HTMLQuestion", line=4, column=1),
        make_problem("unknown-parameter", "`secret`", path="HITReviewPolicy.Parameters[0].Key"),
    )
    log_accepted(AcceptedProblems("12-34", "CreateHIT", problems))
    assert [(record.name, record.levelname, record.getMessage()) for record in caplog.records] == [
        (
            "questionforms.marketplace",
            "WARNING",
            "request 12-34: CreateHIT accepted Question with no-form [3,5], html-parse-error [4,1]",
        ),
        (
            "questionforms.marketplace",
            "WARNING",
            "request 12-34: CreateHIT accepted HITReviewPolicy with unknown-parameter",
        ),
    ]


def test_a_line_of_the_log_is_short(caplog: pytest.LogCaptureFixture) -> None:
    """Of many problems in one document, the first are named and the others counted."""
    many = tuple(make_problem("no-form", "none", path="Question", line=line, column=1) for line in range(1, 1_001))
    log_accepted(AcceptedProblems("12-34", "CreateHIT", many))
    (record,) = caplog.records
    assert record.getMessage().endswith("no-form [20,1] and 980 more")
