"""What workers submitted for a HIT: all assignments so far, or each as it is submitted."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from questionforms.elements.base import arguments
from questionforms.exceptions import InvalidArgument
from questionforms.mturk.client.call import call, method_of, pages
from questionforms.mturk.client.responses import member, members_of, moment, read_members, text
from questionforms.mturk.hits.hit import Hit
from questionforms.mturk.parameters.findings import no_choice
from questionforms.mturk.parameters.kinds import id_of, refuse_no_id
from questionforms.words import found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from questionforms.answers import Answers

STATUSES = ("Submitted", "Approved", "Rejected")
#: The most assignments on a page. Source: botocore's model, ResultSize.
_PAGE = 100
#: In these states nobody is working on a HIT, and nobody can start.
_OVER = ("Reviewable", "Reviewing", "Disposed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Mapping[str, Any]):
    """One worker's assignment. It is also a mapping of the response, so it can be used wherever a response can.

    Members missing from the response are None.
    """

    #: The AssignmentId.
    id: str = field(metadata=member("AssignmentId", text))
    worker_id: str | None = field(default=None, metadata=member("WorkerId", text))
    hit_id: str | None = field(default=None, metadata=member("HITId", text))
    #: `Submitted`, `Approved` or `Rejected`.
    status: str | None = field(default=None, metadata=member("AssignmentStatus", text))
    #: These times are in UTC.
    accepted: datetime | None = field(default=None, metadata=member("AcceptTime", moment))
    submitted: datetime | None = field(default=None, metadata=member("SubmitTime", moment))
    #: When it will be approved unless you review it.
    auto_approval: datetime | None = field(default=None, metadata=member("AutoApprovalTime", moment))
    approved: datetime | None = field(default=None, metadata=member("ApprovalTime", moment))
    rejected: datetime | None = field(default=None, metadata=member("RejectionTime", moment))
    #: The worker's deadline.
    deadline: datetime | None = field(default=None, metadata=member("Deadline", moment))
    #: Your feedback to the worker.
    feedback: str | None = field(default=None, metadata=member("RequesterFeedback", text))
    #: The XML of the answers.
    answers_xml: str | None = field(default=None, repr=False, metadata=member("Answer", text))
    #: The assignment as the service returned it.
    response: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_response(cls, response: Mapping[str, Any]) -> Self:
        """The assignment in a response of `get_assignment`, or in a list. Raises WrongType if there is none."""
        members = members_of(cls.__name__, response, "Assignment", "AssignmentId")
        return cls(**read_members(cls, members), response=members)

    @property
    def answers(self) -> Answers:
        """The worker's answers, parsed on each access. Raises InvalidDocument if they are not XML at all."""
        from questionforms.answers import parse_answers

        return parse_answers(self.answers_xml or "")

    @property
    def work_time(self) -> timedelta | None:
        """The time between accepting and submitting."""
        return self.submitted - self.accepted if self.submitted and self.accepted else None

    def __getitem__(self, name: str) -> Any:
        return self.response[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.response)

    def __len__(self) -> int:
        return len(self.response)


def assignments(client: Any, hit: Hit | str, *, statuses: str | Iterable[str] | None = None) -> Iterator[Assignment]:
    """Yield the assignments of a HIT, given as a Hit or by its id.

    `statuses` limits them to one or more of `Submitted`, `Approved` and `Rejected`. Pages are requested as they are
    needed. Raises InvalidArgument for other statuses, ServiceError for errors from the service, and LostResponse, which
    is one, if a page does not arrive completely.
    """
    names = STATUSES if statuses is None else (statuses,) if isinstance(statuses, str) else tuple(statuses)
    for name in names:
        if name not in STATUSES:
            message = no_choice(str(name), STATUSES)
            raise InvalidArgument("assignments", "statuses", message)
    method_of(client, "list_assignments_for_hit", "assignments")
    return _pages(client, _id("assignments", hit), names)


def _pages(client: Any, hit_id: str, statuses: tuple[str, ...]) -> Iterator[Assignment]:
    only = {} if set(statuses) == set(STATUSES) else {"AssignmentStatuses": list(statuses)}
    for page in pages(client, "list_assignments_for_hit", HITId=hit_id, MaxResults=_PAGE, **only):
        for response in page.get("Assignments", ()):
            yield Assignment.from_response(response)


def wait(
    client: Any,
    hit: Hit | str,
    *,
    count: int | None = None,
    timeout: timedelta | float | None = None,
    poll: timedelta | float = 30,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Assignment]:
    """Yield each assignment of a HIT once, as it is submitted, starting with those that are there already.

    Stops after `count` assignments (by default, all that the HIT has), when nobody can work on the HIT any more because
    it expired or was deleted, or after `timeout`. The service is asked immediately, then every `poll`, for the HIT and
    its assignments. Both times are a timedelta or seconds. Raises ServiceError. `sleep` and `clock` replace those of
    `time`.
    """
    every, most = _seconds("poll", poll), None if timeout is None else _seconds("timeout", timeout)
    if every <= 0:
        raise InvalidArgument("wait", "poll", f"it is {every:g} seconds; expected a positive number")
    if count is not None:
        arguments.integer("wait", "count", count, 1)
    method_of(client, "list_assignments_for_hit", "wait")
    return _polls(client, _id("wait", hit), count, _Pace(every, most, sleep, clock))


@dataclass(frozen=True, slots=True)
class _Pace:
    """How often to ask, and for how long."""

    every: float
    most: float | None
    sleep: Callable[[float], None]
    clock: Callable[[], float]

    def beats(self) -> Iterator[None]:
        """Yield immediately, then after each pause, and for the last time when the timeout is up."""
        begin = self.clock()
        yield
        while (left := self._left(begin)) > 0:
            self.sleep(min(self.every, left))
            yield

    def _left(self, begin: float) -> float:
        return self.every if self.most is None else begin + self.most - self.clock()


def _polls(client: Any, hit_id: str, count: int | None, pace: _Pace) -> Iterator[Assignment]:
    seen: set[str] = set()
    for _ in pace.beats():
        # Ask for the HIT first: if it is over now, the list that follows is complete.
        hit = Hit.from_response(call(client, "get_hit", HITId=hit_id))
        for assignment in _pages(client, hit_id, STATUSES):
            if assignment.id not in seen:
                seen.add(assignment.id)
                yield assignment
        wanted = count if count is not None else hit.max_assignments
        if hit.status in _OVER or (wanted is not None and len(seen) >= wanted):
            return


def _seconds(argument: str, value: Any) -> float:
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
        raise InvalidArgument("wait", argument, f"{found(value)}; expected a timedelta or seconds")
    return float(value)


def _id(where: str, hit: Hit | str) -> str:
    return refuse_no_id(where, "hit", id_of(where, "hit", hit, Hit))
