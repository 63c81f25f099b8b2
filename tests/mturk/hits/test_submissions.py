"""Assignments: all pages of them, typed, and waiting for new ones, with the test's own clock."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from questionforms import Question, QuestionForm, SelectionAnswer
from questionforms.answers import rows
from questionforms.exceptions import InvalidArgument, ServiceError, WrongType
from questionforms.mturk import assignments, create_hit, wait
from questionforms.mturk.hits.hit import Hit
from questionforms.mturk.hits.submissions import Assignment
from questionforms.mturk.review_policies import known_answers
from tests.mturk.loopback import Reply

if TYPE_CHECKING:
    from questionforms.testing.workers import Worker
    from tests.mturk.loopback import Loopback

XML = (
    '<QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/'
    'QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>q</QuestionIdentifier><FreeText>{}</FreeText></Answer>'
    "</QuestionFormAnswers>"
)


def assignment(number: int, **members: Any) -> dict[str, Any]:
    """An assignment as the service sends it."""
    return {
        "AssignmentId": f"3A{number}",
        "WorkerId": f"AW{number}",
        "HITId": "3HIT",
        "AssignmentStatus": "Submitted",
        "AcceptTime": 1_600_000_000.0,
        "SubmitTime": 1_600_000_090.5,
        "AutoApprovalTime": 1_602_592_090.0,
        "Answer": XML.format(number),
        **members,
    }


def page(*numbers: int, token: str | None = None) -> Reply:
    """A page of assignments."""
    listed = {"NumResults": len(numbers), "Assignments": [assignment(number) for number in numbers]}
    return Reply({**listed, "NextToken": token} if token else listed)


def hit(status: str = "Assignable", **members: Any) -> Reply:
    """The HIT as returned by `get_hit`."""
    return Reply({"HIT": {"HITId": "3HIT", "HITStatus": status, "MaxAssignments": 3, **members}})


class Clock:
    """A clock that only moves when something sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def time(self) -> float:
        """The time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Move the clock forward by this many seconds."""
        self.slept.append(seconds)
        self.now += seconds


def waited(client: Any, clock: Clock, **options: Any) -> list[str]:
    """The ids that `wait` yields, with the time of each."""
    return [each.id for each in wait(client, "3HIT", sleep=clock.sleep, clock=clock.time, **options)]


def test_all_pages_are_read_as_they_are_needed(client: Any, loopback: Loopback) -> None:
    """Each page of a hundred is requested with the token of the previous one, and only when needed."""
    loopback.replies += [page(1, 2, token="more"), page(3)]
    found = assignments(client, "3HIT")
    assert loopback.requests == []
    assert (next(found).id, next(found).id, len(loopback.requests)) == ("3A1", "3A2", 1)
    assert [each.id for each in found] == ["3A3"]
    assert [request.parameters for request in loopback.requests] == [
        {"HITId": "3HIT", "MaxResults": 100},
        {"HITId": "3HIT", "MaxResults": 100, "NextToken": "more"},
    ]


def test_an_assignment_is_typed(client: Any, loopback: Loopback) -> None:
    """Ids, status, times in UTC, work time and answers are read; anything missing from the response is None."""
    loopback.replies.append(page(1))
    [found] = assignments(client, Hit(id="3HIT"))
    assert (found.id, found.worker_id, found.hit_id, found.status) == ("3A1", "AW1", "3HIT", "Submitted")
    assert found.accepted == datetime.fromtimestamp(1_600_000_000, UTC)
    assert found.work_time == timedelta(seconds=90.5)
    assert (found.approved, found.rejected, found.deadline, found.feedback) == (None, None, None, None)
    assert found.answers["q"].text == "1"
    assert found.answers_xml == XML.format(1)
    assert pickle.loads(pickle.dumps(found)) == found
    assert len({found, found}) == 1


def test_an_assignment_is_its_response_too(client: Any, loopback: Loopback) -> None:
    """As a mapping, it has everything that the service sent, so rows and tables accept it unchanged."""
    loopback.replies += [page(1, 2)]
    found = list(assignments(client, "3HIT"))
    assert dict(found[0]) == dict(found[0].response)
    assert (found[0]["AssignmentId"], found[0].get("NoSuch"), len(found[0])) == ("3A1", None, 8)
    assert [(row["AssignmentId"], row["WorkerId"], row["q"]) for row in rows(found)] == [
        ("3A1", "AW1", "1"),
        ("3A2", "AW2", "2"),
    ]


def test_an_assignment_without_answers_has_none() -> None:
    """A response without `Answer` has empty answers and no work time; anything but an assignment is rejected."""
    found = Assignment.from_response({"Assignment": {"AssignmentId": "3A"}, "HIT": {}})
    assert (len(found.answers), found.work_time) == (0, None)
    with pytest.raises(WrongType, match="expected `AssignmentId`, or a response with `Assignment`"):
        Assignment.from_response({"Assignments": []})


@pytest.mark.parametrize(
    ("statuses", "sent"),
    [
        (None, None),
        ("Approved", ["Approved"]),
        (["Submitted", "Rejected"], ["Submitted", "Rejected"]),
        (("Rejected", "Approved", "Submitted"), None),
    ],
)
def test_statuses_choose(client: Any, loopback: Loopback, statuses: Any, sent: list[str] | None) -> None:
    """One or several statuses are sent; all of them mean the same as none."""
    loopback.replies.append(page())
    assert list(assignments(client, "3HIT", statuses=statuses)) == []
    assert loopback.sent.get("AssignmentStatuses") == sent


def test_what_is_no_status_and_no_hit_is_refused_at_once(client: Any, loopback: Loopback) -> None:
    """An invalid status, or anything but a HIT or an id, is rejected immediately, before any call."""
    with pytest.raises(InvalidArgument, match="`approved` is not a valid value; did you mean `Approved`"):
        assignments(client, "3HIT", statuses="approved")
    with pytest.raises(WrongType, match="argument `hit`: 3 is an int; expected a Hit, or the id of one"):
        assignments(client, 3)  # type: ignore[arg-type]
    assert loopback.requests == []


def test_errors_of_the_service_are_translated_on_every_page(client: Any, loopback: Loopback) -> None:
    """If a page is refused, ServiceError is raised after the pages before it."""
    loopback.replies.append(page(1, token="more"))
    loopback.refuse("Hit 3HIT does not exist. (1600000000000 s)", "AWS.MechanicalTurk.HITDoesNotExist")
    found = assignments(client, "3HIT")
    assert next(found).id == "3A1"
    with pytest.raises(ServiceError) as caught:
        next(found)
    assert (caught.value.code, caught.value.operation) == ("HITDoesNotExist", "ListAssignmentsForHIT")


def test_waiting_gives_each_once_until_all_are_there(client: Any, loopback: Loopback) -> None:
    """Existing assignments are yielded immediately, later ones after a pause, each once, until the HIT is complete."""
    clock = Clock()
    loopback.replies += [hit(), page(1), hit(), page(1), hit("Unassignable"), page(2, 1, 3)]
    assert waited(client, clock) == ["3A1", "3A2", "3A3"]
    assert clock.slept == [30, 30]
    assert loopback.replies == []


def test_waiting_ends_with_the_hit(client: Any, loopback: Loopback) -> None:
    """When a HIT has expired and nobody is working on it, waiting stops after one more look at its assignments."""
    clock = Clock()
    loopback.replies += [hit(), page(), hit("Unassignable"), page(), hit("Reviewable"), page(1)]
    assert waited(client, clock, poll=timedelta(minutes=1)) == ["3A1"]
    assert clock.slept == [60, 60]


@pytest.mark.parametrize("status", ["Reviewable", "Reviewing", "Disposed"])
def test_waiting_for_a_hit_that_is_over_sleeps_never(client: Any, loopback: Loopback, status: str) -> None:
    """If nobody can submit any more, the existing assignments are yielded without a pause."""
    clock = Clock()
    loopback.replies += [hit(status), page(1)]
    assert (waited(client, clock), clock.slept) == (["3A1"], [])


def test_waiting_for_some_ends_with_them(client: Any, loopback: Loopback) -> None:
    """With `count`, waiting stops after that many, including others from the same look."""
    clock = Clock()
    loopback.replies += [hit(MaxAssignments=100), page(1), hit(MaxAssignments=100), page(1, 2, 3)]
    assert waited(client, clock, count=2) == ["3A1", "3A2", "3A3"]
    assert clock.slept == [30]


@pytest.mark.parametrize(("timeout", "slept"), [(0, []), (20, [20]), (30, [30]), (timedelta(seconds=70), [30, 30, 10])])
def test_waiting_never_lasts_longer_than_the_timeout(
    client: Any, loopback: Loopback, timeout: Any, slept: list[float]
) -> None:
    """The service is asked at least once, and for the last time at the timeout, which also ends the last pause."""
    clock = Clock()
    for _ in range(len(slept) + 1):
        loopback.replies += [hit(), page(1)]
    assert waited(client, clock, timeout=timeout) == ["3A1"]
    assert clock.slept == slept
    assert loopback.replies == []


def test_the_time_of_the_caller_counts(client: Any, loopback: Loopback) -> None:
    """The caller's time between two assignments counts towards the timeout, so no call is made after it."""
    clock = Clock()
    loopback.replies += [hit(), page(1, 2)]
    found = wait(client, "3HIT", timeout=10, sleep=clock.sleep, clock=clock.time)
    for _ in range(2):
        next(found)
        clock.now += 20
    assert list(found) == []
    assert (clock.slept, loopback.replies) == ([], [])


@pytest.mark.parametrize(
    "options",
    [{"poll": 0}, {"poll": -1}, {"poll": timedelta(0)}, {"timeout": -1}, {"timeout": float("nan")}, {"count": 0}],
)
def test_waiting_without_a_pause_is_refused(client: Any, loopback: Loopback, options: dict[str, Any]) -> None:
    """A pause of zero, which would ask endlessly, and other invalid times are rejected before any call."""
    with pytest.raises(InvalidArgument):
        wait(client, "3HIT", **options)
    assert loopback.requests == []


def test_waiting_tells_of_errors_of_the_service(client: Any, loopback: Loopback) -> None:
    """A HIT that does not exist raises ServiceError at the first step."""
    loopback.refuse("Hit 3HIT does not exist.", "AWS.MechanicalTurk.HITDoesNotExist")
    with pytest.raises(ServiceError, match="HITDoesNotExist"):
        next(wait(client, "3HIT"))


def test_a_round_with_a_marketplace(mturk_client: Any, mturk_worker: Worker) -> None:
    """Workers answer a HIT on the marketplace while `wait` polls it; each answer is yielded, reviewed by its key."""
    form = QuestionForm(Question("q", "?", SelectionAnswer({"a": "A", "b": "B"}), required=True))
    made = create_hit(
        mturk_client,
        form,
        title="A question",
        description="One question.",
        reward="0.05",
        duration=60,
        lifetime=3600,
        max_assignments=2,
        assignment_review=known_answers({"q": "a"}, approve_at_least=100),
    )
    mturk_worker.answer(made, {"q": "a"})
    others = [mturk_worker.another()]

    def sleep(seconds: float) -> None:
        assert seconds == 30
        others.pop().answer(made, {"q": "b"})

    found = list(wait(mturk_client, made, sleep=sleep))
    assert [(each.status, each.answers["q"].value) for each in found] == [("Approved", ("a",)), ("Submitted", ("b",))]
    assert [each.id for each in assignments(mturk_client, made, statuses="Submitted")] == [found[1].id]
    assert not others
