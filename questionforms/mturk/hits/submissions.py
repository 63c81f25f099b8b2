"""What workers submitted for a HIT: all assignments, and those that are still to come, as they come."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from questionforms.elements.base import arguments
from questionforms.exceptions import InvalidArgument
from questionforms.mturk.client.call import call, method_of, service_errors
from questionforms.mturk.client.responses import member, members_of, moment, read_members, text
from questionforms.mturk.hits.hit import Hit
from questionforms.mturk.parameters.findings import no_choice
from questionforms.mturk.parameters.kinds import id_of, refuse_no_id
from questionforms.words import found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from questionforms.answers import Answers

STATUSES = ("Submitted", "Approved", "Rejected")
#: A page has at most so many assignments. Source: botocore's model, ResultSize.
_PAGE = 100
#: In these states of a HIT nobody is at work on it, and nobody can begin.
_OVER = ("Reviewable", "Reviewing", "Disposed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Mapping[str, Any]):
    """One worker's assignment, typed; as a mapping it is the response, so all that takes responses takes it too.

    A member that the response lacks is None.
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
    #: When it is approved, if nobody does anything.
    auto_approval: datetime | None = field(default=None, metadata=member("AutoApprovalTime", moment))
    approved: datetime | None = field(default=None, metadata=member("ApprovalTime", moment))
    rejected: datetime | None = field(default=None, metadata=member("RejectionTime", moment))
    #: Until when the worker had time.
    deadline: datetime | None = field(default=None, metadata=member("Deadline", moment))
    #: What the worker was told with the review.
    feedback: str | None = field(default=None, metadata=member("RequesterFeedback", text))
    #: The XML of the answers.
    answers_xml: str | None = field(default=None, repr=False, metadata=member("Answer", text))
    #: All that the service said of the assignment.
    response: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_response(cls, response: Mapping[str, Any]) -> Self:
        """The assignment in a response of `get_assignment`, or in a list. Raises WrongType for what is none."""
        members = members_of(cls.__name__, response, "Assignment", "AssignmentId")
        return cls(**read_members(cls, members), response=members)

    @property
    def answers(self) -> Answers:
        """What the worker answered, read at each use. Raises InvalidDocument for what is no XML at all."""
        from questionforms.answers import parse_answers

        return parse_answers(self.answers_xml or "")

    @property
    def work_time(self) -> timedelta | None:
        """From accepting to submitting."""
        return self.submitted - self.accepted if self.submitted and self.accepted else None

    def __getitem__(self, name: str) -> Any:
        return self.response[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.response)

    def __len__(self) -> int:
        return len(self.response)


def assignments(client: Any, hit: Hit | str, *, statuses: str | Iterable[str] | None = None) -> Iterator[Assignment]:
    """All assignments of a HIT, given as one or by its id, or those of some statuses.

    Pages are asked for as they are read. `statuses` are one or several of `Submitted`, `Approved` and `Rejected`.
    Raises InvalidArgument for others, and ServiceError for what the service refuses.
    """
    names = STATUSES if statuses is None else (statuses,) if isinstance(statuses, str) else tuple(statuses)
    for name in names:
        if name not in STATUSES:
            message = no_choice(str(name), STATUSES)
            raise InvalidArgument("assignments", "statuses", message)
    method_of(client, "get_paginator", "assignments")
    return _pages(client, _id("assignments", hit), names)


def _pages(client: Any, hit_id: str, statuses: tuple[str, ...]) -> Iterator[Assignment]:
    only = {} if set(statuses) == set(STATUSES) else {"AssignmentStatuses": list(statuses)}
    pages = client.get_paginator("list_assignments_for_hit").paginate(
        HITId=hit_id, PaginationConfig={"PageSize": _PAGE}, **only
    )
    with service_errors():
        pages = iter(pages)
    while True:
        with service_errors():  # around the call alone, so that the caller's own errors pass
            page = next(pages, None)
        if page is None:
            return
        for response in page["Assignments"]:
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
    """The assignments of a HIT as they are submitted, each once, those that are there already first.

    It ends when there are `count` (all that the HIT has, unless given), when nobody can or does work on the HIT any
    more, since it expired or was deleted, or after `timeout`; then what came is all there is. The service is asked
    at once, then every `poll`, for the HIT and its assignments; both times are a timedelta or seconds. Raises
    ServiceError. `sleep` and `clock` stand for those of `time`.
    """
    every, most = _seconds("poll", poll), None if timeout is None else _seconds("timeout", timeout)
    if every <= 0:
        raise InvalidArgument("wait", "poll", f"it is {every:g} seconds; expected more than none")
    if count is not None:
        arguments.integer("wait", "count", count, 1)
    method_of(client, "get_paginator", "wait")
    return _polls(client, _id("wait", hit), count, _Pace(every, most, sleep, clock))


@dataclass(frozen=True, slots=True)
class _Pace:
    """How often to ask, and until when."""

    every: float
    most: float | None
    sleep: Callable[[float], None]
    clock: Callable[[], float]

    def beats(self) -> Iterator[None]:
        """Once at once, then after each pause; the last is at the end of the time, never after it."""
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
        # The HIT before its assignments: what is over now has all of them in the list that follows.
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
        raise InvalidArgument("wait", argument, f"{found(value)}; expected a timedelta, or seconds")
    return float(value)


def _id(where: str, hit: Hit | str) -> str:
    return refuse_no_id(where, "hit", id_of(where, "hit", hit, Hit))
