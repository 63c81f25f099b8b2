"""A marketplace with its options, the call that an operation receives, and what several operations look up in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from questionforms.marketplace.configuration import Options
from questionforms.marketplace.errors import missing, status_needed
from questionforms.marketplace.store import HIT, Assignment, Database, HITType, QualificationType
from questionforms.marketplace.store.locks import NO_KEY, lock_assignment, lock_hit
from questionforms.marketplace.verdicts import AcceptedProblems, log_accepted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from questionforms import Problem
    from questionforms.marketplace.store import Requester

T = TypeVar("T")
#: Turns a call into its result: members of the model's output, with times, Decimals, and None for omitted ones.
Operation = Callable[["Call"], dict[str, Any]]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Marketplace:
    """What a running marketplace consists of."""

    database: Database
    #: Returns the time, in UTC; tests move it.
    clock: Callable[[], datetime] = _now
    options: Options = field(default_factory=Options)
    #: Called before the response to a call that was accepted in spite of problems.
    report_accepted: Callable[[AcceptedProblems], None] = log_accepted

    def __post_init__(self) -> None:
        self.database.session_info[Options] = self.options

    @classmethod
    def opened(cls, options: Options) -> Marketplace:
        """The marketplace in the database that the options name; its tables are created or upgraded."""
        return cls(Database(options.database, durability=options.durability), options=options)


def options_of(session: Session) -> Options:
    """The options of the marketplace that a session belongs to."""
    found: Options = session.info.get(Options) or Options()
    return found


@dataclass(frozen=True, slots=True)
class Call:
    """One call from a requester, in one transaction; any exception rolls all of it back."""

    operation: str
    session: Session
    requester: Requester
    #: The parameters, checked against the model.
    given: dict[str, Any]
    now: datetime
    #: The address of the service, such as `http://127.0.0.1:8765`, for the URLs in its responses.
    address: str
    options: Options = field(default_factory=Options)
    #: The problems of documents that were accepted in spite of them; the response names their rules.
    accepted_problems: list[Problem] = field(default_factory=list)

    def hit(self, identifier: str | None = None, *, lock: bool = False) -> HIT:
        """The requester's HIT with an identifier, by default the call's `HITId`; lock it if it is about to change."""
        name = self.given["HITId"] if identifier is None else identifier
        return owned(self, "HIT", lock_hit(self.session, name) if lock else self.session.get(HIT, name), name)

    def hit_type(self) -> HITType:
        """The requester's HIT type with the call's `HITTypeId`."""
        name = self.given["HITTypeId"]
        found = self.session.get(HITType, name)
        return owned(self, "HITType", None if found is None or found.deleted else found, name)

    def assignment(self, *, lock: bool = False, needed: str = "Reviewable,Approved,Rejected") -> Assignment:
        """The submitted assignment with the call's `AssignmentId`, for one of the requester's HITs, which `lock` locks.

        Raises a Refusal if there is none, or with the status that is needed if no worker has submitted it. The default
        is what recorded calls of GetAssignment were refused with.
        """
        name = self.given["AssignmentId"]
        found = lock_assignment(self.session, name) if lock else self.session.get(Assignment, name)
        if found is None or found.hit.requester_id != self.requester.id:
            raise missing("Assignment", name)
        if found.answer is None:
            raise status_needed("Assignment", needed)
        return found

    def qualification_type(self, *, lock: bool = False) -> QualificationType:
        """The requester's type with the call's `QualificationTypeId`."""
        name = self.given["QualificationTypeId"]
        found = self.session.get(QualificationType, name, with_for_update=NO_KEY if lock else None)
        return owned(self, "QualificationType", None if found is None or found.deleted_at else found, name)


def owned(call: Call, kind: str, found: T | None, name: str) -> T:
    """What was found, if it is the requester's. The Refusal otherwise does not reveal whether it exists."""
    if found is None or getattr(found, "requester_id", None) != call.requester.id:
        raise missing(kind, name)
    return found
