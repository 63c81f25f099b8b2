"""Strategies for assignments: records as boto3 returns them, with answers to a form."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from questionforms.elements.base import arguments
from questionforms.marketplace.worker.forms import serialised
from questionforms.testing.strategies import fitting_answers

if TYPE_CHECKING:
    from questionforms import Answers, QuestionForm

_WHERE = "assignments"
#: The service's first and last day.
_FIRST, _LAST = datetime(2005, 11, 2), datetime(2026, 9, 30)
#: How many days a requester has to review, unless the HIT type says less.
_DAYS = 30


def assignments(
    form: QuestionForm,
    *,
    min_size: int = 0,
    max_size: int = 10,
    max_hits: int = 3,
    answers: st.SearchStrategy[Answers] | None = None,
) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Lists of assignments, as `list_assignments_for_hit` of boto3 returns them, which fit the form.

    They belong to at most `max_hits` HITs; a worker has at most one assignment of a HIT. `answers` says what they
    contain, such as `st.one_of(answers(form), misfits(form))`; by default, answers that fit. Each list can be passed
    to `table`, `rows`, `summary` and the other functions that read archives.
    """
    least = arguments.integer(_WHERE, "min_size", min_size, 0)
    most = arguments.integer(_WHERE, "max_size", max_size, 0)
    arguments.ordered(_WHERE, least, most, ("min_size", "max_size"))
    hits = st.integers(1, arguments.integer(_WHERE, "max_hits", max_hits, 1))
    pairs = st.tuples(hits, st.integers(1, max(most, 1)))
    given = fitting_answers.answers(form) if answers is None else answers
    return st.lists(pairs, min_size=least, max_size=most, unique=True).flatmap(
        lambda found: st.tuples(*[_records(given, hit, worker) for hit, worker in found]).map(list)
    )


@st.composite
def _records(draw: st.DrawFn, answers: st.SearchStrategy[Answers], hit: int, worker: int) -> dict[str, Any]:
    """An assignment, with the members that its status has."""
    accepted = draw(st.datetimes(_FIRST, _LAST)).replace(microsecond=0, tzinfo=UTC)
    submitted = accepted + timedelta(seconds=draw(st.integers(1, 3_600)))
    status = draw(st.sampled_from(["Submitted", "Approved", "Rejected"]))
    record: dict[str, Any] = {
        "AssignmentId": f"ASSIGNMENT{hit}W{worker}",
        "WorkerId": f"WORKER{worker}",
        "HITId": f"HIT{hit}",
        "AssignmentStatus": status,
        "AutoApprovalTime": submitted + timedelta(days=_DAYS),
        "AcceptTime": accepted,
        "SubmitTime": submitted,
    }
    reviewed = submitted + timedelta(seconds=draw(st.integers(1, 86_400)))
    if status == "Approved":
        record["ApprovalTime"] = reviewed
    elif status == "Rejected":
        record |= {"RejectionTime": reviewed, "RequesterFeedback": draw(st.sampled_from(["", "Please read it again."]))}
    return {**record, "Answer": serialised(draw(answers))}
